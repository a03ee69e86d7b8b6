"""What can be done to the card on the screen, besides rating it?"""

from collections.abc import Callable

from textual import work

from srs.core.log import Logged
from srs.core.text import safe_line
from srs.study.review import ReviewSession
from srs.study.scan_report import ScanReport
from srs.study.sitting import Shown
from srs.study.told import undone_words
from srs.tui.card_view import CardView
from srs.tui.place import Place


class ReviewActions(Place[None]):
    """The actions of the review screen beside showing and rating.

    What goes wrong in one of them, the app tells; the card stays.
    """

    session: ReviewSession
    revealed: bool
    _changes: ScanReport | None = None
    """What was saved and is not shown yet."""

    def ask(self) -> None:
        """Show the current card's question."""
        raise NotImplementedError

    def reveal(self, typed: str | None = None) -> None:
        """Show the answer."""
        raise NotImplementedError

    def redraw(self, shown: Shown) -> None:
        """Show the same card as it is now, its answer only where it was shown."""
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
        if self.session.current is None:
            return
        act()
        self.srs.say(sentence)
        self.ask()

    def action_undo(self) -> None:
        """Take back the last thing done, and show that card again."""
        if self.srs.took_card_back():
            self.session.reload()
            self.ask()
            return
        taken: list[Logged] = self.session.undo()
        self.srs.say(undone_words(taken, self.session.collection.today()))
        if taken:
            self.ask()

    def action_relearn(self) -> None:
        """Learn the card from new, once the answer has shown that it changed."""
        shown = self.session.current
        if shown is None or not self.revealed or shown.changed_from is None:
            return
        self.session.relearn()
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
        was_revealed = self.revealed
        report = self.session.rescan()
        now = self.session.current
        same = now is not None and now.card == shown.card
        if now is None or not same:
            self.srs.say(f"That card is not here any more. {report.sentence()}")
        elif _text(now) == _text(shown):
            self.srs.say(report.outcome())
        else:
            self.srs.say("Same card. Edited, history kept.")
        self.ask()
        if was_revealed and same:
            self.reveal()

    def decks_changed(self, report: ScanReport) -> None:
        """Show the card as it is now, in its place; where it is gone, the next."""
        if self.app.screen is not self:  # what stands above it would be taken away
            self._changes = report
            return
        self._changes = None
        shown = self.session.current
        if shown is None:
            return
        now = self.session.look_again()
        if now is None:
            self.srs.say(f"That card is not here any more: {report.news()}.")
            self.ask()
            return
        if (now.note, now.sides) != (shown.note, shown.sides):
            self.srs.say("Same card. Edited, history kept.")
        elif news := report.news():
            self.srs.say(news)
        self.redraw(now)

    def on_screen_resume(self) -> None:
        """Show what was saved while something stood above the card."""
        if self._changes is not None:
            self.decks_changed(self._changes)

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
            if self.session.current is not None:
                self.show_head(self.session.current)

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
                value=safe_line(shown.state.flag_note),
            )
        )
        if line is None:
            return
        flag = 0 if shown.state.flag and not line.strip() else 1
        self.session.flag(flag, line.strip())
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
        from srs.tui.links import addresses, choose_and_open

        shown = self.session.current
        if shown is not None:
            found = addresses(shown, revealed=self.revealed)
            await choose_and_open(self.srs, shown.place.file.parent, found)

    @work
    async def on_card_view_followed(self, event: CardView.Followed) -> None:
        """Offer to open the link that was clicked, with its whole address."""
        from srs.tui.links import choose_and_open

        shown = self.session.current
        if event.link.kind == "concept":
            self.srs.say(f"A concept of these decks: {event.link.target}")
        elif shown is not None:
            folder = shown.place.file.parent
            await choose_and_open(self.srs, folder, [event.link.target])


def _text(shown: Shown) -> tuple[str, str]:
    return shown.note.asked, shown.note.answered
