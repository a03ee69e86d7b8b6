"""How does the true reward move as a proxy reward is pushed?

Formula, with d the square root of the KL divergence from the start (nats): best-of-n
gives d (alpha - beta d), peak at alpha / (2 beta); reinforcement learning gives
d (alpha - beta ln d), peak at exp(alpha / beta - 1). Best-of-n is taken to cost
ln n - (n - 1) / n nats. Source: Gao, Schulman and Hilton, Scaling laws for reward
model overoptimization, 2022, https://arxiv.org/abs/2210.10760; the coefficients of
the chart are made up to show the shapes. That the cost of best-of-n is an upper bound
is shown by Beirami et al., 2024, https://arxiv.org/abs/2401.01879.
"""

from collections.abc import Iterable, Sequence
from math import exp, log

ALPHA = 1.0
BETA_BEST_OF_N = 0.1
BETA_RL = 0.4


def gold_best_of_n(distance: float, alpha: float, beta: float) -> float:
    """Return the gold reward after best-of-n sampling."""
    return distance * (alpha - beta * distance)


def gold_rl(distance: float, alpha: float, beta: float) -> float:
    """Return the gold reward after reinforcement learning."""
    return distance * (alpha - beta * log(distance)) if distance > 0 else 0.0


def peak_best_of_n(alpha: float, beta: float) -> float:
    """Return the distance at which best-of-n reaches its highest gold reward."""
    return alpha / (2 * beta)


def peak_rl(alpha: float, beta: float) -> float:
    """Return the distance at which reinforcement learning does best."""
    return exp(alpha / beta - 1)


def best_of_n_kl_nats(samples: int) -> float:
    """Return the bound on the KL divergence that the best of n samples costs."""
    return log(samples) - (samples - 1) / samples


def chart() -> str:
    """Return the chart of the gold reward against the distance from the start."""
    rows = [
        (
            distance,
            gold_best_of_n(distance, ALPHA, BETA_BEST_OF_N),
            gold_rl(distance, ALPHA, BETA_RL),
        )
        for distance in (step / 2 for step in range(23))
    ]
    return _body(
        "Gold reward while a proxy is pushed (illustrative coefficients)",
        "square root of KL from the start (root nats)",
        "gold reward (reward units)",
        ("distance", "best of n", "RL"),
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
