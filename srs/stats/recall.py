"""What share of tests was passed, and what had the model said? (M1)."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from srs.core.day import day_of_number
from srs.stats.arrays import Sums
from srs.stats.state import Standing

Z95 = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""
CLUSTERED_DAYS = 10
"""From so many study days on, the interval allows for days that differ."""
CLASSES = ("new", "young", "mature")
Figures = dict[str, Any]


def wilson(passed: float, total: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; the total is above 0."""
    share, z2 = passed / total, Z95 * Z95
    scale = 1 + z2 / total
    middle = (share + z2 / (2 * total)) / scale
    spread = share * (1 - share) / total + z2 / (4 * total * total)
    half = Z95 / scale * math.sqrt(spread)
    return max(0.0, middle - half), min(1.0, middle + half)


Day = tuple[float, float, float]
"""Of one study day: tests, passed, and what the model had said."""


def rate(days: Iterable[Day]) -> Figures:
    """Return the share of tests passed, with its interval and what was expected.

    Args:
        days: Each study day that has tests.
    """
    some = [one for one in days if one[0]]
    total, passed = sum(one[0] for one in some), sum(one[1] for one in some)
    if not total:
        return {"passed": 0, "total": 0, "rate": None}
    share = passed / total
    low, high = wilson(passed, total)
    found: Figures = {
        "passed": int(passed),
        "total": int(total),
        "rate": share,
        "lo": low,
        "hi": high,
        "predicted": math.fsum(one[2] for one in some) / total,
    }
    count = len(some)
    if count >= CLUSTERED_DAYS and 0 < share < 1:
        off = math.fsum((one[1] - one[0] * share) ** 2 for one in some)
        effect = max(1.0, count / (count - 1) * off / (total * share * (1 - share)))
        low, high = wilson(share * total / effect, total / effect)
        found |= {"days": count, "deff": effect, "lo_day": low, "hi_day": high}
    return found


class Tests:
    """Tests by study day and class."""

    def __init__(self, sums: Sums) -> None:
        self.by_day: dict[int, list[float]] = {}
        self.by_class: dict[int, dict[int, Day]] = {0: {}, 1: {}, 2: {}}
        for key, row in zip(sums.keys.tolist(), sums.values.tolist(), strict=True):
            day, kind = divmod(key, 3)
            self.by_class[kind][day] = (row[0], row[1], row[2])
            known = self.by_day.setdefault(day, [0.0, 0.0, 0.0])
            for place in range(3):
                known[place] += row[place]

    def between(self, first: int, last: int) -> list[Day]:
        """Return the days from one study day to another."""
        return [
            (row[0], row[1], row[2])
            for day, row in self.by_day.items()
            if first <= day <= last
        ]

    def grouped(self, by_month: bool) -> dict[str, list[Day]]:
        """Return the days by ISO week or by month, in their order."""
        found: dict[str, list[Day]] = {}
        for day in sorted(self.by_day):
            row = self.by_day[day]
            name = (month_name if by_month else week_name)(day_of_number(day))
            found.setdefault(name, []).append((row[0], row[1], row[2]))
        return found


def week_name(day: date) -> str:
    """Return the ISO week of a day: `2024-W35`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_name(day: date) -> str:
    """Return the month of a day: `2024-08`."""
    return f"{day.year:04d}-{day.month:02d}"


def retention(now: Standing) -> Figures:
    """Return true retention over all windows, by class, by week and by month."""
    tests = Tests(now.tally.sums["classes"])
    today = now.today
    found: Figures = {"all": rate(tests.between(-(10**9), 10**9))}
    for kind, name in enumerate(CLASSES):
        found[name] = rate(tests.by_class[kind].values())
    for name, first, last in (
        ("today", today, today),
        ("yesterday", today - 1, today - 1),
        ("last_7", today - 6, 10**9),
        ("last_30", today - 29, 10**9),
        ("last_365", today - 364, 10**9),
    ):
        found[name] = rate(tests.between(first, last))
    for name, by_month in (("by_week", False), ("by_month", True)):
        groups = sorted(tests.grouped(by_month).items())
        found[name] = {group: rate(days) for group, days in groups}
    return found
