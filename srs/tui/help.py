"""What does the manual say about this screen?"""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from srs.study.manual import page, topics
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, keys_table, on, shown
from srs.tui.place import Page, as_mapped, bindings

_COLUMN = 13
"""How many cells the names of keys take."""


class HelpScreen(Page[None]):
    """The screen's keys, then its page of the manual; other pages by turning."""

    WHERE: ClassVar[tuple[Where, ...]] = ("help", "everywhere")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help", "everywhere", "scroll")]
    DEFAULT_CSS = """
    HelpScreen {
        #body > Markdown { padding: 0; margin: 0; }
    }
    """

    def __init__(
        self, topic: str, where: Sequence[Where], *, section: str = ""
    ) -> None:
        """Open the manual.

        Args:
            topic: The page.
            where: The places whose keys stand before it.
            section: The heading of the page to begin at; the rest follows.
        """
        super().__init__()
        self._section = section
        self._topics = topics()
        names = list(self._topics)
        self._first = topic
        self._topic = topic if topic in names else names[0]
        self._where = where

    def compose(self) -> ComposeResult:
        """Lay out head, keys, page and key bar."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="keys", markup=False)
            yield Markdown(open_links=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first page."""
        self._draw()
        self.refresh_hints()

    def _draw(self) -> None:
        keys = self.query_one("#keys", Static)
        keys.display = self._topic == self._first and bool(self._where)
        keys.update(self._keys())
        names = list(self._topics)
        place = f"page {names.index(self._topic) + 1} of {len(names)}"
        dot = self.glyphs.dot
        self.query_one("#head", Static).update(
            Content(f"Manual {dot} {self._topics[self._topic]} {dot} {place}")
        )
        text = page(self._topic, keys=keys_table())
        if self._section and self._topic == self._first:
            text = section_first(text, self._section)
        self.query_one(Markdown).update(text)
        self.body().scroll_home(animate=False)

    def _keys(self) -> Content:
        lines = [Content.styled("Keys here", "bold")]
        room = max(16, min(90, self.app.size.width - 3) - _COLUMN)
        for key in on(*self._where):
            keys = as_mapped(self.app, key).keys
            names = " ".join(shown(name) for name in keys.split(","))
            first, *rest = wrap(key.help, room)
            gap = " " * max(1, _COLUMN - len(names))
            lines.append(Content.assemble((names, "$text-accent"), gap, first))
            lines += [Content(" " * _COLUMN + line) for line in rest]
        return Content("\n").join(lines)

    def on_resize(self) -> None:
        """Fit the list of keys to the width."""
        self.query_one("#keys", Static).update(self._keys())

    def hints(self) -> list[Key]:
        """Return the keys of the manual."""
        return [key for key in super().hints() if key.id != "help"]

    async def action_help(self) -> None:
        """Close the help, as a second press of its key should."""
        self.dismiss()

    def action_turn(self, by: int) -> None:
        """Turn to another page."""
        names = list(self._topics)
        self._topic = names[(names.index(self._topic) + by) % len(names)]
        self._draw()


def section_first(text: str, heading: str) -> str:
    """Return a page with one section before the others, and its title above."""
    start = text.find(f"\n## {heading}\n")
    if start < 0:
        return text
    end = text.find("\n## ", start + 1)
    end = len(text) if end < 0 else end
    title, _, rest = text[:start].partition("\n")
    section = text[start:end]
    return f"{title}\n{section}\n{rest.strip()}\n{text[end:]}"
