"""How do names across and down meet? A grid of cells, darker where there is more."""

from srs.core.report import Cell, Table, said
from srs.exchange.svg import Pen, Picture, group, long, rect, shortened, text

ROW = 26.0
_NAMES = 190.0
_FAINTEST, _FULLEST = 0.06, 0.45


def grid(table: Table, pen: Pen, width: float) -> Picture:
    """Return a cell for each value, with the value in it."""
    columns = table.columns
    names = [said(row[0], columns[0]) for row in table.rows]
    head = columns[0].name
    left = min(max(map(long, [*names, head]), default=0.0), _NAMES) + 12
    across = max(len(columns) - 1, 1)
    size = min((width - left) / across, 90.0)
    amounts = [[amount(cell) for cell in row[1:]] for row in table.rows]
    known = [one for row in amounts for one in row if one is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    parts = [text(pen, "muted", (left - 8, 14), head, anchor="end")]
    for number, column in enumerate(columns[1:]):
        x = left + (number + 0.5) * size
        name = shortened(column.name, size)
        parts.append(text(pen, "muted", (x, 14), name, anchor="middle"))
    for number, (row, name) in enumerate(zip(table.rows, names, strict=True)):
        y = 22 + number * ROW
        parts.append(
            text(pen, "ink", (left - 8, y + 17), shortened(name, _NAMES), anchor="end")
        )
        for place, cell in enumerate(row[1:]):
            found = amounts[number][place]
            box = (left + place * size + 1, y + 1, size - 2, ROW - 2)
            told = said(cell, columns[place + 1])
            share = 0.0 if found is None else (found - low) / (high - low or 1.0)
            depth = _FAINTEST + share * (_FULLEST - _FAINTEST)
            x = left + (place + 0.5) * size
            parts.append(
                group(
                    [
                        rect(pen, "s1", box, opacity=0.02 if found is None else depth),
                        text(pen, "ink", (x, y + 17), told, anchor="middle"),
                    ],
                    f"{head} {name}, {columns[place + 1].name}: {told}",
                )
            )
    height = 22 + len(table.rows) * ROW + 4
    return Picture(width=width, height=height, body="".join(parts))


def amount(cell: Cell) -> float | None:
    """Return how much a cell says: a number, or one in words such as `85%~`."""
    if isinstance(cell, int | float):
        return float(cell)
    digits = cell.rstrip("~").removesuffix("%") if isinstance(cell, str) else ""
    try:
        return float(digits)
    except ValueError:
        return None
