"""What comes of going on reviewing? A simulation, in few numbers."""

from collections.abc import Callable, Mapping
from typing import Any

from srs.stats.state import Standing
from srs.stats.stock import said_of_simulation, simulated
from srs.stats.upkeep import due_days

LOW, HIGH = 0.1, 0.9
"""The band holds 80 % of the runs: luck alone, not errors of the model."""


def simulate(
    now: Standing,
    *,
    seed: int,
    days: int = 365,
    repetitions: int | None = None,
    told: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Return what is known and reviewed on each of the next days. This takes long.

    Args:
        now: What is said from.
        seed: Of chance; the same one gives the same result.
        days: How many days, 30 or more.
        repetitions: None for as many as a steady mean takes.
        told: Called with the share that is done, from 0 to 1, now and then.
    """
    import numpy as np

    known, done = simulated(
        now, seed=seed, days=days, repetitions=repetitions, told=told
    )
    return {
        **_of(now),
        "seed": seed,
        "mc": said_of_simulation(known, done, len(now.here)),
        "known": known.mean(axis=0).round(3).tolist(),
        "known_low": np.quantile(known, LOW, axis=0).round(3).tolist(),
        "known_high": np.quantile(known, HIGH, axis=0).round(3).tolist(),
        "reviews": done.mean(axis=0).round(3).tolist(),
        "reviews_low": np.quantile(done, LOW, axis=0).round(3).tolist(),
        "reviews_high": np.quantile(done, HIGH, axis=0).round(3).tolist(),
    }


def fitting(kept: Mapping[str, Any] | None, now: Standing) -> Mapping[str, Any] | None:
    """Return what a simulation came to, if nothing has changed since."""
    if kept is None or any(kept.get(key) != one for key, one in _of(now).items()):
        return None
    return kept


def _of(now: Standing) -> dict[str, Any]:
    """Return what tells one simulation's start from another's."""
    held = float(now.cards.stability[now.here].sum())
    return {
        "today": now.today,
        "cards": len(now.here),
        "held": round(held, 6),
        "due": int(due_days(now)[1].sum()),
    }
