"""How do figures, sheets and tables become one JSON object? Its head comes first."""

from collections.abc import Iterator
from typing import Any

from srs.core.report import Table
from srs.core.text import safe_json
from srs.exchange.sheet import Export, Sheet, View, plain


def write(export: Export) -> Iterator[bytes]:
    """Give the export as one object: its head, then figures, sheets and views."""
    head = export.head.items()
    whole: dict[str, Any] = head | dict(export.figures) | head
    whole |= {sheet.name: _rows(sheet) for sheet in export.sheets}
    if export.views:
        whole["views"] = [_view(view) for view in export.views]
    yield safe_json(whole, allow_nan=False).encode() + b"\n"


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    names = [field.name for field in sheet.fields]
    return [dict(zip(names, map(plain, row), strict=True)) for row in sheet.rows]


def _view(view: View) -> dict[str, Any]:
    return {
        "view": view.name,
        "title": view.title,
        "tables": [_table(table) for table in view.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    names = [column.key for column in table.columns]
    return {
        "id": table.id,
        "title": table.title,
        "shape": table.shape,
        "columns": [
            {"key": column.key, "name": column.name, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [dict(zip(names, map(plain, row), strict=True)) for row in table.rows],
        "notes": list(table.notes),
        "needs": table.needs,
        "marks": dict(table.marks),
    }
