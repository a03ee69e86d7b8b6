"""What is an idea worth, by the week in which it arrives?

Formula: value v(t0) = sum over the weeks from t0 to the deadline of the number of
learners n; each week a tenth of those willing, N F(S0 + k n), learn it.
Source: the threshold model of Granovetter, 1978,
http://www.jstor.org/stable/2778111, run against a deadline; all settings are ours.
"""

from collections.abc import Iterable, Sequence
from math import exp
from statistics import NormalDist

PEOPLE = 300
SIGNAL_PER_LEARNER = 0.005
START_SIGNAL = 0.5
WEEKLY_UPTAKE = 0.1
DEADLINE_WEEK = 400
THRESHOLDS = NormalDist(1.0, 0.3)


def learner_weeks(arrival_week: int) -> float:
    """Return the learner-weeks of use that an idea gets before the deadline."""
    count = total = 0.0
    for _ in range(arrival_week, DEADLINE_WEEK):
        signal = START_SIGNAL + SIGNAL_PER_LEARNER * count
        count += WEEKLY_UPTAKE * (PEOPLE * THRESHOLDS.cdf(signal) - count)
        total += count
    return total


def kept_percent(arrival_week: int) -> float:
    """Return the value of an idea in percent of its value if it came in week 0."""
    return 100 * learner_weeks(arrival_week) / learner_weeks(0)


def linear_percent(arrival_week: int) -> float:
    """Return the share of the time to the deadline that is left, in percent."""
    return 100 * (DEADLINE_WEEK - arrival_week) / DEADLINE_WEEK


def discounted_percent(delay_years: float, discount_per_year: float) -> float:
    """Return what later work is worth in percent of the same work done now."""
    return 100 * exp(-discount_per_year * delay_years)


def chart() -> str:
    """Return the chart of the value kept against the week of arrival."""
    rows = [
        (week, kept_percent(week), linear_percent(week)) for week in range(0, 401, 25)
    ]
    return _body(
        "Value of an idea by its week of arrival",
        "week of arrival (week)",
        "value kept (% of week 0)",
        ("week", "threshold cascade", "time left"),
        rows,
    )


def _body(
    title: str, x: str, y: str, header: Sequence[str], rows: Iterable[Sequence[float]]
) -> str:
    lines = [f"title: {title}", f"x: {x}", f"y: {y}", "", ",".join(header)]
    lines += [",".join(f"{round(cell, 4):.4g}" for cell in row) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(chart())
