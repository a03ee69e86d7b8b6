"""How does a side of a card look?

`CardView` shows Markdown that may hold the marks of a cloze. Its text is never
taken for markup of the terminal or of Textual, and its links carry numbers, not
text. Markdown-it, Pygments and the maths are loaded at the first card, or by
`warm()` before it.
"""

from dataclasses import dataclass

from textual.app import App, RenderResult
from textual.css.styles import RulesMap
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from srs.tui.card_blocks import document
from srs.tui.card_layout import Layout
from srs.tui.card_model import Document, Link
from srs.tui.card_strips import strips
from srs.tui.card_wrap import Line
from srs.tui.glyphs import BRAILLE, Glyphs
from srs.tui.maths_macros import Macros, read

_NOTHING = Document((), ())


def warm() -> None:
    """Load what the first card needs, so that it does not wait for it."""
    warmed = document(
        "a $x^2$ `b` **c** [d](http://e)\n\n$$\\frac{1}{2}$$\n\n$\\frac{1}{2}$ f\n\n"
        "- g\n\n| h |\n| - |\n| i |\n\n```python\nj = 1\n```",
        BRAILLE,
    )
    Layout(BRAILLE).lines(warmed, 60)


def links_of(markdown: str) -> tuple[str, ...]:
    """Return the addresses and the pictures' paths that a text holds, each once."""
    links = document(markdown, BRAILLE).links
    return tuple(link.target for link in links if link.kind != "concept")


class CardView(Widget):
    """Shows one side of a card; as high as it needs, as wide as it is given."""

    DEFAULT_CSS = """
    CardView {
        width: 1fr;
        height: auto;
        link-color: $text-accent;
        link-background: transparent;
        link-style: underline;
    }
    """

    @dataclass
    class Followed(Message):
        """The learner clicked a link; the screen shows where it leads and opens it."""

        view: "CardView"
        link: Link

        @property
        def control(self) -> "CardView":
            """Return the view that was clicked."""
            return self.view

    def __init__(
        self,
        markdown: str = "",
        *,
        glyphs: Glyphs | None = None,
        macros: str | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Show a text.

        Args:
            markdown: Text that `core.text.safe` has seen, with marks of a cloze.
            glyphs: What this terminal can draw; without it, what the app says.
            macros: The text of the collection's `macros.tex`; without it, what
                the app says.
            name: Of the widget.
            id: Of the widget.
            classes: Of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._given = glyphs
        self._macros = macros
        self._markdown = markdown
        self._base = ""
        self._visual: CardVisual | None = None

    @property
    def markdown(self) -> str:
        """Return the text that is shown."""
        return self._markdown

    @property
    def links(self) -> tuple[Link, ...]:
        """Return what can be opened, in the order of the text."""
        return self._card().document.links

    @property
    def base(self) -> str:
        """Return the path of the deck that the text is from."""
        return self._base

    def update(self, markdown: str, *, base: str = "") -> None:
        """Show another text.

        Args:
            markdown: Text that `core.text.safe` has seen, with marks of a cloze.
            base: The path of its deck in the collection, for pictures.
        """
        self._markdown = markdown
        self._base = base
        self._visual = None
        self.refresh(layout=True)

    def render(self) -> RenderResult:
        """Return the card as Textual draws it."""
        return self._card()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without what was drawn around it."""
        return self._card().selected(selection), "\n"

    def action_follow(self, number: int) -> None:
        """Tell the screen which link was clicked."""
        if 0 <= number < len(self.links):
            self.post_message(self.Followed(self, self.links[number]))

    def _card(self) -> "CardVisual":
        if self._visual is None:
            self._visual = CardVisual(
                self._markdown,
                self._given or _glyphs_of(self.app),
                _macros_of(self.app) if self._macros is None else read(self._macros),
            )
        return self._visual


def _glyphs_of(app: App[object]) -> Glyphs:
    """Return what the app says that the terminal can draw."""
    said = getattr(app, "glyphs", None)
    return said if isinstance(said, Glyphs) else BRAILLE


def _macros_of(app: App[object]) -> Macros:
    """Return the commands that the app read from the collection."""
    said = getattr(app, "macros", None)
    return read(said) if isinstance(said, str) else ()


class CardVisual(Visual):
    """A side of a card, laid out for whichever width is asked for."""

    def __init__(self, markdown: str, glyphs: Glyphs, macros: Macros = ()) -> None:
        self.document = document(markdown, glyphs, macros) if markdown else _NOTHING
        self._layout = Layout(glyphs, macros)
        self._width = 0
        self._lines: list[Line] = []

    def lines(self, width: int) -> list[Line]:
        """Return the rows for a width."""
        if width != self._width:
            self._width = width
            self._lines = self._layout.lines(self.document, width)
        return self._lines

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows as strips, with the selection shown."""
        lines = self.lines(width)[:height] if width else []
        return strips((line.content for line in lines), style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the widest row within a container."""
        lines = self.lines(container_width or 80)
        return max((line.content.cell_length for line in lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many rows a width takes."""
        return len(self.lines(width)) if width else 0

    def selected(self, selection: Selection) -> str:
        """Return the text of a selection: wrapped lines joined, no bars or bullets."""
        parts: list[str] = []
        for y, line in enumerate(self._lines):
            span = selection.get_span(y)
            if span is None:
                continue
            start, end = span
            text = line.content.plain
            if line.glue != "\n":
                start = max(start, line.indent)
            piece = text[start:] if end == -1 else text[start:end]
            parts.append((line.glue if parts else "") + piece)
        return "".join(parts)
