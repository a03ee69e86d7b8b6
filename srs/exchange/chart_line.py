"""How do numbers go over days? Lines, each with a pattern, bands, and marks.

Beyond a mark that says how far anything was measured, a forecast is dashed and a `?`
stands over it. A low and a high column make a band.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from srs.core.report import Cell, Column, Table, said
from srs.core.scale import scale
from srs.exchange.chart_axes import Frame, day_ticks, foot, frame, place, side
from srs.exchange.svg import (
    DASHES,
    SERIES,
    Pen,
    Picture,
    area,
    box,
    group,
    line,
    long,
    painted,
    path,
    text,
)

HEIGHT = 220.0
MOST_POINTS = 400
MOST_SPOTS = 120
_FAR = "6 5"
"""The pattern of a whole line beyond what was measured."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """A table's columns as lines and a band."""

    rows: tuple[tuple[Cell, ...], ...]
    series: tuple[int, ...]
    """Places of the columns that are lines."""
    band: tuple[int, int] | None
    """Places of the band's low and high ends."""
    low: float
    high: float
    """Where the x axis begins and ends."""

    def x(self, cell: Cell, at: Frame) -> float:
        """Return how far right a cell of the first column lies."""
        return at.left + self.share(place(cell)) * at.width

    def share(self, value: float) -> float:
        """Return how far along the x axis a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low or 1.0)


def lines(table: Table, pen: Pen, width: float) -> Picture:
    """Return a line for each column but the first, over it."""
    found = _read(table)
    values = [
        float(cell)
        for row in found.rows
        for cell in row[1:]
        if isinstance(cell, int | float)
    ]
    ratio = table.columns[found.series[0]].unit == "ratio"
    at = frame(values or [0.0], width=width, height=HEIGHT, ratio=ratio)
    parts = side(pen, at, ratio=ratio)
    feet, room = foot(pen, at, _ticks(found))
    far = min(
        (found.share(mark) for mark in table.marks.values() if mark < found.high),
        default=1.0,
    )
    parts += _band(pen, found, at)
    for number, column in enumerate(found.series):
        parts += _line(pen, number, _points(found, at, column), at, far)
    parts += feet + _marks(pen, table, found, at) + _spots(pen, table, found, at)
    keys, below = _key(pen, [table.columns[one] for one in found.series], at, room)
    if table.columns[0].unit != "date":
        place_ = (at.right, at.bottom + room + 16)
        parts.append(text(pen, "muted", place_, table.columns[0].name, anchor="end"))
    height = at.bottom + room + below
    return Picture(width=width, height=height, body="".join(parts + keys))


def _read(table: Table) -> _Lines:
    ends = {
        end: place
        for place, column in enumerate(table.columns)
        for end in ("_low", "_high")
        if column.key.endswith(end)
    }
    band = (ends["_low"], ends["_high"]) if len(ends) == 2 else None
    stride = -(-len(table.rows) // MOST_POINTS)
    rows = table.rows[::-1][::stride][::-1]
    return _Lines(
        rows=rows,
        series=tuple(
            one for one in range(1, len(table.columns)) if one not in ends.values()
        ),
        band=band,
        low=place(rows[0][0]),
        high=place(rows[-1][0]),
    )


def _ticks(found: _Lines) -> list[tuple[float, str]]:
    first, last = found.rows[0][0], found.rows[-1][0]
    if isinstance(first, date) and isinstance(last, date):
        return [
            (found.share(day.toordinal()), name) for day, name in day_ticks(first, last)
        ]
    across = scale(found.low, found.high, 8)
    return [(found.share(tick), across.label(tick)) for tick in across.ticks]


def _points(found: _Lines, at: Frame, column: int) -> list[list[Point]]:
    """Return the line's pieces: it breaks where nothing is known."""
    pieces: list[list[Point]] = [[]]
    for row in found.rows:
        cell = row[column]
        if isinstance(cell, int | float):
            pieces[-1].append((found.x(row[0], at), at.y(float(cell))))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _line(
    pen: Pen, number: int, pieces: list[list[Point]], at: Frame, far: float
) -> list[str]:
    role, dash = SERIES[number % len(SERIES)], DASHES[number % len(DASHES)]
    edge = at.left + far * at.width
    parts = []
    for piece in pieces:
        near = [point for point in piece if point[0] <= edge]
        beyond = [*near[-1:], *(point for point in piece if point[0] > edge)]
        if near:
            parts.append(path(pen, role, near, dash=dash))
        if len(beyond) > 1:
            parts.append(path(pen, role, beyond, dash=dash or _FAR, opacity=0.6))
    return parts


def _band(pen: Pen, found: _Lines, at: Frame) -> list[str]:
    if found.band is None:
        return []
    low, high = (_points(found, at, column) for column in found.band)
    return [
        area(pen, SERIES[len(found.series) - 1], upper + lower[::-1], opacity=0.2)
        for lower, upper in zip(low, high, strict=False)
    ]


def _marks(pen: Pen, table: Table, found: _Lines, at: Frame) -> list[str]:
    parts = []
    for name, value in table.marks.items():
        share = found.share(value)
        if not 0 <= share <= 1:
            continue
        x = at.left + share * at.width
        parts.append(
            line(pen, "muted", (x, at.top), (x, at.bottom), width=1, dash="4 3")
        )
        left = x + 4 + long(name) > at.right
        parts.append(
            text(
                pen,
                "muted",
                (x - 4 if left else x + 4, at.bottom - 6),
                name,
                anchor="end" if left else "start",
            )
        )
        if share < 1:
            middle = (x + at.right) / 2
            parts.append(
                text(pen, "muted", (middle, at.top + 14), "?", anchor="middle", size=16)
            )
    return parts


def _spots(pen: Pen, table: Table, found: _Lines, at: Frame) -> list[str]:
    """Return areas over the whole height that say the values beneath the pointer."""
    stride = -(-len(found.rows) // MOST_SPOTS)
    rows = found.rows[::-1][::stride][::-1]
    xs = [found.x(row[0], at) for row in rows]
    edges = [(one + other) / 2 for one, other in pairwise(xs)]
    starts, ends = [xs[0], *edges], [*edges, xs[-1]]
    found_ = [
        box((start, at.top, max(end - start, 1.0), at.height), told(row, table.columns))
        for row, start, end in zip(rows, starts, ends, strict=True)
    ]
    return [painted(pen, "ink", found_, opacity=0)]


def told(row: Sequence[Cell], columns: Sequence[Column]) -> str:
    """Return a row in words: its first cell, then each value with its name."""
    pairs = [
        f"{column.name} {said(cell, column)}".strip()
        for cell, column in zip(row[1:], columns[1:], strict=True)
        if cell not in (None, "")
    ]
    first = said(row[0], columns[0])
    if columns[0].unit in ("count", "days") and columns[0].name:
        first = f"{columns[0].name} {first}"
    return f"{first}: {', '.join(pairs)}"


def _key(
    pen: Pen, columns: list[Column], at: Frame, room: float
) -> tuple[list[str], float]:
    """Return the names of the lines, and how much room they take."""
    parts, x, y = [], at.left, at.bottom + room + 16
    for number, column in enumerate(columns):
        length = 34 + long(column.name) + 16
        if x + length > at.right and x > at.left:
            x, y = at.left, y + 18
        role, dash = SERIES[number % len(SERIES)], DASHES[number % len(DASHES)]
        sample = line(pen, role, (x, y - 4), (x + 28, y - 4), width=2, dash=dash)
        parts.append(group([sample, text(pen, "ink", (x + 34, y), column.name)]))
        x += length
    return parts, y - at.bottom - room + 6
