"""What can be done to the card on the screen, besides rating it?"""

from collections.abc import Callable
from typing import cast

from textual import work
from textual.containers import VerticalScroll
from textual.screen import Screen

from srs.core.errors import SrsError
from srs.core.log import Logged
from srs.study.review import ReviewSession
from srs.study.sitting import Shown
from srs.study.told import undone_words
from srs.tui.glyphs import Glyphs
from srs.tui.host import Host


class ReviewActions(Screen[None]):
    """The actions of the review screen beside showing and rating."""

    session: ReviewSession
    revealed: bool

    @property
    def srs(self) -> Host:
        """The app this screen belongs to."""
        return cast(Host, self.app)

    @property
    def glyphs(self) -> Glyphs:
        """The characters this terminal can draw."""
        return self.srs.glyphs

    def ask(self) -> None:
        """Show the current card's question."""
        raise NotImplementedError

    def reveal(self, typed: str | None = None) -> None:
        """Show the answer."""
        raise NotImplementedError

    def show_head(self, shown: Shown) -> None:
        """Show where the card stands and how much is left."""
        raise NotImplementedError

    # -- putting away, undo --------------------------------------------------------

    def action_bury(self) -> None:
        """Hide the card until tomorrow."""
        self._put_away(self.session.bury, "Buried until tomorrow. u brings it back.")

    def action_suspend(self) -> None:
        """Hide the card until it is called back."""
        self._put_away(self.session.suspend, "Suspended. u brings it back.")

    def _put_away(self, act: Callable[[], None], sentence: str) -> None:
        try:
            act()
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say(sentence)
        self.ask()

    def action_undo(self) -> None:
        """Take back the last thing done, and show that card again."""
        try:
            taken: list[Logged] = self.session.undo()
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say(undone_words(taken))
        self.ask()

    def action_relearn(self) -> None:
        """Learn the card from new, once the answer has shown that it changed."""
        shown = self.session.current
        if shown is None or not self.revealed or shown.changed_from is None:
            return
        try:
            self.session.relearn()
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say("The card is new again. u takes it back.")
        self.ask()

    # -- editing -------------------------------------------------------------------

    @work
    async def action_edit(self) -> None:
        """Edit the card at its line, then come back to the same card."""
        from srs.tui.editing import edit

        shown = self.session.current
        if shown is None:
            return
        if not await edit(self.srs, shown.place.file, shown.place.line):
            return
        before = shown.card
        try:
            report = self.session.rescan()
        except SrsError as error:
            self.srs.trouble(error)
            return
        now = self.session.current
        if now is not None and now.card == before:
            if (now.note.asked, now.note.answered) == (
                shown.note.asked,
                shown.note.answered,
            ):
                self.srs.say(report.sentence())
            else:
                self.srs.say("Same card. Edited, history kept.")
        else:
            self.srs.say(f"That card is not here any more. {report.sentence()}")
        was_revealed = self.revealed
        self.ask()
        if was_revealed and now is not None and now.card == before:
            self.reveal()

    @work
    async def action_add(self) -> None:
        """Write a new card under the current concept."""
        from srs.tui.adding import AddScreen

        shown = self.session.current
        place = None if shown is None else shown.place
        added = await self.app.push_screen_wait(AddScreen(self.srs.collection, place))
        if added:
            self.session.rescan()
            self.srs.say(added)

    # -- looking closer ------------------------------------------------------------

    @work
    async def action_flag(self) -> None:
        """Flag the card with a line to its author; an empty line takes it away."""
        from srs.tui.dialogs import AskScreen

        shown = self.session.current
        if shown is None:
            return
        line = await self.app.push_screen_wait(
            AskScreen(
                "What should its author know? (enter alone flags without words)"
                if not shown.state.flag
                else "Flagged. Change the words, or clear them to take the flag away.",
                value=shown.state.flag_note,
            )
        )
        if line is None:
            return
        flag = 0 if shown.state.flag and not line.strip() else 1
        try:
            self.session.flag(flag, line.strip())
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say("Flagged." if flag else "The flag is gone.")
        if self.session.current is not None:
            self.show_head(self.session.current)

    def action_info(self) -> None:
        """Show the card's history and forgetting curve."""
        from srs.tui.info import InfoScreen

        if self.session.current is not None:
            self.app.push_screen(
                InfoScreen(self.srs.collection, self.session.current.card, self.glyphs)
            )

    @work
    async def action_type(self) -> None:
        """Type the answer, and see what differs."""
        from srs.tui.dialogs import AskScreen

        if self.session.current is None or self.revealed:
            return
        typed = await self.app.push_screen_wait(AskScreen("Your answer"))
        if typed is not None and not self.revealed:
            self.reveal(typed=typed)

    @work
    async def action_open_link(self) -> None:
        """Open a link or picture of the card, after its whole address was seen."""
        from srs.tui.links import choose_and_open

        if self.session.current is not None:
            await choose_and_open(self.srs, self.session.current, self.revealed)

    # -- scrolling -----------------------------------------------------------------

    def _body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    def action_down(self) -> None:
        """Scroll down a line."""
        self._body().scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up a line."""
        self._body().scroll_up(animate=False)

    def action_first(self) -> None:
        """Scroll to the card's start."""
        self._body().scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the card's end."""
        self._body().scroll_end(animate=False)

    def action_half_down(self) -> None:
        """Scroll down half a screen."""
        body = self._body()
        body.scroll_relative(y=body.size.height // 2, animate=False)

    def action_half_up(self) -> None:
        """Scroll up half a screen."""
        body = self._body()
        body.scroll_relative(y=-(body.size.height // 2), animate=False)
