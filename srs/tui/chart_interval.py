"""How sure is a value? A sign on its interval, a row each, over one scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from srs.core.scale import Scale, scale
from srs.tui.chart_layout import GAP, Field, Room, fitting, placed
from srs.tui.chart_model import MUTED, SERIES, Drawing, Spot
from srs.tui.glyphs import Glyphs

_LEAST_SCALE = 16
"""Cells below which there is words only."""
_MOST_SCALE = 64
_EDGE = 0.03
"""Such a share of the scale stays free at either end."""
SAID = "$text-warning"
"""The colour of what the model said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A value with its interval."""

    cells: tuple[str, ...]
    """Words before the scale, a column each."""
    at: float | None
    """None for no value: the scale stays empty."""
    low: float = 0.0
    high: float = 0.0
    other: float | None = None
    """What the model said, on the same scale."""
    after: str = ""
    style: str = SERIES[0]
    said: str
    """The read-out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The scale beneath the rows."""

    label: str = "{:g}"
    """How a number is written there."""
    log: bool = False
    zero: float | None = None
    """A value with an upright line."""


def intervals(
    spans: Sequence[Span], fields: Sequence[Field], room: Room, axis: Axis
) -> Drawing:
    """Return a row a span: words, then its sign and interval on one scale."""
    if not spans:
        return Drawing(())
    after = max(cell_len(span.after) for span in spans)
    rows = [span.cells for span in spans]
    tail = after + GAP if after else 0
    least = _LEAST_SCALE if room.width > 50 else _LEAST_SCALE - 6
    chosen = fitting(fields, rows, room.width - least - tail)
    lead = sum(chosen[1]) + GAP * len(chosen[1])
    size = min(room.width - lead - tail, _MOST_SCALE)
    if size < 8:
        return _words_only(spans, fields, chosen, room)
    found = _scale(spans, axis, size)
    head = placed([field.head for field in fields], fields, chosen, room.glyphs)
    lines = [head.rstrip().stylize(MUTED)]
    for span in spans:
        words = placed(span.cells, fields, chosen, room.glyphs) + " " * GAP
        drawn = _drawn(span, found, size, axis, room.glyphs)
        end = Content(f"{' ' * GAP}{span.after}") if span.after else Content("")
        lines.append((words + drawn + end).rstrip())
    lines.append(_foot(found, size, axis, lead, room.glyphs))
    spots = tuple(
        Spot(x=lead, y=1 + row, width=size, text=span.said)
        for row, span in enumerate(spans)
    )
    return Drawing(tuple(lines), spots)


def _words_only(
    spans: Sequence[Span],
    fields: Sequence[Field],
    chosen: tuple[list[int], list[int]],
    room: Room,
) -> Drawing:
    head = placed([field.head for field in fields], fields, chosen, room.glyphs)
    lines = [head.rstrip().stylize(MUTED)]
    lines += [
        placed(span.cells, fields, chosen, room.glyphs).rstrip() for span in spans
    ]
    spots = tuple(
        Spot(x=0, y=1 + row, width=sum(chosen[1]), text=span.said)
        for row, span in enumerate(spans)
    )
    return Drawing(tuple(lines), spots)


def _value(value: float, axis: Axis) -> float:
    return math.log10(max(value, 1e-3)) if axis.log else value


def _scale(spans: Sequence[Span], axis: Axis, size: int) -> Scale:
    values = [
        _value(value, axis)
        for span in spans
        if span.at is not None
        for value in (span.at, span.low, span.high, span.other, axis.zero)
        if value is not None
    ]
    if not values:
        return scale(0.0, 1.0, 2, whole=True)
    low, high = min(values), max(values)
    edge = (high - low) * _EDGE
    return scale(low - edge, high + edge, max(4, size // 12))


def _drawn(span: Span, found: Scale, size: int, axis: Axis, glyphs: Glyphs) -> Content:
    """Return the scale of one row."""
    cells, styles = [" "] * size, [""] * size

    def put(value: float, sign: str, style: str) -> None:
        column = round(found.share(_value(value, axis)) * (size - 1))
        cells[column], styles[column] = sign, style

    if axis.zero is not None:
        put(axis.zero, glyphs.axis[0], MUTED)
    if span.at is not None:
        first = round(found.share(_value(span.low, axis)) * (size - 1))
        last = round(found.share(_value(span.high, axis)) * (size - 1))
        for column in range(first, last + 1):
            cells[column], styles[column] = glyphs.rule, span.style
        if span.other is not None:
            put(span.other, glyphs.expected, SAID)
        put(span.at, glyphs.markers[0], f"{span.style} bold")
    parts = [
        Content.styled(cell, style) if style else Content(cell)
        for cell, style in zip(cells, styles, strict=True)
    ]
    return Content("").join(parts)


def _foot(found: Scale, size: int, axis: Axis, lead: int, glyphs: Glyphs) -> Content:
    """Return the numbers of the scale."""
    cells = [" "] * size
    free = 0
    for value in _ticks(found, axis):
        column = round(found.share(_value(value, axis)) * (size - 1))
        text = axis.label.format(value) if value else "0"
        start = min(max(column - len(text) // 2, 0), size - len(text))
        if start < free or start < 0:
            continue
        cells[start : start + len(text)] = text
        free = start + len(text) + 1
    foot = "".join(cells).replace("-", glyphs.minus)
    return Content.styled(f"{' ' * lead}{foot}".rstrip(), MUTED)


def _ticks(found: Scale, axis: Axis) -> Sequence[float]:
    if not axis.log:
        return found.ticks
    powers = range(math.floor(found.low), math.ceil(found.high) + 1)
    every = [factor * 10.0**power for power in powers for factor in (1, 3)]
    return [value for value in every if found.low <= math.log10(value) <= found.high]
