"""How is a new card written without leaving the app?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.author import Draft, add_card, deck_file
from srs.study.cards import Place
from srs.study.collection import Collection

INBOX = "inbox.md"
"""Where cards go that belong to no deck yet."""


class AddScreen(ModalScreen[str | None]):
    """Asks for a card, writes it into its deck, and says where."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    AddScreen {
        align: center middle;
        & > Vertical { width: 94%; max-width: 84; height: auto; max-height: 100%;
                       border: round $primary; padding: 0 1; background: $surface; }
        & Static { height: auto; }
        & TextArea { height: 4; border: none; padding: 0; background: $panel; }
        & .keys, & #where { color: $text-muted; }
        & #trouble { color: $text-error; }
    }
    """

    def __init__(self, collection: Collection, place: Place | None) -> None:
        super().__init__()
        self._collection = collection
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the parts of a card."""
        with Vertical():
            yield Static(Content(self._where()), id="where")
            yield Static(Content("Question, or a cloze with [gaps] and no answer"))
            yield TextArea(id="asked", soft_wrap=True, tab_behavior="focus")
            yield Static(Content("Answer"))
            yield TextArea(id="answered", soft_wrap=True, tab_behavior="focus")
            yield Static(id="trouble")
            yield Static(Content("ctrl+s write   tab next   esc leave"), classes="keys")

    def _where(self) -> str:
        if self._place is None:
            return f"New card in {INBOX}"
        crumbs = [self._place.deck.path, *self._place.breadcrumb]
        return f"New card in {safe_line(' › '.join(crumbs))}"

    def on_mount(self) -> None:
        """Put the cursor into the question."""
        self.query_one("#asked", TextArea).focus()

    def action_save(self) -> None:
        """Write the card into its deck."""
        asked = self.query_one("#asked", TextArea).text
        answered = self.query_one("#answered", TextArea).text
        kind = "cloze" if not answered.strip() and "[" in asked else "basic"
        place = self._place
        file = deck_file(self._collection, INBOX) if place is None else place.file
        try:
            line = add_card(
                file,
                Draft(kind=kind, asked=asked, answered=answered),
                concept="" if place is None else place.concept,
            )
        except SrsError as error:
            self.query_one("#trouble", Static).update(Content(str(error)))
            return
        self.dismiss(f"Written: {safe_line(file.name)}:{line}")

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
