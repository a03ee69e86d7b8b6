"""How long a delay is worth as much as one's own research?

Formula: own research gives x n (work rate x, time left n), a delay m gives x m p
(p people), so delay wins if m p > n and breaks even at m = n / p. Corrections: divide
by the chance of success, multiply by those who share the credit, replace p by
p^alpha, or discount later work by exp(-d t).
Source: the argument as discussed under Larsen, Wasil and Jimenez, Instead of
technical research, more people should focus on buying time, 2022,
https://www.lesswrong.com/posts/BbM47qBPzdSRruY4z/
"""

import math
from collections.abc import Iterable, Sequence

DAYS_PER_YEAR = 365.25


def break_even_days(
    years_left: float,
    people: float,
    *,
    success: float = 1.0,
    own_productivity: float = 1.0,
    credit_sharers: float = 1.0,
    team_exponent: float = 1.0,
) -> float:
    """Return the delay in days that is worth one's own research until the end."""
    delay_years = years_left / math.pow(people, team_exponent)
    return DAYS_PER_YEAR * delay_years * own_productivity * credit_sharers / success


def discounted_break_even_days(
    years_left: float, people: float, discount_per_year: float
) -> float:
    """Return the break-even delay when work in t years is worth exp(-d t)."""
    late_worth = math.exp(-discount_per_year * years_left)
    own_work_years = (1 - late_worth) / discount_per_year
    return DAYS_PER_YEAR * own_work_years / (people * late_worth)


def chart() -> str:
    """Return the chart of the break-even delay against the size of the field."""
    rows = [
        (people, *(break_even_days(years, people) for years in (5, 10, 15)))
        for people in range(100, 1201, 100)
    ]
    return _body(
        "Delay worth as much as one's own research",
        "size of the field (people)",
        "break-even delay (days)",
        ("people", "5 years left", "10 years left", "15 years left"),
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
