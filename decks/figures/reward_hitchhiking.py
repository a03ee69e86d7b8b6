"""Does an unrewarded behaviour B rise with a rewarded behaviour A?

Model: a softmax policy over the outcomes (A and B, A alone, B alone, neither) with
reward 1 for A. At the start P(A) = 0.1, P(B) = 0.2 and P(B | A) = 0.8. Three updates
by exact policy gradient:

- joint: one logit an outcome, theta_i += step * p_i * (r_i - mean reward);
- natural: the same without the factor p_i, which keeps P(B | A);
- factorised: A and B have a logit each, so the reward for A leaves B's alone.

Source of the gradient: Sutton, Barto, Reinforcement learning, 2018, section 13.3,
http://incompleteideas.net/book/the-book-2nd.html
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice

START = (0.08, 0.02, 0.12, 0.78)
"""P(A and B), P(A alone), P(B alone), P(neither)."""
REWARD = (1.0, 1.0, 0.0, 0.0)
STEP = 0.05


def _softmax(logits: Sequence[float]) -> list[float]:
    """Return the probabilities that belong to the logits."""
    top = max(logits)
    weights = [math.exp(logit - top) for logit in logits]
    return [weight / sum(weights) for weight in weights]


def joint_policy(*, natural: bool = False) -> Iterator[tuple[float, float]]:
    """Return P(A) and P(B) of the joint policy, step by step, without end."""
    logits = [math.log(p) for p in START]
    while True:
        p = _softmax(logits)
        yield p[0] + p[1], p[0] + p[2]
        mean = sum(x * r for x, r in zip(p, REWARD, strict=True))
        for i, reward in enumerate(REWARD):
            logits[i] += STEP * (1.0 if natural else p[i]) * (reward - mean)


def factorised_policy() -> Iterator[tuple[float, float]]:
    """Return P(A) and P(B) when the two have separate logits, without end."""
    logit_a, p_b = math.log(0.1 / 0.9), START[0] + START[2]
    while True:
        p_a = 1 / (1 + math.exp(-logit_a))
        yield p_a, p_b
        logit_a += STEP * p_a * (1 - p_a)


def after(policy: Iterator[tuple[float, float]], steps: int) -> tuple[float, float]:
    """Return P(A) and P(B) after some steps."""
    return next(islice(policy, steps, None))


def chart() -> str:
    """Return the chart of P(A) and of P(B) under the three updates."""
    steps = range(0, 1001, 50)
    joint = list(islice(joint_policy(), 1001))
    natural = list(islice(joint_policy(natural=True), 1001))
    factorised = list(islice(factorised_policy(), 1001))
    head = (
        "title: Only A is rewarded; what happens to B?",
        "x: training (steps)",
        "y: probability (0 to 1)",
        "",
        "step,A joint,B joint,B natural gradient,B factorised",
    )
    rows = ((t, *joint[t], natural[t][1], factorised[t][1]) for t in steps)
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
