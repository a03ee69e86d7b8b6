"""What is a format given? Rows under typed columns, however many, and a head."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Literal

from srs.core.report import Cell, Table, Unit

Kind = Literal[
    "text", "int8", "int32", "int64", "double", "bool", "date", "instant", "names"
]
"""What a column holds; `instant` is an aware UTC time, `names` a tuple of texts."""

Value = Any
"""What stands in a row: as the column's kind says, or None for no data."""

Row = Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet."""

    name: str
    kind: Kind = "text"
    unit: Unit = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows under columns; they may be too many to be held, and are read once."""

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an export says of itself."""

    schema: str
    """Its shape and the shape's version, such as `srs/cards/1`."""
    generated_at: datetime
    tz: str
    """The learner's IANA zone, in which study days lie."""
    rollover_hour: int
    """The hour at which a study day turns."""
    collection: str = ""
    """The collection's id."""
    title: str = ""
    """What the collection is called, and which part of it this is."""

    def items(self) -> dict[str, Any]:
        """Return what every file says of itself, under stable keys."""
        return {
            "schema": self.schema,
            "generated_at": stamp(self.generated_at),
            "tz": self.tz,
            "rollover_hour": self.rollover_hour,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view of the statistics: its name, its title, its tables."""

    name: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that one file is made of."""

    head: Head
    sheets: tuple[Sheet, ...] = ()
    views: tuple[View, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)


def stamp(at: datetime) -> str:
    """Return an instant as ISO 8601 in UTC, to the millisecond, with a Z."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def plain(value: Value) -> str | int | float | bool | list[str] | None:
    """Return a value as JSON has it: days and instants as ISO 8601."""
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case None | str() | int() | float():
            return value
    raise ValueError(f"no format knows {value!r}")


def portions(rows: Iterable[Row], size: int = 5_000) -> Iterator[list[Row]]:
    """Give rows in lists of at most so many."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


Convert = Callable[[Value], Value]


def converted(
    sheet: Sheet, converts: Mapping[Kind, Convert], some: list[Row]
) -> Iterable[Row]:
    """Return rows with the columns of some kinds converted; None stays None."""
    places = [
        (place, converts[field.kind])
        for place, field in enumerate(sheet.fields)
        if field.kind in converts
    ]
    if not places:
        return some
    found = [list(row) for row in some]
    for place, convert in places:
        for row in found:
            if row[place] is not None:
                row[place] = convert(row[place])
    return found


def sheet_of(table: Table) -> Sheet:
    """Return a table of the statistics as a sheet, its columns typed by their cells."""
    fields = tuple(
        Field(
            name=column.key,
            kind=_kind([row[at] for row in table.rows]),
            unit=column.unit,
        )
        for at, column in enumerate(table.columns)
    )
    return Sheet(name=table.id, fields=fields, rows=table.rows)


def _kind(cells: list[Cell]) -> Kind:
    known = [cell for cell in cells if cell is not None]
    for kind, types in _CELLS.items():
        if known and all(isinstance(cell, types) for cell in known):
            return kind
    return "text"


_CELLS: dict[Kind, tuple[type, ...]] = {
    "int64": (int,),
    "double": (int, float),
    "date": (date,),
}
