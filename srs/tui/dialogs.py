"""How is one line, or a yes or no, asked for?"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from srs.core.text import safe
from srs.tui.keys import Key, Where, on
from srs.tui.place import Box, bindings

Check = Callable[[str], str]
"""Returns what is wrong with an answer, in a sentence; nothing where it will do."""


class AskScreen(Box[str | None]):
    """Asks for one line; leaving gives none.

    An answer that will not do stays in the line, with what is wrong below it.
    """

    WHERE: ClassVar[tuple[Where, ...]] = ("ask",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ask")]
    DEFAULT_CSS = """
    AskScreen #trouble { color: $text-error; display: none; }
    """

    def __init__(
        self, question: str, *, value: str = "", check: Check | None = None
    ) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out question and line."""
        with Vertical():
            yield Static(Content(self._question))
            line = Input(value=self._value, compact=True, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static(id="trouble", markup=False)
            yield self.bar()

    def on_mount(self) -> None:
        """Put the cursor into the line."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line."""
        event.stop()
        self.action_done()

    def on_input_changed(self) -> None:
        """Take back what was said of the line before."""
        self.query_one("#trouble").display = False

    def action_done(self) -> None:
        """Answer with the line, if it will do."""
        answer = self.query_one(Input).value
        wrong = self._check(answer) if self._check else ""
        if not wrong:
            self.dismiss(answer)
            return
        trouble = self.query_one("#trouble", Static)
        trouble.update(Content(wrong))
        trouble.display = True

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)


class ConfirmScreen(Box[bool]):
    """Asks for a yes; everything else is a no."""

    WHERE: ClassVar[tuple[Where, ...]] = ("confirm",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("confirm")]
    DEFAULT_CSS = """
    ConfirmScreen #text { height: auto; max-height: 100vh; }
    """

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out text and keys."""
        with Vertical():
            with VerticalScroll(id="text"):
                yield Static(self._text)
            yield self.bar()

    def on_mount(self) -> None:
        """Give the arrows to the text, which may be longer than the window."""
        self.query_one("#text").focus(scroll_visible=False)

    def on_resize(self) -> None:
        """Leave room for border and keys, however low the window is."""
        self.query_one("#text").styles.max_height = max(1, self.size.height - 4)

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)


class Lines(Widget):
    """Some lines, one of which is chosen."""

    DEFAULT_CSS = "Lines { height: auto; }"

    def __init__(self, lines: Sequence[str], cursor: str) -> None:
        super().__init__()
        self._lines = list(lines)
        self._cursor = cursor
        self._tops: list[int] = []
        self.at = 0

    def render(self) -> Content:
        """Return the lines, each as many rows high as it needs."""
        width = max(1, self.content_size.width or self.app.size.width - 8)
        rows: list[Content] = []
        self._tops = []
        for index, line in enumerate(self._lines):
            self._tops.append(len(rows))
            here = index == self.at
            mark = f"{self._cursor} " if here else " " * (len(self._cursor) + 1)
            # A long address is shown whole, whatever it takes.
            room = max(1, width - len(mark))
            parts = [line[i : i + room] for i in range(0, max(1, len(line)), room)]
            for number, part in enumerate(parts):
                lead = mark if number == 0 else " " * len(mark)
                rows.append(Content.styled(lead + part, "bold" if here else ""))
        return Content("\n").join(rows)

    def move(self, by: int) -> None:
        """Choose another line."""
        self.at = max(0, min(len(self._lines) - 1, self.at + by))
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Choose the clicked line; a second click takes it."""
        at = sum(top <= event.y for top in self._tops) - 1
        if at == self.at:
            await self.run_action("screen.choose")
        else:
            self.at = max(0, at)
            self.refresh()


class ChooseScreen(Box[int | None]):
    """Lets the learner choose one of some lines."""

    WHERE: ClassVar[tuple[Where, ...]] = ("choose",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choose")]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = [safe(line) for line in lines]

    def hints(self) -> list[Key]:
        """Return the keys; nothing moves where there is one line only."""
        still = {"choose-down", "choose-up"} if len(self._lines) < 2 else set[str]()
        return [key for key in on(*self.WHERE) if key.id not in still]

    def compose(self) -> ComposeResult:
        """Lay out title, lines and keys."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            glyphs = getattr(self.app, "glyphs", None)
            yield Lines(self._lines, glyphs.cursor if glyphs else ">")
            yield self.bar()

    def action_move(self, by: int) -> None:
        """Go to another line."""
        self.query_one(Lines).move(by)

    def action_choose(self) -> None:
        """Answer with the line under the cursor."""
        self.dismiss(self.query_one(Lines).at)

    def action_cancel(self) -> None:
        """Answer with none."""
        self.dismiss(None)
