"""What does a chart fence draw? Its text as a value, or what is wrong with it.

title: Allele frequency
x: generations (count)
y: frequency (0 to 1)

generation,dominant,recessive
0,0.01,0.01
20,0.06,0.01
"""

import csv
import math
from dataclasses import dataclass

MAX_SERIES, MAX_ROWS = 12, 1000

_HEADINGS = ("title", "x", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line of a chart: its name and its points, in the order of the rows."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: what it is called, its axes with their units, and its series."""

    title: str
    x: str
    y: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFault:
    """Why a text is no chart, and at which of its lines, counted from 1."""

    line: int
    message: str


def read_chart(body: str) -> Chart | ChartFault:
    """Return the chart that a fence's body describes, or what is wrong with it."""
    lines = body.split("\n")
    names: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            break
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in _HEADINGS or key in names:
            wanted = "A chart begins with the lines `title:`, `x:` and `y:`."
            return ChartFault(line=number, message=wanted)
        names[key] = value.strip()
    missing = [key for key in _HEADINGS if not names.get(key)]
    if missing:
        return ChartFault(line=1, message=f"The chart lacks its `{missing[0]}:` line.")
    return _with_rows(names, lines[len(names) :], len(names))


def _with_rows(
    names: dict[str, str], lines: list[str], above: int
) -> Chart | ChartFault:
    rows = [
        (above + number, _cells(line))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if len(rows) < 2:
        wanted = "A chart needs a header line and rows of numbers after an empty line."
        return ChartFault(line=above, message=wanted)
    (line, header), *data = rows
    if len(header) < 2 or not all(header) or len(set(header)) < len(header):
        wanted = "The header names the x column, then each series, each name once."
        return ChartFault(line=line, message=wanted)
    if len(header) - 1 > MAX_SERIES or len(data) > MAX_ROWS:
        limit = f"A chart holds at most {MAX_SERIES} series and {MAX_ROWS} rows."
        return ChartFault(line=line, message=limit)
    table: list[list[float | None]] = []
    for line, cells in data:
        row = _numbers(cells, len(header))
        if isinstance(row, str):
            return ChartFault(line=line, message=row)
        table.append(row)
    return Chart(
        title=names["title"], x=names["x"], y=names["y"], series=_series(header, table)
    )


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return [line]


def _numbers(cells: list[str], width: int) -> list[float | None] | str:
    if len(cells) != width:
        return f"This row has {len(cells)} cells, the header has {width}."
    numbers: list[float | None] = []
    for cell in cells:
        try:
            number = float(cell) if cell else None
        except ValueError:
            return f"`{cell}` is not a number."
        if number is not None and not math.isfinite(number):
            return f"`{cell}` cannot be drawn."
        numbers.append(number)
    return numbers if numbers[0] is not None else "This row has no x value."


def _series(header: list[str], table: list[list[float | None]]) -> tuple[Series, ...]:
    return tuple(
        Series(
            name=name,
            points=tuple(
                (x, y)
                for x, y in ((row[0], row[column]) for row in table)
                if x is not None and y is not None
            ),
        )
        for column, name in enumerate(header[1:], 1)
    )
