"""How is a card asked and rated?"""

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.log import Rating
from srs.study.review import ReviewSession
from srs.study.sitting import Shown
from srs.study.words import minutes, stopwatch
from srs.tui import card_parts
from srs.tui.card_model import Link
from srs.tui.card_page import CardPage
from srs.tui.card_sheet import Part
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import bindings, cut
from srs.tui.rating_bar import Choice, RatingBar
from srs.tui.review_actions import ReviewActions

BLINK = timedelta(milliseconds=250)
"""A second press of the space bar within this time is the first one, bouncing."""

NEWCOMER_DAYS = 3
"""For so many sittings, each on a day of its own, hints are shown."""

LONGEST_MS = 24 * 3600 * 1000


class ReviewScreen(ReviewActions):
    """Shows one card after another; ends with the last."""

    WHERE: ClassVar[tuple[Where, ...]] = ("review", "everywhere")
    TOPIC = "review"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("review", "everywhere", "scroll")
    ]
    DEFAULT_CSS = """
    ReviewScreen {
        #head { height: 1; padding: 0 1; color: $text-muted; }
        #foot { dock: bottom; height: auto; }
        #foot KeyBar { dock: none; }
        #hint { height: auto; padding: 0 1; color: $text-muted; display: none; }
    }
    """

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.session = session
        self.revealed = False
        self._typed: str | None = None
        self._sure: bool | None = None
        """What the learner said of this card before the answer was shown."""
        self._parts: list[Part] = []
        self._soon: Timer | None = None
        self._asked_at: datetime = session.began
        self._revealed_at: datetime = session.began
        self._answered_before = session.tally.answered
        settings = session.collection.settings
        self._newcomer = settings.hints and session.study_days() < NEWCOMER_DAYS

    # -- what stands on the screen -------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out head, card, ratings and key bar."""
        yield Static(id="head", markup=False)
        yield CardPage(id="body")
        with Vertical(id="foot"):
            yield RatingBar()
            yield Static(id="hint", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Ask the first card."""
        self.ask()
        if self.session.ends_at is not None:
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        if self.session.current is not None and self.is_current:
            self.show_head(self.session.current)

    def on_resize(self) -> None:
        """Fit head and card to the window."""
        if self.session.current is not None:
            self.show_head(self.session.current)
            self._show_card(self.session.current)

    def ask(self) -> None:
        """Show the current card's question; leave when there is none, or no time."""
        shown = self.session.current
        answered = self.session.tally.answered
        time_is_up = self.session.time_left() == timedelta()
        if shown is None or (time_is_up and answered > self._answered_before):
            self.srs.turn_to_done(self.session)
            return
        self.revealed = False
        self._typed = None
        self._sure = None
        self._show_card(shown)
        self._say_hint("")
        self.query_one(RatingBar).show([], self.glyphs)
        self.show_head(shown)
        body = self.body()
        if body.scroll_y:
            body.scroll_home(animate=False, immediate=True)
        self.refresh_hints()
        self._asked_at = self.session.collection.clock()

    def redraw(self, shown: Shown) -> None:
        """Show the same card as it is now, its answer only where it was shown."""
        self._show_card(shown)
        self.show_head(shown)
        if self.revealed:
            self._show_ratings(shown)
        self.refresh_hints()

    def show_head(self, shown: Shown) -> None:
        """Show where the card stands and how much is left."""
        place = shown.place
        crumbs = [place.deck.title or place.deck.name, *place.breadcrumb]
        left = f" {self.glyphs.crumb} ".join(crumbs)
        right = self._progress()
        width = max(20, self.app.size.width - 2)
        flag = f" {self.glyphs.flag}" if shown.state.flag else ""
        path = cut(left, max(8, width - len(right) - len(flag) - 2), self.glyphs)
        gap = max(1, width - path.cell_length - len(right) - len(flag))
        self.query_one("#head", Static).update(
            Content.assemble(path, (flag, "$text-warning"), " " * gap, right),
            layout=False,
        )

    def _progress(self) -> str:
        counts = self.session.counts
        dot = f" {self.glyphs.dot} "
        time_left = self.session.time_left()
        if time_left is not None:
            return f"{stopwatch(time_left)}{dot}{self.session.left()} left"
        here = self.session.tally.answered + 1
        total = self.session.tally.answered + max(1, self.session.left())
        text = f"{here} of {total}"
        if self.app.size.width >= 60:
            text += f"{dot}{minutes(self.session.minutes_left())}"
        if self.app.size.width >= 80 and counts.learning:
            text += f"{dot}{counts.learning} in steps"
        return text

    def _say_hint(self, sentence: str) -> None:
        line = self.query_one("#hint", Static)
        if str(line.content) != sentence:
            line.update(Content(sentence))
            line.display = bool(sentence)

    def _show_card(self, shown: Shown) -> None:
        """Show the card's parts, of its question or of its answer too."""
        page = self.query_one(CardPage)
        if self.revealed:
            self._parts = card_parts.answer(
                shown,
                page.card.read,
                typed=self._typed,
                glyphs=self.glyphs,
                window=self.app.size,
            )
        else:
            how = "Answer in your head, then press space." if self._newcomer else ""
            self._parts = card_parts.question(shown, page.card.read, how=how)
            self._get_ready_soon()
        draw = self._pictures if self.srs.draws_pictures else None
        page.show(self._parts, base=shown.place.deck.path, draw=draw)

    def _pictures(self, links: tuple[Link, ...]) -> list[Widget]:
        from srs.tui import pictures

        shown = self.session.current
        return pictures.widgets(
            links,
            self.srs.collection.settings.images,
            root=self.srs.collection.root,
            deck="" if shown is None else shown.place.deck.path,
        )

    def _get_ready_soon(self) -> None:
        """Lay out the answer while the learner thinks about the question."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.1, self._get_ready)

    def _get_ready(self) -> None:
        shown = self.session.current
        if shown is not None and not self.revealed:
            card = self.query_one(CardPage).card
            card.get_ready(*card_parts.texts(shown.note, shown.sides, card.read))

    # -- showing and rating --------------------------------------------------------

    def hints(self) -> list[Key]:
        """Return the keys to hint at: the ratings stand in their own line."""
        shown = self.session.current
        gone = {"show", "type"} if self.revealed else set[str]()
        if not self._may_bet():
            gone |= {"sure", "unsure"}
        if not self.revealed or shown is None or shown.changed_from is None:
            gone.add("relearn")
        if shown is not None and not self._has_links(shown):
            gone.add("link")
        return [key for key in on(*self.WHERE) if key.id not in gone]

    def _has_links(self, shown: Shown) -> bool:
        named = self.revealed and "://" in shown.place.source
        return named or any(
            link.kind != "concept" for link in card_parts.links(self._parts)
        )

    def _may_bet(self) -> bool:
        return self.session.collection.settings.bets and not self.revealed

    def action_bet(self, sure: bool) -> None:
        """Bet on the answer, and show it."""
        if self._may_bet():
            self._sure = sure
            self.reveal()

    def action_show(self) -> None:
        """Show the answer; once it is seen, rate Good."""
        if not self.revealed:
            self.reveal()
            return
        waited = self.session.collection.clock() - self._revealed_at
        if not timedelta() <= waited < BLINK:
            self.action_rate(int(Rating.GOOD))

    def reveal(self, typed: str | None = None) -> None:
        """Show the answer, with what differs from a typed one."""
        shown = self.session.current
        if shown is None:
            return
        self.revealed = True
        self._typed = typed
        self._show_card(shown)
        hint = "New to you? Press 1. Forgetting costs nothing here."
        self._say_hint(hint if self._is_met(shown) else "")
        self._show_ratings(shown)
        self.refresh_hints()
        self._revealed_at = self.session.collection.clock()

    def _is_met(self, shown: Shown) -> bool:
        return self._newcomer and shown.is_new

    def _show_ratings(self, shown: Shown) -> None:
        self.query_one(RatingBar).show(
            [
                Choice(rating, self.session.consequence(shown, rating))
                for rating in shown.futures
                if self._offered(shown, rating)
            ],
            self.glyphs,
        )

    def _offered(self, shown: Shown, rating: int) -> bool:
        two = (Rating.AGAIN, Rating.GOOD)
        return not shown.preset.two_buttons or rating in two

    def action_rate(self, rating: int) -> None:
        """Record the rating, then turn to the next card."""
        shown = self.session.current
        if shown is None or not self.revealed or not self._offered(shown, rating):
            return
        spent = self.session.collection.clock() - self._asked_at
        duration_ms = max(0, min(LONGEST_MS, spent // timedelta(milliseconds=1)))
        try:
            self.session.answer(
                Rating(rating), duration_ms=duration_ms, sure=self._sure
            )
        except SrsError as error:
            self.srs.trouble(error)
            if self.session.current is not shown:  # stored, but the next cannot come
                self.srs.turn_to_done(self.session)
            return
        self.srs.close_errors()
        self.ask()

    def leave(self) -> None:
        """Stop here; what was rated is stored. Ends with the finished page."""
        if self.session.tally.answered:
            self.srs.turn_to_done(self.session)
        else:
            self.srs.leave_sitting(self)
