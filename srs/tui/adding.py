"""How is a new card written without leaving the app?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.adding import write_card
from srs.study.author import INBOX, Draft, deck_file, guessed_kind
from srs.study.cards import Place
from srs.study.collection import Collection
from srs.tui.keys import Where
from srs.tui.place import Box, bindings


class AddScreen(Box[str | None]):
    """Asks for a card, writes it into its deck, and says where."""

    WHERE: ClassVar[tuple[Where, ...]] = ("write",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("write")]
    DEFAULT_CSS = """
    AddScreen {
        & > Vertical { max-width: 84; }
        & TextArea, & TextArea:focus { height: 4; border: none; padding: 0;
                                       background: $panel; }
        & Input { background: $panel; }
        & .label { color: $text-muted; }
        & #trouble { color: $text-error; display: none; }
    }
    """

    def __init__(self, collection: Collection, place: Place | None) -> None:
        super().__init__()
        self._collection = collection
        self._place = place
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out the parts of a card."""
        with Vertical():
            yield Static(Content(self._where()), classes="label", id="where")
            deck = Input(
                value=INBOX if self._place is None else self._place.deck.path,
                id="deck",
                compact=True,
                select_on_focus=False,
            )
            deck.cursor_blink = False
            yield deck
            yield Static(Content("Question, or a text with [gaps]"), classes="label")
            yield self._area("asked")
            yield Static(Content("Answer (tab), unless gaps"), classes="label")
            yield self._area("answered")
            yield Static(id="trouble", markup=False)
            yield self.bar()

    @staticmethod
    def _area(name: str) -> TextArea:
        area = TextArea(id=name, soft_wrap=True, tab_behavior="focus")
        area.cursor_blink = False
        return area

    def _where(self) -> str:
        if self._place is None or not self._place.breadcrumb:
            return "New card in this deck, a file:"
        crumbs = safe_line(" / ".join(self._place.breadcrumb))
        return f"New card under {crumbs}, in:"

    def on_mount(self) -> None:
        """Put the cursor into the question."""
        self.query_one("#asked", TextArea).focus()

    def on_resize(self) -> None:
        """Let the texts be smaller in a low window, so that the keys are seen."""
        told = 2 if self.query_one("#trouble").display else 0
        room = (self.size.height - 9 - told) // 2
        for area in self.query(TextArea):
            area.styles.height = max(1, min(4, room))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", TextArea).text

    def action_save(self) -> None:
        """Write the card into its deck."""
        asked, answered = self._text("asked"), self._text("answered")
        name = self.query_one("#deck", Input).value.strip() or INBOX
        draft = Draft(
            kind=guessed_kind(asked, answered), asked=asked, answered=answered
        )
        place = self._place
        own = place is not None and name == place.deck.path
        try:
            file = deck_file(self._collection, name)
            concept = place.concept if own and place else ""
            line = write_card(self._collection, file, draft, concept=concept)
        except SrsError as error:
            self._say(str(error))
            return
        self.dismiss(f"Written: {safe_line(file.name)}:{line}. u takes it back.")

    def _say(self, sentence: str) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.update(Content(sentence))
        trouble.display = True
        self.on_resize()

    def action_leave(self) -> None:
        """Leave without writing; what was typed goes at a second press."""
        typed = self._text("asked").strip() or self._text("answered").strip()
        if typed and not self._warned:
            self._warned = True
            self._say("The card is not written. Leave again to throw it away.")
            return
        self.dismiss(None)
