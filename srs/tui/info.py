"""What is known of a card: its history, its memory, its place?"""

from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.card import CardId
from srs.core.day import day_of_number
from srs.core.log import Logged, Reviewed
from srs.core.schedule import CardState, Scheduled
from srs.core.text import safe_line
from srs.study.cards import Place, history, place_of
from srs.study.collection import Collection
from srs.study.curve import Life, life
from srs.study.told import event_words
from srs.study.words import days, number
from srs.tui.charts import Drawing, Plot, Recall, forgetting_curve
from srs.tui.glyphs import Glyphs
from srs.tui.key_bar import KeyBar
from srs.tui.place import MUTED, Page, bindings


class InfoScreen(Page[None]):
    """One card's facts, forgetting curve and history."""

    TOPIC = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "scroll")]

    def __init__(self, collection: Collection, card: CardId, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._collection = collection
        self._card = card

    def compose(self) -> ComposeResult:
        """Lay out facts, curve and history."""
        collection = self._collection
        place = place_of(collection, self._card)
        state = collection.store.schedules.state(self._card)
        entries = history(collection, self._card)
        lived = life(collection, self._card)
        yield Static(Content("Card info"), id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(_facts(collection, place, state, lived))
            if lived is not None:
                plot = Plot(
                    partial(_curve, lived, self._glyphs), hint="← → reads a review"
                )
                plot.styles.margin = (0, 0, 1, 0)
                yield plot
            yield Static(_history(collection, entries))
        yield KeyBar()

    def on_mount(self) -> None:
        """Give the arrows to the curve."""
        for plot in self.query(Plot):
            plot.focus(scroll_visible=False)
        self.refresh_hints()


def _curve(lived: Life, glyphs: Glyphs, width: int) -> Drawing:
    reviews = [
        Recall(day=day, rating=rating, stability_days=stability)
        for day, rating, stability in lived.reviews
    ]
    return forgetting_curve(
        reviews,
        now_day=lived.now,
        decay=lived.decay,
        desired_retention=lived.desired_retention,
        width=width,
        glyphs=glyphs,
    )


def _facts(
    collection: Collection, place: Place, state: CardState, lived: Life | None
) -> Content:
    preset = collection.preset_of(place.deck_number)
    asked = " ".join(place.note.asked.split())
    rows = [
        ("Place", f"{safe_line(place.deck.path)}:{place.line}"),
        ("Kind", place.note.kind),
    ]
    if place.tags:
        rows.append(("Tags", ", ".join(place.tags)))
    rows += _memory(collection, state, lived)
    if state.suspended:
        rows.append(("Suspended", "yes"))
    if state.buried_until:
        rows.append(("Buried until", _day(state.buried_until)))
    alone = collection.store.schedules.left_alone(collection.today()).get(place.card)
    if alone:
        rows.append(("Left alone", f"as a test, until {_day(day_of_number(alone))}"))
    if state.flag:
        rows.append(("Flag", safe_line(state.flag_note) or "without words"))
    rows.append(
        (
            "Scheduling",
            f"preset {preset.name}, {preset.algorithm},"
            f" {'own' if preset.w else 'default'} parameters",
        )
    )
    lines = [Content.assemble((f"{name:<14}", MUTED), value) for name, value in rows]
    return Content("\n").join([Content.styled(asked, "bold"), Content(""), *lines])


def _memory(
    collection: Collection, state: CardState, lived: Life | None
) -> list[tuple[str, str]]:
    schedule = state.schedule
    if not isinstance(schedule, Scheduled) or lived is None:
        return [("Phase", "new")]
    due = (
        f"{collection.calendar.local(schedule.due_at):%H:%M}"
        if schedule.due_at is not None
        else _day(schedule.due_day)
    )
    return [
        ("Phase", schedule.phase),
        ("Due", due),
        ("Recall now", f"{lived.recall:.0%}; asked at {lived.desired_retention:.0%}"),
        ("Stability", days(schedule.memory.stability_days)),
        ("Difficulty", f"{schedule.memory.difficulty:.1f} of 10"),
        ("Reviews", f"{schedule.reviews}, {number(schedule.lapses, 'lapse')}"),
    ]


def _history(collection: Collection, entries: list[Logged]) -> Content:
    if not entries:
        return Content("No history yet.")
    lines = [Content.styled("History, newest first", "bold")]
    for entry in reversed(entries):
        local = collection.calendar.local(entry.at)
        words = event_words(entry.event)
        if isinstance(entry.event, Reviewed):
            words += f", {entry.event.duration_ms / 1000:.0f} s"
            decided = entry.event.decision
            if decided is not None and decided.phase == "review":
                words += f", then {days((decided.due_day - entry.day).days)}"
        lines.append(
            Content.assemble(
                (f"{_day(local.date()):>11} {local:%H:%M}  ", MUTED), words
            )
        )
    return Content("\n").join(lines)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
