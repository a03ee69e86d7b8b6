"""The view Now: where does the learner stand?"""

import re

from textual.content import Content

from srs.core.report import Table
from srs.tui.card_wrap import wrap
from srs.tui.chart_bars import sparkline
from srs.tui.chart_layout import Room, stack
from srs.tui.chart_model import MUTED, Drawing, Spot
from srs.tui.stats_known import history
from srs.tui.stats_parts import Found, missing, said_day

_NUMBER = re.compile(r"×?\d[\d.,]*%?")
_LABEL = 23
_NARROW_LABEL = 15
_APART = frozenset({"Due now", "Is the forecast right?"})
"""Rows with an empty line before them, where there is room."""
_LEAST_CHART = 8
_FLOOR = 0.9
"""The columns begin at this share of the least that was known, to show change."""


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    one = found.get("now")
    empty = missing(one, room)
    if empty is not None or one is None:
        return empty or Drawing(())
    spark = _lately(found.get("now_lately"), room)
    body = _rows(one, spark, room, airy=True)
    if len(body.lines) > room.height:
        body = _rows(one, spark, room, airy=False)
    left = room.height - len(body.lines) - 3  # a gap, a title and a key
    chart = history(found, room, height=left) if left >= _LEAST_CHART else None
    return stack(body, chart)


def _rows(one: Table, spark: Drawing, room: Room, *, airy: bool) -> Drawing:
    """Return the figures, what was known lately beneath the first of them."""
    parts: list[Drawing] = []
    lines: list[Content] = []
    for number, row in enumerate(one.rows):
        what, said, aside = (str(cell) for cell in row)
        if airy and what in _APART:
            lines.append(Content(""))
        lines += _row(what, said, aside, room, first=number == 0)
        if number == 0:
            parts += [Drawing(tuple(lines)), spark]
            lines = [Content("")] if airy and spark.lines else []
    return stack(*parts, Drawing(tuple(lines)), gap=0)


def _row(what: str, said: str, aside: str, room: Room, *, first: bool) -> list[Content]:
    """Return a figure: its name, what is to be said, and what stands beside it."""
    label = _label(room)
    inside = room.width - label
    text = Content(said)
    for number in _NUMBER.finditer(said):
        text = text.stylize("bold", *number.span())
    if aside:
        both = text + Content.styled(f"  {aside}", MUTED)
        if both.cell_length <= inside:
            lines = [both]
        else:
            lines = [line.content for line in wrap(text, inside)]
            lines += [
                line.content for line in wrap(Content.styled(aside, MUTED), inside)
            ]
    else:
        lines = [line.content for line in wrap(text, inside)]
    lead = Content.styled(what.ljust(label), "bold" if first else MUTED)
    if len(what) >= label:
        return [Content.styled(what, MUTED), *(ln.pad_left(label) for ln in lines)]
    return [lead + lines[0], *(line.pad_left(label) for line in lines[1:])]


def _label(room: Room) -> int:
    return _LABEL if room.width >= 70 else min(_NARROW_LABEL, room.width // 3)


def _lately(one: Table | None, room: Room) -> Drawing:
    """Return what was known on the last days as a line of columns."""
    if one is None or one.needs:
        return Drawing(())
    label = _label(room)
    width = max(room.width - label - 14, 8)
    rows = one.rows[-width:]
    values = [float(row[1]) for row in rows if isinstance(row[1], int | float)]
    low = min(values, default=0.0) * _FLOOR
    bars = sparkline([it - low for it in values], width=width, glyphs=room.glyphs)
    line = bars + Content.styled(f"  last {len(values)} days", MUTED)
    spots = tuple(
        Spot(x=label + at, y=0, text=f"{said_day(row[0])}: known {value:,.0f}")
        for at, (row, value) in enumerate(zip(rows, values, strict=True))
    )
    return Drawing((line.pad_left(label),), spots)
