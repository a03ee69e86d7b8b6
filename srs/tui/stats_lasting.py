"""The view How long recalls last: what does each recall in a row add?"""

from collections.abc import Sequence

from srs.core.report import Cell, Table
from srs.tui.chart_bars import bars
from srs.tui.chart_interval import Axis, Span, intervals
from srs.tui.chart_layout import Field, Room, beside, stack, table
from srs.tui.chart_model import MUTED, Drawing, Spot
from srs.tui.stats_parts import Found, amount, part, word

_SHARES = ((0.9, "$text-success bold"), (0.8, "$text-success"), (0.6, "$text-warning"),
           (0.0, "$text-error"))  # fmt: skip
"""From which share on a cell has which colour; the number stands in it."""


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    counts = found.get("lasting_tests")

    def stairs(one: Table) -> Drawing:
        return _stairs(one, counts, room)

    first = part(found.get("lasting_stairs"), room, stairs)
    half = room.narrowed(room.width // 2 - 2) if room.wide else room
    ladder = part(found.get("lasting_ladder"), half, lambda one: _ladder(one, half))
    proven = part(found.get("lasting_proven"), half, lambda one: _proven(one, half))
    if room.wide:
        return stack(first, beside(ladder, proven, width=half.width))
    return stack(first, ladder, proven)


# -- the staircase ---------------------------------------------------------------------


def _stairs(one: Table, counts: Table | None, room: Room) -> Drawing:
    heads = [column.name for column in one.columns]
    narrow = room.width < 70
    fields = [
        Field(head=("in a row" if narrow else head) if at == 0 else head,
              right=at > 0, weight=9)
        for at, head in enumerate(heads)
    ]  # fmt: skip
    rows = [[str(value) for value in row] for row in one.rows]
    while len(fields) > 2 and _width(fields, rows) > room.width:
        fields, rows = fields[:-1], [row[:-1] for row in rows]
    styles = [["", *map(_style, row[1:])] for row in rows]
    drawing = table(fields, rows, room, styles=styles)
    return Drawing(drawing.lines, tuple(_spots(fields, rows, one, counts)))


def _width(fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> int:
    return sum(
        max(len(field.head), *(len(row[at]) for row in rows)) + 2
        for at, field in enumerate(fields)
    )


def _style(text: str) -> str:
    share = text.rstrip("~%")
    if not share.isdigit():
        return MUTED
    return next(style for low, style in _SHARES if int(share) >= low * 100)


def _spots(
    fields: Sequence[Field],
    rows: Sequence[Sequence[str]],
    one: Table,
    counts: Table | None,
) -> list[Spot]:
    sizes = [
        max(len(field.head), *(len(row[at]) for row in rows))
        for at, field in enumerate(fields)
    ]
    tests = {str(row[0]): row for row in counts.rows} if counts else {}
    spots = []
    for number, row in enumerate(rows):
        x = sizes[0] + 2
        for at in range(1, len(row)):
            text = _said(row, at, one, tests.get(row[0]))
            spots.append(Spot(x=x, y=1 + number, width=sizes[at], text=text))
            x += sizes[at] + 2
    return spots


def _said(row: Sequence[str], at: int, one: Table, tests: Sequence[Cell] | None) -> str:
    start = f"after {row[0]} in a row, a gap of {one.columns[at].name}: "
    share = "too few tests" if not row[at].rstrip("~%").isdigit() else (
        row[at].rstrip("~") + " recalled"
    )  # fmt: skip
    if tests is None or at >= len(tests):
        return start + share
    return f"{start}{share}, {tests[at]} tests"


# -- ladder and proof --------------------------------------------------------------


def _ladder(one: Table, room: Room) -> Drawing:
    spans = []
    for row in one.rows:
        at = amount(row, one, "stability_days")
        low, high = amount(row, one, "low_days"), amount(row, one, "high_days")
        lasts = "" if at is None else _days(at)
        tests = word(row, one, "tests", room)
        name = f"after {row[0]}"
        reach = "" if low is None or high is None else f"{_days(low)} to {_days(high)}"
        spans.append(
            Span(
                cells=(name, lasts, tests),
                at=at,
                low=low or 0.0,
                high=high or 0.0,
                said=f"{name} in a row: lasts {lasts} ({reach}), {tests} tests",
            )
        )
    fields = [
        Field(head="recalls", right=False, weight=9),
        Field(head="lasts", weight=8),
        Field(head="tests", weight=3),
    ]
    return intervals(spans, fields, room, Axis(log=True, label="{:g} d"))


def _days(value: float) -> str:
    return f"{value:.1f} d" if value < 10 else f"{value:,.0f} d"


def _proven(one: Table, room: Room) -> Drawing:
    rows = [
        (f"{row[0]} d or more", float(row[1]))
        for row in one.rows
        if isinstance(row[1], int | float)
    ]
    shown = [row for row in rows if row[1]] or rows[:1]
    drawing = bars(shown, width=min(room.width, 80), glyphs=room.glyphs)
    spots = tuple(
        Spot(x=0, y=y, width=room.width, text=f"recalled after {name}: {value:,.0f}")
        for y, (name, value) in enumerate(shown)
    )
    return Drawing(drawing.lines, spots)
