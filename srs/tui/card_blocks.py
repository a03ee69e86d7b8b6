"""What blocks does a side of a card have?

Markdown-it reads the text without HTML. Definitions of reference links are off,
because a card that holds `[x]: y` would lose the line.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from srs.core import chart
from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.tui import card_inline
from srs.tui.card_code import highlighted
from srs.tui.card_model import (
    HEADINGS,
    Block,
    Code,
    Document,
    Figure,
    Formula,
    Grid,
    Heading,
    Item,
    Items,
    Quote,
    Rule,
    Text,
)
from srs.tui.glyphs import Glyphs
from srs.tui.maths_macros import Macros

if TYPE_CHECKING:
    # markdown-it is loaded only where a card is shown.
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 40
_MARKS = MASK_OPEN + MASK_CLOSE + GAP_OPEN + GAP_CLOSE


@cache
def _reader() -> "MarkdownIt":
    from srs.tui.card_markdown import reader

    return reader(_DEEPEST)


def document(
    markdown: str, glyphs: Glyphs, macros: Macros = (), *, first: int = 0
) -> Document:
    """Return the blocks of a text that `core.text.safe` has seen.

    Args:
        markdown: The text, with marks of a cloze.
        glyphs: What the terminal can draw.
        macros: The author's commands for formulas.
        first: The number of its first link.
    """
    reading = card_inline.Reading(glyphs, macros, first=first)
    tokens = _reader().parse(markdown)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        # What is nested deeper would be dropped, so nothing is read as Markdown.
        content = _code(markdown, reading).content
        return Document((Text(content),), ())
    blocks = _Blocks(tokens, reading).all()
    return Document(blocks, tuple(reading.links))


class _Blocks:
    """The tokens of a text, read one block after another."""

    def __init__(self, tokens: Sequence["Token"], reading: card_inline.Reading) -> None:
        self._tokens = tokens
        self._reading = reading
        self._position = 0
        self._depth = 0

    def all(self) -> tuple[Block, ...]:
        """Return every block."""
        return self._until("")

    def _until(self, end: str) -> tuple[Block, ...]:
        """Return the blocks before a closing token, and pass it."""
        found: list[Block] = []
        while self._position < len(self._tokens):
            token = self._take()
            if token.type == end:
                break
            found.extend(self._block(token))
        return tuple(found)

    def _take(self) -> "Token":
        self._position += 1
        return self._tokens[self._position - 1]

    def _block(self, token: "Token") -> Sequence[Block]:
        match token.type:
            case "paragraph_open":
                return self._paragraph()
            case "heading_open":
                return self._heading(token)
            case "fence" | "code_block":
                return [self._fence(token)]
            case "math_block":
                return [Formula(token.content.strip())]
            case "bullet_list_open" | "ordered_list_open":
                return [self._list(token)]
            case "blockquote_open":
                return [Quote(self._until("blockquote_close"))]
            case "table_open":
                return [self._table()]
            case "hr":
                return [Rule()]
            case _:
                return [Text(_code(token.content, self._reading).content)]

    def _inline(self) -> Sequence["Token"]:
        inline, _ = self._take(), self._take()
        return inline.children or ()

    def _paragraph(self) -> Sequence[Block]:
        tokens = self._inline()
        formula = card_inline.alone(tokens)
        if formula is not None:
            return [Formula(formula, apart=tokens[0].markup == "$$")]
        return card_inline.parts(tokens, self._reading)

    def _heading(self, token: "Token") -> Sequence[Block]:
        level = min(int(token.tag[1:]), 3)
        content = card_inline.line(self._inline(), self._reading)
        return [Heading(content.stylize_before(HEADINGS[level - 1]))]

    def _fence(self, token: "Token") -> Block:
        words = token.info.split()
        language = words[0].lower() if words else ""
        if language == "chart" and not any(mark in token.content for mark in _MARKS):
            read = chart.read_chart(token.content)
            if isinstance(read, chart.Chart):
                return Figure(read)
        code = _code(token.content.rstrip("\n"), self._reading)
        return Code(highlighted(code.content, language), language)

    def _list(self, opening: "Token") -> Items:
        end = opening.type.replace("open", "close")
        number = int(opening.attrs.get("start", 1))
        items: list[Item] = []
        loose = False
        self._depth += 1
        while (token := self._take()).type != end:
            first = self._position
            blocks = self._until("list_item_close")
            loose = loose or self._is_loose(first, self._position, token.level)
            if opening.type == "ordered_list_open":
                marker = f"{number}{token.markup}"
            else:
                marker = self._bullet()
            items.append(Item(*self._task(marker, first, blocks)))
            number += 1
        self._depth -= 1
        return Items(tuple(items), loose)

    def _bullet(self) -> str:
        bullets = self._reading.glyphs.bullets
        return bullets[(self._depth - 1) % len(bullets)]

    def _is_loose(self, first: int, end: int, level: int) -> bool:
        return any(
            token.type == "paragraph_open" and not token.hidden
            for token in self._tokens[first:end]
            if token.level == level + 1
        )

    def _task(
        self, marker: str, first: int, blocks: tuple[Block, ...]
    ) -> tuple[str, tuple[Block, ...]]:
        """Return a box for the bullet of a task, and its text without the brackets."""
        source = (
            self._tokens[first + 1].content if first + 1 < len(self._tokens) else ""
        )
        if not (blocks and isinstance(blocks[0], Text)):
            return marker, blocks
        if source[:4] not in ("[ ] ", "[x] ", "[X] "):
            return marker, blocks
        glyphs = self._reading.glyphs
        box = glyphs.todo if source[1] == " " else glyphs.done
        return box, (Text(blocks[0].content[4:]), *blocks[1:])

    def _table(self) -> Grid:
        rows: list[tuple[Content, ...]] = []
        aligns: list[str] = []
        cells: list[Content] = []
        while (token := self._take()).type != "table_close":
            if token.type in ("th_open", "td_open"):
                if not rows:
                    aligns.append(str(token.attrs.get("style", "")).rpartition(":")[2])
                cells.append(card_inline.line(self._inline(), self._reading))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Grid(tuple(rows), tuple(aligns))


def _code(text: str, reading: card_inline.Reading) -> Text:
    flow = card_inline.Flow(reading)
    flow.add(text.expandtabs(4), raw=True)
    return Text(flow.content())
