"""How does one go through cards without touching their schedule?

For an exam tomorrow, or to look once more at what was forgotten today. No answer is
written: no statistic counts it, no due day moves, and no other device hears of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from srs.core.card import CardId
from srs.core.day import day_number
from srs.core.interval import luck
from srs.core.log import EventId, Logged, Rating, Reviewed
from srs.core.order import Candidate
from srs.core.queue import Queue
from srs.study.agenda import Scope, seconds
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.study.sitting import Shown, Tally

AGAIN_AFTER = timedelta(minutes=1)
"""A card that was forgotten comes back so soon, or when no other is left."""


class CramSession(ReviewSession):
    """A sitting over given cards, each until it is held, that leaves no trace."""

    def _rebuild(self) -> None:
        store = self.collection.store
        self._version = store.data_version()
        self._load = {}
        self._pace = seconds(self.collection)
        held = {shown.card for entry, shown in self.tally.answers if _held(entry)}
        cards = (self.scope.cards or frozenset()) - held
        self._queue = Queue(
            line=[_waiting(card) for card in self._shuffled(cards)],
            learn_ahead=timedelta(days=1),
        )

    def _shuffled(self, cards: Iterable[CardId]) -> list[CardId]:
        today = day_number(self.day)
        active = filter(self.collection.store.cards.is_active, cards)
        return sorted(active, key=lambda card: luck(card, today))

    def _show(self, card: CardId) -> Shown:
        shown = super()._show(card)
        # Hard and Easy say how a schedule should go on; here there is none.
        return replace(shown, preset=replace(shown.preset, two_buttons=True))

    def consequence(self, shown: Shown, rating: Rating) -> str:
        """Return what a rating leads to, in a word."""
        return "again" if rating is Rating.AGAIN else "done"

    def answer(
        self, rating: Rating, *, duration_ms: int, sure: bool | None = None
    ) -> Logged:
        """Count the rating in this sitting only, and turn to the next card."""
        shown, at = self._shown(), self.collection.clock()
        entry = Logged(
            id=EventId(f"{self.tally.answered:032x}"),
            device=self.collection.store.device,
            at=at,
            offset_min=self.collection.calendar.offset_min(at),
            day=self.day,
            event=Reviewed(card=shown.card, rating=rating, duration_ms=duration_ms),
        )
        self._queue.drop(shown.card)
        if rating is Rating.AGAIN:
            soon = replace(shown.futures[rating], due_at=at + AGAIN_AFTER)
            self._queue.settle(shown.card, soon, at)
        self.tally.add(entry, shown)
        self.advance()
        return entry

    def undo(self) -> list[Logged]:
        """Take back the last answer of this sitting; before the first, what was done.

        Returns:
            What was taken back.
        """
        if not self.tally.answers:
            return super().undo()
        *kept, (entry, shown) = self.tally.answers
        self.tally = Tally()
        for before in kept:
            self.tally.add(*before)
        self._queue.drop(shown.card)
        self._queue.give_back(shown.card)
        self.current = self._show(shown.card)
        return [entry]


def session_of(collection: Collection, scope: Scope) -> ReviewSession:
    """Return the sitting that a scope asks for."""
    kind = CramSession if scope.cram else ReviewSession
    return kind(collection, scope)


def _held(entry: Logged) -> bool:
    event = entry.event
    return isinstance(event, Reviewed) and event.rating is not Rating.AGAIN


def _waiting(card: CardId) -> Candidate:
    """Return a card as the queue's line has it."""
    return Candidate(
        card=card, note=0, deck=0, preset="", phase=2, due_day=0, due_ms=None,
        stability=0.0, last_day=0, interval_days=0, lapses=0, rank=0,
    )  # fmt: skip
