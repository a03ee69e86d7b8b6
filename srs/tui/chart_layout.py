"""How do drawings stand above and beside each other?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from srs.core.text import safe_line
from srs.tui.card_wrap import wrap
from srs.tui.chart_model import MUTED, TITLE, Drawing, Spot
from srs.tui.glyphs import Glyphs

GAP = 2
"""Cells between two columns."""
_LEAST_NAME = 20
"""So much of a row's name is shown before another column goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much may be drawn, and with what."""

    width: int
    height: int
    """So many rows are seen at once; more can be scrolled to."""
    glyphs: Glyphs

    @property
    def wide(self) -> bool:
        """Return whether two charts stand beside each other."""
        return self.width >= 104

    def narrowed(self, width: int) -> "Room":
        """Return a room of another width."""
        return replace(self, width=width)


def stack(*parts: Drawing | None, gap: int = 1) -> Drawing:
    """Return drawings beneath each other; empty ones leave no gap.

    The values of each can be read still, those of one drawing as a group.
    """
    lines: list[Content] = []
    spots: list[Spot] = []
    groups = 0
    for part in parts:
        if part is None or not part.lines:
            continue
        if lines:
            lines += [Content("")] * gap
        spots += _moved(part.spots, down=len(lines), group=groups)
        groups += 1 + max((spot.group for spot in part.spots), default=0)
        lines += part.lines
    return Drawing(tuple(lines), tuple(spots))


def beside(left: Drawing, right: Drawing, *, width: int, gap: int = 4) -> Drawing:
    """Return two drawings beside each other, the left one so many cells wide."""
    rows = max(len(left.lines), len(right.lines))
    blank = Content("")
    lines = []
    for row in range(rows):
        one = left.lines[row] if row < len(left.lines) else blank
        two = right.lines[row] if row < len(right.lines) else blank
        room = width + gap - one.cell_length
        lines.append((one.pad_right(max(room, 1)) + two).rstrip())
    groups = 1 + max((spot.group for spot in left.spots), default=0)
    moved = _moved(right.spots, across=width + gap, group=groups)
    return Drawing(tuple(lines), (*left.spots, *moved))


def _moved(
    spots: Iterable[Spot], *, across: int = 0, down: int = 0, group: int = 0
) -> list[Spot]:
    return [
        replace(spot, x=spot.x + across, y=spot.y + down, group=spot.group + group)
        for spot in spots
    ]


def words(text: str | Content, width: int, style: str = "") -> Drawing:
    """Return a text in lines."""
    content = Content(safe_line(text)) if isinstance(text, str) else text
    content = content.stylize(style) if style else content
    return Drawing(tuple(line.content for line in wrap(content, max(width, 8))))


def title(text: str, width: int) -> Drawing:
    """Return a heading."""
    return words(text, width, TITLE)


def notes(sentences: Iterable[str], width: int) -> Drawing:
    """Return sentences that stand beneath a chart."""
    return stack(*(words(one, width, MUTED) for one in sentences), gap=0)


# -- columns of words --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of words, beside a chart or of its own."""

    head: str = ""
    right: bool = True
    """Whether its words stand at the right."""
    weight: int = 5
    """Where there is no room for all, the lightest go first; 9 always stays."""


def fitting(
    fields: Sequence[Field], rows: Sequence[Sequence[str]], room: int
) -> tuple[list[int], list[int]]:
    """Return which fields fit into a room, and how wide each of these is.

    Long names are cut before a field goes.
    """
    sizes = [
        max([cell_len(field.head), *(cell_len(row[at]) for row in rows)])
        for at, field in enumerate(fields)
    ]
    kept = list(range(len(fields)))
    if sum(sizes) + GAP * len(sizes) > room:
        sizes[0] = min(sizes[0], max(room * 2 // 5, _LEAST_NAME))
    while len(kept) > 1 and sum(sizes[at] for at in kept) + GAP * len(kept) > room:
        lightest = min(kept, key=lambda at: (fields[at].weight, -at))
        if fields[lightest].weight >= 9:
            break
        kept.remove(lightest)
    over = sum(sizes[at] for at in kept) + GAP * len(kept) - room
    if over > 0:
        sizes[kept[0]] = max(6, sizes[kept[0]] - over)
    return kept, [sizes[at] for at in kept]


def placed(
    row: Sequence[str],
    fields: Sequence[Field],
    chosen: tuple[list[int], list[int]],
    glyphs: Glyphs,
    styles: Sequence[str] = (),
) -> Content:
    """Return the words of a row, each in its column."""
    parts: list[Content] = []
    for at, size in zip(*chosen, strict=True):
        text = row[at]
        if cell_len(text) > size:
            end = glyphs.ellipsis
            text = set_cell_size(text, max(size - len(end), 1)) + end
        gap = " " * (size - cell_len(text))
        style = styles[at] if at < len(styles) else ""
        cell = Content.styled(text, style) if style else Content(text)
        parts.append(Content(gap) + cell if fields[at].right else cell + gap)
    return Content(" " * GAP).join(parts)


def table(
    fields: Sequence[Field],
    rows: Sequence[Sequence[str]],
    room: Room,
    *,
    styles: Sequence[Sequence[str]] = (),
) -> Drawing:
    """Return rows under their heads; each row can be read out whole.

    Args:
        fields: The columns.
        rows: Their words.
        room: What they must fit into; columns that do not are left out, and only
            the read-out has them.
        styles: For each row the styles of its cells.
    """
    chosen = fitting(fields, rows, room.width)
    lines: list[Content] = []
    if any(fields[at].head for at in chosen[0]):
        head = placed([field.head for field in fields], fields, chosen, room.glyphs)
        lines.append(head.rstrip().stylize(MUTED))
    top = len(lines)
    for index, row in enumerate(rows):
        style = styles[index] if index < len(styles) else ()
        lines.append(placed(row, fields, chosen, room.glyphs, style).rstrip())
    spots = tuple(
        Spot(x=0, y=top + index, width=room.width, text=_read(fields, row))
        for index, row in enumerate(rows)
    )
    return Drawing(tuple(lines), spots)


def _read(fields: Sequence[Field], row: Sequence[str]) -> str:
    pairs = zip(fields[1:], row[1:], strict=True)
    rest = [f"{field.head} {word}".strip() for field, word in pairs if word.strip()]
    return f"{row[0]}: {', '.join(rest)}" if rest else row[0]
