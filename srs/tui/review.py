"""How is a card asked and rated?"""

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.log import Rating
from srs.study.review import ReviewSession
from srs.study.sitting import Shown
from srs.study.words import interval, minutes
from srs.tui.card_view import CardView
from srs.tui.diff import changed_words
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings
from srs.tui.review_actions import ReviewActions

BLINK_S = 0.25
"""A second press of the space bar within this time is the first one, bouncing."""

NEWCOMER_DAYS = 3
STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-accent",
}
NAMES = {
    Rating.AGAIN: "Forgot",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}


class ReviewScreen(ReviewActions, Place[None]):
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
        #answer-block { height: auto; margin-top: 1; padding-top: 1; display: none;
                        border-top: solid $surface-lighten-2; }
        #typed { display: none; margin-top: 1; }
        #change, #hint, #source { height: auto; color: $text-muted; display: none; }
        #extra { height: auto; color: $text-muted; margin-top: 1; display: none; }
        #change, #source { margin-top: 1; }
        #hint { margin-top: 1; }
        #ratings { height: auto; padding: 0 1; dock: bottom; margin-bottom: 1; }
        &.revealed #answer-block { display: block; }
    }
    ReviewScreen.-short #card { padding-top: 0; }
    """

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.session = session
        self.revealed = False
        self._asked_at = 0.0
        self._revealed_at = 0.0
        self._ticks: Timer | None = None
        self._newcomer = session.study_days() < NEWCOMER_DAYS

    # -- what stands on the screen -------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out head, card, ratings and key bar."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="body", can_focus=False), VerticalScroll(id="card"):
            yield CardView(id="question")
            yield Static(id="hint", markup=False)
            with VerticalScroll(id="answer-block", can_focus=False):
                yield CardView(id="answer")
                yield CardView(id="extra")
                yield Static(id="change", markup=False)
                yield Static(id="source", markup=False)
        yield Static(id="ratings", markup=False)
        yield KeyBar(self.hints())

    def on_mount(self) -> None:
        """Ask the first card."""
        self.ask()

    def ask(self) -> None:
        """Show the current card's question; leave when there is none."""
        shown = self.session.current
        if shown is None:
            self.srs.turn_to_done(self.session)
            return
        self._asked_at = monotonic()
        self.revealed = False
        self.remove_class("revealed")
        self._view("question").update(shown.sides.front)
        self._show_hint(
            "Answer in your head, then press space." if self._newcomer else ""
        )
        self.query_one("#ratings", Static).update(Content(""))
        self.show_head(shown)
        self.query_one("#body").scroll_home(animate=False)
        self.refresh_hints()

    def show_head(self, shown: Shown) -> None:
        """Show where the card stands and how much is left."""
        place = shown.place
        crumbs = [place.deck.title or place.deck.name, *place.breadcrumb]
        left = " › ".join(crumbs)
        right = self._progress()
        width = max(20, self.app.size.width - 2)
        room = width - len(right) - 2
        path = Content(left).truncate(max(8, room), ellipsis=True)
        flag = ("  ⚑", "$text-warning") if shown.state.flag else ("", "")
        gap = max(1, width - path.cell_length - len(right) - len(flag[0]))
        self.query_one("#head", Static).update(
            Content.assemble(path, flag, " " * gap, right)
        )

    def _progress(self) -> str:
        counts = self.session.counts
        here = self.session.tally.answered + 1
        total = self.session.tally.answered + max(1, self.session.left())
        text = f"{here} of {total}"
        if self.app.size.width >= 60:
            text += f" · {minutes(self.session.minutes_left())}"
        if self.app.size.width >= 80 and counts.learning:
            text += f" · {counts.learning} in steps"
        return text

    def _show_hint(self, text: str) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(Content(text))
        hint.display = bool(text)

    def _view(self, name: str) -> CardView:
        return self.query_one(f"#{name}", CardView)

    # -- showing and rating --------------------------------------------------------

    def hints(self) -> list[Key]:
        """Return the keys to hint at: the ratings stand in their own line."""
        keys = on(*self.WHERE)
        if self.revealed:
            keys = [key for key in keys if key.id not in ("show", "type")]
        return keys

    def action_show(self) -> None:
        """Show the answer; once it is seen, rate Good."""
        if not self.revealed:
            self.reveal()
        elif monotonic() - self._revealed_at >= BLINK_S:
            self.action_rate(int(Rating.GOOD))

    def reveal(self, typed: str | None = None) -> None:
        """Show the answer, with what differs from a typed one."""
        shown = self.session.current
        if shown is None:
            return
        self.revealed = True
        self._revealed_at = monotonic()
        if shown.note.kind == "cloze":
            self._view("question").update(shown.sides.back)
            self._view("answer").display = False
        else:
            self._view("answer").display = True
            self._view("answer").update(shown.sides.back)
        self._show_extra(shown)
        self._show_change(shown, typed)
        self.add_class("revealed")
        hint = "New to you? Press 1. Forgetting costs nothing here."
        self._show_hint(hint if self._newcomer and shown.is_new else "")
        self._show_ratings(shown)
        self.refresh_hints()

    def _show_extra(self, shown: Shown) -> None:
        extra = self._view("extra")
        extra.display = bool(shown.note.extra)
        if shown.note.extra:
            extra.update(shown.note.extra)
        source = self.query_one("#source", Static)
        source.display = bool(shown.place.source)
        source.update(Content(f"Source: {shown.place.source}"))

    def _show_change(self, shown: Shown, typed: str | None) -> None:
        change = self.query_one("#change", Static)
        lines: list[Content] = []
        if typed is not None:
            lines.append(
                Content.assemble("You wrote: ", changed_words(typed, shown.answer_text))
            )
        if shown.changed_from is not None:
            asked, answered = shown.changed_from
            before = f"{asked} {answered}".strip()
            now = f"{shown.note.asked} {shown.note.answered}".strip()
            lines.append(
                Content.assemble(
                    "Changed since you knew it: ",
                    changed_words(before, now),
                    "  (r relearns it)",
                )
            )
        change.display = bool(lines)
        change.update(Content("\n").join(lines))

    def _show_ratings(self, shown: Shown) -> None:
        marks = self.glyphs.grades
        two = shown.preset.two_buttons
        parts: list[Content] = []
        for rating, future in shown.futures.items():
            if two and rating in (Rating.HARD, Rating.EASY):
                continue
            when = interval(future, self.session.day, shown.at)
            parts.append(
                Content.assemble(
                    (f"{marks[rating - 1]} {int(rating)} ", STYLES[rating]),
                    (NAMES[rating], "bold"),
                    f" {when}",
                )
            )
        bar = self.query_one("#ratings", Static)
        width = self.app.size.width - 2
        line = Content("   ").join(parts)
        if line.cell_length > width:
            line = Content(" ").join(parts)
        bar.update(line)

    def action_rate(self, rating: int) -> None:
        """Record the rating, then turn to the next card."""
        shown = self.session.current
        if shown is None or not self.revealed:
            return
        if shown.preset.two_buttons and rating in (2, 4):
            return
        duration_ms = round((monotonic() - self._asked_at) * 1000)
        try:
            self.session.answer(Rating(rating), duration_ms=duration_ms)
        except SrsError as error:
            self.srs.trouble(error)
            return
        self.ask()

    def action_back(self) -> None:
        """Stop here; what was rated is stored. Ends with the finished page."""
        if self.session.tally.answered:
            self.srs.turn_to_done(self.session)
        else:
            self.dismiss()
