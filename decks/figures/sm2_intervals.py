"""How do intervals grow under SM-2?

Formulas: I(1) = 1 day, I(2) = 6 days, I(n) = I(n - 1) * EF rounded up; after a grade
q of 0 to 5 the easiness changes by 0.1 - (5 - q) (0.08 + (5 - q) 0.02) and never
falls below 1.3; it starts at 2.5.
Source: Wozniak, SuperMemo 2 algorithm,
https://www.supermemo.com/en/archives1990-2015/english/ol/sm2
"""

import math

LOWEST_EASINESS = 1.3
FIRST_EASINESS = 2.5
REPETITIONS = 8


def interval_days(repetition: int, easiness: float) -> int:
    """Return the days that follow the given repetition, counted from 1."""
    if repetition == 1:
        return 1
    days = 6
    for _ in range(repetition - 2):
        # Nine decimals keep 6 * 2.5 from being rounded up to 16 by a float's tail.
        days = math.ceil(round(days * easiness, 9))
    return days


def next_easiness(easiness: float, grade: int) -> float:
    """Return the easiness after a repetition graded 0 to 5."""
    missing = 5 - grade
    return max(LOWEST_EASINESS, easiness + 0.1 - missing * (0.08 + missing * 0.02))


def chart() -> str:
    """Return the chart of intervals at the lowest and the first easiness."""
    head = (
        "title: Intervals under SM-2",
        "x: repetition (count)",
        "y: interval (days)",
        "",
        f"repetition,EF {LOWEST_EASINESS},EF {FIRST_EASINESS}",
    )
    rows = (
        (n, interval_days(n, LOWEST_EASINESS), interval_days(n, FIRST_EASINESS))
        for n in range(1, REPETITIONS + 1)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
