"""An export to be written: a sheet of every kind of column, with hostile texts."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from srs.exchange.sheet import Export, Field, Head, Row, Sheet

HEAD = Head(
    schema="srs/some/1",
    generated_at=datetime(2026, 3, 2, 8, 0, 0, 5000, tzinfo=UTC),
    tz="Europe/Berlin",
    rollover_hour=4,
    collection="abc",
    title="Mine",
)
FIELDS = (
    Field(name="card_id"),
    Field(name="deck"),
    Field(name="rating", kind="int8"),
    Field(name="seconds", kind="int32", unit="seconds"),
    Field(name="at_ms", kind="int64"),
    Field(name="recall", kind="double", unit="ratio"),
    Field(name="is_test", kind="bool"),
    Field(name="day", kind="date"),
    Field(name="at", kind="instant"),
    Field(name="blocked_by", kind="names"),
)
AT = datetime(2026, 3, 1, 23, 30, 0, 7000, tzinfo=UTC)
ROWS: tuple[Row, ...] = (
    (str(2**62 + 1), "é, \"q\"\nnew", 3, 60, 2**53 + 1, 0.1, True, date(2026, 3, 1), AT,
     ("a", "b")),
    ("7", "", 1, None, 0, None, False, None, None, ()),
)  # fmt: skip

Sheeted = Callable[[Sequence[Row]], Export]


@pytest.fixture
def sheeted() -> Sheeted:
    """Make an export of one sheet with these rows."""

    def make(rows: Sequence[Row]) -> Export:
        sheet = Sheet(name="some", fields=FIELDS, rows=iter(rows))
        return Export(head=HEAD, sheets=(sheet,))

    return make
