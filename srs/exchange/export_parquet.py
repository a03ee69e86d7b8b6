"""How do rows become Parquet? Typed columns, group by group, through pyarrow."""

import json
from collections.abc import Iterator
from typing import Any

from srs.core.errors import InputError
from srs.exchange.sheet import Export, Field, Kind, Row, portions

ROWS_A_GROUP = 100_000
MISSING = "pyarrow is not installed, and Parquet is written through it."
INSTALL = "Install it: pip install 'srs[export]'"


class _Pipe:
    """Takes bytes as a file does, and hands them on."""

    def __init__(self) -> None:
        self.closed = False
        self._held: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Take some bytes."""
        self._held.append(bytes(piece))
        self._size += len(piece)
        return len(piece)

    def tell(self) -> int:
        """Return how many bytes there were."""
        return self._size

    def flush(self) -> None:
        """Do nothing: bytes wait until they are taken."""

    def close(self) -> None:
        """Take no more."""
        self.closed = True

    def writable(self) -> bool:
        """Return that bytes can be written."""
        return True

    def readable(self) -> bool:
        """Return that none can be read."""
        return False

    def seekable(self) -> bool:
        """Return that what was written stays."""
        return False

    def taken(self) -> bytes:
        """Return what came in since the last time."""
        held, self._held = b"".join(self._held), []
        return held


def write(export: Export) -> Iterator[bytes]:
    """Give the export's one sheet as Parquet, a group of rows at a time.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError(MISSING, next_step=INSTALL) from error
    (sheet,) = export.sheets
    schema = pa.schema(
        [pa.field(field.name, _type(pa, field.kind)) for field in sheet.fields],
        metadata={
            key: value if isinstance(value, str) else json.dumps(value)
            for key, value in export.head.items().items()
        },
    )
    pipe = _Pipe()
    with pq.ParquetWriter(pa.PythonFile(pipe, mode="w"), schema) as writer:
        for some in portions(sheet.rows, ROWS_A_GROUP):
            writer.write_table(_table(pa, schema, sheet.fields, some))
            yield pipe.taken()
    yield pipe.taken()


def _type(pa: Any, kind: Kind) -> Any:
    types = {
        "text": pa.string(),
        "int8": pa.int8(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "instant": pa.timestamp("ms", tz="UTC"),
        "names": pa.list_(pa.string()),
    }
    return types[kind]


def _table(pa: Any, schema: Any, fields: tuple[Field, ...], some: list[Row]) -> Any:
    columns = [
        pa.array(column, _type(pa, field.kind))
        for field, column in zip(fields, zip(*some, strict=True), strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)
