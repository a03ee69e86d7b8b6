"""Which screen is shown, in which colours, and what happens when things go wrong?"""

import asyncio
import gc
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.actions import ActionParseResult
from textual.app import SystemCommand
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.worker import WorkerFailed

from srs.core.errors import SrsError
from srs.core.text import safe, safe_line
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.scan_report import ScanReport
from srs.tui.host import Host
from srs.tui.keys import KEYS, Where
from srs.tui.palette import commands
from srs.tui.place import Place

if TYPE_CHECKING:
    from srs.study.progress_beside import Beside

    # Loading it reads decks, which the first screen does not need.
    from srs.study.review import ReviewSession


WATCH_AFTER = 0.3
"""Seconds from the first screen until decks are watched: what comes first is loaded."""


class SrsApp(Host):
    """The app over one collection."""

    TITLE = "srs"
    CSS = """
    Screen { background: $background; }
    .-plain Box > Vertical { border: ascii $primary; }
    """

    def __init__(
        self,
        collection: Collection,
        *,
        begin: Scope | None = None,
        first_run: bool = False,
        marked: bool = False,
    ) -> None:
        super().__init__(collection)
        self._marked = marked
        self._begin = begin
        self._first_run = first_run
        self.animation_level = "none"
        self.crash_log: Path | None = None
        self._last_words = ""
        self._beside: Beside | None = None
        self.watches = collection.settings.watch
        """Whether decks are read again as soon as they are saved."""

    def prepare(self) -> None:
        """Load what draws pictures, where it will be needed; before the app runs."""
        from srs.tui.pictures_wanted import load_if_wanted

        self.draws_pictures = load_if_wanted(self.collection, self._begin)

    def on_mount(self) -> None:
        """Choose theme and keys, and show the first screen."""
        self.set_class(self.glyphs.plain, "-plain")
        self._choose_theme()
        if self.key_wishes:
            # All of them: Textual drops a binding that shares a key with one that
            # is mapped to another.
            self.set_keymap(
                {key.id: self.key_wishes.get(key.id, key.keys) for key in KEYS}
            )
        for sentence in (*self.collection.settings.warnings, *self.wrong_keys):
            self.say(sentence, error=True)
        self._say_what_is_unusual()
        if self._begin is not None:
            self.start_review(self._begin, leave_after=True)
        else:
            from srs.tui.home import HomeScreen

            self.push_screen(HomeScreen(self.collection, begin=self._first_run))
        self.call_after_refresh(self._settle)
        if self.watches:
            self.set_timer(WATCH_AFTER, self.watch_decks)

    def _settle(self) -> None:
        """Do what could wait until a screen stood.

        Garbage is looked for again, but not in what was loaded.
        """
        self.collection.make_ready()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _say_what_is_unusual(self) -> None:
        """Say that the store cannot be written, or that a file was written."""
        if not self.collection.store.writable:
            where = self.collection.store.path
            self.say(
                "Your history cannot be written now, so no rating will be kept."
                f" Check the rights of {where} and its folder.",
                error=True,
            )
        elif self._marked:
            self.say("srs.toml was written here: it marks your decks as a collection.")

    @work(exit_on_error=False, group="watch")
    async def watch_decks(self) -> None:
        """Read decks again when they are saved, and let the screens show it."""
        from srs.study.watched import ScanBeside
        from srs.tui.watching import decks_saved

        beside = ScanBeside(self.collection)
        try:
            async for _ in decks_saved(self.collection.root):
                try:
                    report = await asyncio.wrap_future(beside.scan())
                except SrsError as error:
                    self.trouble(error)
                    continue
                if report is not None:
                    self._show_changed(report)
        finally:
            beside.close()

    def _show_changed(self, report: ScanReport) -> None:
        self.collection.forget_caches()
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.decks_changed(report)

    # -- colours ---------------------------------------------------------------------

    def _choose_theme(self) -> None:
        wished = self.collection.settings.theme
        if wished and not self.no_color:
            if wished in BUILTIN_THEMES:
                self.theme = wished
            else:
                self.say(
                    f"There is no theme {wished}; yours stays as it was.", error=True
                )
        self._kept_theme = self.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def _keep_theme(self, theme: Theme) -> None:
        """Write a theme that was chosen in the palette to the settings."""
        if theme.name == self._kept_theme:
            return
        self._kept_theme = theme.name
        from srs.study.setup import set_setting

        try:
            set_setting("theme", f'"{theme.name}"')
        except SrsError as error:
            self.trouble(error)

    # -- going places ----------------------------------------------------------------

    def start_review(self, scope: Scope, *, leave_after: bool = False) -> None:
        """Begin a sitting; say so where nothing is due."""
        if self.over:
            return
        from srs.study.cram import session_of

        self.leaving = leave_after
        self.push_screen(_screen_of(session_of(self.collection, scope)))

    def turn_to_review(self, session: "ReviewSession") -> None:
        """Show the session's current card instead of this screen."""
        self.switch_screen(_screen_of(session))

    def turn_to_done(self, session: "ReviewSession") -> None:
        """Show the finished page instead of this screen."""
        from srs.tui.done import DoneScreen

        self.switch_screen(DoneScreen(session))

    @work
    async def action_plan_catch_up(self) -> None:
        """Look at a plan for what is overdue, then decide."""
        from srs.tui.planning import offer_catch_up

        if await offer_catch_up(self):
            self._look_again()

    def action_review_forgotten(self) -> None:
        """Go through what was forgotten today, without touching the schedule."""
        from srs.study.queues import forgotten_today

        self._begin_queue(forgotten_today(self.collection))

    @work
    async def action_review_ahead(self) -> None:
        """Ask for days, and review what is due within them."""
        from srs.tui.dialogs import AskScreen

        days = await self.push_screen_wait(
            AskScreen("Review what is due within how many days?", value="1")
        )
        if days is None:
            return
        if days.strip().isdecimal() and 1 <= int(days) <= 365:
            self._begin_queue(Scope(ahead=int(days)))
        else:
            self.say("A number of days from 1 to 365 is wanted.", error=True)

    def review_saved(self, name: str) -> None:
        """Review what is due of a saved search."""
        from srs.study.queues import narrowed

        self._begin_queue(narrowed(self.collection, Scope(), name))

    def _begin_queue(self, scope: Scope) -> None:
        if scope.cards is not None and not scope.cards:
            self.say("No card is in this queue.")
        else:
            self.start_review(scope)

    @work
    async def action_plan_break(self) -> None:
        """Plan days without reviews, look at the forecast, then decide."""
        from srs.tui.planning import offer_break

        if await offer_break(self):
            self._look_again()

    @work
    async def action_control_cards(self) -> None:
        """Leave some cards unreviewed as a test, once that is agreed to, or no more."""
        from srs.study.control import WHAT_IT_DOES, hold_control_cards
        from srs.tui.dialogs import ConfirmScreen

        on = not self.collection.settings.control_cards
        if on and not await self.push_screen_wait(ConfirmScreen(Content(WHAT_IT_DOES))):
            return
        try:
            self.say(hold_control_cards(self.collection, on))
        except SrsError as error:
            self.trouble(error)
        self._look_again()

    @work
    async def action_ideas(self) -> None:
        """Look at the ideas that come back today."""
        from srs.tui.ideas import look_at_ideas

        await look_at_ideas(self)
        self._look_again()

    def _look_again(self) -> None:
        """Let the screen show what a plan has changed."""
        draw = getattr(self.screen, "draw", None)
        if draw is not None:
            draw()

    def action_manual(self) -> None:
        """Read the manual."""
        self.open_manual("start", ())

    def open_search(self, query: str = "") -> None:
        """Show the search screen, with a query or an empty line."""
        from srs.tui.browse import BrowseScreen

        self.push_screen(BrowseScreen(self.collection, query))

    def open_manual(
        self, topic: str, where: tuple[Where, ...], *, section: str = ""
    ) -> None:
        """Show a page of the manual, or a section of it, after the keys of places."""
        from srs.tui.help import HelpScreen

        self.push_screen(HelpScreen(topic, where, section=section))

    def open_progress(self) -> None:
        """Show the statistics; what they have worked out is kept for the next time."""
        from srs.study.progress_beside import Beside
        from srs.tui.stats import StatsScreen

        if any(isinstance(each, StatsScreen) for each in self.screen_stack):
            while not isinstance(self.screen, StatsScreen):
                self.pop_screen()
            return
        if self._beside is None:
            self._beside = Beside(self.collection)
        self.push_screen(StatsScreen(self.collection, self._beside))

    def on_unmount(self) -> None:
        """Let go of what works beside the app."""
        if self._beside is not None:
            self._beside.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: the screen's keys, and what has none."""
        yield from commands(self, screen)

    # -- when things go wrong --------------------------------------------------------

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Perform an action; trouble in it is told, and the screen stays."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except SrsError as error:
            self.trouble(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Leave with one line; the traceback of a mistake goes to a file.

        Textual would print hundreds of lines with all locals, card texts included.
        What goes wrong in a worker ends that worker only, so it can be told; any
        other handler of messages is dead after an exception.
        """
        if isinstance(error, WorkerFailed):
            if isinstance(error.error, SrsError):
                self.trouble(error.error)
                return
            if isinstance(error.error, Exception):
                error = error.error
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        if isinstance(error, SrsError):
            self._last_words = str(error)
        elif self.crash_log is None:
            text = safe("".join(traceback.format_exception(error)))
            self.crash_log = self.collection.crash_log(text)
        self._exit_renderables.clear()
        self._close_messages_no_wait()

    def crash_line(self) -> str:
        """Return the line to print after a crash; empty where there was none."""
        if self._last_words:
            return f"srs: {safe(self._last_words)}"
        if self.crash_log is None:
            return ""
        where = safe_line(str(self.crash_log))
        return f"srs stopped by a mistake of its own; nothing is lost. Details: {where}"


def _screen_of(session: "ReviewSession") -> Screen[None]:
    """Return the screen that a session is at: its card, or the finished page."""
    if session.current is None:
        from srs.tui.done import DoneScreen

        return DoneScreen(session)
    from srs.tui.review import ReviewScreen

    return ReviewScreen(session)
