"""What happened?

The truth is a grow-only set of events. An event is a past participle with just
the fields it needs; a `Logged` event also knows when, where and on which study
day it happened. State is a fold over live events in the order `(at_ms, id)`.
Nothing is updated or deleted: undo is an event too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Literal, NewType

from srs.core.card import CardId, Fingerprint

EventId = NewType("EventId", str)
"""32 hex digits: 48-bit milliseconds, 32-bit device, 48 random bits; sorts by time."""

BatchId = NewType("BatchId", str)
"""Names the events that one decision wrote, so that one undo takes them back."""

PhaseName = Literal["learning", "review", "relearning"]
Verdict = Literal["let go", "not now", "fruitful"]


class Rating(IntEnum):
    """How the learner's memory did. Again is shown as "Forgot"."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a review decided on the day: a fact, for it depended on all cards then."""

    phase: PhaseName
    step: int
    """Which learning step comes next, from 0; 0 in the phase review."""
    due_day: date
    due_at: datetime | None = None
    """The instant, for a card in steps; None for one due by study day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """What the learner said of a card before the answer was shown."""

    sure: bool
    said: float | None = None
    """The chance of recall that the model gave then; None for a card not in review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The learner answered a card."""

    card: CardId
    rating: Rating
    duration_ms: int
    """From the question's appearance to the rating, whole; capped when counted."""
    decision: Decision | None = None
    """None for a review that came from elsewhere."""
    bet: Bet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An event, or every event of a batch, is taken back."""

    target: EventId | BatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """The card is hidden until it is recalled."""

    card: CardId
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsuspended:
    """The card is asked again."""

    card: CardId
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """The card is new again; its earlier reviews no longer count for its memory."""

    card: CardId
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buried:
    """The card is hidden up to a study day, on which it returns."""

    card: CardId
    until: date
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """The learner marked the card, with a line to its author or without."""

    card: CardId
    flag: int
    """0 takes the mark away; 1 to 7 are colours."""
    note: str = ""
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSet:
    """A plan moved the card to a study day."""

    card: CardId
    due: date
    batch: BatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A text now belongs to a card that was known under another."""

    card: CardId
    fingerprint: Fingerprint
    key: str
    """Which side of the note with that fingerprint the card is."""
    origin: Fingerprint | None = None
    """The text the card had before; None where a known text starts a new card."""
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRejected:
    """A text does not belong to that card, however alike they look."""

    card: CardId
    fingerprint: Fingerprint
    key: str
    origin: Fingerprint | None = None
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckStarted:
    """The learner began a deck that waited."""

    deck: str
    """The deck's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParametersChanged:
    """A preset schedules with other FSRS weights from now on."""

    preset: str
    algorithm: str
    w: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSet:
    """The learner takes a break: nothing is planned from one day to the other."""

    first: date
    last: date
    batch: BatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaJudged:
    """The learner looked at an incubating idea again."""

    card: CardId
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Reviews from elsewhere came in."""

    source: str
    sha256: str


Event = (
    Reviewed
    | Undone
    | Suspended
    | Unsuspended
    | Reset
    | Buried
    | Flagged
    | DueSet
    | Linked
    | LinkRejected
    | DeckStarted
    | ParametersChanged
    | BreakSet
    | IdeaJudged
    | Imported
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An event as the log holds it."""

    id: EventId
    device: str
    """8 hex digits."""
    at: datetime
    """Aware, UTC, to the millisecond."""
    offset_min: int
    """The zone's UTC offset at the event, in minutes."""
    day: date
    """The study day as lived."""
    event: Event


def batch_of(event: Event) -> BatchId | None:
    """Return the batch that an event belongs to, if any."""
    return getattr(event, "batch", None)


def live(entries: Iterable[Logged]) -> list[Logged]:
    """Return the events that no live undo takes back, in the order of replay.

    An undo can itself be undone, and counts wherever and whenever it arrives:
    before its target too, and from another device.
    """
    ordered = sorted(set(entries), key=lambda entry: (entry.at, entry.id))
    gone = undone_targets(
        (entry.id, entry.event.target)
        for entry in ordered
        if isinstance(entry.event, Undone)
    )
    return [
        entry
        for entry in ordered
        if not isinstance(entry.event, Undone)
        and entry.id not in gone
        and batch_of(entry.event) not in gone
    ]


def undone_targets(undos: Iterable[tuple[EventId, str]]) -> frozenset[str]:
    """Return the events and batches that live undos take back.

    Args:
        undos: Every undo there is, as its own id and its target.
    """
    target_of = dict(undos)
    undoers: dict[str, list[EventId]] = {}
    for undo, target in target_of.items():
        undoers.setdefault(target, []).append(undo)
    alive: dict[EventId, bool] = {}
    for start in target_of:
        path = [start]
        while path:
            undo = path[-1]
            above = [other for other in undoers.get(undo, ()) if other not in alive]
            # A circle of forged undos would never end: what is met twice is alive.
            if above and above[0] not in path:
                path.append(above[0])
                continue
            alive[undo] = not any(alive.get(up) for up in undoers.get(undo, ()))
            path.pop()
    return frozenset(target for undo, target in target_of.items() if alive[undo])
