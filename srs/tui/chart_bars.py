"""How much lies ahead, and how far along are we? Bars of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from srs.core.scale import Scale, number, scale
from srs.tui.card_wrap import wrap
from srs.tui.chart_model import MUTED, Drawing, Spot
from srs.tui.glyphs import Glyphs

_REVIEW = "$text-primary"
_NEW = "$text-success"
_EIGHTHS = 8
_NARROWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one day, or several, will bring."""

    label: str
    """Beneath the bar; kept short, such as `27` or `Fri`."""
    review: float
    new: float = 0.0
    name: str = ""
    """In the read-out; the label where it is empty."""
    said: str = ""
    """The whole read-out, where it is not made of name and amounts."""

    @property
    def total(self) -> float:
        """Return all of it."""
        return self.review + self.new


def forecast(
    loads: Sequence[Load],
    *,
    width: int,
    glyphs: Glyphs,
    height: int = 6,
    names: tuple[str, str] = ("review", "new"),
) -> Drawing:
    """Return stacked bars: reviews below, new cards on top in another pattern.

    Where there are more bars than columns, neighbours are added up.

    Args:
        loads: From left to right; amounts 0 or more.
        width: Cells across, all told.
        glyphs: What may be drawn.
        height: Rows of the bars alone.
        names: What the two parts are.
    """
    if not loads:
        return Drawing(())
    most = max(load.total for load in loads)
    margin = cell_len(number(most)) + 2
    loads = _gathered(loads, max(width - margin - 1, _NARROWEST))
    most = max(load.total for load in loads) or 1.0
    down = scale(0.0, most, max(2, height // 2))
    margin = max(cell_len(down.label(tick)) for tick in down.ticks) + 1
    room = max(width - margin - 1, _NARROWEST)
    size = max(1, min(6, room // len(loads) - 1))
    pitch = min(size + 1, max(1, room // len(loads)))
    columns = [_column(load, down, height, glyphs) for load in loads]
    lines = [_bar_row(columns, row, size, pitch) for row in range(height)]
    lines = [
        _edge(down, height, row, margin, glyphs) + line
        for row, line in enumerate(lines)
    ]
    lines += _feet(loads, size, pitch, margin, room, glyphs)
    lines += _key(loads, margin, width, glyphs, names)
    spots = tuple(
        Spot(
            x=margin + 1 + index * pitch,
            y=0,
            width=size,
            height=height,
            text=_said(load),
        )
        for index, load in enumerate(loads)
    )
    return Drawing(tuple(line.rstrip() for line in lines), spots)


def _gathered(loads: Sequence[Load], room: int) -> list[Load]:
    """Return the loads, added up in groups where they are more than the columns."""
    group = -(-len(loads) // room)
    if group <= 1:
        return list(loads)
    gathered = []
    for start in range(0, len(loads), group):
        part = loads[start : start + group]
        names = (part[0].name or part[0].label, part[-1].name or part[-1].label)
        gathered.append(
            Load(
                label=part[0].label,
                review=sum(load.review for load in part),
                new=sum(load.new for load in part),
                name=" to ".join(dict.fromkeys(names)),
            )
        )
    return gathered


def _column(
    load: Load, down: Scale, height: int, glyphs: Glyphs
) -> list[tuple[str, str]]:
    """Return a bar's cells from the top: character and style.

    Two patterns cannot share a cell, so the line between them falls on the
    nearest edge, and whatever is there at all has at least a cell.
    """
    total = down.share(load.total) * height
    new = 0
    if load.new:
        new = max(1, round(down.share(load.new) * height))
    solid = down.share(load.review) * height
    if new and load.review:
        solid = max(1.0, float(round(total) - new))
    cells: list[tuple[str, str]] = []
    full = int(solid)
    cells += [(glyphs.rising[-1], _REVIEW)] * full
    eighths = round((solid - full) * _EIGHTHS)
    if load.review and not full and not eighths:
        eighths = 1
    if eighths:
        cells.append((glyphs.rising[eighths], _REVIEW))
    cells += [(glyphs.light, _NEW)] * new
    cells = cells[:height]
    return [*([(" ", "")] * (height - len(cells))), *reversed(cells)]


def _bar_row(
    columns: list[list[tuple[str, str]]], row: int, size: int, pitch: int
) -> Content:
    parts = []
    for column in columns:
        char, style = column[row]
        cell = char * size
        parts.append(Content.styled(cell, style) if style else Content(cell))
        parts.append(Content(" " * (pitch - size)))
    return Content("").join(parts)


def _edge(down: Scale, height: int, row: int, margin: int, glyphs: Glyphs) -> Content:
    upright, _, _, tick = glyphs.axis
    for value in down.ticks:
        at = round((1 - down.share(value)) * height)
        if at == row and value:
            return Content.styled(
                f"{down.label(value).rjust(margin - 1)} {tick}", MUTED
            )
    return Content.styled(" " * margin + upright, MUTED)


def _feet(
    loads: Sequence[Load], size: int, pitch: int, margin: int, room: int, glyphs: Glyphs
) -> list[Content]:
    _, flat, corner, _ = glyphs.axis
    length = min(room, pitch * len(loads))
    base = Content.styled(f"{'0'.rjust(margin - 1)} {corner}{flat * length}", MUTED)
    cells = [" "] * (margin + 1 + room)
    free = 0
    for index, load in enumerate(loads):
        text = load.label
        start = margin + 1 + index * pitch + max(0, (size - cell_len(text)) // 2)
        if start < free or start + cell_len(text) > len(cells):
            continue
        cells[start : start + cell_len(text)] = _padded(text)
        free = start + cell_len(text) + 1
    return [base, Content.styled("".join(cells).rstrip(), MUTED)]


def _padded(text: str) -> list[str]:
    """Return the characters, with an empty one behind each of double width."""
    cells: list[str] = []
    for char in text:
        cells += [char, *[""] * (cell_len(char) - 1)]
    return cells


def _key(
    loads: Sequence[Load],
    margin: int,
    width: int,
    glyphs: Glyphs,
    names: tuple[str, str],
) -> list[Content]:
    if not any(load.new for load in loads):
        return []
    key = Content.assemble(
        (f"{glyphs.rising[-1]}\u00a0{names[0]}", _REVIEW),
        "   ",
        (f"{glyphs.light}\u00a0{names[1]}", _NEW),
    )
    room = max(width - margin - 1, _NARROWEST)
    return [line.content.pad_left(margin + 1) for line in wrap(key, room)]


def _said(load: Load) -> str:
    if load.said:
        return load.said
    name = load.name or load.label
    text = f"{name}: {number(load.total)}"
    if load.new:
        text += f" ({number(load.review)} review, {number(load.new)} new)"
    return text


def sparkline(values: Sequence[float], *, width: int, glyphs: Glyphs) -> Content:
    """Return a trend on one line; of more values than cells, the largest show."""
    if not values or width < 1:
        return Content("")
    if len(values) > width:
        values = [
            max(
                values[
                    index * len(values) // width : (index + 1) * len(values) // width
                ]
            )
            for index in range(width)
        ]
    low, high = min(0.0, *values), max(0.0, *values)
    steps = len(glyphs.rising) - 1
    span = high - low or 1.0
    text = "".join(
        glyphs.rising[max(1, round((value - low) / span * steps))] for value in values
    )
    return Content.styled(text, _REVIEW)


def progress(done: float, total: float, *, width: int, glyphs: Glyphs) -> Content:
    """Return a bar that fills, in eighths of a cell."""
    share = min(max(done / total, 0.0), 1.0) if total > 0 else 0.0
    filled = share * width
    full = int(filled)
    eighths = int((filled - full) * _EIGHTHS)
    bar = glyphs.across[-1] * full + (glyphs.across[eighths] if eighths else "")
    rest = width - cell_len(bar)
    return Content.styled(bar, _REVIEW) + Content.styled(glyphs.dotted * rest, MUTED)


def bars(rows: Sequence[tuple[str, float]], *, width: int, glyphs: Glyphs) -> Drawing:
    """Return a bar a row, each with its name before and its value behind it."""
    if not rows:
        return Drawing(())
    names = min(max(cell_len(name) for name, _ in rows), max(width // 3, 4))
    values = max(cell_len(number(value)) for _, value in rows)
    room = max(width - names - values - 2, 1)
    most = max(max(value for _, value in rows), 0.0) or 1.0
    lines = []
    for name, value in rows:
        filled = max(value, 0.0) / most * room
        full, part = int(filled), int(filled % 1 * _EIGHTHS)
        bar = glyphs.across[-1] * full + (glyphs.across[part] if part else "")
        lines.append(
            Content.assemble(
                set_cell_size(name, names), " ", (bar, _REVIEW), f" {number(value)}"
            )
        )
    return Drawing(tuple(lines))
