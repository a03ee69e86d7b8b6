"""What was each review, and what was its card before? As a stream, in order of time.

A million reviews go through here one by one; what is held is a few numbers a card.
"""

from collections.abc import Iterator, Mapping
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
    collection: Collection, *, filters: Filters | None = None, at: datetime
) -> Iterator[Told]:
    """Give each live review before an instant, oldest first.

    Args:
        collection: It.
        filters: Which cards, and from which study day on; all by default.
        at: The instant.
    """
    chosen = filters or Filters()
    store = collection.store
    leaders = {int(one): int(to) for one, to in store.cards.followers().items()}
    cards = chosen_cards(collection, chosen)
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
            found = fold.next(row, leaders.get(row.card, row.card))
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

    def next(self, row: ToldRow, number: int) -> Told:
        """Return a review with what its card was before."""
        card = self._cards.get(number)
        if card is None:
            card = self._cards[number] = _Card()
        if number in self._turns:
            self._turn(card, self._turns[number], row.at_ms)
        known = card.state != NEW
        found = Told(
            row.id,
            number,
            row.at_ms,
            row.day,
            row.rating,
            row.duration_ms,
            card.state,
            row.at_ms - card.at_ms if known else None,
            max(0, row.day - card.day) if known else None,
            self._due(row.due),
        )
        if row.phase:
            card.state, card.step = row.phase, 0
        else:
            self._by_policy(card, number, Rating(row.rating))
        card.at_ms, card.day = row.at_ms, row.day
        return found

    def _turn(self, card: _Card, turns: list[tuple[int, int]], at_ms: int) -> None:
        while card.turns < len(turns) and turns[card.turns][0] < at_ms:
            state = turns[card.turns][1]
            card.state = state if card.state != NEW else NEW
            card.step = 0
            card.turns += 1

    def _due(self, text: str | None) -> int | None:
        if text is None:
            return None
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = day_number(date.fromisoformat(text))
        return day

    def _by_policy(self, card: _Card, number: int, rating: Rating) -> None:
        """Take up a review that decided nothing: it came from elsewhere."""
        preset = self._preset(number)
        state = card.state
        if state == NEW:
            state = LEARNING
        elif state == REVIEW and rating is Rating.AGAIN:
            state, card.step = RELEARNING, 0
        steps = preset.learning_steps if state == LEARNING else preset.relearning_steps
        pause = None
        if state != REVIEW and steps:
            pause = next_step(min(card.step, len(steps) - 1), steps, rating)
        card.state, card.step = (REVIEW, 0) if pause is None else (state, pause[0])

    def _preset(self, number: int) -> Preset:
        if self._deck_of is None:
            self._deck_of = self._collection.store.schedules.deck_of_cards()
        return self._collection.preset_of(self._deck_of.get(CardId(number), -1))
