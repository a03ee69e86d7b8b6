"""How do the blocks of a card stand on so many columns?"""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from srs.tui import maths
from srs.tui.card_inline import Flow, Reading
from srs.tui.card_model import (
    MATHS,
    MUTED,
    Block,
    Code,
    Document,
    Figure,
    Formula,
    Grid,
    Heading,
    Items,
    Quote,
    Rule,
    Text,
)
from srs.tui.card_table import table
from srs.tui.card_wrap import Line, fold, wrap
from srs.tui.chart_line import line_chart
from srs.tui.glyphs import Glyphs
from srs.tui.maths_macros import Macros

NARROWEST = 10
_ROOM = 8
"""Below this many columns nothing is indented any further."""
_EMPTY = Line(Content(""))
_MARKS_AS_CELLS = str.maketrans({"\ufdd2": " \ufdd2", "\ufdd3": "\ufdd3 "})


class Layout:
    """Lays blocks out for one width, one set of glyphs."""

    def __init__(self, glyphs: Glyphs, macros: Macros = ()) -> None:
        self._glyphs = glyphs
        self._macros = macros

    def lines(self, document: Document, width: int) -> list[Line]:
        """Return the rows of a card, none wider than `width`."""
        return self._stack(document.blocks, max(width, NARROWEST), tight=False)

    def _stack(self, blocks: Sequence[Block], width: int, *, tight: bool) -> list[Line]:
        lines: list[Line] = []
        for block in blocks:
            if lines and not (tight and isinstance(block, Text | Items)):
                lines.append(_EMPTY)
            lines.extend(self._block(block, width))
        return lines

    def _block(self, block: Block, width: int) -> list[Line]:
        match block:
            case Text(content) | Heading(content):
                return wrap(content, width)
            case Formula():
                return self._formula(block, width)
            case Code():
                return self._code(block, width)
            case Figure(chart):
                drawn = line_chart(chart, width, glyphs=self._glyphs)
                return [Line(line) for line in drawn.lines]
            case Grid():
                return table(block, width, self._glyphs)
            case Quote(blocks):
                bar = Content.styled(f"{self._glyphs.quote} ", MUTED)
                return self._beside(bar, bar, blocks, width, tight=False)
            case Items():
                return self._items(block, width)
            case Rule():
                rule = self._glyphs.rule * min(width, 40)
                return [Line(Content.styled(rule, MUTED))]

    def _formula(self, block: Formula, width: int) -> list[Line]:
        indent = 2 if width > _ROOM * 3 else 0
        rows = maths.display(
            block.tex, self._macros, plain=self._glyphs.plain, width=width - indent
        )
        if len(rows) == 1:
            indent = indent if block.apart else 0
            lines = wrap(self._row(rows[0]), width - indent)
        else:
            lines = [Line(self._row(row.translate(_MARKS_AS_CELLS))) for row in rows]
        return [_indented(line, Content(" " * indent)) for line in lines]

    def _row(self, row: str) -> Content:
        flow = Flow(Reading(self._glyphs))
        flow.add(row, MATHS)
        return flow.content()

    def _code(self, block: Code, width: int) -> list[Line]:
        bar = Content.styled(f"{self._glyphs.bar} ", MUTED)
        lines: list[Line] = []
        for line in block.content.split("\n", allow_blank=True):
            lines.extend(fold(line, width - 2))
        return [_indented(line, bar) for line in lines]

    def _items(self, block: Items, width: int) -> list[Line]:
        size = max(cell_len(item.marker) for item in block.items)
        lines: list[Line] = []
        for item in block.items:
            if lines and block.loose:
                lines.append(_EMPTY)
            marker = item.marker.rjust(size - cell_len(item.marker) + len(item.marker))
            first = Content.styled(f"{marker} ", MUTED)
            rest = Content(" " * (size + 1))
            lines.extend(
                self._beside(first, rest, item.blocks, width, tight=not block.loose)
            )
        return lines

    def _beside(
        self,
        first: Content,
        rest: Content,
        blocks: Sequence[Block],
        width: int,
        *,
        tight: bool,
    ) -> list[Line]:
        """Return blocks with something at the start of their first and other lines."""
        room = width - first.cell_length
        if room < _ROOM:
            # Too deep: the mark stands alone, and the text keeps the width.
            below = self._stack(blocks, width, tight=tight)
            return [Line(first.rstrip(" ")), *below] if width > 2 else below
        lines = self._stack(blocks, room, tight=tight) or [_EMPTY]
        return [
            _indented(line, rest if index else first)
            for index, line in enumerate(lines)
        ]


def _indented(line: Line, prefix: Content) -> Line:
    if not prefix.plain:
        return line
    content = prefix + line.content if line.content.plain else prefix.rstrip(" ")
    return Line(content, line.indent + len(prefix.plain), line.glue)
