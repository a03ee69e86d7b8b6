"""How is one line, or a yes or no, asked for?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

_BOX = """
    align: center middle;
    & > Vertical { width: 90%; max-width: 72; height: auto; max-height: 90%;
                   border: round $primary; padding: 0 1; background: $surface; }
    & Static { height: auto; }
    & .keys { color: $text-muted; }
"""


class AskScreen(ModalScreen[str | None]):
    """Asks for one line; escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = f"AskScreen {{ {_BOX} }}"

    def __init__(self, question: str, *, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """Lay out question and line."""
        with Vertical():
            yield Static(Content(self._question))
            yield Input(value=self._value, compact=True)
            yield Static(Content("enter done   esc leave"), classes="keys")

    def on_mount(self) -> None:
        """Put the cursor into the line."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line."""
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)


class ConfirmScreen(ModalScreen[bool]):
    """Asks for a yes; everything else is a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", show=False),
        Binding("n,q,escape", "answer(False)", show=False),
    ]
    DEFAULT_CSS = f"ConfirmScreen {{ {_BOX} }}"

    def __init__(self, text: Content, *, yes: str = "y yes", no: str = "n no") -> None:
        super().__init__()
        self._text = text
        self._keys = f"{yes}   {no}"

    def compose(self) -> ComposeResult:
        """Lay out text and keys."""
        with Vertical():
            yield Static(self._text)
            yield Static(Content(f"\n{self._keys}"), classes="keys")

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)


class ChooseScreen(ModalScreen[int | None]):
    """Lets the learner choose one of some lines by its number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "cancel", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("enter,o", "choose", show=False),
    ]
    DEFAULT_CSS = f"ChooseScreen {{ {_BOX} }}"

    def __init__(self, title: str, lines: list[str], *, verb: str) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._verb = verb
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out title, lines and keys."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield Static(id="lines")
            yield Static(
                Content(f"\nenter {self._verb}   j k move   q leave"), classes="keys"
            )

    def on_mount(self) -> None:
        """Show the lines."""
        self._draw()

    def _draw(self) -> None:
        rows = [
            Content.styled(
                f"{'▸' if i == self._at else ' '} {line}",
                "bold" if i == self._at else "",
            )
            for i, line in enumerate(self._lines)
        ]
        self.query_one("#lines", Static).update(Content("\n").join(rows))

    def action_move(self, by: int) -> None:
        """Go to another line."""
        self._at = max(0, min(len(self._lines) - 1, self._at + by))
        self._draw()

    def action_choose(self) -> None:
        """Answer with the line under the cursor."""
        self.dismiss(self._at)

    def action_cancel(self) -> None:
        """Answer with none."""
        self.dismiss(None)
