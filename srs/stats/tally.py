"""What do the reviews add up to?

Sums grow with the log, so that only new reviews are counted on the next look.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from srs.stats.arrays import Array, Floats, Ints, Sums, by_key, merged, sums_by
from srs.stats.replay import MATURE_DAYS, Steps

GAPS = (0, 1.5, 3.5, 7.5, 14, 30, 60, 120, 240, 480, 1e9)
"""The ends of the bands of gaps between reviews, in days."""
STAIRS = (0, 1.5, 3.5, 7.5, 14, 30, 60, 120, 240, 1e9)
LEVELS = (0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0000001)
"""The ends of the bands of what the model said."""
LONGEST_ROW = 8
"""Longer runs of passed tests count as this one in the staircase."""
RUNGS = 40
RECENT_DAYS = 90
"""So many days before the last one are kept review by review."""
TAIL = 30
"""The data horizon is the gap with this rank from the longest."""
MANY_TESTS = 200_000
"""More tests than this are kept in fine bins rather than one by one."""
FINE = 2e-3
"""The relative width of a bin of gaps: the ladder moves by a millionth."""
EXACT = 2**50
"""Keys from here on stand for gaps to the millisecond."""

RECENT = (
    "card", "day", "seconds", "chance", "rating", "nights", "days_before", "lapses",
    "test",
)  # fmt: skip


DAY_COLUMNS = (
    "reviews", "again", "hard", "good", "easy", "seconds", "later_reviews",
    "later_seconds", "new_cards", "log_stability", "stability",
)  # fmt: skip
"""What is summed of each day.

`later` is what came after the cards' first days; of stability it is what was gained.
"""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the reviews of some days add up to."""

    sums: dict[str, Sums] = field(default_factory=dict)
    longest: "Floats | None" = None
    """The longest tested gaps, in days, at most `TAIL`."""
    recent: dict[str, Array] = field(default_factory=dict)
    """Columns of the reviews of the last days, by the names of `RECENT`."""


def add(tally: Tally, steps: Steps) -> None:
    """Add what some reviews add up to."""
    import numpy as np

    if not len(steps) and tally.sums:
        return
    for name, found in _sums(steps):
        tally.sums[name] = _tidy(name, merged(tally.sums.get(name), found))
    gaps = steps.gap_days[steps.test]
    if tally.longest is not None:
        gaps = np.concatenate((gaps, tally.longest))
    cut = max(0, len(gaps) - TAIL)
    tally.longest = np.sort(np.partition(gaps, cut)[cut:] if cut else gaps)
    _keep_recent(tally, steps)


def _keep_recent(tally: Tally, steps: Steps) -> None:
    import numpy as np

    known = tally.recent.get("day", np.zeros(0, np.int64))
    newest = max(
        (int(days.max()) for days in (known, steps.day) if len(days)), default=0
    )
    old, new = known > newest - RECENT_DAYS, steps.day > newest - RECENT_DAYS
    for name in RECENT:
        column = getattr(steps, name)[new]
        if name in tally.recent:
            column = np.concatenate((tally.recent[name][old], column))
        tally.recent[name] = column


def _sums(steps: Steps) -> Iterator[tuple[str, Sums]]:
    import numpy as np

    yield "days", _by_day(steps)
    yield "lengths", sums_by(_ms(steps.seconds))
    test = steps.test
    at = np.flatnonzero(test)
    passed = (steps.rating[at] >= 2).astype(np.float64)
    chance, gap = steps.chance[at], steps.gap_days[at]
    day, row = steps.day[at], steps.in_a_row[at]
    kind = test_class(steps.days_before[at], steps.before[at])
    yield "test_lengths", sums_by(_ms(steps.seconds[at]))
    yield "classes", sums_by(day * 3 + kind, passed, chance)
    band = np.digitize(gap, GAPS) - 1
    yield "gaps", sums_by(band * 2 + (kind == 0), passed, chance)
    stair = np.digitize(gap, STAIRS) - 1
    yield "stairs", sums_by(np.minimum(row, LONGEST_ROW) * 16 + stair, passed)
    low = np.flatnonzero(row < RUNGS)
    logs = np.log(steps.before[at])
    yield "rungs", sums_by(row[low], passed[low], logs[low])
    yield "held", _by_gap(row[low] * 2 + (passed[low] > 0), gap[low])
    yield "growth", _growth(steps, at, passed, logs)
    scored = Scored(
        day=day,
        passed=passed,
        chance=chance,
        nights=steps.nights[at],
        days_before=steps.days_before[at],
        lapses=steps.lapses[at],
    )
    yield from score(scored)


def _ms(seconds: Floats) -> Ints:
    import numpy as np

    return np.round(seconds * 1000).astype(np.int64)


def test_class(days_before: Ints, before: Floats) -> Ints:
    """Return of which class tests are: 0 new, 1 young, 2 mature."""
    import numpy as np

    return np.where(days_before == 1, 0, np.where(before < MATURE_DAYS, 1, 2))


def _by_day(steps: Steps) -> Sums:
    """Return for each day how many reviews there were, and what `DAY_COLUMNS` says."""
    import numpy as np

    later = ~steps.on_first_day
    before = np.where(steps.first, 1.0, steps.before)
    gained = steps.after - np.where(steps.first, 0.0, steps.before)
    return sums_by(
        steps.day,
        *((steps.rating == rating).astype(np.float64) for rating in (1, 2, 3, 4)),
        steps.seconds,
        later.astype(np.float64),
        np.where(later, steps.seconds, 0.0),
        steps.first.astype(np.float64),
        np.log(steps.after) - np.log(before),
        gained,
    )


def _growth(steps: Steps, at: Ints, passed: Floats, logs: Floats) -> Sums:
    """Return in one row: tests, passes, and the sums of log growth of each."""
    import numpy as np

    grown = np.log(steps.after[at]) - logs
    return sums_by(np.zeros(len(at), np.int64), passed, grown, grown * passed)


# -- tests, one by one or in fine bins ----------------------------------------------


def _by_gap(kind: Ints, gap: Floats) -> Sums:
    """Return tests by their kind and gap: how many, the sum of gaps."""
    import numpy as np

    if len(gap) > MANY_TESTS:
        return sums_by(_fine(kind, gap), gap)
    exact = np.round(np.maximum(gap, 0.0) * 86400e3).astype(np.int64)
    return sums_by(EXACT + (kind << 40) + exact, gap)


def _fine(kind: Ints, gap: Floats) -> Ints:
    import numpy as np

    fine = np.floor(np.log(np.maximum(gap, 1e-6)) / FINE).astype(np.int64)
    return (kind << 15) + fine + 2**14


def _tidy(name: str, found: Sums) -> Sums:
    """Return tests in fine bins once there are too many to be kept one by one."""
    if name == "held":
        # What was put into bins once is not joined by single tests again.
        alone = len(found.keys) <= MANY_TESTS and not (found.keys[:1] < EXACT).any()
        return found if alone else _binned(found)
    if len(found.keys) <= MANY_TESTS:
        return found
    return by_key(_coarse(found.keys), found.values) if name == "chances" else found


def _binned(found: Sums) -> Sums:
    import numpy as np

    count, gap = found.values[:, 0], found.values[:, 1]
    keys = np.where(found.keys >= EXACT, _fine(_kinds(found), gap / count), found.keys)
    return by_key(keys, found.values)


def _kinds(found: Sums) -> Ints:
    """Return of each key its rung, doubled, and one more for passed tests."""
    import numpy as np

    return np.where(found.keys >= EXACT, (found.keys - EXACT) >> 40, found.keys >> 15)


def held(sums: Sums, rung: int) -> tuple[Floats, Floats, Floats]:
    """Return the tests of a rung: gaps, how many passed, how many did not."""
    import numpy as np

    kind = _kinds(sums)
    gaps, passes, fails = [], [], []
    for passed in (0, 1):
        some = kind == rung * 2 + passed
        count = sums.values[some, 0]
        gaps.append(sums.values[some, 1] / count)
        nothing = np.zeros(len(count))
        passes.append(count if passed else nothing)
        fails.append(nothing if passed else count)
    return np.concatenate(gaps), np.concatenate(passes), np.concatenate(fails)


# -- how well the model said it ------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Scored:
    """Tests as the model's honesty is judged by them."""

    day: Ints
    passed: Floats
    chance: Floats
    nights: Ints
    days_before: Ints
    lapses: Ints


def score(tests: Scored) -> Iterator[tuple[str, Sums]]:
    """Give the sums from which calibration is said."""
    import numpy as np

    chance, passed = tests.chance, tests.passed
    sure = np.clip(chance, 1e-9, 1 - 1e-9)
    loss = -(passed * np.log(sure) + (1 - passed) * np.log(1 - sure))
    zeros = np.zeros(len(chance), np.int64)
    missed = (chance - passed) ** 2
    yield "score", sums_by(zeros, passed, chance, loss, missed, chance * (1 - chance))
    level = np.digitize(chance, LEVELS) - 1
    yield "levels", sums_by(level, passed, chance)
    yield "score_days", sums_by(tests.day, passed - chance)
    yield "cells", sums_by(_cell(tests), passed, chance)
    yield "chances", sums_by(_level_key(chance), passed)


def _level_key(chance: Floats) -> Ints:
    """Return keys that tell chances apart; fewer where there are many tests.

    Tests with equal keys are ties: 2**-52 is as fine as such a number can be.
    """
    import numpy as np

    fine = np.floor(chance * 2.0**52).astype(np.int64)
    return _coarse(fine) if len(chance) > MANY_TESTS else fine


def _coarse(keys: Ints) -> Ints:
    return keys >> 35 << 35


def _cell(tests: Scored) -> Ints:
    """Return the cell of a test, by gap, number of days and lapses.

    Source:
        The steps of RMSE(bins) are those of fsrs-optimizer.
    """
    import numpy as np

    gap = _power(tests.nights, 3.62)
    days = _power(tests.days_before + 1, 1.89)
    lapses = np.where(tests.lapses > 0, _power(np.maximum(tests.lapses, 1), 1.73), -1)
    cell: Ints = (gap << 20) + (days << 10) + lapses + 1
    return cell


def _power(count: Ints, base: float) -> Ints:
    import numpy as np

    power = np.floor(np.log(count.astype(np.float64)) / math.log(base))
    return power.astype(np.int64)


def recent_tests(tally: Tally, since: int) -> Scored:
    """Return the tests of a study day and later, of the last `RECENT_DAYS`."""
    recent = tally.recent
    some = recent["test"] & (recent["day"] >= since)
    return Scored(
        day=recent["day"][some],
        passed=(recent["rating"][some] >= 2).astype(float),
        chance=recent["chance"][some],
        nights=recent["nights"][some],
        days_before=recent["days_before"][some],
        lapses=recent["lapses"][some],
    )


def median_of(values: Floats, weights: Floats) -> float:
    """Return the median of values that were met so many times each."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    total = reached[-1]
    places = np.searchsorted(reached, [(total - 1) // 2, total // 2], side="right")
    picked = values[order][places]
    return float((picked[0] + picked[1]) / 2)
