"""Which screen is shown, in which colours, and what happens when things go wrong?"""

import os
import traceback
from collections.abc import Iterable
from pathlib import Path

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from srs.core.errors import SrsError
from srs.core.text import safe, safe_line
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.tui.host import Host
from srs.tui.palette import commands


class SrsApp(Host):
    """The app over one collection."""

    TITLE = "srs"
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
        super().__init__(collection)
        self._begin = begin
        self._first_run = first_run
        self.animation_level = "none"
        self.crash_log: Path | None = None

    def on_mount(self) -> None:
        """Choose theme and keys, and show the first screen."""
        self._choose_theme()
        self.set_keymap(self.key_wishes)
        for sentence in (*self.collection.settings.warnings, *self.wrong_keys):
            self.say(sentence, error=True)
        if self._begin is not None:
            self.start_review(self._begin, leave_after=True)
        else:
            from srs.tui.home import HomeScreen

            self.push_screen(HomeScreen(self.collection, begin=self._first_run))

    def _choose_theme(self) -> None:
        wished = self.collection.settings.theme
        if not wished or "NO_COLOR" in os.environ:
            return
        if wished in BUILTIN_THEMES:
            self.theme = wished
        else:
            self.say(f"There is no theme {wished}; yours stays as it was.", error=True)

    # -- going places ----------------------------------------------------------------

    def start_review(self, scope: Scope, *, leave_after: bool = False) -> None:
        """Begin a sitting; say so where nothing is due."""
        screen = _screen_of(ReviewSession(self.collection, scope))
        if leave_after:
            self.push_screen(screen, lambda _: self.exit(0))
        else:
            self.push_screen(screen)

    def turn_to_review(self, session: ReviewSession) -> None:
        """Show the session's current card instead of this screen."""
        self.switch_screen(_screen_of(session))

    def turn_to_done(self, session: ReviewSession) -> None:
        """Show the finished page instead of this screen."""
        from srs.tui.done import DoneScreen

        self.switch_screen(DoneScreen(session))

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: the screen's keys, and what has none."""
        yield from commands(self, screen)

    # -- when things go wrong --------------------------------------------------------

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

    def crash_line(self) -> str:
        """Return the line to print after a crash; empty where there was none."""
        if self.crash_log is None:
            return ""
        where = safe_line(str(self.crash_log))
        return f"srs stopped by a mistake of its own; nothing is lost. Details: {where}"


def _screen_of(session: ReviewSession) -> Screen[None]:
    """Return the screen that a session is at: its card, or the finished page."""
    if session.current is None:
        from srs.tui.done import DoneScreen

        return DoneScreen(session)
    from srs.tui.review import ReviewScreen

    return ReviewScreen(session)
