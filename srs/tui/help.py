"""What does the manual say about this screen?"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Markdown, Static

from srs.study.manual import page, topics
from srs.tui.keys import Where, keys_table, on, shown


class HelpScreen(Screen[None]):
    """The screen's keys, then its page of the manual; other pages by number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "dismiss_help", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("ctrl+d,pagedown,space", "half(1)", show=False),
        Binding("ctrl+u,pageup", "half(-1)", show=False),
        Binding("n,right", "turn(1)", show=False),
        Binding("p,left", "turn(-1)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        #keys { height: auto; padding: 1 2 0 2; max-width: 90; }
        Markdown { padding: 0 2; max-width: 90; }
        #foot { dock: bottom; height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, topic: str, where: Sequence[Where]) -> None:
        super().__init__()
        self._topics = list(topics())
        self._first = topic
        self._topic = topic if topic in self._topics else self._topics[0]
        self._where = where

    def compose(self) -> ComposeResult:
        """Lay out keys, page and foot."""
        with VerticalScroll(id="body"):
            yield Static(id="keys", markup=False)
            yield Markdown(open_links=False)
        yield Static(
            Content("q back   n p next and previous page   j k scroll"), id="foot"
        )

    def on_mount(self) -> None:
        """Show the first page."""
        self._draw()

    def _draw(self) -> None:
        keys = self.query_one("#keys", Static)
        keys.display = self._topic == self._first
        keys.update(self._keys())
        self.query_one(Markdown).update(page(self._topic, keys=keys_table()))
        self.query_one("#body").scroll_home(animate=False)

    def _keys(self) -> Content:
        lines = [Content.styled("Keys here", "bold")]
        for key in on(*self._where):
            names = " ".join(shown(name) for name in key.keys.split(","))
            lines.append(Content.assemble((f"{names:<14}", "$text-accent"), key.help))
        return Content("\n").join(lines)

    def action_dismiss_help(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#body").scroll_relative(y=by, animate=False)

    def action_half(self, by: int) -> None:
        """Scroll half a screen."""
        body = self.query_one("#body")
        body.scroll_relative(y=by * body.size.height // 2, animate=False)

    def action_turn(self, by: int) -> None:
        """Turn to another page."""
        at = (self._topics.index(self._topic) + by) % len(self._topics)
        self._topic = self._topics[at]
        self._draw()
