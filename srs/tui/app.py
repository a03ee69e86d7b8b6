"""Which screen is shown, in which colours, and what happens when things go wrong?"""

import os
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from srs.core.errors import SrsError
from srs.core.text import safe, safe_line
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.tui.glyphs import Glyphs, glyphs
from srs.tui.keys import remapped

FOREVER = 10**9
"""Seconds that an error stays on the screen: until it is dismissed."""


class SrsApp(App[int]):
    """The app over one collection."""

    TITLE = "srs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True)
    ]
    CSS = """
    Screen { background: $background; }
    Toast { max-width: 76; }
    """

    def __init__(
        self,
        collection: Collection,
        *,
        begin: Scope | None = None,
        first_run: bool = False,
    ) -> None:
        super().__init__()
        self._first_run = first_run
        self.collection = collection
        self.begin = begin
        self.animation_level = "none"
        self.glyphs: Glyphs = glyphs(collection.settings.glyphs)
        self.key_wishes, self._wrong_keys = remapped(collection.settings.keys)
        self.crash_log: Path | None = None

    def on_mount(self) -> None:
        """Choose theme and keys, and show the first screen."""
        self._choose_theme()
        self.set_keymap(self.key_wishes)
        for sentence in self._wrong_keys:
            self.say(sentence, error=True)
        if self.begin is not None:
            self.start_review(self.begin, leave_after=True)
        else:
            from srs.tui.home import HomeScreen

            self.push_screen(HomeScreen(self.collection, begin=self._first_run))

    def _choose_theme(self) -> None:
        wished = self.collection.settings.theme
        if "NO_COLOR" in os.environ:
            return
        if wished in BUILTIN_THEMES:
            self.theme = wished
        elif wished:
            self.say(f"There is no theme {wished}; yours stays as it was.", error=True)

    # -- going places --------------------------------------------------------------

    def start_review(self, scope: Scope, *, leave_after: bool = False) -> None:
        """Begin a sitting; say so where nothing is due."""
        from srs.tui.done import DoneScreen
        from srs.tui.review import ReviewScreen

        session = ReviewSession(self.collection, scope)
        screen: Screen[None]
        if session.current is None:
            screen = DoneScreen(session)
        else:
            screen = ReviewScreen(session)
        if leave_after:
            self.push_screen(screen, lambda _: self.exit(0))
        else:
            self.push_screen(screen)

    # -- telling -------------------------------------------------------------------

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Show a sentence for a while; an error until it is dismissed."""
        self.notify(
            safe(sentence),
            severity="error" if error else "information",
            timeout=FOREVER if error else 4,
            markup=False,
        )

    def trouble(self, error: SrsError) -> None:
        """Show what went wrong and what to do."""
        self.say(str(error), error=True)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: the screen's keys, and what has none."""
        from srs.tui.palette import commands

        yield from commands(self, screen)

    def _handle_exception(self, error: Exception) -> None:
        """Leave with one line; the traceback goes to a file.

        Textual would print hundreds of lines with all locals, card texts included.
        """
        if isinstance(error, SrsError):
            self.trouble(error)
            return
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        text = safe("".join(traceback.format_exception(error)))
        self.crash_log = self.collection.crash_log(text)
        self._exit_renderables.clear()
        self._close_messages_no_wait()

    # -- plans, from the palette ---------------------------------------------------

    @work
    async def action_plan_catch_up(self) -> None:
        """Look at a plan for what is overdue, then decide."""
        from srs.tui.planning import offer_catch_up

        await offer_catch_up(self)

    @work
    async def action_plan_break(self) -> None:
        """Plan days without reviews, look at the forecast, then decide."""
        from srs.tui.planning import offer_break

        await offer_break(self)

    def action_manual(self) -> None:
        """Read the manual."""
        from srs.tui.help import HelpScreen

        self.push_screen(HelpScreen("start", ()))

    def crash_line(self) -> str:
        """Return the line to print after a crash; empty where there was none."""
        if self.crash_log is None:
            return ""
        where = safe_line(str(self.crash_log))
        return f"srs stopped by a mistake of its own; nothing is lost. Details: {where}"
