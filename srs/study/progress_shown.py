"""What did the statistics say last time? To be shown until they are worked out anew.

Importing numpy alone takes longer than a screen may stay empty.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from srs.core.errors import StoreError
from srs.core.report import Column, Table
from srs.study.collection import Collection

_KEY = "stats_shown"
_MEANING = 1
"""Raise it when tables come to be written in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The view Now of the whole collection, as it stood."""

    at: datetime
    tables: tuple[Table, ...]


def keep_shown(collection: Collection, tables: tuple[Table, ...]) -> None:
    """Keep what is shown now, where that can be done."""
    store = collection.store
    if not store.writable:
        return
    text = json.dumps(
        {
            "meaning": _MEANING,
            "at": collection.clock().isoformat(),
            "tables": [_written(table) for table in tables],
        }
    )
    with suppress(StoreError), store.transaction():
        store.cache.set(_KEY, text)


def shown_last(collection: Collection) -> Shown | None:
    """Return what was shown last; None where nothing of use was kept."""
    text = collection.store.cache.get(_KEY)
    if text is None:
        return None
    try:
        found = json.loads(text)
        if found["meaning"] != _MEANING:
            return None
        return Shown(
            at=datetime.fromisoformat(found["at"]),
            tables=tuple(_read(table) for table in found["tables"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # it saves time and nothing else


def _written(table: Table) -> dict[str, Any]:
    rows = [
        [{"day": cell.isoformat()} if isinstance(cell, date) else cell for cell in row]
        for row in table.rows
    ]
    return {**asdict(table), "rows": rows, "marks": dict(table.marks)}


def _read(found: dict[str, Any]) -> Table:
    rows = tuple(
        tuple(
            date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
            for cell in row
        )
        for row in found["rows"]
    )
    columns = tuple(Column(**column) for column in found["columns"])
    notes = tuple(found["notes"])
    return Table(**{**found, "rows": rows, "columns": columns, "notes": notes})
