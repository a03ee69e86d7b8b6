"""What do Anki's graphs say of cards? Counts, intervals, memory, due days, the load."""

from array import array
from dataclasses import dataclass, field
from typing import Any

from srs.core.day import day_of_number
from srs.stats.arrays import Array, Bools, Floats

Figures = dict[str, Any]

MATURE_DAYS = 21
PHASES = ("new", "learn", "review", "relearn")


@dataclass(slots=True, kw_only=True)
class Deck:
    """Cards in columns, as they are now."""

    note: "array[int]" = field(default_factory=lambda: array("q"))
    phase: "array[int]" = field(default_factory=lambda: array("b"))
    """A place in `PHASES`."""
    interval: "array[int]" = field(default_factory=lambda: array("i"))
    """In days; 0 in steps."""
    stability: "array[float]" = field(default_factory=lambda: array("d"))
    """In days; 0 for a card without a memory."""
    difficulty: "array[float]" = field(default_factory=lambda: array("d"))
    decay: "array[float]" = field(default_factory=lambda: array("d"))
    """The exponent of forgetting, above 0."""
    last_s: "array[float]" = field(default_factory=lambda: array("d"))
    """The last review, in seconds since 1970-01-01 UTC."""
    due_day: "array[int]" = field(default_factory=lambda: array("i"))
    suspended: "array[int]" = field(default_factory=lambda: array("b"))
    buried: "array[int]" = field(default_factory=lambda: array("b"))
    added_day: "array[int]" = field(default_factory=lambda: array("i"))


GRAPHS = (
    "card_counts", "intervals", "stability", "difficulty", "retrievability", "due",
    "added",
)  # fmt: skip


def figures(deck: Deck, today: int, now_s: float) -> Figures:
    """Return the figures of the graphs of cards."""
    import numpy as np

    phase, interval = np.array(deck.phase), np.array(deck.interval, np.int64)
    stability, difficulty = np.array(deck.stability), np.array(deck.difficulty)
    suspended = np.array(deck.suspended, bool)
    buried = np.array(deck.buried, bool)
    known = stability > 0
    lasting = (phase >= 2) & (interval > 0)
    # Anki counts in 4 bytes, which decides on which side of a bin's edge a card lies.
    hard = (difficulty[known].astype(np.float32) - 1) / 9
    days = np.array(deck.added_day, np.int64)
    return {
        "card_counts": _counts(phase, interval, suspended, buried),
        "intervals": {
            "cards": _count_of(interval[lasting]),
            "median_days": _median(interval[lasting]),
        },
        "stability": {
            "cards": _count_of(np.floor(stability[known] + 0.5)),
            "median_days": _median(stability[known]),
        },
        "difficulty": {
            "cards": _count_of(_percent(hard)),
            "median_percent": _median(hard * 100),
        },
        "retrievability": _recall(deck, known, now_s),
        "due": _due(
            np.array(deck.due_day, np.int64),
            interval,
            (phase > 0) & ~suspended,
            buried,
            today,
        ),
        "added": {day_of_number(day).isoformat(): n for day, n in _pairs(days)},
    }


def _pairs(values: Array) -> list[tuple[int, int]]:
    import numpy as np

    keys, counts = np.unique(values, return_counts=True)
    return [(int(key), int(n)) for key, n in zip(keys, counts, strict=True)]


def _count_of(values: Array) -> Figures:
    return {str(key): n for key, n in _pairs(values)}


def _percent(values: Floats) -> Floats:
    """Return the bin of each value, from 0 to 100."""
    import numpy as np

    whole: Floats = np.floor(values * np.float32(100))
    return whole


def _median(values: Floats) -> float | None:
    import numpy as np

    return float(np.median(values)) if len(values) else None


def _counts(
    phase: Array, interval: Array, suspended: Bools, buried: Bools
) -> dict[str, dict[str, int]]:
    groups = {
        "new": phase == 0,
        "learn": phase == 1,
        "relearn": phase == 3,
        "young": (phase == 2) & (interval < MATURE_DAYS),
        "mature": (phase == 2) & (interval >= MATURE_DAYS),
    }
    asked = ~suspended & ~buried
    apart = {"suspended": suspended, "buried": buried & ~suspended}
    return {
        "all": {name: int(some.sum()) for name, some in groups.items()},
        "apart": {
            **{name: int((some & asked).sum()) for name, some in groups.items()},
            **{name: int(some.sum()) for name, some in apart.items()},
        },
    }


def _recall(deck: Deck, known: Bools, now_s: float) -> Figures:
    """Return R now by card, and what a mean over notes makes of it."""
    import numpy as np

    decay, last_s = np.array(deck.decay)[known], np.array(deck.last_s)[known]
    factor = 0.9 ** (-1 / decay) - 1
    days = np.maximum(0, now_s - last_s) / 86400
    chance = np.zeros(len(known))
    chance[known] = (1 + factor * days / np.array(deck.stability)[known]) ** -decay
    _, place = np.unique(np.array(deck.note, np.int64), return_inverse=True)
    of_notes: Floats = np.bincount(place, chance) / np.maximum(1, np.bincount(place))
    return {
        "cards": _count_of(_percent(chance[known])),
        "average": float(chance[known].mean()) if known.any() else None,
        "known_cards": float(chance.sum()),
        "known_notes": float(sum(of_notes)),
    }


def _due(
    due: Array, interval: Array, counted: Bools, buried: Bools, today: int
) -> Figures:
    import numpy as np

    load = float((1 / np.maximum(1, interval[counted])).sum())
    some = counted & ~(buried & (due <= today))
    return {
        "cards": {day_of_number(day).isoformat(): n for day, n in _pairs(due[some])},
        "daily_load": int(load),
    }
