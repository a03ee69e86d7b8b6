"""How do rows compare? Bars, and points with their intervals, a row each."""

import math
from collections.abc import Callable, Sequence

from srs.core.report import Cell, Column, Table, said
from srs.core.scale import scale
from srs.exchange.chart_line import told
from srs.exchange.svg import Pen, Picture, group, line, long, rect, shortened, text

ROW = 22.0
MOST_ROWS = 30
_NAMES = 190.0
_HALF_TICK = 20.0

Place = Callable[[float], float]
"""From a value to how far right it lies."""


def bars(table: Table, pen: Pen, width: float) -> Picture:
    """Return a bar a row; a third column of the same unit adds to it."""
    rows, columns = table.rows[-MOST_ROWS:], table.columns
    added = len(columns) > 2 and columns[2].unit == columns[1].unit
    names = [said(row[0], columns[0]) for row in rows]
    left = min(max(map(long, [*names, columns[0].name])), _NAMES) + 10
    ends = [_sum(row, added=added) for row in rows]
    values = [_values(row, columns, added=added) for row in rows]
    room = width - left - max(map(long, values)) - 20
    most = max([end for end in ends if end is not None], default=0.0) or 1.0
    parts = [_bar_key(pen, columns, left)] if added else []
    head = columns[0].name
    if head:
        parts.append(text(pen, "muted", (left - 8, 13), head, anchor="end"))
    top = 22.0 if parts else 4.0
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        y = top + number * ROW
        first, more = _number(row[1]) or 0.0, _number(row[2]) if added else None
        length = max(first, 0.0) / most * room
        found = [
            text(pen, "ink", (left - 8, y + 14), shortened(name, _NAMES), anchor="end"),
            rect(pen, "s1", (left, y + 3, max(length, 0.5), ROW - 8)),
        ]
        end = left + length
        if more:
            box = (end, y + 3, more / most * room, ROW - 8)
            found.append(rect(pen, "s1", box, opacity=0.3))
            found.append(rect(pen, "s1", box, outline=True))
            end += box[2]
        found.append(text(pen, "muted", (end + 6, y + 14), values[number]))
        parts.append(group(found, told(row, columns)))
    height = top + len(rows) * ROW + 4
    return Picture(width=width, height=height, body="".join(parts))


def _values(row: Sequence[Cell], columns: Sequence[Column], *, added: bool) -> str:
    if row[1] is None:
        return "–"
    text_ = said(row[1], columns[1])
    if added and row[2] is not None:
        text_ += f" + {said(row[2], columns[2])}"
    unit = columns[1].unit
    return f"{text_} {unit}" if unit in ("minutes", "seconds", "days") else text_


def _sum(row: Sequence[Cell], *, added: bool) -> float | None:
    first = _number(row[1])
    if first is None:
        return None
    return first + ((_number(row[2]) or 0.0) if added else 0.0)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _bar_key(pen: Pen, columns: Sequence[Column], left: float) -> str:
    second = left + 20 + long(columns[1].name) + 24
    box = (second, 4.0, 14.0, 10.0)
    return group(
        [
            rect(pen, "s1", (left, 4, 14, 10)),
            text(pen, "ink", (left + 20, 13), columns[1].name),
            rect(pen, "s1", box, opacity=0.3),
            rect(pen, "s1", box, outline=True),
            text(pen, "ink", (second + 20, 13), columns[2].name),
        ]
    )


# -- points with intervals --------------------------------------------------------


def intervals(table: Table, pen: Pen, width: float) -> Picture:
    """Return a row for each group: ● what was got, its interval, ◇ what was said."""
    rows = [row for row in table.rows[-MOST_ROWS:] if _number(row[1]) is not None]
    numbers = [one for row in rows for one in map(_number, row[1:5]) if one is not None]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    down = scale(low, high, 6, whole=True)
    ticks = [(tick, f"{tick * 100:.0f}%") for tick in down.ticks]
    return _rows(table, rows, pen, width, down.share, ticks, model=4)


def ladder(table: Table, pen: Pen, width: float) -> Picture:
    """Return a row for each rung, on a scale of logarithms."""
    rows = [row for row in table.rows[-MOST_ROWS:] if (_number(row[1]) or 0) > 0]
    numbers = [one for row in rows for one in map(_number, row[1:4]) if one and one > 0]
    low = math.floor(math.log10(min(numbers, default=1.0)))
    high = max(math.ceil(math.log10(max(numbers, default=10.0))), low + 1)

    def share(value: float) -> float:
        exponent = math.log10(max(value, 10.0**low))
        return (exponent - low) / (high - low)

    ticks = [(10.0**one, f"{10.0**one:g} d") for one in range(low, high + 1)]
    return _rows(table, rows, pen, width, share, ticks, model=None)


def _rows(
    table: Table,
    rows: Sequence[Sequence[Cell]],
    pen: Pen,
    width: float,
    share: Place,
    ticks: Sequence[tuple[float, str]],
    *,
    model: int | None,
) -> Picture:
    columns = table.columns
    names = [said(row[0], columns[0]) for row in rows]
    head = columns[0].name
    left = min(max(map(long, [*names, head]), default=0.0), _NAMES) + 16
    left += _HALF_TICK if head else 0.0
    room = width - left - 60
    top, height = 26.0, len(rows) * ROW

    def x(value: float) -> float:
        return left + share(value) * room

    parts = (
        [text(pen, "muted", (left - 12 - _HALF_TICK, 14), head, anchor="end")]
        if head
        else []
    )
    for value, name in ticks:
        parts.append(line(pen, "grid", (x(value), top), (x(value), top + height)))
        parts.append(text(pen, "muted", (x(value), 14), name, anchor="middle"))
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        y = top + number * ROW + ROW / 2
        parts.append(
            group(
                [
                    text(
                        pen,
                        "ink",
                        (left - 12, y + 4),
                        shortened(name, _NAMES),
                        anchor="end",
                    ),
                    *_interval(pen, row, x, y, model),
                    text(
                        pen,
                        "muted",
                        (width, y + 4),
                        said(row[1], columns[1]),
                        anchor="end",
                    ),
                ],
                told(row, columns),
            )
        )
    if model is not None:
        said_ = "● got, with its interval · ◇ the model said"
        parts.append(text(pen, "muted", (left, top + height + 18), said_))
        height += 22
    return Picture(width=width, height=top + height + 4, body="".join(parts))


def _interval(
    pen: Pen, row: Sequence[Cell], x: Place, y: float, model: int | None
) -> list[str]:
    got, low, high = map(_number, row[1:4])
    parts = []
    if low is not None and high is not None:
        parts.append(line(pen, "s1", (x(low), y), (x(high), y), width=2))
        parts += [
            line(pen, "s1", (x(end), y - 4), (x(end), y + 4), width=2)
            for end in (low, high)
        ]
    expected = None if model is None else _number(row[model])
    if expected is not None:
        at = x(expected)
        parts.append(
            f'<path d="M{at - 5:.1f} {y:.1f}L{at:.1f} {y - 5:.1f}L{at + 5:.1f} {y:.1f}'
            f'L{at:.1f} {y + 5:.1f}Z" {pen.stroke("s2")} stroke-width="1.5"/>'
        )
    if got is not None:
        parts.append(f'<circle cx="{x(got):.1f}" cy="{y:.1f}" r="4" {pen.fill("s1")}/>')
    return parts
