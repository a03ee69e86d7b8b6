"""On which days was something reviewed? Plain Python (M16)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from srs.core.day import day_of_number

Figures = dict[str, Any]


def streaks(days: Iterable[int], today: int) -> Figures:
    """Return the runs of study days with reviews; one that ended yesterday runs on.

    Args:
        days: Study days with reviews, in days since 1970.
        today: The study day of now.
    """
    active = sorted(set(days))
    if not active:
        return {
            "current": 0,
            "longest": 0,
            "active_days": 0,
            "span_days": 0,
            "active_share": None,
            "active_last_30": 0,
        }
    runs = _runs(active)
    span = today - active[0] + 1
    return {
        "current": runs[-1] if active[-1] >= today - 1 else 0,
        "longest": max(runs),
        "active_days": len(active),
        "span_days": span,
        "active_share": len(active) / span,
        "active_last_30": sum(today - 30 <= day < today for day in active),
    }


def studied_lately(days: Iterable[int], today: int) -> int:
    """Return on how many of the last 30 study days, today among them, was studied.

    `active_last_30` is of the 30 days before today: those that are over.
    """
    return sum(today - 30 < day <= today for day in set(days))


def _runs(active: Sequence[int]) -> list[int]:
    """Return the lengths of the runs of days that follow each other."""
    runs = [1]
    for before, day in pairwise(active):
        if day == before + 1:
            runs[-1] += 1
        else:
            runs.append(1)
    return runs


def heat(counts: Mapping[int, int]) -> dict[str, int]:
    """Return the reviews of each study day that has some, by its date."""
    return {day_of_number(day).isoformat(): counts[day] for day in sorted(counts)}
