"""What is the chance of recall as days pass, with reviews and without?

Model: FSRS-6 with its default parameters w0 to w20, each review rated Good, intervals
rounded to whole days for a desired retention of 0.9.
Formulas: R(t) = (1 + F t / S)^(-w20) with F = 0.9^(-1 / w20) - 1, so R(S) = 0.9;
first stability S = w2; after a success
S' = S (1 + e^w8 (11 - D) S^(-w9) (e^(w10 (1 - R)) - 1)).
Source: Ye and others, The Algorithm (FSRS-6),
https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
"""

import math
from dataclasses import dataclass

GOOD, EASY = 3, 4
W2, W4, W5, W7 = 2.3065, 6.4133, 0.8334, 0.001
W8, W9, W10, W20 = 1.8722, 0.1666, 0.796, 0.1542
FACTOR = 0.9 ** (-1 / W20) - 1
LAST_DAY = 58


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Stability in days and difficulty (1 to 10) right after a review."""

    stability: float
    difficulty: float


def recall(days: float, stability: float) -> float:
    """Return the chance of recall `days` after a review."""
    return float((1 + FACTOR * days / stability) ** -W20)


def first_state() -> State:
    """Return the state after a first review rated Good."""
    difficulty = min(10.0, max(1.0, _raw_difficulty(GOOD)))
    return State(stability=W2, difficulty=difficulty)


def after_good(state: State, days: float) -> State:
    """Return the state after a review rated Good, `days` after the last one."""
    forgotten = 1 - recall(days, state.stability)
    growth = (
        math.exp(W8)
        * (11 - state.difficulty)
        * state.stability**-W9
        * (math.exp(W10 * forgotten) - 1)
    )
    difficulty = W7 * _raw_difficulty(EASY) + (1 - W7) * state.difficulty
    return State(stability=state.stability * (1 + growth), difficulty=difficulty)


def review_days(last_day: int = LAST_DAY) -> list[int]:
    """Return the days of the reviews, from the first learning on day 0."""
    days, state = [0], first_state()
    while days[-1] + round(state.stability) <= last_day:
        interval = round(state.stability)
        days.append(days[-1] + interval)
        state = after_good(state, interval)
    return days


def recall_with_reviews(day: int) -> float:
    """Return the chance of recall on a day, just before a review if one is due."""
    state, last = first_state(), 0
    for review in review_days()[1:]:
        if review >= day:
            break
        state, last = after_good(state, review - last), review
    return recall(day - last, state.stability)


def chart() -> str:
    """Return the chart of recall over two months, with reviews and without."""
    head = (
        "title: Recall after learning once, FSRS-6 with default parameters",
        "x: time since learning (days)",
        "y: chance of recall (0 to 1)",
        "",
        "days,no review,reviewed when due",
    )
    rows = (
        (day, recall(day, W2), recall_with_reviews(day))
        for day in range(0, LAST_DAY + 1, 2)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


def _raw_difficulty(rating: int) -> float:
    """Return the difficulty of a first rating, before it is kept within 1 to 10."""
    return W4 - math.exp(W5 * (rating - 1)) + 1


if __name__ == "__main__":
    print(chart())
