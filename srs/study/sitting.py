"""What does a learner see of a card, and what has a sitting done so far?"""

from dataclasses import dataclass, field
from datetime import datetime

from srs.core.card import CardId, Note, Sides
from srs.core.log import Event, Logged, Rating, Reviewed
from srs.core.preset import Preset
from srs.core.schedule import CardState, New, Scheduled
from srs.study.cards import Place, plain_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The card before the learner, with all that a screen needs."""

    card: CardId
    note: Note
    sides: Sides
    place: Place
    preset: Preset
    state: CardState
    at: datetime
    """When it was shown: pauses are counted from here."""
    futures: dict[Rating, Scheduled]
    """What each rating would lead to; all four are computed at once, so that the
    buttons and the answer cannot disagree."""
    recall: float | None
    """The chance of recall now, 0 to 1; None for a new card."""
    changed_from: tuple[str, str] | None
    """What was asked and answered when the learner knew it, if edited since."""

    @property
    def is_new(self) -> bool:
        """Whether the card was never answered."""
        return isinstance(self.state.schedule, New)

    @property
    def answer_text(self) -> str:
        """What a typed answer is compared with: the answer as plain as can be."""
        return plain_answer(self.sides.back)


@dataclass(slots=True)
class Tally:
    """What a session has done so far."""

    answered: int = 0
    passed: int = 0
    tested: int = 0
    """Answers to cards in review: the ones that test memory."""
    held: int = 0
    """Tested cards that were remembered."""
    expected: float = 0.0
    """How many of the tested the model expected to be remembered."""
    met: int = 0
    """New cards seen for the first time."""
    second_look: set[CardId] = field(default_factory=set)
    """Cards that were forgotten at least once."""
    duration_ms: int = 0
    leeches: list[CardId] = field(default_factory=list)
    answers: list[tuple[Logged, "Shown"]] = field(default_factory=list)
    """The answers in order, for undo."""

    def add(self, entry: Logged, shown: Shown) -> None:
        """Count an answer; other events are passed over."""
        event: Event = entry.event
        if not isinstance(event, Reviewed):
            return
        self.answers.append((entry, shown))
        self.answered += 1
        self.duration_ms += min(event.duration_ms, 60_000)
        forgotten = event.rating is Rating.AGAIN
        self.passed += int(not forgotten)
        if forgotten:
            self.second_look.add(shown.card)
        schedule = shown.state.schedule
        if isinstance(schedule, New):
            self.met += 1
        elif schedule.phase == "review":
            self.tested += 1
            self.held += int(not forgotten)
            self.expected += shown.recall or 0.0
