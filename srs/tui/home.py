"""What is there to do today, and which key begins it?"""

from dataclasses import replace
from typing import ClassVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.agenda import Scope, start_deck
from srs.study.collection import Collection
from srs.study.outcome import undo_last
from srs.study.overview import DeckDue, Overview, next_words, overview
from srs.study.scan import scan, scan_if_changed
from srs.study.told import undone_words
from srs.study.words import minutes, number
from srs.tui.host import Host
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings


class DeckList(Widget):
    """The decks as a tree, each with what it has for today."""

    DEFAULT_CSS = "DeckList { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DeckDue] = []
        self.at = 0

    def show(self, rows: list[DeckDue]) -> None:
        """Show decks; the cursor stays where it was."""
        here = self.rows[self.at].name if self.rows else None
        self.rows = rows
        self.at = next((i for i, row in enumerate(rows) if row.name == here), 0)
        self.refresh(layout=True)

    @property
    def chosen(self) -> DeckDue | None:
        """The deck under the cursor."""
        return self.rows[self.at] if self.rows else None

    def move(self, by: int) -> None:
        """Move the cursor, not past the ends."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        self.refresh()
        if isinstance(self.parent, VerticalScroll):
            top = self.parent.scroll_offset.y
            height = self.parent.size.height
            line = self.at + self.virtual_region.y
            if line < top:
                self.parent.scroll_to(y=line, animate=False)
            elif line >= top + height:
                self.parent.scroll_to(y=line - height + 1, animate=False)

    def get_content_height(
        self, container: object, viewport: object, width: int
    ) -> int:
        """Return a line for each deck."""
        return max(1, len(self.rows))

    def render(self) -> Content:
        """Return the tree."""
        width = max(20, self.content_size.width)
        lines = [
            _line(row, width, here=i == self.at) for i, row in enumerate(self.rows)
        ]
        return Content("\n").join(lines) if lines else Content("")

    async def on_click(self, event: events.Click) -> None:
        """Choose a deck; a second click on it opens it."""
        if 0 <= event.y < len(self.rows):
            again = event.y == self.at
            self.at = event.y
            self.refresh()
            if again:
                await self.run_action("screen.open")


def _line(row: DeckDue, width: int, *, here: bool) -> Content:
    """Return one deck's line: cursor, name, counts or "not started"."""
    figures = _figures(row, narrow=width < 58)
    room = width - figures.cell_length - 4 - 2 * row.depth
    name = Content(safe_line(row.label)).truncate(max(6, room), ellipsis=True)
    gap = " " * max(1, room - name.cell_length + 1)
    mark = "▸ " if here else "  "
    style = "bold" if here else ""
    if row.is_all:
        style = "bold"
    line = Content.assemble(
        (mark, "$text-accent"), "  " * row.depth, name.stylize(style), gap, figures
    )
    return line.stylize("on $boost") if here else line


def _figures(row: DeckDue, *, narrow: bool) -> Content:
    if not row.started:
        waits = number(row.cards, "card") if not narrow else ""
        return Content.styled(
            f"{waits}  not started" if waits else "not started", "$text-muted"
        )
    parts: list[Content] = []
    for count, word, style in (
        (row.new, "new", "$text-primary"),
        (row.learning, "in steps", "$text-warning"),
        (row.due, "due", "$text-success"),
    ):
        if count:
            parts.append(Content.assemble((str(count), style), f" {word}"))
    return (
        Content("   ").join(parts) if parts else Content.styled("done", "$text-muted")
    )


class HomeScreen(Place[None]):
    """Decks with what is due, and one key to begin."""

    WHERE: ClassVar[tuple[Where, ...]] = ("home", "everywhere")
    TOPIC = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("home", "everywhere", "scroll")]
    DEFAULT_CSS = """
    HomeScreen {
        #title { height: 1; padding: 0 1; color: $text-muted; }
        #today { height: auto; padding: 0 1; margin: 1 0 0 0; }
        #columns { height: 1fr; margin-top: 1; layout: vertical; }
        #decks { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #side { height: auto; padding: 0 1; display: none; }
        #notices { height: auto; padding: 0 1; color: $text-warning; }
        &.-wide #columns { layout: horizontal; }
        &.-wide #decks { width: 1fr; }
        &.-wide #side { width: 62; }
    }
    """

    def __init__(self, collection: Collection, *, begin: bool = False) -> None:
        super().__init__()
        self.collection = collection
        self._begin = begin
        self.overview: Overview | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, today's sentence, decks, charts and key bar."""
        yield Static(id="title", markup=False)
        yield Static(id="today", markup=False)
        with Container(id="columns"):
            with VerticalScroll(id="decks", can_focus=False):
                yield DeckList()
            yield Container(id="side")
        yield Static(id="notices", markup=False)
        yield KeyBar(self.hints())

    @property
    def srs(self) -> Host:
        """The app this screen belongs to."""
        return cast(Host, self.app)

    def on_mount(self) -> None:
        """Show what the cache holds at once; the decks are read after that."""
        self.draw()
        self.call_after_refresh(self.catch_up_with_files)

    def on_screen_resume(self) -> None:
        """Count again, for a review may have gone before."""
        if self.overview is not None:
            self.draw()

    def catch_up_with_files(self) -> None:
        """Read decks that have changed, and get ready what the first card needs."""
        try:
            report = scan_if_changed(self.collection)
            if report is not None:
                self.draw()
                if report.worth_saying and report.unchanged:
                    self.srs.say(report.sentence())
        except SrsError as error:
            self.srs.trouble(error)
        self.draw_side()
        if self._begin:
            self._begin = False
            self.srs.start_review(Scope())
        self.set_timer(0.05, self._warm)

    def _warm(self) -> None:
        from srs.tui.card_view import warm

        warm()

    # -- drawing -------------------------------------------------------------------

    def draw(self) -> None:
        """Show the overview as it is now."""
        self.overview = found = overview(self.collection)
        self.query_one("#title", Static).update(self._title())
        soon = "" if found.left else next_words(self.collection)
        self.query_one("#today", Static).update(_today(found, soon))
        self.query_one(DeckList).show(found.decks)
        self.query_one("#notices", Static).update(Content("\n".join(_notices(found))))
        self.refresh_hints()

    def draw_side(self) -> None:
        """Show heat map and forecast, once there is a week to show."""
        from srs.tui.home_charts import charts

        found = self.overview
        side = self.query_one("#side", Container)
        if found is None or found.days_since_first < 7 or self.size.height < 24:
            side.display = False
            return
        side.remove_children()
        side.mount_all(charts(self.collection, found, self.srs.glyphs))
        side.display = True

    def _title(self) -> Content:
        name = safe_line(self.collection.name)
        day = f"{self.collection.today():%a %-d %b}"
        gap = " " * max(
            1, self.app.size.width - 8 - len(day) - Content(name).cell_length
        )
        return Content.assemble("srs · ", name, gap, day)

    def on_resize(self) -> None:
        """Fit the title to the width."""
        if self.overview is not None:
            self.query_one("#title", Static).update(self._title())

    def hints(self) -> list[Key]:
        """Return the keys that have something to do now."""
        found = self.overview
        idle = set()
        if found is None or not found.behind:
            idle.add("catch-up")
        if found is None or not found.doubtful:
            idle.add("doubtful")
        if found is None or not found.problems:
            idle.add("problems")
        keys = [key for key in on(*self.WHERE) if key.id not in idle]
        return [replace(key, label="quit") if key.id == "back" else key for key in keys]

    # -- doing ---------------------------------------------------------------------

    def action_open(self) -> None:
        """Review the deck under the cursor; start it first if it waits."""
        row = self.query_one(DeckList).chosen
        if row is None:
            self.srs.say("There is no deck yet. a writes the first card.")
            return
        try:
            if not row.started:
                start_deck(self.collection, row.name)
                self.draw()
                self.srs.say(f"Started {row.label}. Enter reviews it, u takes it back.")
                return
            decks = () if row.is_all else (row.name,)
            self.srs.start_review(Scope(decks=decks))
        except SrsError as error:
            self.srs.trouble(error)

    def action_undo(self) -> None:
        """Take back the last thing done."""
        try:
            taken = undo_last(self.collection)
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say(undone_words(taken))
        self.draw()

    def action_rescan(self) -> None:
        """Read all decks again."""
        try:
            report = scan(self.collection, force=True)
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.draw()
        self.srs.say(report.sentence())

    @work
    async def action_add(self) -> None:
        """Write a new card into the inbox deck."""
        from srs.tui.adding import AddScreen

        added = await self.app.push_screen_wait(AddScreen(self.collection, None))
        if added:
            self.action_rescan()
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

        await self.app.push_screen_wait(DoubtfulScreen(self.collection))
        self.collection.forget_caches()
        self.draw()

    def action_problems(self) -> None:
        """Show what is wrong in the decks."""
        from srs.tui.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self.collection))

    def action_back(self) -> None:
        """Leave the app."""
        self.app.exit(0)

    # -- moving --------------------------------------------------------------------

    def action_down(self) -> None:
        """Go to the next deck."""
        self.query_one(DeckList).move(1)

    def action_up(self) -> None:
        """Go to the deck before."""
        self.query_one(DeckList).move(-1)

    def action_first(self) -> None:
        """Go to the first deck."""
        self.query_one(DeckList).move(-(10**6))

    def action_last(self) -> None:
        """Go to the last deck."""
        self.query_one(DeckList).move(10**6)

    def action_half_down(self) -> None:
        """Go down half a screen of decks."""
        self.query_one(DeckList).move(self.size.height // 2)

    def action_half_up(self) -> None:
        """Go up half a screen of decks."""
        self.query_one(DeckList).move(-(self.size.height // 2))


def _today(found: Overview, next_words: str) -> Content:
    """Return the sentence on today's work."""
    if not found.decks:
        return Content("No decks here yet. a writes a first card.")
    if not found.left:
        return Content(f"Nothing is due. {next_words}".rstrip())
    parts = []
    if found.counts.due + found.counts.learning:
        parts.append(f"{found.counts.due + found.counts.learning} due")
    if found.counts.new:
        parts.append(f"{found.counts.new} new")
    text = f"{', '.join(parts)}, about {minutes(found.minutes)}"
    if found.streak:
        text += f" · {number(found.streak, 'day')} in a row"
    return Content.styled(text, "bold")


def _notices(found: Overview) -> list[str]:
    """Return what the learner should know besides, a line each."""
    lines = []
    if found.behind:
        lines.append(
            f"{number(found.overdue, 'card')} have waited for two days or more:"
            " c spreads them over some days."
        )
    if found.doubtful:
        doubtful = number(found.doubtful, "doubtful match", "doubtful matches")
        lines.append(f"{doubtful} after an edit: d settles them.")
    if found.problems:
        lines.append(f"{number(found.problems, 'problem')} in the decks: P shows them.")
    return lines
