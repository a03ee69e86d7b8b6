"""How does a card scroll, and where do its pictures stand?

One sheet holds all of a card and is at least as high as the window, so that another
card changes no layout. Only where a picture is drawn, which is a widget of its own,
more sheets follow beneath it.
"""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

from srs.tui.card_model import Link
from srs.tui.card_sheet import Part
from srs.tui.card_view import CardView

Draw = Callable[[tuple[Link, ...]], list[Widget]]
"""What makes the widgets for the pictures among some links."""


class CardPage(VerticalScroll, can_focus=False):
    """A card with all its parts, and the pictures among them."""

    DEFAULT_CSS = """
    CardPage {
        height: 1fr;
        align-horizontal: center;
        scrollbar-size-vertical: 1;
        & > CardView { width: 100%; max-width: 90; padding: 0 1; }
        & > #card { padding: 1 1 0 1; }
        & > #card.-alone { min-height: 100%; }
        & > .pictures { width: 100%; max-width: 90; height: auto; padding: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out one sheet."""
        yield CardView(id="card", classes="-alone")

    @property
    def card(self) -> CardView:
        """The sheet at the top."""
        return self.query_one("#card", CardView)

    def show(self, parts: Sequence[Part], *, base: str, draw: Draw | None) -> None:
        """Show a card.

        Args:
            parts: From top to bottom.
            base: The path of their deck in the collection.
            draw: What draws pictures, where they can be drawn.
        """
        first, *more = _sheets(parts, draw)
        card = self.card
        if len(self.children) > 1:
            self.remove_children([one for one in self.children if one is not card])
        card.set_class(not more and not first.drawn, "-alone")
        card.show(first.parts, base=base)
        if first.drawn:
            self.mount(_pictures(first.drawn))
        for sheet in more:
            view = CardView()
            self.mount(view)
            view.show(sheet.parts, base=base)
            if sheet.drawn:
                self.mount(_pictures(sheet.drawn))


class _Sheet:
    """Some parts, and the pictures beneath the last of them."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.drawn: list[Widget] = []


def _sheets(parts: Sequence[Part], draw: Draw | None) -> list[_Sheet]:
    """Return the parts, cut wherever pictures stand between them."""
    sheets = [_Sheet()]
    for part in parts:
        if sheets[-1].drawn:
            sheets.append(_Sheet())
        sheets[-1].parts.append(part)
        if part.pictured and draw is not None:
            sheets[-1].drawn = draw(part.links)
    return sheets


def _pictures(drawn: Sequence[Widget]) -> Container:
    return Container(*drawn, classes="pictures")
