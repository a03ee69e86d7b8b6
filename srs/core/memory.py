"""What is a memory state?

A memory has a stability and a difficulty. How a review changes them is a
memory model's business; `MemoryModel` is the seam that a model stands behind.
"""

from dataclasses import dataclass
from typing import Protocol

from srs.core.log import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How well a card is kept in mind."""

    stability_days: float
    """Days until the chance of recall falls to 90 %; above 0."""
    difficulty: float
    """From 1, easy, to 10, hard."""


class MemoryModel(Protocol):
    """What a scheduler asks of a model of memory with its parameters."""

    @property
    def algorithm(self) -> str:
        """Return the model's name as events write it, such as `fsrs-6`."""
        ...

    @property
    def decay(self) -> float:
        """Return how slowly the forgetting curve's tail falls, above 0."""
        ...

    def after(
        self, memory: Memory | None, rating: Rating, *, elapsed_days: int
    ) -> Memory:
        """Return the memory after a rating.

        Args:
            memory: The memory before, or None for a first review.
            rating: The rating given.
            elapsed_days: Study days since the last review, 0 or more; ignored
                for a first review.
        """
        ...

    def interval_days(self, memory: Memory, *, desired_retention: float) -> float:
        """Return the days, not rounded, until recall falls to what is desired."""
        ...


def retrievability(
    elapsed_days: float, stability_days: float, *, decay: float
) -> float:
    """Return the chance, from 0 to 1, that a card is recalled after a pause.

    R(t, S) = (1 + f * t / S) ** -decay, where f = 0.9 ** (-1 / decay) - 1
    makes R(S, S) exactly 0.9.

    Args:
        elapsed_days: Days since the last review, 0 or more, fractions allowed.
        stability_days: The card's stability in days, above 0.
        decay: How slowly the curve's tail falls (w20), above 0.

    Raises:
        ValueError: If the pause is negative, or the stability or the decay is
            not above 0.

    Source:
        "The Algorithm", FSRS-6, wiki of open-spaced-repetition/awesome-fsrs.
    """
    if elapsed_days < 0 or stability_days <= 0 or decay <= 0:
        raise ValueError(f"no such memory: {elapsed_days=} {stability_days=} {decay=}")
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * elapsed_days / stability_days) ** -decay)
