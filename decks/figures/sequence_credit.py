"""Does an unrewarded behaviour rise with the rewarded one it comes along with?

Formula: gradient ascent on the expected reward of a softmax policy, for each outcome
i: d theta_i = step p_i (r_i - mean reward). Only behaviour A is rewarded; B is not.
A joint policy chooses among "A and B", "A", "B" and "neither"; a factorised one
chooses A and B by separate parameters, so that B's gradient is zero.
Source of the update rule: Williams, Simple statistical gradient-following algorithms
for connectionist reinforcement learning, 1992, https://doi.org/10.1007/BF00992696;
the start (P(A) = 0.1, P(B) = 0.2, P(B | A) = 0.8) is ours.
"""

from collections.abc import Iterable, Sequence
from math import exp, log

START = (0.08, 0.02, 0.12, 0.78)
REWARDS = (1.0, 1.0, 0.0, 0.0)
STEP_SIZE = 0.05
STEPS = 4000


def joint_b(steps: int) -> float:
    """Return P(B) of the joint policy after that many steps."""
    return _joint_path(steps)[-1]


def factorised_b() -> float:
    """Return P(B) of the factorised policy, which no step ever moves."""
    return START[0] + START[2]


def chart() -> str:
    """Return the chart of P(B) against the training step."""
    path = _joint_path(STEPS)
    rows = [(step, path[step], factorised_b()) for step in range(0, STEPS + 1, 250)]
    return _body(
        "Probability of the unrewarded behaviour B",
        "training step (count)",
        "P(B) (0 to 1)",
        ("step", "joint policy", "factorised policy"),
        rows,
    )


def _joint_path(steps: int) -> list[float]:
    weights = [log(share) for share in START]
    path = [START[0] + START[2]]
    for _ in range(steps):
        shares = _softmax(weights)
        mean = sum(p * r for p, r in zip(shares, REWARDS, strict=True))
        weights = [
            weight + STEP_SIZE * p * (r - mean)
            for weight, p, r in zip(weights, shares, REWARDS, strict=True)
        ]
        shares = _softmax(weights)
        path.append(shares[0] + shares[2])
    return path


def _softmax(weights: Sequence[float]) -> list[float]:
    largest = max(weights)
    powers = [exp(weight - largest) for weight in weights]
    return [power / sum(powers) for power in powers]


def _body(
    title: str, x: str, y: str, header: Sequence[str], rows: Iterable[Sequence[float]]
) -> str:
    lines = [f"title: {title}", f"x: {x}", f"y: {y}", "", ",".join(header)]
    lines += [",".join(f"{round(cell, 4):.4g}" for cell in row) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(chart())
