"""What do many reviews make of many memories?

fsrs-rs for replays of whole collections: forty times as fast as the live engine,
in single precision, with the same answers to within 1e-3. What comes from outside
is checked first, for the Rust side panics instead of raising.
"""

from collections.abc import Sequence

import fsrs_rs_python as rs

from srs.core.log import Rating
from srs.core.memory import Memory
from srs.memory import History
from srs.memory.weights import checked

_DESIRED = 0.9
"""Any retention serves: the intervals of the Rust side are not used."""


def _review(
    known: dict[tuple[int, int], rs.FSRSReview], rating: int, elapsed_days: int
) -> rs.FSRSReview:
    """Return the engine's form of a review, made once for all that are alike."""
    found = known.get((rating, elapsed_days))
    if found is None:
        if not 1 <= rating <= 4 or elapsed_days < 0:
            raise ValueError(f"no such review: {rating=} {elapsed_days=}")
        found = rs.FSRSReview(rating, elapsed_days)
        known[rating, elapsed_days] = found
    return found


def _memory(state: rs.MemoryState) -> Memory:
    return Memory(stability_days=state.stability, difficulty=state.difficulty)


class BulkModel:
    """FSRS-6 for the replay of many reviews, by fsrs-rs."""

    algorithm = "fsrs-6"

    def __init__(self, w: tuple[float, ...] = ()) -> None:
        """Take the parameters; none for the defaults.

        Raises:
            ConfigError: If the parameters are out of bounds.
        """
        self.w = checked(w)
        self._engine = rs.FSRS(list(self.w))
        self._factor = 0.9 ** (-1 / self.decay) - 1
        self._asked: tuple[Memory | None, int] | None = None
        self._states: tuple[rs.MemoryState, ...] = ()

    @property
    def decay(self) -> float:
        """Return how slowly the forgetting curve's tail falls."""
        return self.w[20]

    def after(
        self, memory: Memory | None, rating: Rating, *, elapsed_days: int
    ) -> Memory:
        """Return the memory after a rating, so many study days after the last."""
        # The engine answers for all four ratings at once, and all four are asked.
        if self._asked != (memory, elapsed_days):
            self._states = self._next_states(memory, elapsed_days)
            self._asked = (memory, elapsed_days)
        return _memory(self._states[rating - 1])

    def memories(self, histories: Sequence[History]) -> list[Memory]:
        """Return the memory at the end of each history.

        Raises:
            ValueError: If a history is empty, a rating is none, or days run
                backwards.
        """
        known: dict[tuple[int, int], rs.FSRSReview] = {}
        items = [rs.FSRSItem([_review(known, *one) for one in h]) for h in histories]
        if not all(histories):
            raise ValueError("a card without a review has no memory")
        return [_memory(state) for state in self._engine.memory_state_batch(items)]

    def _next_states(
        self, memory: Memory | None, elapsed_days: int
    ) -> tuple[rs.MemoryState, ...]:
        state, days = None, 0
        if memory is not None:
            state = rs.MemoryState(memory.stability_days, memory.difficulty)
            days = elapsed_days
        found = self._engine.next_states(state, _DESIRED, days)
        return tuple(
            one.memory for one in (found.again, found.hard, found.good, found.easy)
        )

    def interval_days(self, memory: Memory, *, desired_retention: float) -> float:
        """Return the days, not rounded, until recall falls to what is desired."""
        shortfall = desired_retention ** (-1 / self.decay) - 1
        return float(memory.stability_days / self._factor * shortfall)
