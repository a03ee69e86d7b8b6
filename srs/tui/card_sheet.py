"""How do the parts of a card stand on one sheet, from top to bottom?

A card is drawn as one thing: a widget for each of its parts would cost a layout and
a look through the style sheet at every key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from srs.tui.card_blocks import document
from srs.tui.card_layout import Layout
from srs.tui.card_model import Document, Link
from srs.tui.card_strips import strips
from srs.tui.card_wrap import Line, wrap
from srs.tui.glyphs import Glyphs
from srs.tui.maths_macros import Macros

_NOTHING = Document((), ())
_KEPT = 16
"""So many texts are kept as they were read: those of this card and of the next."""


class Side:
    """A text of a card, laid out for whichever width is asked for."""

    def __init__(
        self, markdown: str, glyphs: Glyphs, macros: Macros = (), first: int = 0
    ) -> None:
        """Read a text.

        Args:
            markdown: Text that `core.text.safe` has seen, with marks of a cloze.
            glyphs: What the terminal can draw.
            macros: The author's commands for formulas.
            first: The number of its first link on the sheet.
        """
        self.document = (
            document(markdown, glyphs, macros, first=first) if markdown else _NOTHING
        )
        self.first = first
        self._layout = Layout(glyphs, macros)
        self._width = 0
        self._lines: list[Line] = []

    def lines(self, width: int) -> list[Line]:
        """Return the rows for a width."""
        if width != self._width:
            self._width = width
            self._lines = self._layout.lines(self.document, width)
        return self._lines


side = lru_cache(maxsize=_KEPT)(Side)
"""A side as it was read before, or read now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a sheet."""

    lines: Callable[[int], Sequence[Line]]
    """Its rows for a width."""
    links: tuple[Link, ...] = ()
    first: int = 0
    """The number of its first link on the sheet."""
    gap: bool = False
    """Whether an empty row stands before it."""
    muted: bool = False
    copied: bool = True
    """Whether it is text, which can be copied, rather than a line that parts texts."""
    pictured: bool = False
    """Whether its pictures are drawn beneath it, where they can be."""


def text(content: Content, *, muted: bool = False) -> Part:
    """Return a part of plain text, with an empty row before it."""
    return Part(lines=lambda width: wrap(content, width), gap=True, muted=muted)


class _Laid(NamedTuple):
    """A part at its place."""

    top: int
    lines: Sequence[Line]
    part: Part


class Sheet(Visual):
    """The parts of a card, one below the other."""

    def __init__(self, parts: Sequence[Part], muted: Callable[[], Style]) -> None:
        """Put parts on a sheet.

        Args:
            parts: From top to bottom.
            muted: What says how muted text looks in the theme of the moment.
        """
        self.parts = tuple(parts)
        self._muted = muted
        self._width = -1
        self._laid: list[_Laid] = []

    def _lay(self, width: int) -> list[_Laid]:
        if width != self._width:
            self._width = width
            self._laid = []
            top = 0
            for part in self.parts:
                lines = part.lines(width)
                top += part.gap
                self._laid.append(_Laid(top, lines, part))
                top += len(lines)
        return self._laid

    def height(self, width: int) -> int:
        """Return how many rows a width takes."""
        laid = self._lay(width) if width else []
        return laid[-1].top + len(laid[-1].lines) if laid else 0

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows as strips, with the selection shown."""
        drawn: list[Strip] = []
        for top, lines, part in self._lay(width) if width else []:
            drawn += [Strip([], 0)] * (top - len(drawn))
            look = self._muted() if part.muted else style
            contents = (line.content for line in lines)
            drawn += strips(contents, look, options, first=top)
        return drawn[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the widest row within a container."""
        laid = self._lay(container_width or 80)
        widths = (line.content.cell_length for one in laid for line in one.lines)
        return max(widths, default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many rows a width takes."""
        return self.height(width)

    def selected(self, selection: Selection) -> str:
        """Return the text of a selection: wrapped lines joined, no bars or bullets."""
        pieces: list[str] = []
        for top, lines, part in self._laid if self._width > 0 else []:
            for y, line in enumerate(lines, top):
                span = selection.get_span(y) if part.copied else None
                if span is None:
                    continue
                start, end = span
                plain = line.content.plain
                if line.glue != "\n":
                    start = max(start, line.indent)
                piece = plain[start:] if end == -1 else plain[start:end]
                pieces.append((line.glue if pieces else "") + piece)
        return "".join(pieces)
