"""How does a card look?

`CardView` shows Markdown that may hold the marks of a cloze, or a sheet of several
texts. Its text is never taken for markup of the terminal or of Textual, and its links
carry numbers, not text. Markdown-it, Pygments and the maths are loaded at the first
card, or by `warm()` before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import App, RenderResult
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.style import Style
from textual.widget import Widget

from srs.tui.card_blocks import document
from srs.tui.card_layout import Layout
from srs.tui.card_model import Link
from srs.tui.card_sheet import Part, Sheet, Side, side
from srs.tui.glyphs import BRAILLE, Glyphs
from srs.tui.maths_macros import Macros, read


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
    """Shows texts of a card; as high as they need, as wide as it is given."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"card-view--muted"}
    DEFAULT_CSS = """
    CardView {
        width: 1fr;
        height: auto;
        link-color: $text-accent;
        link-background: transparent;
        link-style: underline;
        & > .card-view--muted { color: $text-muted; }
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
        id: str | None = None,  # noqa: A002 - Textual's name
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
        self._made: Sheet | None = None

    @property
    def markdown(self) -> str:
        """Return the text that is shown, where it is one."""
        return self._markdown

    @property
    def links(self) -> tuple[Link, ...]:
        """Return what can be opened, in the order of the texts."""
        return tuple(link for part in self._sheet().parts for link in part.links)

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
        self._show(None)

    def show(self, parts: Sequence[Part], *, base: str = "") -> None:
        """Show a sheet of several parts.

        Args:
            parts: From top to bottom; those with texts that `core.text.safe` has seen.
            base: The path of their deck in the collection, for pictures.
        """
        self._markdown = ""
        self._base = base
        self._show(Sheet(parts, self._muted))

    def read(self, markdown: str, *, first: int = 0) -> Side:
        """Return a text as it is shown here, read once for as long as it is kept.

        Args:
            markdown: Text that `core.text.safe` has seen, with marks of a cloze.
            first: The number of its first link on the sheet.
        """
        macros = _macros_of(self.app) if self._macros is None else read(self._macros)
        return side(markdown, self._given or _glyphs_of(self.app), macros, first)

    def get_ready(self, *sides: Side) -> None:
        """Lay out texts that will be shown soon, so that nobody waits for it then."""
        for one in sides:
            one.lines(self.size.width)

    def render(self) -> RenderResult:
        """Return the card as Textual draws it."""
        return self._sheet()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without what was drawn around it."""
        return self._sheet().selected(selection), "\n"

    def action_follow(self, number: int) -> None:
        """Tell the screen which link was clicked."""
        for part in self._sheet().parts:
            if 0 <= number - part.first < len(part.links):
                link = part.links[number - part.first]
                self.post_message(self.Followed(self, link))
                return

    def _sheet(self) -> Sheet:
        if self._made is None:
            one = self.read(self._markdown)
            part = Part(lines=one.lines, links=one.document.links)
            self._made = Sheet([part], self._muted)
        return self._made

    def _muted(self) -> Style:
        return self.get_visual_style("card-view--muted")

    def _show(self, sheet: Sheet | None) -> None:
        """Draw another sheet; lay the screen out anew only where the height changes."""
        width = self.size.width
        before = self._made.height(width) if self._made is not None else 0
        self._made = sheet
        if not width:
            self.refresh(layout=True)
            return
        after = self._sheet().height(width)
        if max(after, self._least()) != self.size.height:
            self.refresh(layout=True)
        else:
            self.refresh(Region(0, 0, width, max(before, after)))

    def _least(self) -> int:
        """Return how many rows the style sheet wants at least."""
        least = self.styles.min_height
        if least is None or not isinstance(self.parent, Widget):
            return 0
        rows = least.resolve(self.parent.size, self.app.size)
        return int(rows) - self.gutter.height


def _glyphs_of(app: App[object]) -> Glyphs:
    """Return what the app says that the terminal can draw."""
    said = getattr(app, "glyphs", None)
    return said if isinstance(said, Glyphs) else BRAILLE


def _macros_of(app: App[object]) -> Macros:
    """Return the commands that the app read from the collection."""
    said = getattr(app, "macros", None)
    return read(said) if isinstance(said, str) else ()
