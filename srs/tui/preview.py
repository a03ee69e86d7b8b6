"""How do all cards of a deck look, while it is being written?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.theme import BUILTIN_THEMES
from textual.widgets import Static

from srs.core.card import Note, Sides
from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.preview import Look, Preview
from srs.study.words import number
from srs.tui import card_parts
from srs.tui.card_page import CardPage
from srs.tui.card_sheet import Part, Side, text
from srs.tui.glyphs import glyphs
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, on, remapped
from srs.tui.maths_macros import read
from srs.tui.place import Scrolls, as_mapped, bindings, cut
from srs.tui.watching import changes

MOST_PROBLEMS = 3
"""So many errors and warnings stand above the cards."""


class PreviewApp(App[int]):
    """The cards of one file, drawn anew whenever it is saved."""

    TITLE = "srs"
    CSS = "Screen { background: $background; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.glyphs = glyphs(look.settings.glyphs)
        self.key_wishes, _ = remapped(look.settings.keys)
        self.macros = look.macros
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Choose theme and keys, and show the cards."""
        theme = self.look.settings.theme
        if theme in BUILTIN_THEMES and not self.no_color:
            self.theme = theme
        if self.key_wishes:
            self.set_keymap(self.key_wishes)
        self.push_screen(PreviewScreen(self.look))


class PreviewScreen(Scrolls[None]):
    """All cards of a file, front and back, with what is wrong at the top."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("scroll", "everywhere")]
    DEFAULT_CSS = """
    PreviewScreen {
        #head { height: 1; padding: 0 1; color: $text-muted; }
        #problems { height: auto; padding: 0 1; color: $text-warning; }
    }
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._glyphs = glyphs(look.settings.glyphs)
        self._sides: dict[tuple[str, int], Side] = {}

    def compose(self) -> ComposeResult:
        """Lay out head, problems, cards and keys."""
        yield Static(id="head", markup=False)
        yield Static(id="problems", markup=False)
        yield CardPage(id="body")
        yield KeyBar([as_mapped(self.app, key) for key in self._keys()])

    @staticmethod
    def _keys() -> list[Key]:
        back = (key for key in on("everywhere") if key.id == "back")
        return [*on("scroll"), *(replace(key, label="leave") for key in back)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll and to leave."""
        return action in {key.action for key in self._keys()} or not hasattr(
            self, f"action_{action}"
        )

    def action_back(self) -> None:
        """Leave."""
        self.app.exit(0)

    def on_mount(self) -> None:
        """Show the cards, and look whether they change."""
        self.draw(self._look.found)
        self.call_after_refresh(self._watch)

    def on_resize(self) -> None:
        """Fit the cards to the window."""
        self.draw(self._look.found)

    @work(exit_on_error=False)
    async def _watch(self) -> None:
        """Draw the cards anew at each saving."""
        file = self._look.file
        async for _ in changes(
            file.resolve().parent,
            wanted=lambda path: Path(path).name == file.resolve().name,
            look=self._look.stamp,
        ):
            try:
                self._look.again()
            except SrsError as error:
                self._tell([(str(error), True)])
                continue
            self._tell([])
            self.draw(self._look.found)

    def _tell(self, said: list[tuple[str, bool]]) -> None:
        self.query_one(KeyBar).tell(said)

    # -- drawing -------------------------------------------------------------------

    def draw(self, found: Preview) -> None:
        """Show a deck as it is now; one stays at the place that one looks at."""
        self.query_one("#head", Static).update(self._head(found))
        told = self._problems(found)
        line = self.query_one("#problems", Static)
        line.update(Content("\n").join(told))
        line.display = bool(told)
        page = self.query_one(CardPage)
        at = page.scroll_y
        page.show(list(self._parts(found)), base="", draw=None)
        page.call_after_refresh(page.scroll_to, y=at, animate=False, immediate=True)

    def _head(self, found: Preview) -> Content:
        marks = self._glyphs
        counted = number(len(found.cards), "card")
        if found.unasked:
            counted += f" {marks.dot} {number(found.unasked, 'note')} not asked"
        words = f"{found.title} {marks.dot} {counted}"
        return cut(words, max(20, self.app.size.width - 2), marks)

    def _problems(self, found: Preview) -> list[Content]:
        grave = [it for it in found.problems if it.severity != "information"]
        shown = grave[:MOST_PROBLEMS]
        width = max(20, self.app.size.width - 2)
        lines = [
            cut(f"{it.line}: {it.severity}: {it.message}", width, self._glyphs)
            for it in shown
        ]
        left = len(found.problems) - len(shown)
        more = f"{left} more: srs check {safe_line(self._look.shown)}"
        return [*lines, Content(more)] if left else lines

    def _parts(self, found: Preview) -> Iterator[Part]:
        """Yield all cards as one sheet, each beneath a line that says where it is."""
        kept, self._sides = self._sides, {}
        macros = read(self._look.macros)

        def side(markdown: str, *, first: int = 0) -> Side:
            key = markdown, first
            made = self._sides.get(key) or kept.get(key)
            made = made or Side(markdown, self._glyphs, macros, first)
            self._sides[key] = made
            return made

        for place, (note, sides) in enumerate(found.cards, start=1):
            yield from self._card(place, note, sides, side)

    def _card(
        self, place: int, note: Note, sides: Sides, side: card_parts.Reader
    ) -> Iterator[Part]:
        marks, window = self._glyphs, self.app.size
        crumbs = f" {marks.crumb} ".join(note.breadcrumb)
        where = f"{place} {marks.dot} line {note.span.line} {marks.dot} {crumbs}"
        where = where.rstrip(f" {marks.dot}")
        yield text(cut(where, max(20, window.width - 3), marks), muted=True)
        yield from card_parts.both(note, sides, side, glyphs=marks, window=window)
        yield text(Content(""))
