"""What can be done to the cards that were found?"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from textual import work
from textual.content import Content
from textual.widgets import Input

from srs.core.card import CardId
from srs.core.errors import InputError, SrsError
from srs.core.text import safe_line
from srs.study import deeds
from srs.study.agenda import Scope
from srs.study.cards import Place as CardPlace
from srs.study.cards import place_of
from srs.study.collection import Collection
from srs.study.finder import Finder
from srs.study.lookup import Wanted
from srs.study.outcome import undo_last
from srs.study.scan import scan
from srs.study.search import SORTS
from srs.study.told import undone_words
from srs.study.words import number
from srs.tui.browse_table import SORT_WORDS, CardTable
from srs.tui.place import Place

Deed = Callable[[Collection, Iterable[CardId]], str]


class BrowseActions(Place[None]):
    """The actions of the search screen on its cards."""

    collection: Collection
    finder: Finder | None = None
    wanted: Wanted

    @property
    def table(self) -> CardTable:
        """The table of what was found."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Ask for everything anew."""
        raise NotImplementedError

    def sort_by(self, sort: str) -> None:
        """Sort."""
        raise NotImplementedError

    def meant(self) -> list[CardId]:
        """Return the selected cards; where none is, the one under the cursor."""
        table = self.table
        keys = table.picked or ({table.key} if table.key is not None else set())
        return sorted(CardId(key) for key in keys if key > 0)

    def _do(self, deed: Deed) -> None:
        cards = self.meant()
        if not cards:
            self.srs.say("There is no card here that could be meant.")
        elif self.finder is not None:
            if len(cards) > 200:
                self.srs.say(f"At work on {number(len(cards), 'card')}.")
            self.finder.do(lambda collection: deed(collection, cards))

    def action_suspend(self) -> None:
        """Hide the cards until they are called back."""
        self._do(deeds.suspend)

    def action_unsuspend(self) -> None:
        """Call suspended cards back."""
        self._do(deeds.unsuspend)

    def action_bury(self) -> None:
        """Hide the cards until tomorrow."""
        self._do(deeds.bury)

    @work
    async def action_reset(self) -> None:
        """Make the cards new again, after a yes."""
        many = number(len(self.meant()), "card")
        if await self._is_sure(
            f"Make {many} new again? Their reviews stay in the history; they are"
            " learned from the start."
        ):
            self._do(deeds.reset)

    async def _is_sure(self, question: str) -> bool:
        from srs.tui.dialogs import ConfirmScreen

        sure: bool = await self.app.push_screen_wait(ConfirmScreen(Content(question)))
        return sure

    @work
    async def action_flag(self) -> None:
        """Flag the cards with a line to their author; an empty line where they are."""
        from srs.tui.dialogs import AskScreen

        row = self.table.row
        flagged = row is not None and row.flag and not self.table.picked
        line = await self.app.push_screen_wait(
            AskScreen(
                "What should the author know? (enter alone flags without words;"
                " a minus sign takes flags away)"
            )
        )
        if line is None:
            return
        if line.strip() == "-" or (flagged and not line.strip()):
            self._do(deeds.unflag)
        else:
            self._do(partial(deeds.flag, note=line.strip()))

    @work
    async def action_set_due(self) -> None:
        """Ask for a day, or for days to spread the cards over."""
        from srs.tui.dialogs import AskScreen

        many, today = number(len(self.meant()), "card"), self.collection.today()
        question = f"When is {many} due? Days from today (0, 3, 2-7) or a date"
        ask = AskScreen(question, check=partial(_wrong_days, today))
        line = await self.app.push_screen_wait(ask)
        if line is None:
            return
        first, last = deeds.days_named(line, today)
        self._do(partial(deeds.set_due, first=first, last=last))

    def action_undo(self) -> None:
        """Take back the last thing done."""
        if self.finder is not None:
            self.finder.do(_undone)

    # -- one card ------------------------------------------------------------------

    @work
    async def action_edit(self) -> None:
        """Edit the card at its line, then come back to it."""
        from srs.tui.editing import edit

        row = self.table.row
        if row is None:
            return
        file = self.collection.root / row.file
        if await edit(self.srs, file, row.line):
            report = scan(self.collection)
            self.srs.say(report.outcome())
            self.look_again()

    def action_info(self) -> None:
        """Show the card's history and forgetting curve."""
        from srs.tui.info import InfoScreen

        row = self.table.row
        if row is None or row.card_id is None:
            return
        place_of(self.collection, row.card_id)  # it may be gone: then that is told
        self.app.push_screen(InfoScreen(self.collection, row.card_id, self.glyphs))

    def action_open_link(self) -> None:
        """Open a link or picture of the card, after its whole address was seen."""
        from srs.tui.links import addresses_in

        place = self._place_here()
        if place is not None:
            sides = place.note.sides[place.ordinal : place.ordinal + 1]
            texts = [text for side in sides for text in (side.front, side.back)]
            self.open_some(addresses_in([*texts, place.note.extra, place.source]))

    @work
    async def open_some(self, found: list[str]) -> None:
        """Show some addresses of the card, and open the one that is chosen."""
        from srs.tui.links import choose_and_open

        place = self._place_here()
        if place is not None:
            await choose_and_open(self.srs, place.file.parent, found)

    def _place_here(self) -> CardPlace | None:
        row = self.table.row
        if row is None or row.card_id is None:
            return None
        return place_of(self.collection, row.card_id)

    # -- order and queues --------------------------------------------------------------

    @work
    async def action_sort(self) -> None:
        """Choose what to sort by."""
        from srs.tui.dialogs import ChooseScreen

        names = list(SORT_WORDS)
        assert set(names) == set(SORTS)
        chosen = await self.app.push_screen_wait(
            ChooseScreen("Sort by (the same again turns the order)",
                         [SORT_WORDS[name] for name in names])
        )  # fmt: skip
        if chosen is not None:
            self.sort_by(names[chosen])

    def action_learn(self) -> None:
        """Review what is due of the selected cards, or of all found."""
        self.srs.start_review(Scope(cards=frozenset(self._these())))

    def action_cram(self) -> None:
        """Go through the selected cards, or all found, without the schedule."""
        cards = frozenset(self._these())
        if cards:
            self.srs.start_review(Scope(cards=cards, cram=True))

    @work
    async def action_save_search(self) -> None:
        """Ask for a name, and save the query under it."""
        from srs.study.queues import save_search
        from srs.tui.dialogs import AskScreen

        name = await self.app.push_screen_wait(
            AskScreen(f"A name for the search {safe_line(self.wanted.text)}")
        )
        if name is None:
            return
        try:
            self.srs.say(save_search(self.collection, name, self.wanted.text))
        except SrsError as error:
            self.srs.trouble(error)

    @work
    async def action_searches(self) -> None:
        """Choose a saved search, or rename or delete one."""
        from srs.tui.dialogs import ChooseScreen

        saved = list(self.collection.settings.searches.items())
        if not saved:
            self.srs.say("Nothing is saved yet. ctrl+s saves the search in the line.")
            return
        lines = [f"{safe_line(name)}: {safe_line(query)}" for name, query in saved]
        chosen = await self.app.push_screen_wait(
            ChooseScreen("Saved searches", [*lines, "(rename one)", "(delete one)"])
        )
        if chosen is None:
            return
        if chosen < len(saved):
            self.query_one(Input).value = saved[chosen][1]
            return
        renaming = chosen == len(saved)
        which = await self.app.push_screen_wait(
            ChooseScreen("Rename which?" if renaming else "Delete which?", lines)
        )
        if which is not None:
            await self._change_search(saved[which][0], renaming=renaming)

    async def _change_search(self, name: str, *, renaming: bool) -> None:
        from srs.study.queues import delete_search, rename_search
        from srs.tui.dialogs import AskScreen

        to: str | None = ""
        if renaming:
            ask = AskScreen(f"A new name for {safe_line(name)}", value=safe_line(name))
            to = await self.app.push_screen_wait(ask)
        try:
            if renaming and to is not None:
                self.srs.say(rename_search(self.collection, name, to))
            elif not renaming:
                self.srs.say(delete_search(self.collection, name))
        except SrsError as error:
            self.srs.trouble(error)

    def _these(self) -> list[CardId]:
        keys = self.table.picked or self.table.keys
        return [CardId(key) for key in keys if key > 0]


def _wrong_days(today: date, line: str) -> str:
    """Return what is wrong with days that were typed; empty for nothing."""
    try:
        deeds.days_named(line, today)
    except InputError as error:
        return str(error)
    return ""


def _undone(collection: Collection) -> str:
    """Take the last deed back, and return what it was."""
    return undone_words(undo_last(collection), collection.today())
