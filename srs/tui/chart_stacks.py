"""What are the parts of an amount, row by row? Bars of two parts, with words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from srs.tui.chart_layout import GAP, Field, Room, fitting, placed
from srs.tui.chart_model import MUTED, SERIES, Drawing, Spot
from srs.tui.glyphs import Glyphs

_LEAST_BAR = 12
_MOST_BAR = 60
FIRST, SECOND = SERIES[0], SERIES[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An amount in one part or two."""

    cells: tuple[str, ...]
    """Words before the bar."""
    first: float | None
    """None for no amount, which is not 0."""
    second: float = 0.0
    after: tuple[str, ...] = ()
    """Words behind the bar, a column each."""
    said: str


def stacks(
    found: Sequence[Bar],
    before: Sequence[Field],
    room: Room,
    *,
    after: Sequence[Field] = (),
) -> Drawing:
    """Return a bar a row, the second part in another pattern than the first."""
    if not found:
        return Drawing(())
    fields = (*before, *after)
    rows = [(*bar.cells, *bar.after) for bar in found]
    kept, sizes = fitting(fields, rows, room.width - _LEAST_BAR)
    front = [(at, size) for at, size in zip(kept, sizes, strict=True)
             if at < len(before)]  # fmt: skip
    back = [(at, size) for at, size in zip(kept, sizes, strict=True)
            if at >= len(before)]  # fmt: skip
    taken = sum(size + GAP for _, size in (*front, *back))
    size = max(min(room.width - taken, _MOST_BAR), 4)
    most = max((bar.first or 0.0) + bar.second for bar in found) or 1.0
    heads = [field.head for field in fields]
    lines = []
    if any(heads):
        head = _row(heads, fields, front, Content(" " * size), back, room.glyphs)
        lines.append(head.rstrip().stylize(MUTED))
    top = len(lines)
    for bar, words in zip(found, rows, strict=True):
        drawn = _bar(bar, most, size, room.glyphs)
        lines.append(_row(words, fields, front, drawn, back, room.glyphs).rstrip())
    lead = sum(width + GAP for _, width in front)
    spots = tuple(
        Spot(x=lead, y=top + row, width=size, text=bar.said)
        for row, bar in enumerate(found)
    )
    return Drawing(tuple(lines), spots)


def _row(
    words: Sequence[str],
    fields: Sequence[Field],
    front: list[tuple[int, int]],
    bar: Content,
    back: list[tuple[int, int]],
    glyphs: Glyphs,
) -> Content:
    parts = [bar]
    if front:
        at, sizes = (list(one) for one in zip(*front, strict=True))
        parts.insert(0, placed(words, fields, (at, sizes), glyphs))
    if back:
        at, sizes = (list(one) for one in zip(*back, strict=True))
        parts.append(placed(words, fields, (at, sizes), glyphs))
    return Content(" " * GAP).join(parts)


def _bar(bar: Bar, most: float, size: int, glyphs: Glyphs) -> Content:
    if bar.first is None:
        return Content(" " * size)
    whole = (bar.first + bar.second) / most * size
    if not bar.second:
        full, part = int(whole), round(whole % 1 * (len(glyphs.across) - 1))
        text = glyphs.across[-1] * full + (glyphs.across[part] if part else "")
        if bar.first > 0 and not text.strip():
            text = glyphs.across[1] if not glyphs.plain else glyphs.across[-1]
        return Content.styled(text, FIRST).pad_right(max(0, size - cell_len(text)))
    first = round(bar.first / most * size)
    first = min(max(first, 1), size - 1) if bar.first else 0
    second = min(max(round(whole) - first, 1), size - first)
    return Content.assemble(
        (glyphs.across[-1] * first, FIRST),
        (glyphs.light * second, SECOND),
    ).pad_right(max(0, size - first - second))
