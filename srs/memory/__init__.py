"""Which model of memory schedules?

The two FSRS packages end in this wing: `live` for one review at a time, `bulk`
for whole histories. A model with another algorithm is one more file here and one
more line in `MODELS`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from srs.core.errors import ConfigError
from srs.core.memory import Memory, MemoryModel

History = Sequence[tuple[int, int]]
"""A card's reviews in time order: rating (1 to 4), study days since the last."""

M = TypeVar("M", bound=MemoryModel)


class HistoryModel(MemoryModel, Protocol):
    """A memory model that takes whole histories at once."""

    def memories(self, histories: Sequence[History]) -> list[Memory]:
        """Return the memory at the end of each history; none may be empty."""
        ...


def _fsrs6(w: tuple[float, ...]) -> MemoryModel:
    from srs.memory.live import LiveModel

    return LiveModel(w)


def _fsrs6_bulk(w: tuple[float, ...]) -> HistoryModel:
    from srs.memory.bulk import BulkModel

    return BulkModel(w)


MODELS: dict[str, Callable[[tuple[float, ...]], MemoryModel]] = {"fsrs-6": _fsrs6}
"""Models for one review at a time, by the name that events give the algorithm.

The packages are imported only when a model is asked for.
"""

BULK_MODELS: dict[str, Callable[[tuple[float, ...]], HistoryModel]] = {
    "fsrs-6": _fsrs6_bulk
}
"""The same models for the replay of many reviews."""


@lru_cache(maxsize=32)
def model(algorithm: str, w: tuple[float, ...]) -> MemoryModel:
    """Return the memory model for one review at a time.

    Args:
        algorithm: Its name, as in `ParametersChanged`.
        w: Its parameters; none for its defaults.

    Raises:
        ConfigError: If there is no such model, or the parameters are out of bounds.
    """
    return _known(MODELS, algorithm)(w)


@lru_cache(maxsize=32)
def bulk_model(algorithm: str, w: tuple[float, ...]) -> HistoryModel:
    """Return the memory model for the replay of many reviews, as `model` does."""
    return _known(BULK_MODELS, algorithm)(w)


def _known(
    models: Mapping[str, Callable[[tuple[float, ...]], M]], algorithm: str
) -> Callable[[tuple[float, ...]], M]:
    if algorithm not in models:
        raise ConfigError(
            f"This version knows no scheduling algorithm {algorithm!r}.",
            next_step=f"It knows {', '.join(models)}; a later version may know it.",
        )
    return models[algorithm]
