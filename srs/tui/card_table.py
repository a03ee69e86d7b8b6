"""How does a table fit the width?

Columns take what they need; where that is too much, the widest give way first
and their cells wrap. Where even that is too narrow, each row becomes a list of
"head: value".
"""

from rich.cells import cell_len
from textual.content import Content

from srs.tui.card_model import MUTED, STRONG, Grid
from srs.tui.card_wrap import Line, wrap
from srs.tui.glyphs import Glyphs

_NARROWEST = 4
_GAP = 3


def table(grid: Grid, width: int, glyphs: Glyphs) -> list[Line]:
    """Return the table as lines of at most `width` cells."""
    columns = max((len(row) for row in grid.rows), default=0)
    if not columns:
        return []
    room = width - _GAP * (columns - 1)
    if room < _NARROWEST * columns:
        return _records(grid, width)
    widths = _fitted([_widest(grid, column) for column in range(columns)], room)
    lines: list[Line] = []
    for index, row in enumerate(grid.rows):
        cells = [cell.stylize(STRONG) for cell in row] if not index else list(row)
        lines.extend(_row(cells, widths, grid.aligns, glyphs))
        if not index:
            cross = f"{glyphs.rule}{glyphs.cross}{glyphs.rule}"
            rule = cross.join(glyphs.rule * size for size in widths)
            lines.append(Line(Content.styled(rule, MUTED)))
    return lines


def _widest(grid: Grid, column: int) -> int:
    return max(
        max(map(cell_len, row[column].plain.split("\n")))
        for row in grid.rows
        if column < len(row)
    )


def _fitted(wanted: list[int], room: int) -> list[int]:
    """Return widths that fit: those under a fair share keep theirs."""
    widths = [max(size, 1) for size in wanted]
    left, open_columns = room, list(range(len(widths)))
    while sum(widths) > room:
        share = left // len(open_columns)
        small = [column for column in open_columns if widths[column] <= share]
        if not small:
            for extra, column in enumerate(open_columns):
                widths[column] = share + (extra < left - share * len(open_columns))
            break
        for column in small:
            left -= widths[column]
            open_columns.remove(column)
    return widths


def _row(
    cells: list[Content], widths: list[int], aligns: tuple[str, ...], glyphs: Glyphs
) -> list[Line]:
    wrapped = [
        [line.content for line in wrap(cell, size)]
        for cell, size in zip(cells, widths, strict=False)
    ]
    height = max(len(cell) for cell in wrapped)
    between = Content.styled(f" {glyphs.bar} ", MUTED)
    lines = []
    for index in range(height):
        parts = [
            _aligned(cell[index] if index < len(cell) else Content(""), size, align)
            for cell, size, align in zip(wrapped, widths, aligns, strict=False)
        ]
        lines.append(Line(between.join(parts).rstrip()))
    return lines


def _aligned(cell: Content, width: int, align: str) -> Content:
    spare = max(width - cell.cell_length, 0)
    left = {"right": spare, "center": spare // 2}.get(align, 0)
    return cell.pad(left, spare - left)


def _records(grid: Grid, width: int) -> list[Line]:
    head, *rows = grid.rows
    lines: list[Line] = []
    for row in rows or [head]:
        if lines:
            lines.append(Line(Content("")))
        for name, cell in zip(head, row, strict=False):
            named = Content.assemble(name.stylize(STRONG), ": ", cell)
            lines.extend(wrap(named if rows else name, width))
    return lines
