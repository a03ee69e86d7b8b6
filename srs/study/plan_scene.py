"""Which cards does a plan move, and which of them come back while it runs?"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from srs.core.card import CardId
from srs.core.day import day_of_number
from srs.core.interval import day_after, rounded
from srs.core.log import Rating
from srs.core.memory import Memory, MemoryModel, retrievability
from srs.core.plan import Dated
from srs.core.schedule import Scheduled
from srs.study.collection import Collection

MOST_FOLLOWED = 400
"""So many cards are followed through a forecast; of more, an even part stands for
all."""

SMALLEST_CHANCE = 0.05
"""A future that is less likely is not followed."""


class Scene:
    """The cards in review, as the queue of today would take them."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._today = collection.today()
        schedules = collection.store.schedules
        alone = schedules.left_alone(self._today)
        # What is due up to the last day that a calendar has is everything.
        self._rows = [row for row in schedules.due(date.max) if row[0] not in alone]
        """All but the control cards that wait: a plan does not move those."""
        self._deck_of = {CardId(row[0]): row[2] for row in self._rows}
        self._models: dict[int, tuple[MemoryModel, float, int]] = {}

    @cached_property
    def cards(self) -> list[Dated]:
        """Every card in review that is not suspended.

        What is buried comes tomorrow. Where siblings need not come on different
        days, each card is a note of its own.
        """
        schedules = self._collection.store.schedules
        open_today = {row[0] for row in schedules.due(self._today)}
        tomorrow = self._today + timedelta(days=1)
        return [
            Dated(
                card=CardId(row[0]),
                note=row[1]
                if self._collection.preset_of(row[2]).bury_siblings
                else -row[0],
                due=due
                if (due := day_of_number(row[4])) > self._today or row[0] in open_today
                else tomorrow,
                last=day_of_number(row[7]),
                stability_days=row[6],
                interval_days=row[8],
            )
            for row in self._rows
        ]

    @cached_property
    def busy(self) -> frozenset[int]:
        """The notes of which a card is in steps or was answered today."""
        schedules = self._collection.store.schedules
        steps = (row[1] for row in schedules.in_steps(self._today))
        return frozenset(schedules.notes_seen(self._today)).union(steps)

    def recall(self, card: Dated, day: date) -> float:
        """Return the chance that a card is recalled on a day."""
        model, _, _ = self._model(card.card)
        pause = max(0, (day - card.last).days)
        return retrievability(pause, card.stability_days, decay=model.decay)

    def returns(self, days: Mapping[CardId, date], last: date) -> Mapping[date, float]:
        """Return how many reviews are expected of cards after they have come.

        A card that is recalled counts as Good, and comes back as the model says;
        one that is forgotten comes back as after Forgot.
        """
        coming = [one for one in self.cards if days[one.card] < last]
        step = -(-len(coming) // MOST_FOLLOWED) or 1
        expected: dict[date, float] = defaultdict(float)
        for one in coming[::step]:
            memory = Memory(
                stability_days=one.stability_days,
                difficulty=self._difficulties[one.card],
            )
            pause = (days[one.card] - one.last).days
            self._follow(one.card, memory, pause, days[one.card], last, step, expected)
        return expected

    def _follow(
        self,
        card: CardId,
        memory: Memory,
        pause: int,
        day: date,
        last: date,
        weight: float,
        expected: dict[date, float],
    ) -> None:
        """Add what a review on a day leads to, both ways, up to the last day."""
        model, desired, longest = self._model(card)
        known = retrievability(max(0, pause), memory.stability_days, decay=model.decay)
        for rating, chance in ((Rating.GOOD, known), (Rating.AGAIN, 1 - known)):
            if weight * chance < SMALLEST_CHANCE:
                continue
            after = model.after(memory, rating, elapsed_days=max(0, pause))
            wait = rounded(
                model.interval_days(after, desired_retention=desired), maximum=longest
            )
            back = day_after(day, wait)
            if back <= last:
                expected[back] += weight * chance
                self._follow(card, after, wait, back, last, weight * chance, expected)

    @cached_property
    def _difficulties(self) -> dict[CardId, float]:
        return {
            card: state.schedule.memory.difficulty
            for card, state, _ in self._collection.store.schedules.all_states()
            if isinstance(state.schedule, Scheduled)
        }

    def _model(self, card: CardId) -> tuple[MemoryModel, float, int]:
        """Return a card's model, its desired retention and its longest interval."""
        deck = self._deck_of[card]
        if deck not in self._models:
            preset = self._collection.preset_of(deck)
            self._models[deck] = (
                self._collection.model(preset),
                preset.desired_retention,
                preset.maximum_interval_days,
            )
        return self._models[deck]
