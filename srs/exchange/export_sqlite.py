"""How do sheets become a SQLite file? A table each, and `meta` with the head.

It is a snapshot in a file of its own, packed and whole, and no store of ours.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from srs.core.errors import InputError
from srs.exchange.sheet import Convert, Export, Kind, Sheet, converted, plain, portions

_TYPES: dict[Kind, str] = {
    "text": "text",
    "int8": "integer",
    "int32": "integer",
    "int64": "integer",
    "double": "real",
    "bool": "integer",
    "date": "text",
    "instant": "text",
    "names": "text",
}
_CONVERTS: dict[Kind, Convert] = {
    "bool": int,
    "date": plain,
    "instant": plain,
    "names": lambda names: json.dumps(list(names), ensure_ascii=False),
}
_PIECE = 1 << 20


def write(export: Export) -> Iterator[bytes]:
    """Give the export's sheets as one database, piece by piece.

    Raises:
        InputError: There is no room for it where temporary files go.
    """
    with TemporaryDirectory(prefix="srs-") as folder:
        try:
            packed = _made(Path(folder), export)
        except sqlite3.OperationalError as error:
            raise InputError(
                f"The database cannot be made in {folder}: {error}.",
                next_step="Make room there, or name another folder in TMPDIR.",
            ) from error
        with packed.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _made(folder: Path, export: Export) -> Path:
    """Make the database, and return where it stands."""
    loose, packed = folder / "loose", folder / "packed"
    with closing(sqlite3.connect(loose, isolation_level=None)) as database:
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.execute("begin")
        for sheet in export.sheets:
            _fill(database, sheet)
        _describe(database, export)
        database.execute("commit")
        database.execute("vacuum into ?", (str(packed),))
    loose.unlink()
    return packed


def _fill(database: sqlite3.Connection, sheet: Sheet) -> None:
    columns = ", ".join(
        f"{_name(field.name)} {_TYPES[field.kind]}" for field in sheet.fields
    )
    database.execute(f"create table {_name(sheet.name)} ({columns}) strict")
    marks = ", ".join("?" * len(sheet.fields))
    insert = f"insert into {_name(sheet.name)} values ({marks})"  # noqa: S608 - names of ours
    for some in portions(sheet.rows):
        database.executemany(insert, converted(sheet, _CONVERTS, some))


def _describe(database: sqlite3.Connection, export: Export) -> None:
    database.execute("create table meta (key text primary key, value text) strict")
    said = export.head.items() | {"collection": export.head.collection}
    database.executemany(
        "insert into meta values (?, ?)",
        [(key, str(value)) for key, value in said.items()],
    )


def _name(text: str) -> str:
    """Return a name as SQL has it; ours are words, and quoted all the same."""
    return '"' + text.replace('"', '""') + '"'
