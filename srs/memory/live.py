"""What does one review make of a memory?

py-fsrs behind `MemoryModel`. It counts blocks of 24 hours, so it is fed 12:00 UTC
of study days: elapsed days are nights slept. Fuzz and steps are ours and stay off.
"""

from datetime import UTC, datetime, timedelta

import fsrs

from srs.core.log import Rating
from srs.core.memory import Memory
from srs.memory.weights import checked

HIGHEST_STABILITY_DAYS = 36500.0
"""Where fsrs-rs cuts, and so this engine too: both tell the same story."""

_RATINGS = {rating: fsrs.Rating(rating) for rating in Rating}
_NOON = datetime(1, 1, 1, 12, tzinfo=UTC)
"""The noon of a last review; only the days from it to the next one count."""


class LiveModel:
    """FSRS-6 for one review at a time, by py-fsrs."""

    algorithm = "fsrs-6"

    def __init__(self, w: tuple[float, ...] = ()) -> None:
        """Take the parameters; none for the defaults.

        Raises:
            ConfigError: If the parameters are out of bounds.
        """
        self.w = checked(w)
        self._scheduler = fsrs.Scheduler(
            self.w, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )
        # A card without an id sleeps a millisecond to find itself one.
        self._unseen = fsrs.Card(card_id=0, due=_NOON)
        self._factor = 0.9 ** (-1 / self.decay) - 1

    @property
    def decay(self) -> float:
        """Return how slowly the forgetting curve's tail falls."""
        return self.w[20]

    def after(
        self, memory: Memory | None, rating: Rating, *, elapsed_days: int
    ) -> Memory:
        """Return the memory after a rating, so many study days after the last."""
        card, at = self._unseen, _NOON
        if memory is not None:
            at = _NOON + timedelta(days=elapsed_days)
            card = fsrs.Card(
                card_id=0,
                state=fsrs.State.Review,
                stability=memory.stability_days,
                difficulty=memory.difficulty,
                due=_NOON,
                last_review=_NOON,
            )
        seen, _ = self._scheduler.review_card(card, _RATINGS[rating], at)
        if seen.stability is None or seen.difficulty is None:
            raise ValueError("py-fsrs gave a reviewed card no memory")
        return Memory(
            stability_days=min(seen.stability, HIGHEST_STABILITY_DAYS),
            difficulty=seen.difficulty,
        )

    def interval_days(self, memory: Memory, *, desired_retention: float) -> float:
        """Return the days, not rounded, until recall falls to what is desired."""
        shortfall = desired_retention ** (-1 / self.decay) - 1
        return float(memory.stability_days / self._factor * shortfall)
