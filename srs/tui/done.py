"""What was done in this sitting, what did it give, and what comes next?"""

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.study.agenda import Scope
from srs.study.overview import next_words, overview
from srs.study.review import ReviewSession
from srs.study.told import undone_words
from srs.study.words import minutes, number, pause
from srs.tui.host import Host
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings

MORE = 5
"""How many new cards `m` adds."""


class DoneScreen(Place[None]):
    """The finished page, or the page of a sitting that was stopped."""

    WHERE: ClassVar[tuple[Where, ...]] = ("done", "everywhere")
    TOPIC = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("done", "everywhere")]
    DEFAULT_CSS = """
    DoneScreen {
        #page { height: 1fr; padding: 1 2; max-width: 90; }
        #page Static { height: auto; margin-bottom: 1; }
    }
    """

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.session = session

    @property
    def srs(self) -> Host:
        """The app this screen belongs to."""
        return cast(Host, self.app)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static(id="did", markup=False)
            yield Static(id="gave", markup=False)
            yield Static(id="next", markup=False)
            yield Static(id="asks", markup=False)
        yield KeyBar(self.hints())

    def on_mount(self) -> None:
        """Fill the page."""
        self.draw()

    def draw(self) -> None:
        """Say what was done, what it gave and what comes next."""
        self._set("did", Content.styled(self._did(), "bold"))
        self._set("gave", Content("\n".join(self._gave())))
        self._set("next", Content("\n".join(self._next())))
        asks = self._asks()
        self._set("asks", Content("\n".join(asks)))
        self.refresh_hints()

    def _set(self, name: str, content: Content) -> None:
        widget = self.query_one(f"#{name}", Static)
        widget.update(content)
        widget.display = bool(content.plain)

    def _did(self) -> str:
        tally = self.session.tally
        left = self.session.left() if self.session.current else 0
        if not tally.answered:
            return "Nothing is due now."
        word = "Stopped here" if left else "Done"
        spent = minutes(tally.duration_ms / 60_000)
        return f"{word}. {number(tally.answered, 'answer')} in {spent}."

    def _gave(self) -> list[str]:
        tally = self.session.tally
        lines = []
        if tally.met:
            again = len(tally.second_look)
            more = f", {again} needed a second look" if again else ""
            lines.append(f"{number(tally.met, 'new card')} met{more}.")
        if tally.tested:
            lines.append(
                f"{tally.held} of {number(tally.tested, 'card')} held"
                f" (expected {tally.expected:.0f})."
            )
        if tally.leeches:
            lines.append(
                f"{number(len(tally.leeches), 'card')} forgotten again and again:"
                " srs list is:leech shows them; rewording helps most."
            )
        return lines

    def _next(self) -> list[str]:
        found = overview(self.session.collection, charts=False)
        lines = []
        if found.left:
            lines.append(
                f"{number(found.left, 'card')} left today,"
                f" about {minutes(found.minutes)}."
            )
        else:
            step = self.session.next_step_at()
            if step is not None:
                wait = step - self.session.collection.clock()
                lines.append(f"A card in steps comes back in {pause(wait)}.")
        held = len(self.session.held)
        if held:
            lines.append(f"{number(held, 'sibling')} tomorrow.")
        due, new = found.tomorrow.due, found.tomorrow.new
        if due or new:
            parts = [f"{due} back"] if due else []
            parts += [f"{new} new"] if new else []
            lines.append(
                f"Tomorrow: {', '.join(parts)},"
                f" about {minutes(found.tomorrow_minutes)}."
            )
        elif not found.left:
            lines.append(next_words(self.session.collection))
        return lines

    def _asks(self) -> list[str]:
        found = overview(self.session.collection, charts=False)
        if not found.doubtful:
            return []
        return [
            f"{number(found.doubtful, 'card')} may be an edit of another:"
            " d settles it. Nothing is lost meanwhile."
        ]

    def hints(self) -> list[Key]:
        """Return the keys to hint at."""
        return on(*self.WHERE)

    def action_more(self) -> None:
        """Meet more new cards, or go on with what is left."""
        scope = self.session.scope
        if not self.session.current:
            scope = Scope(
                decks=scope.decks, tags=scope.tags, cards=scope.cards, more=MORE
            )
        try:
            session = ReviewSession(self.session.collection, scope)
        except SrsError as error:
            self.srs.trouble(error)
            return
        if session.current is None:
            self.srs.say("There are no more new cards in these decks.")
            return
        session.tally = self.session.tally
        self.srs.turn_to_review(session)

    def action_undo(self) -> None:
        """Take back the last thing done, and show that card again."""
        try:
            taken = self.session.undo()
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.srs.say(undone_words(taken))
        if taken and self.session.current is not None:
            self.srs.turn_to_review(self.session)

    @work
    async def action_add(self) -> None:
        """Write a new card into the inbox deck."""
        from srs.tui.adding import AddScreen

        added = await self.app.push_screen_wait(
            AddScreen(self.session.collection, None)
        )
        if added:
            self.session.rescan()
            self.srs.say(added)
            self.draw()

    @work
    async def action_doubtful(self) -> None:
        """Settle doubtful matches."""
        from srs.tui.doubtful import DoubtfulScreen

        await self.app.push_screen_wait(DoubtfulScreen(self.session.collection))
        self.session.collection.forget_caches()
        self.draw()
