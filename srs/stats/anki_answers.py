"""What do Anki's graphs say of answers? The sums they are said from can be kept."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from srs.core.day import day_of_number
from srs.stats.anki_cards import MATURE_DAYS
from srs.stats.arrays import Array, Bools, Floats, Sums, merged, sums_by

Figures = dict[str, Any]

LEARN, YOUNG, MATURE, RELEARN = range(4)
KINDS = ("learn", "young", "mature", "relearn")
RANGES = {"one_month": 30, "three_months": 90, "one_year": 365, "all_time": None}
"""So many study days back, today among them, for hours and buttons."""
WINDOWS = {
    "today": (1, 0),
    "yesterday": (2, 1),
    "week": (7, 0),
    "month": (30, 0),
    "year": (365, 0),
    "all_time": (None, 0),
}
"""From so many study days back to so many, for retention."""


@dataclass(slots=True, kw_only=True)
class Answers:
    """Reviews in columns."""

    day: "array[int]" = field(default_factory=lambda: array("i"))
    """Study days since 1970-01-01."""
    hour: "array[int]" = field(default_factory=lambda: array("b"))
    """Of the learner's clock, 0 to 23."""
    rating: "array[int]" = field(default_factory=lambda: array("b"))
    duration_ms: "array[int]" = field(default_factory=lambda: array("q"))
    kind: "array[int]" = field(default_factory=lambda: array("b"))
    """A place in `KINDS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """What reviews come to; sums of several stretches of days can be merged."""

    days: Sums
    """By study day, kind and rating: how many, and their milliseconds."""
    hours: Sums
    """By study day and hour: how many, and how many were passed."""


def kind_of(state: int, interval_days: int) -> int:
    """Return the kind of a review by what its card was: a place in `KINDS`.

    Args:
        state: The card's phase before, a place in `PHASES`.
        interval_days: The interval that ended with the review.
    """
    if state == 3:
        return RELEARN
    if state != 2:
        return LEARN
    return MATURE if interval_days >= MATURE_DAYS else YOUNG


def summed(answers: Answers) -> Summed:
    """Return what some reviews come to."""
    import numpy as np

    day = np.array(answers.day, np.int64)
    rating = np.array(answers.rating, np.int64)
    kind, hour = np.array(answers.kind, np.int64), np.array(answers.hour, np.int64)
    spent = np.array(answers.duration_ms, np.float64)
    passed = (rating > 1).astype(np.float64)
    return Summed(
        days=sums_by((day * 4 + kind) * 4 + rating - 1, spent),
        hours=sums_by(day * 24 + hour, passed),
    )


def both(one: Summed | None, other: Summed) -> Summed:
    """Return what two stretches of reviews come to together."""
    if one is None:
        return other
    return Summed(
        days=merged(one.days, other.days), hours=merged(one.hours, other.hours)
    )


def packed(sums: Summed) -> bytes:
    """Return sums as bytes."""
    import numpy as np

    head = np.array([len(sums.days.keys), len(sums.hours.keys)], np.int64)
    parts = [head, sums.days.keys, sums.hours.keys, sums.days.values, sums.hours.values]
    kinds = (np.int64, np.int64, np.int64, np.float64, np.float64)
    return b"".join(
        np.ascontiguousarray(part, kind).tobytes()
        for part, kind in zip(parts, kinds, strict=True)
    )


def unpacked(raw: bytes) -> Summed:
    """Return sums from their bytes."""
    import numpy as np

    days, hours = np.frombuffer(raw, np.int64, 2).tolist()
    keys = np.frombuffer(raw, np.int64, days + hours, 16)
    start = 16 + keys.nbytes
    values = np.frombuffer(raw, np.float64, (days + hours) * 2, start).reshape(-1, 2)
    return Summed(
        days=Sums(keys=keys[:days], values=values[:days]),
        hours=Sums(keys=keys[days:], values=values[days:]),
    )


# -- figures -----------------------------------------------------------------------


def figures(sums: Summed, *, today: int, since: int | None = None) -> Figures:
    """Return the figures of the graphs of answers.

    Args:
        sums: The reviews, of all days.
        today: The study day of now.
        since: The first study day that counts; None for all.
    """
    if since is not None:
        sums = Summed(
            days=_since(sums.days, 16 * since), hours=_since(sums.hours, 24 * since)
        )
    day, kind, rating = _keys(sums.days)
    count, spent = sums.days.values.T if len(day) else (_none(), _none())
    return {
        "today": _today(day == today, kind, rating, count, spent),
        "reviews": _reviews(day, kind, count, spent),
        "true_retention": _retention(day, kind, rating, count, today),
        "buttons": _buttons(day, kind, rating, count, today),
        "hours": _hours(sums.hours, today),
    }


def _none() -> Floats:
    import numpy as np

    return np.zeros(0)


def _since(sums: Sums, key: int) -> Sums:
    some = sums.keys >= key
    return Sums(keys=sums.keys[some], values=sums.values[some])


def _keys(sums: Sums) -> tuple[Array, Array, Array]:
    return sums.keys // 16, sums.keys // 4 % 4, sums.keys % 4 + 1


def _iso(day: int) -> str:
    return day_of_number(day).isoformat()


def _today(
    now: Bools, kind: Array, rating: Array, count: Array, spent: Array
) -> Figures:
    def total(some: Any) -> int:
        return int(count[now & some].sum())

    passed, mature = rating > 1, kind == MATURE
    return {
        "answers": total(True),
        "milliseconds": int(spent[now].sum()),
        "correct": total(passed),
        "mature": total(mature),
        "mature_correct": total(mature & passed),
        "learn": total(kind == LEARN),
        "review": total(mature | (kind == YOUNG)),
        "relearn": total(kind == RELEARN),
    }


def _reviews(day: Array, kind: Array, count: Array, spent: Array) -> Figures:
    """Return answers and milliseconds of each study day by kind."""
    by = sums_by(day * 4 + kind, count, spent)
    found: Figures = {}
    for key, row in zip(by.keys.tolist(), by.values.tolist(), strict=True):
        one = found.setdefault(_iso(key // 4), {"count": {}, "milliseconds": {}})
        one["count"][KINDS[key % 4]] = int(row[1])
        one["milliseconds"][KINDS[key % 4]] = int(row[2])
    return found


def _within(day: Array, today: int, first: int | None, last: int = 0) -> Bools:
    """Return which study days lie between so many days back and so many."""
    some: Bools = day <= today - last
    return some if first is None else some & (day > today - first)


def _retention(
    day: Array, kind: Array, rating: Array, count: Array, today: int
) -> Figures:
    found: Figures = {}
    for name, (first, last) in WINDOWS.items():
        within = _within(day, today, first, last)
        found[name] = {
            f"{KINDS[one]}_{word}": int(count[within & (kind == one) & some].sum())
            for one in (YOUNG, MATURE)
            for word, some in (("passed", rating > 1), ("failed", rating == 1))
        }
    return found


def _buttons(
    day: Array, kind: Array, rating: Array, count: Array, today: int
) -> Figures:
    groups = {
        "learning": (kind == LEARN) | (kind == RELEARN),
        "young": kind == YOUNG,
        "mature": kind == MATURE,
    }
    return {
        name: {
            group: [
                int(count[_within(day, today, back) & some & (rating == one)].sum())
                for one in (1, 2, 3, 4)
            ]
            for group, some in groups.items()
        }
        for name, back in RANGES.items()
    }


def _hours(sums: Sums, today: int) -> Figures:
    """Return for each hour how many answers, and how many of them were passed."""
    day, hour = sums.keys // 24, sums.keys % 24
    found: Figures = {}
    for name, back in RANGES.items():
        some = _within(day, today, back)
        by = sums_by(hour[some], *sums.values[some].T) if some.any() else None
        rows = [[0, 0] for _ in range(24)]
        if by is not None:
            for one, row in zip(by.keys.tolist(), by.values.tolist(), strict=True):
                rows[one] = [int(row[1]), int(row[2])]
        found[name] = rows
    return found


def rate(one: Mapping[str, int], *kinds: str) -> tuple[int, int]:
    """Return how many reviews of some kinds were passed, and how many there were."""
    passed = sum(one[f"{kind}_passed"] for kind in kinds)
    return passed, passed + sum(one[f"{kind}_failed"] for kind in kinds)
