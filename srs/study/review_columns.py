"""All reviews in columns: for the statistics, and to be told once more after them."""

from array import array
from collections.abc import Iterator
from datetime import datetime

from srs.core.card import CardId
from srs.core.report import Inputs
from srs.study.collection import Collection
from srs.study.progress_inputs import (
    Filters,
    Lives,
    Presets,
    empty_inputs,
    fill,
    finish,
    resets,
)
from srs.study.review_history import Told, told


class History:
    """All reviews of a choice of cards, held in columns for the statistics."""

    def __init__(self, collection: Collection, filters: Filters, at: datetime) -> None:
        """Read the reviews before an instant, from the first day on.

        Args:
            collection: Of which collection.
            filters: Which cards; a first day changes nothing.
            at: The instant.
        """
        whole = Filters(
            decks=filters.decks,
            tags=filters.tags,
            concepts=filters.concepts,
            last=filters.last,
        )
        self._ids = bytearray()
        self._state = array("b")
        self._gap_ms, self._nights, self._due = array("q"), array("i"), array("i")
        self._cards = array("q")
        presets = Presets(collection)
        leaders = self._leaders = collection.store.cards.followers()
        lives = Lives(leaders=leaders, resets=resets(collection))
        self.lives = lives
        self.inputs = empty_inputs(collection, at, presets)
        fill(self.inputs, self._parts(told(collection, filters=whole, at=at)), lives)
        finish(self.inputs, collection, lives, presets)
        self.inputs.ids = list(lives.ids)  # asking for places may add to the others

    def _parts(
        self, rows: Iterator[Told]
    ) -> Iterator[list[tuple[int, int, int, int, int]]]:
        some: list[tuple[int, int, int, int, int]] = []
        for one in rows:
            self._ids += one.id
            self._cards.append(one.card)
            self._state.append(one.state)
            self._gap_ms.append(-1 if one.gap_ms is None else one.gap_ms)
            self._nights.append(-1 if one.nights is None else one.nights)
            self._due.append(-1 if one.due is None else one.due)
            some.append((one.card, one.at_ms, one.day, one.rating, one.duration_ms))
            if len(some) == 10_000:
                yield some
                some = []
        if some:
            yield some

    def place(self, card: CardId, at_ms: int) -> int | None:
        """Return a card's place at an instant; None before its first review."""
        number = int(self._leaders.get(card, card))
        if number not in self.lives.place:
            return None
        (place,) = self.lives.places([number], [at_ms])
        return place if place < len(self.inputs.ids) else None

    @property
    def due(self) -> "array[int]":
        """The study day that each review decided on; -1 where it decided nothing."""
        return self._due

    def told(self) -> Iterator[Told]:
        """Give the reviews again, oldest first."""
        inputs: Inputs = self.inputs
        for place, card in enumerate(self._cards):
            gap_ms, nights = self._gap_ms[place], self._nights[place]
            due = self._due[place]
            yield Told(
                bytes(self._ids[place * 16 : place * 16 + 16]),
                card,
                int(inputs.at_ms[place]),
                inputs.day[place],
                inputs.rating[place],
                int(inputs.duration_ms[place]),
                self._state[place],
                None if gap_ms < 0 else gap_ms,
                None if nights < 0 else nights,
                None if due < 0 else due,
            )
