"""How long do recalls last, the more there are of them? (M7, M8, M9)."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from srs.stats.arrays import Floats, Sums, median
from srs.stats.curve import Curve, curve
from srs.stats.state import Standing
from srs.stats.tally import LONGEST_ROW, RUNGS, STAIRS, held, median_of

Figures = dict[str, Any]
LEAST_TESTS = 50
"""A rung needs so many tests."""
SUPPORT = 1.9207294
"""Half the 95 % quantile of chi-squared with one degree of freedom."""
NEAR = 0.3
"""So far, in logarithms of days, is what was known before to be believed."""
LOWEST, HIGHEST = math.log(1e-3), math.log(36500.0)
LEAST_LOG, MOST_LOG = math.log(1e-9), math.log1p(-1e-9)
"""No chance of recall is believed to be nearer to 0 or 1."""
PROVEN = (1, 3, 7, 14, 21, 30, 60, 90, 180, 365)


def ladder(now: Standing) -> Figures:
    """Return how long a memory lasts after so many passed tests in a row.

    Only outcomes and the shape of the forgetting curve enter, no scheduling state.
    """
    model = curve(now.inputs.weights[:1])
    found = rungs(now.tally.sums, model, known=now.yesterday.rungs)
    return {"rungs": found, "compound_rate": _rate(found), **_growth(now)}


def rungs(
    sums: Mapping[str, Sums], model: Curve, *, known: Sequence[Figures] = ()
) -> list[Figures]:
    """Return each rung of the ladder that has enough tests.

    Args:
        sums: What the tests add up to.
        model: For the shape of the forgetting curve.
        known: The rungs of an earlier look; one without a new test stays as it was.
    """
    found: list[Figures] = []
    for row in range(RUNGS):
        tests, passed, logs = sums["rungs"].of(row).tolist()
        if tests < LEAST_TESTS:
            break
        before = known[row] if row < len(known) else None
        if before is not None and before["tests"] == tests:
            found.append(before)
            continue
        gaps, passes, fails = held(sums["held"], row)
        near = None if before is None else before["S"]
        days, low, high = lasting(model, gaps, passes, fails, near=near)
        found.append(
            {
                "passed_before": row,
                "tests": int(tests),
                "recall": passed / tests,
                "median_gap_days": median_of(gaps, passes + fails),
                "S": days,
                "lo": low,
                "hi": high,
                "model_S_geomean": math.exp(logs / tests),
            }
        )
    return found


def _rate(found: list[Figures]) -> float | None:
    """Return by how much one more recall in a row multiplies how long a card lasts."""
    if len(found) < 2:
        return None
    return float((found[-1]["S"] / found[0]["S"]) ** (1 / (len(found) - 1)))


def _growth(now: Standing) -> Figures:
    tests, passed, grown, grown_passed = now.tally.sums["growth"].of(0).tolist()
    return {
        "model_growth_per_pass": math.exp(grown_passed / passed) if passed else None,
        "model_growth_per_test": math.exp(grown / tests) if tests else None,
    }


def lasting(
    model: Curve,
    gaps: Floats,
    passes: Floats,
    fails: Floats,
    *,
    near: float | None = None,
) -> tuple[float, float | None, float | None]:
    """Return the likeliest stability in days, and the ends of its 95 % interval.

    Args:
        model: For the shape of the forgetting curve.
        gaps: Days before tests.
        passes: How many tests with each gap were passed.
        fails: How many were not.
        near: About what it was before; it only saves time.

    Returns:
        An end that lies beyond 0.001 or 36500 days is None.
    """
    import numpy as np

    won, lost = passes > 0, fails > 0
    won_gaps, lost_gaps, passes, fails = gaps[won], gaps[lost], passes[won], fails[lost]

    def loss(log_days: float) -> float:
        # log1p and expm1 are several times slower, and no better where chance is cut.
        days = np.asarray(math.exp(log_days))
        hope = np.clip(model.log_recall(won_gaps, days), LEAST_LOG, MOST_LOG)
        fear = np.clip(model.log_recall(lost_gaps, days), LEAST_LOG, MOST_LOG)
        return -float(passes @ hope + fails @ np.log(1.0 - np.exp(fear)))

    start = _valley(loss) if near is None else math.log(near)
    best, bend = _lowest(loss, start)
    if near is not None and abs(best - start) > NEAR:
        best, bend = _lowest(loss, _valley(loss))
    least = loss(best)
    width = math.sqrt(2 * SUPPORT / bend) if bend > 0 else 1.0
    low = _crossing(loss, best, -width, least)
    high = _crossing(loss, best, width, least)
    return math.exp(best), low, high


def _valley(value: Callable[[float], float]) -> float:
    """Return about where a function with one valley is lowest, by golden section."""
    golden = (math.sqrt(5) - 1) / 2
    low, high = LOWEST, HIGHEST
    one, two = high - golden * (high - low), low + golden * (high - low)
    at_one, at_two = value(one), value(two)
    while high - low > 0.2:
        if at_one < at_two:
            high, two, at_two = two, one, at_one
            one = high - golden * (high - low)
            at_one = value(one)
        else:
            low, one, at_one = one, two, at_two
            two = low + golden * (high - low)
            at_two = value(two)
    return (low + high) / 2


def _lowest(value: Callable[[float], float], start: float) -> tuple[float, float]:
    """Return where a function is lowest, near a place, and how it bends there."""
    best, bend = start, 0.0
    for width in (0.1, 0.02, 4e-3, 4e-3):
        left, here, right = (value(best + side * width) for side in (-1, 0, 1))
        bend = (left - 2 * here + right) / (width * width)
        if bend <= 0:
            break
        moved = (left - right) / (2 * width) / bend
        best = min(max(best + moved, LOWEST), HIGHEST)
        if abs(moved) < 1e-3 and width < 0.1:
            break  # the next step would be a millionth
    return best, bend


def _crossing(
    value: Callable[[float], float], inside: float, step: float, least: float
) -> float | None:
    """Return where a function rises by `SUPPORT`, as days; None if beyond the bounds.

    Args:
        value: The function.
        inside: Where it is lowest.
        step: Where to look first, from there.
        least: Its value there.
    """
    below, top = -SUPPORT, least + SUPPORT
    while True:
        outside = min(max(inside + step, LOWEST), HIGHEST)
        above = value(outside) - top
        if above > 0:
            break
        if outside in (LOWEST, HIGHEST):
            return None
        inside, below, step = outside, above, step * 2
    while abs(outside - inside) > 1e-8:
        middle = (inside * above - outside * below) / (above - below)
        if not min(inside, outside) < middle < max(inside, outside):
            middle = (inside + outside) / 2
        there = value(middle) - top
        if abs(there) < 1e-5:
            return math.exp(middle)
        if there > 0:
            outside, above, below = middle, there, below / 2
        else:
            inside, below, above = middle, there, above / 2
    return math.exp((inside + outside) / 2)


def staircase(now: Standing) -> Figures:
    """Return passed and all tests by recalls in a row and by gap: only counts."""
    found: Figures = {}
    sums = now.tally.sums["stairs"]
    for key, row in zip(sums.keys.tolist(), sums.values.tolist(), strict=True):
        in_a_row, band = divmod(key, LONGEST_ROW * 2)
        name = f"{STAIRS[band]:g}-{STAIRS[band + 1]:g}"
        found.setdefault(str(in_a_row), {})[name] = [int(row[1]), int(row[0])]
    return found


def proven(now: Standing) -> Figures:
    """Return the longest passed gaps since the last failed test, over the cards."""
    gaps = now.cards.proven[now.here]
    return {
        "median_days": median(gaps) if len(gaps) else None,
        "sum_days": float(gaps.sum()),
        "at_least": {str(days): int((gaps >= days).sum()) for days in PROVEN},
    }


def stability(now: Standing) -> Figures:
    """Return the middle of the stabilities at yesterday's end, and its doubling.

    How fast they double follows from how many new cards were added.
    """
    import numpy as np

    state = now.yesterday
    seen = state.cards.reviews > 0
    values = state.cards.stability[seen]
    if not len(values):
        return {"geomean_now": None, "median_now": None, "sum_now": None}
    return {
        "geomean_now": float(np.exp(np.log(values).mean())),
        "median_now": median(values),
        "sum_now": float(values.sum()),
        **_doublings(now),
    }


def _doublings(now: Standing) -> Figures:
    """Return in how many days stabilities double; None for a part of the past.

    The sums of a part know nothing of the cards that were met before it.
    """
    import numpy as np

    sums = now.yesterday.tally.sums["days"]
    if now.inputs.since is not None or not len(sums.keys):
        return dict.fromkeys(("doubling_days_geomean_90d", "doubling_days_sum_90d"))
    count, logs, total = (np.cumsum(sums.values[:, at]) for at in (8, 9, 10))
    days = np.arange(max(int(sums.keys[0]), now.today - 90), now.today)
    place = np.searchsorted(sums.keys, days, side="right") - 1
    return {
        "doubling_days_geomean_90d": _doubling(days, logs[place] / count[place]),
        "doubling_days_sum_90d": _doubling(days, np.log(total[place])),
    }


def _doubling(days: Floats, logs: Floats) -> float | None:
    """Return in how many days something doubles; None when it does not grow."""
    x = days - days.mean()
    spread = float((x * x).sum())
    slope = float((x * logs).sum()) / math.log(2) / spread if spread else 0.0
    return 1 / slope if slope > 0 else None
