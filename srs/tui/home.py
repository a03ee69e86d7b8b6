"""What is there to do today, and which key begins it?"""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.overview import DeckDue, Overview, next_words, overview
from srs.study.scan_report import ScanReport
from srs.study.words import ideas_words, left, minutes, number
from srs.tui.deck_list import DeckList
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings

if TYPE_CHECKING:
    from srs.tui.home_charts import HomeCharts

SIDE_WIDTH = 62
WIDE = 120


class HomeScreen(Place[None]):
    """Decks with what is due, and one key to begin."""

    WHERE: ClassVar[tuple[Where, ...]] = ("home", "rest", "everywhere")
    TOPIC = "home"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("home", "rest", "everywhere", "scroll")
    ]
    DEFAULT_CSS = f"""
    HomeScreen {{
        #title {{ height: 1; padding: 0 1; color: $text-muted; }}
        #today {{ height: auto; padding: 0 1; margin: 1 0 0 0; }}
        #columns {{ height: 1fr; margin-top: 1; layout: vertical; }}
        #decks {{ height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }}
        #notices {{ height: auto; padding: 0 1; color: $text-warning; }}
        &.-wide #columns {{ layout: horizontal; }}
        &.-wide #decks {{ width: 1fr; }}
        &.-wide HomeCharts {{ width: {SIDE_WIDTH}; }}
    }}
    """

    def __init__(self, collection: Collection, *, begin: bool = False) -> None:
        super().__init__()
        self.collection = collection
        self._begin = begin
        self.overview: Overview | None = None
        self._charts: HomeCharts | None = None
        self._ideas = 0
        """How many ideas come back today, once nothing else is left."""
        self._is_new = True
        """Whether it is yet to be painted for the first time."""

    def compose(self) -> ComposeResult:
        """Lay out title, today's sentence, decks and key bar; charts come later."""
        yield Static(id="title", markup=False)
        yield Static(id="today", markup=False)
        with (
            Container(id="columns"),
            VerticalScroll(id="decks", can_focus=False),
        ):
            yield DeckList()
        yield Static(id="notices", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what the cache holds at once; the decks are read after that."""
        self.draw()
        self.call_after_refresh(self.catch_up_with_files)

    def on_screen_resume(self) -> None:
        """Count again, for a review may have gone before."""
        if self.overview is not None and not self._is_new:
            self.draw()
            self.call_after_refresh(self.draw_charts)

    def catch_up_with_files(self) -> None:
        """Read decks that have changed, and get ready what the first card needs."""
        from srs.study.scan import scan_if_changed

        self._is_new = False
        try:
            report = scan_if_changed(self.collection)
            if report is not None:
                self.draw()
                if report.worth_saying and report.unchanged:
                    self.srs.say(report.sentence())
            elif self.overview is not None:
                self._count_ideas(self.overview)
                if self._ideas:
                    self.draw()
        except SrsError as error:
            self.srs.trouble(error)
        self.call_after_refresh(self.draw_charts)
        if self._begin:
            self._begin = False
            self.srs.start_review(Scope(), leave_after=True)
        self.set_timer(0.05, self._warm)

    def _warm(self) -> None:
        from srs.tui.card_view import warm

        warm()
        self.back_up()

    @work(thread=True, exit_on_error=False, group="backup")
    def back_up(self) -> None:
        """Write the day's backup with a store of its own; say so only if it fails."""
        from srs.study.upkeep import back_up_beside, keep_of

        store = self.collection.store
        try:
            back_up_beside(
                store.path,
                device=store.device,
                day=self.collection.today(),
                keep=keep_of(self.collection.settings),
            )
        except SrsError as error:
            if self.app.is_running:
                self.app.call_from_thread(self.srs.trouble, error)

    def decks_changed(self, report: ScanReport) -> None:
        """Count again, and say what became of the cards."""
        if self.app.screen is self:
            self.draw()
            if news := report.news():
                self.srs.say(news)

    # -- drawing -------------------------------------------------------------------

    def draw(self) -> None:
        """Show the overview as it is now; as it was where it cannot be read."""
        try:
            self.overview = found = overview(self.collection)
            soon = "" if found.left else next_words(self.collection)
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.query_one("#title", Static).update(self._title())
        self.query_one("#today", Static).update(self._today(found, soon))
        self.query_one(DeckList).show(found.decks, self.glyphs)
        self._count_ideas(found)
        notices = _notices(found)
        notices += [ideas_words(self._ideas)] if self._ideas else []
        line = self.query_one("#notices", Static)
        line.update(Content("\n".join(notices)))
        line.display = bool(notices)
        self.refresh_hints()

    def _count_ideas(self, found: Overview) -> None:
        """Count the ideas of today; not for the first frame, which would wait."""
        self._ideas = 0
        if not (found.left or self._is_new):
            from srs.study.ideas import due_ideas

            self._ideas = len(due_ideas(self.collection))

    async def draw_charts(self) -> None:
        """Show heat map and forecast, once there is a week to show."""
        from srs.tui.home_charts import FIRST_DAY, HomeCharts

        if self.overview is None or self.overview.days_since_first < FIRST_DAY:
            return
        if self._charts is None:
            self._charts = HomeCharts()
            await self.query_one("#columns").mount(self._charts)
        await self._charts.show(self.collection, self.overview, self.glyphs)
        self._arrange()

    def _arrange(self) -> None:
        """Show the charts that there is room for: beside the decks, or below them."""
        if self._charts is None:
            return
        width, height = self.app.size
        notices = self.query_one("#notices")
        taken = 5 + (notices.size.height if notices.display else 0)
        if width >= WIDE:
            self._charts.fit(SIDE_WIDTH, height - taken)
        else:
            decks = len(self.query_one(DeckList).rows)
            self._charts.fit(width, height - taken - decks)

    def _title(self) -> Content:
        name = safe_line(self.collection.name)
        today = self.collection.today()
        day = f"{today:%a} {today.day} {today:%b}"
        # The usual directory is ~/srs: once is enough.
        left = "srs" if name == "srs" else f"srs {self.glyphs.dot} {name}"
        gap = self.app.size.width - 2 - len(day) - Content(left).cell_length
        return Content(f"{left}{' ' * max(1, gap)}{day}")

    def _today(self, found: Overview, soon: str) -> Content:
        """Return the sentence on today's work."""
        if not found.decks:
            return Content(
                "No decks here yet. a writes a first card;"
                " srs init . --starter brings the starter decks."
            )
        if not any(row.started for row in found.decks):
            return Content("No deck is started. enter starts the one you choose.")
        if not found.left:
            return Content(f"Nothing is due. {soon}".rstrip())
        text = f"{left(**found.counts._asdict())}, about {minutes(found.minutes)}"
        if found.streak:
            days = number(found.streak, "day")
            text += f" {self.glyphs.dot} {days} in a row"
        return Content.styled(text, "bold")

    def on_resize(self) -> None:
        """Fit title and charts to the window."""
        if self.overview is not None:
            self.query_one("#title", Static).update(self._title())
            self._arrange()

    def hints(self) -> list[Key]:
        """Return the keys that have something to do now."""
        found = self.overview
        idle = set() if self._ideas else {"ideas"}
        if found is None or not found.behind:
            idle.add("catch-up")
        if found is None or not found.used_up:
            idle.add("start-deck")
        if found is None or not found.doubtful:
            idle.add("doubtful")
        if found is None or not found.problems:
            idle.add("problems")
        chosen = self.query_one(DeckList).chosen
        if chosen is None:
            idle.add("open")
        waits = chosen is not None and not chosen.started
        words = {
            "back": "quit",
            "open": "start" if waits else "review",
            "progress": "progress",
        }
        return [
            replace(key, label=words.get(key.id, key.label))
            for key in on(*self.WHERE)
            if key.id not in idle
        ]

    # -- doing ---------------------------------------------------------------------

    def action_chosen(self) -> None:
        """Bring the hints in line with the deck under the cursor."""
        self.refresh_hints()

    def action_open(self) -> None:
        """Review the deck under the cursor; start it first if it waits."""
        row = self.query_one(DeckList).chosen
        if row is None:
            self.srs.say("There is no deck yet. a writes the first card.")
        elif row.started:
            self.srs.start_review(Scope(decks=() if row.is_all else (row.name,)))
        else:
            from srs.tui.starting import start

            self._tell_start(start(self.srs, row.name))

    def _tell_start(self, row: DeckDue) -> None:
        from srs.tui.starting import started_words

        self.draw()
        self.query_one(DeckList).choose(row.name)
        self.refresh_hints()
        self.srs.say(started_words(row))

    @work
    async def action_start_deck(self) -> None:
        """Choose a deck that waits, and start it."""
        from srs.tui.starting import choose_deck

        row = await choose_deck(self.srs)
        if row is not None:
            self._tell_start(row)

    def action_undo(self) -> None:
        """Take back the last thing done."""
        if not self.srs.took_card_back():
            from srs.study.outcome import undo_last
            from srs.study.told import undone_words

            taken = undo_last(self.collection)
            self.srs.say(undone_words(taken, self.collection.today()))
        self.draw()

    def action_rescan(self) -> None:
        """Read all decks again."""
        from srs.study.scan import scan

        report = scan(self.collection, force=True)
        self.draw()
        self.srs.say(report.sentence())

    @work
    async def action_add(self) -> None:
        """Write a new card into the inbox deck, or into another one."""
        from srs.study.scan import scan
        from srs.tui.adding import AddScreen

        added = await self.app.push_screen_wait(AddScreen(self.collection, None))
        if added:
            scan(self.collection)
            self.draw()
            self.srs.say(added)

    @work
    async def action_catch_up(self) -> None:
        """Show what spreading the backlog would do, and do it on a yes."""
        from srs.tui.planning import offer_catch_up

        if await offer_catch_up(self.srs):
            self.draw()

    @work
    async def action_doubtful(self) -> None:
        """Settle doubtful matches, one after another."""
        from srs.tui.doubtful import DoubtfulScreen

        if self.overview is not None and not self.overview.doubtful:
            self.srs.say("No match is doubtful.")
            return
        await self.app.push_screen_wait(DoubtfulScreen(self.collection))
        self.collection.forget_caches()
        self.draw()

    def action_problems(self) -> None:
        """Show what is wrong in the decks."""
        from srs.tui.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self.collection))

    def leave(self) -> None:
        """Leave the app."""
        self.app.exit(0)

    # -- moving --------------------------------------------------------------------

    def _move(self, by: int) -> None:
        self.query_one(DeckList).move(by)
        self.refresh_hints()

    def action_down(self) -> None:
        """Go to the next deck."""
        self._move(1)

    def action_up(self) -> None:
        """Go to the deck before."""
        self._move(-1)

    def action_first(self) -> None:
        """Go to the first deck."""
        self._move(-(10**6))

    def action_last(self) -> None:
        """Go to the last deck."""
        self._move(10**6)

    def action_half_down(self) -> None:
        """Go down half a screen of decks."""
        self._move(self.size.height // 2)

    def action_half_up(self) -> None:
        """Go up half a screen of decks."""
        self._move(-(self.size.height // 2))


def _notices(found: Overview) -> list[str]:
    """Return what the learner should know besides, a line each."""
    lines = []
    if found.behind:
        lines.append(
            f"{found.overdue} of them have waited for two days or more:"
            " c spreads what is due over some days."
        )
    if found.used_up:
        decks = number(found.used_up, "deck waits", "decks wait")
        lines.append(f"No new cards are left, and {decks}: s starts one.")
    if found.doubtful:
        doubtful = number(found.doubtful, "doubtful match", "doubtful matches")
        lines.append(f"{doubtful} after an edit: d settles them.")
    if found.problems:
        lines.append(f"{number(found.problems, 'problem')} in the decks: P shows them.")
    return lines
