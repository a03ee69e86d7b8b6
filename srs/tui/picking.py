"""Which of many lines is meant? A line is typed, and those that hold it are left."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from srs.core.text import safe_line
from srs.tui.keys import Where
from srs.tui.place import MUTED, Box, bindings, cut

_MOST_ROWS = 12


class PickList(Widget):
    """The lines that are left, as many as there is room for."""

    DEFAULT_CSS = "PickList { height: auto; }"

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = list(lines)
        self.left = list(range(len(lines)))
        self.at = 0

    def narrow(self, words: str) -> None:
        """Leave the lines that hold all of some words."""
        wanted = words.casefold().split()
        self.left = [
            index
            for index, line in enumerate(self.lines)
            if all(word in line.casefold() for word in wanted)
        ]
        self.at = 0
        self.refresh(layout=True)

    def move(self, by: int) -> None:
        """Go to another line."""
        self.at = max(0, min(len(self.left) - 1, self.at + by))
        self.refresh()

    @property
    def _first(self) -> int:
        room = self._room
        return max(0, min(self.at - room // 2, len(self.left) - room))

    @property
    def _room(self) -> int:
        return max(3, min(_MOST_ROWS, self.app.size.height - 8))

    def render(self) -> Content:
        """Return the lines around the chosen one."""
        glyphs = getattr(self.app, "glyphs", None)
        cursor, width = (glyphs.cursor if glyphs else ">"), self.content_size.width
        if not self.left:
            return Content.styled("Nothing holds these words.", MUTED)
        rows = []
        for place in range(self._first, min(self._first + self._room, len(self.left))):
            here = place == self.at
            line = cut(self.lines[self.left[place]], max(4, width - 2), self.app.glyphs)  # type: ignore[attr-defined]
            lead = f"{cursor} " if here else "  "
            rows.append(Content(lead) + (line.stylize("bold") if here else line))
        return Content("\n").join(rows)

    async def on_click(self, event: events.Click) -> None:
        """Take the clicked line."""
        place = self._first + event.y
        if place < len(self.left):
            self.at = place
            await self.run_action("screen.take")


class PickScreen(Box[int | None]):
    """Lets the learner choose one of many lines by typing a part of it."""

    WHERE: ClassVar[tuple[Where, ...]] = ("pick",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pick")]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = [safe_line(line) for line in lines]

    def compose(self) -> ComposeResult:
        """Lay out title, line, what is left and keys."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            line = Input(compact=True, placeholder="type a part of the name")
            line.cursor_blink = False
            yield line
            yield PickList(self._lines)
            yield self.bar()

    def on_mount(self) -> None:
        """Put the cursor into the line."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave the lines that hold what is typed."""
        self.query_one(PickList).narrow(event.value)

    def on_input_submitted(self) -> None:
        """Answer with the line under the cursor."""
        self.action_take()

    def action_take(self) -> None:
        """Answer with the line under the cursor."""
        found = self.query_one(PickList)
        if found.left:
            self.dismiss(found.left[found.at])

    def action_move(self, by: int) -> None:
        """Go to another line."""
        self.query_one(PickList).move(by)

    def action_cancel(self) -> None:
        """Answer with none."""
        self.dismiss(None)
