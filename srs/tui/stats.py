"""What do the reviews add up to? Eight views, worked out beside the keyboard."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.study.collection import Collection
from srs.study.progress import AHEAD_VIEWS, VIEWS, Filters, read_range
from srs.study.progress_beside import Answer, Beside, StoppedError
from srs.study.progress_choices import EVERYTHING, parts, ranges, said_range
from srs.study.progress_shown import Shown, shown_last
from srs.tui.chart_layout import Room
from srs.tui.chart_model import Drawing
from srs.tui.charts import progress
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import MUTED, Place, bindings
from srs.tui.stats_board import TABS, Board, Tabs
from srs.tui.stats_parts import short_day
from srs.tui.stats_views import compared, drawn, has_data, needed

ALWAYS = ("now", "recall", "days")
"""Views that are there from the first day; the others when they have data."""


class StatsScreen(Place[None]):
    """The statistics of a collection, or of a part of it."""

    WHERE: ClassVar[tuple[Where, ...]] = ("stats", "everywhere")
    TOPIC = "statistics"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("stats", "everywhere", "scroll")]
    DEFAULT_CSS = """
    StatsScreen {
        #scope { height: 1; padding: 0 1; color: $text-muted; }
        #body { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1;
                scrollbar-gutter: stable; }
        #read { height: 1; padding: 0 1; }
    }
    """

    def __init__(self, collection: Collection, beside: Beside) -> None:
        """Show the statistics.

        Args:
            collection: What they are about, for the names of its decks.
            beside: Who works them out.
        """
        super().__init__()
        self._collection = collection
        self._beside = beside
        self.view = "now"
        self.filters = Filters()
        self.other: Filters | None = None
        self._names = [EVERYTHING, ""]
        self._months = False
        self._done: float | None = None
        self._answers: dict[Filters, dict[str, Answer]] = {}
        self._last = shown_last(collection)

    def compose(self) -> ComposeResult:
        """Lay out tabs, what is looked at, charts, the value read out, and keys."""
        yield Tabs()
        yield Static(id="scope", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Board(self._draw_board)
        yield Static(id="read", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to work; the screen stands at once."""
        self.query_one(Board).focus(scroll_visible=False)
        self.draw()
        # The first paint comes before the import of numpy, which takes the longest.
        self.call_after_refresh(self.work_out)

    # -- working out -----------------------------------------------------------------

    @property
    def _chosen(self) -> list[Filters]:
        return [self.filters, *([self.other] if self.other is not None else [])]

    @work(exclusive=True, group="stats", exit_on_error=False)
    async def work_out(self) -> None:
        """Ask for this view, then for the others, then for what comes of going on."""
        self._beside.stop()
        try:
            for view in (self.view, *(one for one in VIEWS if one != self.view)):
                for filters in self._chosen:
                    await self._ask(view, filters)
                self.draw()
            for filters in self._chosen:
                await self._go_on(filters)
        except SrsError as error:
            self.srs.trouble(error)
        except (StoppedError, CancelledError):
            return
        finally:
            self._done = None
        self.draw()

    async def _ask(self, view: str, filters: Filters, *, again: bool = False) -> None:
        known = self._answers.setdefault(filters, {})
        if again or view not in known:
            known[view] = await asyncio.wrap_future(self._beside.ask(view, filters))

    async def _go_on(self, filters: Filters) -> None:
        known = self._answers[filters]
        if all(answer.knows_ahead for answer in known.values()):
            return
        loop = asyncio.get_running_loop()

        def told(share: float) -> None:
            loop.call_soon_threadsafe(self._is_done, share)

        await asyncio.wrap_future(self._beside.simulate(filters, told))
        for view in AHEAD_VIEWS:
            await self._ask(view, filters, again=True)

    def _is_done(self, share: float) -> None:
        self._done = share
        if self.is_mounted:
            self.query_one("#scope", Static).update(self._scope())

    # -- drawing ---------------------------------------------------------------------

    def draw(self) -> None:
        """Show what is worked out so far."""
        if not self.is_mounted:
            return
        self.query_one(Tabs).show(self._views(), self.view)
        self.query_one("#scope", Static).update(self._scope())
        board = self.query_one(Board)
        board.show(self._draw_board)
        self._read("")
        self.refresh_hints()

    def _views(self) -> list[str]:
        known = self._answers.get(self.filters, {})
        return [
            view
            for view in VIEWS
            if view in ALWAYS or (view in known and has_data(view, known[view].tables))
        ]

    def _scope(self) -> Content:
        """Return what is looked at, and how far the work is."""
        dot = self.glyphs.dot
        names = " against ".join(name for name in self._names if name)
        span = said_range(self.filters.first, self.filters.last)
        text = Content(f"Statistics {dot} {names} {dot} {span}")
        room = self.app.size.width - 2
        waiting = self.view not in self._answers.get(self.filters, {})
        if self._done is None and not waiting:
            return text.truncate(room, ellipsis=True)
        word = "reading the reviews" if self._done is None else "looking ahead"
        if (last := self._still) is not None:
            local = self._collection.calendar.local(last.at)
            word = f"as of {short_day(local.date())} {local:%H:%M}, reading on"
        bar = progress(self._done or 0.0, 1.0, width=10, glyphs=self.glyphs)
        told = Content.styled(f"{word} ", MUTED) + bar
        left = text.truncate(max(0, room - told.cell_length - 1), ellipsis=True)
        return left.pad_right(room - told.cell_length - left.cell_length) + told

    @property
    def _still(self) -> Shown | None:
        """What was shown last time, while it has to stand for what is not known yet."""
        alone = self.view == "now" and self._chosen == [Filters()]
        fresh = self.view in self._answers.get(self.filters, {})
        return self._last if alone and not fresh else None

    def _draw_board(self, width: int) -> Drawing:
        height = max(self.query_one("#body").size.height, 6)
        room = Room(width=width, height=height, glyphs=self.glyphs)
        shown = partial(drawn, self.view, months=self._months)
        found = [self._answers.get(filters, {}) for filters in self._chosen]
        if (last := self._still) is not None:
            return shown({table.id: table for table in last.tables}, room)
        if any(self.view not in answers for answers in found):
            return Drawing((Content.styled("Reading the reviews.", MUTED),))
        if len(found) == 1:
            return shown(needed(self.view, found[0]), room)
        both = [needed(self.view, answers) for answers in found]
        return compared(shown, both, self._names, room)

    def on_board_read(self, message: Board.Read) -> None:
        """Say the value that is chosen."""
        self._read(message.text)

    def _read(self, text: str) -> None:
        hint = self._hint()
        line = Content(text) if text else Content.styled(hint, MUTED)
        room = max(self.app.size.width - 2, 1)
        self.query_one("#read", Static).update(line.truncate(room, ellipsis=True))

    def _hint(self) -> str:
        known = self._answers.get(self.filters, {})
        if self.view not in known or known[self.view].reviews == 0:
            return ""
        arrows = "left right" if self.glyphs.plain else "← →"
        return f"{arrows} values   tab next chart   ? what it means"

    def on_resize(self) -> None:
        """Fit the charts to the window."""
        if self.is_mounted:
            self.draw()

    def hints(self) -> Sequence[Key]:
        """Return the keys that have something to do now."""
        idle = {"add", "undo", "progress", "search"}
        if self.view != "recall":
            idle.add("grain")
        words = {"grain": "weeks" if self._months else "months"}
        return [
            replace(key, label=words.get(key.id, key.label))
            for key in on(*self.WHERE)
            if key.id not in idle
        ]

    # -- doing -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done here only."""
        return action not in ("add", "undo", "progress")

    def action_view(self, view: str) -> None:
        """Turn to another view."""
        self.view = view
        self.draw()
        self.body().scroll_home(animate=False)
        if any(view not in self._answers.get(one, {}) for one in self._chosen):
            self.work_out()

    def action_grain(self) -> None:
        """Show recall by month, or by week again."""
        if self.view == "recall":
            self._months = not self._months
            self.draw()

    @work(group="ask")
    async def action_range(self) -> None:
        """Choose the days that count."""
        from srs.tui.dialogs import AskScreen, ChooseScreen

        every = ranges(self._collection)
        lines = [*(name for name, _ in every), "other days"]
        chosen = await self.app.push_screen_wait(ChooseScreen("Which days?", lines))
        if chosen is None:
            return
        today = self._collection.today()
        text: str | None = every[chosen][1] if chosen < len(every) else None
        if text is None:
            question = "Days, such as 2026-03 or 2026-07-01..2026-08-15"
            ask = AskScreen(question, check=partial(_wrong_days, today))
            text = await self.app.push_screen_wait(ask)
        if text is None:
            return
        first, last = read_range(text, today)
        self.filters = replace(self.filters, first=first, last=last)
        if self.other is not None:
            self.other = replace(self.other, first=first, last=last)
        self._look_anew()

    @work(group="ask")
    async def action_part(self) -> None:
        """Choose a deck or a concept."""
        found = await self._pick("Which deck or concept?", [])
        if found is not None:
            self._names[0], self.filters = found[0], found[1]
            self._look_anew()

    @work(group="ask")
    async def action_compare(self) -> None:
        """Put another deck or concept beside this one, or take it away."""
        alone = [("nothing", Filters())]
        title = f"What stands beside {self._names[0]}?"
        found = await self._pick(title, alone if self.other is not None else [])
        if found is None:
            return
        nothing = found[0] == "nothing"
        self._names[1] = "" if nothing else found[0]
        self.other = None if nothing else found[1]
        self._look_anew()

    @work(group="ask", exit_on_error=False)
    async def action_export(self) -> None:
        """Write this view into a folder, in a format of the learner's choice."""
        from srs.tui.stats_export import ask_for_export

        wish = await ask_for_export(self, self.view)
        if wish is None:
            return
        form, folder = wish
        future = self._beside.export(self.view, form, folder, self.filters)
        try:
            file = await asyncio.wrap_future(future)
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say(f"{file}: {TABS[self.view]} as {form}.")

    async def _pick(
        self, title: str, first: list[tuple[str, Filters]]
    ) -> tuple[str, Filters] | None:
        from srs.tui.picking import PickScreen

        every = [*first, *parts(self._collection)]
        picked = await self.app.push_screen_wait(
            PickScreen(title, [name for name, _ in every])
        )
        if picked is None:
            return None
        name, filters = every[picked]
        name = name.partition("  ")[2] or name
        here = self.filters
        return name, replace(filters, first=here.first, last=here.last)

    def _look_anew(self) -> None:
        self.draw()
        self.work_out()

    async def action_help(self) -> None:
        """Open the manual at what this view shows."""
        self.srs.open_manual(self.TOPIC, self.WHERE, section=self.view)


def _wrong_days(today: date, text: str) -> str:
    """Return what is wrong with a span of days; nothing where it will do."""
    try:
        read_range(text, today)
    except SrsError as error:
        return str(error)
    return ""
