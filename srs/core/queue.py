"""Which cards now, and in which order?

`build` makes a queue from what is due, in steps and new: limits, siblings, order
and mix. It is a pure function of its arguments: the same morning gives the same
queue. The queue then answers which card comes next as the learner goes through it.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.day import instant, milliseconds
from srs.core.order import Candidate as Candidate  # asked for here as well
from srs.core.order import in_order
from srs.core.preset import NewOrder, Preset
from srs.core.schedule import Scheduled

SECONDS_AT_FIRST = 12.0
"""What a test is taken to last before there are reviews to measure."""

REVIEWS_TO_MEASURE = 20
"""Fewer reviews say nothing about how long a test lasts."""

REVIEWS_MEASURED = 200
"""How many of the newest reviews the length of a test is taken from."""

TESTS_OF_A_NEW_CARD = 3
"""How many tests a new card costs on its first day."""


class Counts(NamedTuple):
    """What is left."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What was done today with the decks of one preset, on all devices."""

    new: int = 0
    """New cards met."""
    reviews: int = 0
    """Cards in review answered."""
    seconds: float = 0.0


# -- time ---------------------------------------------------------------------


def seconds_per_test(durations_ms: Sequence[int]) -> float:
    """Return how long a test lasts: the median of the last 200, 12 s at first.

    Args:
        durations_ms: Of reviews, capped, in the order in which they were made.
    """
    if len(durations_ms) < REVIEWS_TO_MEASURE:
        return SECONDS_AT_FIRST
    # The module of statistics would cost more than all of this one.
    last = sorted(durations_ms[-REVIEWS_MEASURED:])
    return (last[(len(last) - 1) // 2] + last[len(last) // 2]) / 2000


def estimate_minutes(counts: Counts, seconds: float) -> int:
    """Return about how many minutes the counts take, rounded up.

    Args:
        counts: What is left.
        seconds: How long a test lasts.
    """
    tests = TESTS_OF_A_NEW_CARD * counts.new + counts.learning + counts.due
    return -int(-tests * seconds // 60)


def new_allowed(preset: Preset, spent: Spent, *, due: int, seconds: float) -> int:
    """Return how many new cards the preset still allows today.

    A budget of minutes throttles new cards only: what is due comes first, and a
    new card costs three tests.

    Args:
        preset: The learner's wishes.
        spent: What was done today.
        due: How many reviews are left today.
        seconds: How long a test lasts.
    """
    left = max(0, preset.new_per_day - spent.new)
    if preset.minutes_per_day is None:
        return left
    free = 60 * preset.minutes_per_day - spent.seconds - seconds * due
    return max(0, min(left, int(free // (TESTS_OF_A_NEW_CARD * seconds))))


# -- building ---------------------------------------------------------------------

_BY_RANK = attrgetter("rank", "card")
_PLACE_OF_NEW: dict[NewOrder, int] = {"first": -1, "mixed": 0, "last": 1}

_Placed = tuple[int, float, int, Candidate]
"""First, mixed or last; where in it, from 0 to 1; the number in its line; the card."""


def build(
    due: Iterable[Candidate],
    learning: Iterable[Candidate],
    fresh: Iterable[Candidate],
    *,
    today: date,
    presets: Mapping[str, Preset],
    spent: Mapping[str, Spent] | None = None,
    seconds: float = SECONDS_AT_FIRST,
    seen_notes: Collection[int] = (),
    new_of_deck: Mapping[int, int] | None = None,
    ends_at: datetime | None = None,
) -> "Queue":
    """Return the queue of a study day.

    Args:
        due: Cards in review that are due.
        learning: Cards in learning or relearning steps.
        fresh: New cards that may come: of decks that were begun, not gated.
        today: The study day.
        presets: The presets that candidates name.
        spent: What was done today under each preset.
        seconds: How long a test lasts.
        seen_notes: Notes of which a card was answered today.
        new_of_deck: How many new cards a deck still gives today, where it has a
            limit of its own.
        ends_at: When the study day ends; cards in steps that come later stay out.
    """
    in_steps = list(learning)
    busy = set(seen_notes) | {one.note for one in in_steps}
    reviews, news = _by_preset(due), _by_preset(fresh)
    placed: list[_Placed] = []
    held: list[CardId] = []
    for name in {**reviews, **news}:
        day = _Day(
            preset=presets[name],
            spent=(spent or {}).get(name, Spent()),
            today=today,
            seconds=seconds,
            busy=busy,
            held=held,
        )
        ordered = day.reviews(reviews.get(name, []))
        met = day.news(news.get(name, []), len(ordered), dict(new_of_deck or {}))
        placed += _spread(ordered, 0)
        placed += _spread(met, _PLACE_OF_NEW[day.preset.new_order])
    placed.sort(key=lambda one: one[:3])
    return Queue(
        line=[one[3] for one in placed],
        in_steps=in_steps,
        held=held,
        learn_ahead=max(
            (preset.learn_ahead for preset in presets.values()), default=timedelta()
        ),
        ends_at=ends_at,
    )


def _by_preset(cards: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for one in cards:
        found.setdefault(one.preset, []).append(one)
    return found


def _spread(cards: Sequence[Candidate], place: int) -> list[_Placed]:
    """Return the cards with places that spread them evenly over the day."""
    return [
        (place, (number + 0.5) / len(cards), number, one)
        for number, one in enumerate(cards)
    ]


@dataclass(slots=True, kw_only=True)
class _Day:
    """What one preset lets through today."""

    preset: Preset
    spent: Spent
    today: date
    seconds: float
    busy: set[int]
    """Notes that had or have a card today: their other cards wait."""
    held: list[CardId]

    def reviews(self, due: Sequence[Candidate]) -> list[Candidate]:
        """Return the reviews of the day in their order, one of each note."""
        ordered = in_order(due, self.preset.review_order, self.today)
        apart = [one for one in ordered if self._may_come(one)]
        if self.preset.reviews_per_day is None:
            return apart
        return apart[: max(0, self.preset.reviews_per_day - self.spent.reviews)]

    def news(
        self, fresh: Sequence[Candidate], due: int, of_deck: dict[int, int]
    ) -> list[Candidate]:
        """Return the new cards of the day in their order, one of each note."""
        allowed = new_allowed(self.preset, self.spent, due=due, seconds=self.seconds)
        met: list[Candidate] = []
        for one in sorted(fresh, key=_BY_RANK):
            if len(met) >= allowed:
                break
            if of_deck.get(one.deck, 1) > 0 and self._may_come(one):
                met.append(one)
                if one.deck in of_deck:
                    of_deck[one.deck] -= 1
        return met

    def _may_come(self, one: Candidate) -> bool:
        """Return whether no sibling comes today, and count the card as coming."""
        if not self.preset.bury_siblings:
            return True
        if one.note in self.busy:
            self.held.append(one.card)
            return False
        self.busy.add(one.note)
        return True


# -- going through it ----------------------------------------------------------------


class Queue:
    """The cards of a study day, from the first to the last."""

    def __init__(
        self,
        *,
        line: Sequence[Candidate],
        in_steps: Iterable[Candidate] = (),
        held: Sequence[CardId] = (),
        learn_ahead: timedelta = timedelta(minutes=20),
        ends_at: datetime | None = None,
    ) -> None:
        """Take what `build` found.

        Args:
            line: Reviews and new cards in their order.
            in_steps: Cards in steps, which come by the instant.
            held: Siblings that wait for another day.
            learn_ahead: How early a card in steps may come when nothing else is
                left: the longest that a preset allows.
            ends_at: When the study day ends.
        """
        self._line = [one.card for one in line]
        self._position = 0
        self._is_new = {one.card: one.phase == 0 for one in line}
        self._waiting = dict(self._is_new)
        self._steps: dict[CardId, int] = {}
        self._heap: list[tuple[int, CardId]] = []
        self._front: list[CardId] = []
        self._ahead_ms = learn_ahead // timedelta(milliseconds=1)
        self._ends_ms = None if ends_at is None else milliseconds(ends_at)
        self._new = sum(self._is_new.values())
        self.held = tuple(held)
        """Siblings that were due or next, and wait for another day."""
        for one in in_steps:
            self._wait(one.card, one.due_ms or 0)

    def __len__(self) -> int:
        return len(self._waiting) + len(self._steps)

    def cards(self) -> list[CardId]:
        """Return all that are left: those in line in their order, then in steps."""
        seen = chain(reversed(self._front), self._line[self._position :])
        line = [card for card in seen if card in self._waiting]
        return list(dict.fromkeys([*line, *sorted(self._steps, key=self._due_ms)]))

    def counts(self, at: datetime) -> Counts:
        """Return what is left at an instant."""
        return Counts(
            new=self._new,
            learning=len(self._steps),
            due=len(self._waiting) - self._new,
        )

    def next(self, at: datetime) -> CardId | None:
        """Return the card that comes at an instant, or None when none does.

        Asking changes nothing: the card stays until it is settled or dropped.
        """
        if self._front:
            return self._front[-1]
        now = milliseconds(at)
        step = self._first_step()
        if step is not None and step[0] <= now:
            return step[1]
        while self._position < len(self._line):
            card = self._line[self._position]
            if card in self._waiting:
                return card
            self._position += 1
        if step is not None and step[0] <= now + self._ahead_ms:
            return step[1]
        return None

    def next_step_at(self) -> datetime | None:
        """Return the instant at which the first card in steps is due, if any is."""
        step = self._first_step()
        return None if step is None else instant(step[0])

    def settle(self, card: CardId, schedule: Scheduled, at: datetime) -> None:
        """Take an answered card out, and back in line where it is in steps."""
        self.drop(card)
        if schedule.due_at is not None:
            self._wait(card, milliseconds(schedule.due_at))

    def drop(self, card: CardId) -> None:
        """Take a card out; nothing happens where it is not in the queue."""
        self._front = [other for other in self._front if other != card]
        self._steps.pop(card, None)
        if self._waiting.pop(card, False):
            self._new -= 1

    def give_back(self, card: CardId) -> None:
        """Put a card in front of all others, such as one whose answer was undone."""
        if not self._holds(card):
            new = self._is_new.get(card, False)
            self._waiting[card] = new
            self._new += new
        self._front.append(card)

    def _holds(self, card: CardId) -> bool:
        return card in self._waiting or card in self._steps

    def _wait(self, card: CardId, due_ms: int) -> None:
        if self._ends_ms is not None and due_ms >= self._ends_ms:
            return
        self._steps[card] = due_ms
        heapq.heappush(self._heap, (due_ms, card))

    def _due_ms(self, card: CardId) -> int:
        return self._steps[card]

    def _first_step(self) -> tuple[int, CardId] | None:
        """Return the card in steps that is due first, with its instant."""
        # An answered card leaves its old place in the heap behind.
        while self._heap and self._steps.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0] if self._heap else None
