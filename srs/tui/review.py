"""How is a card asked and rated?"""

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.log import Rating
from srs.study.review import ReviewSession
from srs.study.sitting import Shown
from srs.study.words import interval, minutes, stopwatch
from srs.tui.card_view import CardView
from srs.tui.diff import changed_words, typed_answer
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
        #body { height: 1fr; align-horizontal: center; scrollbar-size-vertical: 1; }
        #card { width: 100%; max-width: 90; height: auto; padding: 1 1 0 1; }
        #back { height: auto; display: none; }
        #rule { height: 1; color: $surface-lighten-3; display: none; }
        &.-tall #rule { margin: 1 0; }
        .below { height: auto; margin-top: 1; color: $text-muted; display: none; }
        .pictures { height: auto; display: none; }
        #foot { dock: bottom; height: auto; }
        #foot KeyBar { dock: none; }
        #hint { height: auto; padding: 0 1; color: $text-muted; display: none; }
        &.revealed #back { display: block; }
    }
    """

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.session = session
        self.revealed = False
        self._asked_at: datetime = session.began
        self._revealed_at: datetime = session.began
        self._answered_before = session.tally.answered
        settings = session.collection.settings
        self._newcomer = settings.hints and session.study_days() < NEWCOMER_DAYS

    # -- what stands on the screen -------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out head, card, ratings and key bar."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="body", can_focus=False), Vertical(id="card"):
            yield CardView(id="question")
            yield Container(id="question-pictures", classes="pictures")
            yield Static(id="how", classes="below", markup=False)
            with Vertical(id="back"):
                yield Static(id="rule", markup=False)
                yield CardView(id="answer")
                yield Container(id="answer-pictures", classes="pictures")
                yield CardView(id="extra", classes="below")
                yield Static(id="change", classes="below", markup=False)
                yield Static(id="source", classes="below", markup=False)
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
        """Fit head and rule to the width."""
        if self.session.current is not None:
            self.show_head(self.session.current)

    def ask(self) -> None:
        """Show the current card's question; leave when there is none, or no time."""
        shown = self.session.current
        answered = self.session.tally.answered
        time_is_up = self.session.time_left() == timedelta()
        if shown is None or (time_is_up and answered > self._answered_before):
            self.srs.turn_to_done(self.session)
            return
        self.revealed = False
        self.remove_class("revealed")
        self._show_side("question", shown.sides.front, shown)
        how = "Answer in your head, then press space." if self._newcomer else ""
        self._say_below("how", Content(how))
        self._say_below("hint", Content(""))
        self.query_one(RatingBar).show([], self.glyphs)
        self.show_head(shown)
        self.body().scroll_home(animate=False)
        self.refresh_hints()
        self._asked_at = self.session.collection.clock()

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
            Content.assemble(path, (flag, "$text-warning"), " " * gap, right)
        )
        self.query_one("#rule", Static).update(
            Content(self.glyphs.rule * max(1, min(88, width - 1)))
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

    def _say_below(self, name: str, content: Content) -> None:
        line = self.query_one(f"#{name}", Static)
        line.update(content)
        line.display = bool(content.plain)

    def _view(self, name: str) -> CardView:
        return self.query_one(f"#{name}", CardView)

    def _show_side(self, name: str, markdown: str, shown: Shown) -> None:
        """Show one side, with its pictures where they can be drawn."""
        view = self._view(name)
        view.update(markdown, base=shown.place.deck.path)
        box = self.query_one(f"#{name}-pictures", Container)
        box.display = False
        if self.srs.draws_pictures:
            from srs.tui import pictures

            box.remove_children()
            drawn = pictures.widgets(
                view.links,
                self.srs.collection.settings.images,
                root=self.srs.collection.root,
                deck=shown.place.deck.path,
            )
            box.mount_all(drawn)
            box.display = bool(drawn)

    # -- showing and rating --------------------------------------------------------

    def hints(self) -> list[Key]:
        """Return the keys to hint at: the ratings stand in their own line."""
        shown = self.session.current
        gone = {"show", "type"} if self.revealed else set[str]()
        if not self.revealed or shown is None or shown.changed_from is None:
            gone.add("relearn")
        if shown is not None and not self._has_links(shown):
            gone.add("link")
        return [key for key in on(*self.WHERE) if key.id not in gone]

    def _has_links(self, shown: Shown) -> bool:
        seen = ("question", "answer", "extra") if self.revealed else ("question",)
        links = (link for name in seen for link in self._view(name).links)
        named = self.revealed and "://" in shown.place.source
        return named or any(link.kind != "concept" for link in links)

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
        whole = shown.note.kind != "cloze"
        answer = self._view("answer")
        answer.display = whole
        self.query_one("#rule").display = whole
        if whole:
            self._show_side("answer", shown.sides.back, shown)
        else:  # a cloze is the same passage, with its gap filled
            self._show_side("question", shown.sides.back, shown)
            self.query_one("#answer-pictures").display = False
        self._show_notes(shown, typed)
        self._say_below("how", Content(""))
        self.add_class("revealed")
        hint = "New to you? Press 1. Forgetting costs nothing here."
        self._say_below("hint", Content(hint if self._is_met(shown) else ""))
        self._show_ratings(shown)
        self.refresh_hints()
        self._revealed_at = self.session.collection.clock()

    def _is_met(self, shown: Shown) -> bool:
        return self._newcomer and shown.is_new

    def _show_notes(self, shown: Shown, typed: str | None) -> None:
        """Show what stands beneath an answer: extra, differences, source."""
        extra = self._view("extra")
        extra.display = bool(shown.note.extra)
        if shown.note.extra:
            extra.update(shown.note.extra, base=shown.place.deck.path)
        lines: list[Content] = []
        if typed is not None:
            told = typed_answer(typed, shown.answer_text, glyphs=self.glyphs)
            lines.append(Content.assemble("You wrote: ", told))
        if shown.changed_from is not None:
            before = " ".join(part for part in shown.changed_from if part)
            now = f"{shown.note.asked} {shown.note.answered}".strip()
            told = changed_words(before, now, glyphs=self.glyphs)
            lines.append(Content.assemble("Changed since you knew it: ", told))
            lines.append(Content("r relearns it; a rating keeps its schedule."))
        self._say_below("change", Content("\n").join(lines))
        source = shown.place.source
        self._say_below("source", Content(f"Source: {source}" if source else ""))

    def _show_ratings(self, shown: Shown) -> None:
        self.query_one(RatingBar).show(
            [
                Choice(rating, interval(future, self.session.day, shown.at))
                for rating, future in shown.futures.items()
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
            self.session.answer(Rating(rating), duration_ms=duration_ms)
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
