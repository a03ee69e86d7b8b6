"""What was each review, and what was its card before? As a stream, in order of time.

A million reviews go through here one by one; what is held is a few numbers a card.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.day import day_number, milliseconds
from srs.core.log import DueSet, Rating, Reset
from srs.core.preset import Preset
from srs.core.steps import next_step
from srs.store.progress_rows import ToldRow
from srs.study.collection import Collection
from srs.study.progress_inputs import Filters, chosen_cards

NEW, LEARNING, REVIEW, RELEARNING = range(4)
"""What a card is before a review; the numbers of fsrs-optimizer and srs-benchmark."""


class Told(NamedTuple):
    """A review, and what its card was before it."""

    id: bytes
    card: int
    at_ms: int
    day: int
    """The study day as lived, in days since 1970-01-01."""
    rating: int
    duration_ms: int
    """0 where it is not known."""
    state: int
    """0 new, 1 learning, 2 review, 3 relearning; before the review."""
    gap_ms: int | None
    """Since the card's last review; None for its first, and after a reset."""
    nights: int | None
    """Study days since then."""
    due: int | None
    """The study day that the review decided on; None where it decided nothing."""


@dataclass(slots=True)
class _Card:
    """What a card is between two reviews."""

    state: int = NEW
    step: int = 0
    at_ms: int = 0
    day: int = 0
    turns: int = 0
    """How many of its resets and moves have happened."""


def told(
    collection: Collection,
    *,
    filters: Filters | None = None,
    at: datetime,
    of: Set[CardId] | None = None,
) -> Iterator[Told]:
    """Give each live review before an instant, oldest first.

    Args:
        collection: It.
        filters: Which cards, and from which study day on; all by default.
        at: The instant.
        of: Only these of the cards; None for all.
    """
    chosen = filters or Filters()
    store = collection.store
    leaders = {int(one): int(to) for one, to in store.cards.followers().items()}
    cards = chosen_cards(collection, chosen)
    if of is not None:
        cards = set(of) if cards is None else cards & of
    if cards is not None:
        cards |= {CardId(one) for one, to in leaders.items() if to in cards}
    first = None if chosen.first is None else day_number(chosen.first)
    last = None if chosen.last is None else day_number(chosen.last)
    fold = _Fold(collection, _turns(collection, leaders))
    parts = store.progress.told(
        before_ms=milliseconds(at), dead=store.log.dead(), cards=cards
    )
    for rows in parts:
        for row in rows:
            found = fold.next(row, leaders.get(row[1], row[1]))
            if (first is None or found.day >= first) and (
                last is None or found.day <= last
            ):
                yield found


def _turns(
    collection: Collection, leaders: Mapping[int, int]
) -> dict[int, list[tuple[int, int]]]:
    """Return what became of cards between reviews: when, in ms, and their state."""
    found: dict[int, list[tuple[int, int]]] = {}
    for entry in collection.store.log.live_of("reset", "due_set"):
        event = entry.event
        if isinstance(event, Reset | DueSet):
            card = leaders.get(event.card, event.card)
            state = NEW if isinstance(event, Reset) else REVIEW
            found.setdefault(card, []).append((milliseconds(entry.at), state))
    return found


class _Fold:
    """Takes reviews up one after the other, and knows what each card is."""

    def __init__(
        self, collection: Collection, turns: Mapping[int, list[tuple[int, int]]]
    ) -> None:
        self._collection = collection
        self._turns = turns
        self._cards: dict[int, _Card] = {}
        self._days: dict[str, int] = {}
        self._deck_of: dict[CardId, int] | None = None
        self._policies: dict[tuple[int, int, int, int], tuple[int, int]] = {}

    def next(self, row: ToldRow, number: int) -> Told:
        """Return a review with what its card was before."""
        name, _, at_ms, day, rating, duration_ms, phase, due = row
        card = self._cards.get(number)
        if card is None:
            card = self._cards[number] = _Card()
        if number in self._turns:
            self._turn(card, self._turns[number], at_ms)
        state = card.state
        gap_ms = at_ms - card.at_ms if state else None
        nights = max(0, day - card.day) if state else None
        if phase:
            card.state, card.step = phase, 0
        else:
            card.state, card.step = self._by_policy(card, number, rating)
        card.at_ms, card.day = at_ms, day
        return Told(
            name,
            number,
            at_ms,
            day,
            rating,
            duration_ms,
            state,
            gap_ms,
            nights,
            None if due is None else self._due(due),
        )

    def _turn(self, card: _Card, turns: list[tuple[int, int]], at_ms: int) -> None:
        while card.turns < len(turns) and turns[card.turns][0] < at_ms:
            state = turns[card.turns][1]
            card.state = state if card.state != NEW else NEW
            card.step = 0
            card.turns += 1

    def _due(self, text: str) -> int:
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = day_number(date.fromisoformat(text))
        return day

    def _by_policy(self, card: _Card, number: int, rating: int) -> tuple[int, int]:
        """Return state and step after a review that decided nothing.

        It came from elsewhere, so the learner's own steps decide.
        """
        deck = self._deck(number)
        key = deck, card.state, card.step, rating
        found = self._policies.get(key)
        if found is None:
            preset = self._collection.preset_of(deck)
            found = _after(card.state, card.step, Rating(rating), preset)
            self._policies[key] = found
        return found

    def _deck(self, number: int) -> int:
        if self._deck_of is None:
            self._deck_of = self._collection.store.schedules.deck_of_cards()
        return self._deck_of.get(CardId(number), -1)


def _after(state: int, step: int, rating: Rating, preset: Preset) -> tuple[int, int]:
    """Return state and step after a review, as the steps of a preset have it."""
    if state == NEW:
        state = LEARNING
    elif state == REVIEW and rating is Rating.AGAIN:
        state, step = RELEARNING, 0
    steps = preset.learning_steps if state == LEARNING else preset.relearning_steps
    pause = None
    if state != REVIEW and steps:
        pause = next_step(min(step, len(steps) - 1), steps, rating)
    return (REVIEW, 0) if pause is None else (state, pause[0])
