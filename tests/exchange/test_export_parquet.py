"""Parquet: columns keep their types, read back by pyarrow."""

import io
import json
import sys
from datetime import UTC, date, datetime

import pytest

from srs.core.errors import InputError
from srs.exchange.export_parquet import write
from tests.exchange.conftest import AT, HEAD, ROWS, Sheeted

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def test_rows_are_read_back_with_their_types(sheeted: Sheeted) -> None:
    """Values, types and the head come back as they went."""
    table = pq.read_table(io.BytesIO(b"".join(write(sheeted(ROWS)))))

    assert [str(field.type) for field in table.schema] == [
        "string",
        "string",
        "int8",
        "int32",
        "int64",
        "double",
        "bool",
        "date32[day]",
        "timestamp[ms, tz=UTC]",
        "list<element: string>",
    ]
    first, second = table.to_pylist()
    assert list(first.values()) == [
        str(2**62 + 1),
        'é, "q"\nnew',
        3,
        60,
        2**53 + 1,
        0.1,
        True,
        date(2026, 3, 1),
        AT,
        ["a", "b"],
    ]
    assert isinstance(first["at"], datetime)
    assert first["at"].utcoffset() == UTC.utcoffset(None)
    assert second["recall"] is second["at"] is None
    said = {
        key.decode(): value.decode() for key, value in table.schema.metadata.items()
    }
    assert said == {key: _text(value) for key, value in HEAD.items().items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def test_many_rows_come_in_groups(
    sheeted: Sheeted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each group leaves before the next is made."""
    monkeypatch.setattr("srs.exchange.export_parquet.ROWS_A_GROUP", 10)
    pieces = list(write(sheeted([ROWS[1]] * 35)))
    file = pq.ParquetFile(io.BytesIO(b"".join(pieces)))

    assert (file.num_row_groups, file.metadata.num_rows) == (4, 35)
    assert sum(map(bool, pieces)) == 5


def test_no_rows_are_a_table_too(sheeted: Sheeted) -> None:
    """An empty sheet keeps its columns."""
    table = pq.read_table(io.BytesIO(b"".join(write(sheeted([])))))

    assert (table.num_rows, table.num_columns) == (0, 10)


def test_without_pyarrow_a_sentence_says_what_to_install(
    sheeted: Sheeted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(InputError, match=r"pip install 'srs\[export\]'"):
        b"".join(write(sheeted(ROWS)))
