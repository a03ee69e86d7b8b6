"""Can a model fit its data at once and generalise much later?

Model, trained here for real: a two-layer diagonal linear network
f(x) = sum of (u_i^2 - v_i^2) x_i on 64 examples of 80 signs whose label is the
majority of the first three. Full-batch gradient descent on the logistic loss, all
u_i = v_i = 8 at the start, weight decay 0.15 (or none). The large start lets the
network fit by small changes everywhere; decay then drives it to the few weights that
matter. Accuracy on 200 fresh examples is the test curve; a tie counts as half.
The chart is the run of seed 7. Of the seeds 0 to 9 all show the plateau and the rise;
nine reach full test accuracy within the steps shown, seed 5 reaches 0.985.
Source: Lyu, Jin, Li, Du, Lee and Hu, Dichotomy of early and late phase implicit
biases can provably induce grokking, 2023, https://arxiv.org/abs/2311.18817
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

INPUTS, EXAMPLES, TESTS = 80, 64, 200
FIRST_WEIGHT, STEP_SIZE, DECAY = 8.0, 0.05, 0.15
LAST_STEP, SHOWN_EVERY = 1000, 40
SEED = 7

Vectors = list[list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Shares of right answers after a number of steps."""

    step: int
    train: float
    test: float


@cache
def run(decay: float, seed: int = SEED) -> tuple[Accuracy, ...]:
    """Return the accuracies of one training run, every `SHOWN_EVERY` steps."""
    chance = random.Random(seed)  # noqa: S311 - no secret, a repeatable draw
    train, test = _signed(chance, EXAMPLES), _signed(chance, TESTS)
    return tuple(
        Accuracy(step=step, train=_accuracy(train, w), test=_accuracy(test, w))
        for step, w in enumerate(_descent(train, decay))
        if step % SHOWN_EVERY == 0
    )


def first_step(accuracies: Sequence[float], level: float) -> int:
    """Return the first shown step at which an accuracy reaches a level."""
    reached = next(i for i, accuracy in enumerate(accuracies) if accuracy >= level)
    return reached * SHOWN_EVERY


def chart() -> str:
    """Return the chart of both curves, and of the test curve without decay."""
    head = (
        "title: Grokking in a diagonal linear network",
        "x: training steps (count)",
        "y: accuracy (0 to 1)",
        "",
        "steps,train,test,test without decay",
    )
    rows = (
        (with_decay.step, with_decay.train, with_decay.test, without.test)
        for with_decay, without in zip(run(DECAY), run(0.0), strict=True)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


def _signed(chance: random.Random, count: int) -> Vectors:
    """Return examples multiplied by their label: right answers are positive."""
    points = [
        [1.0 if chance.random() < 0.5 else -1.0 for _ in range(INPUTS)]
        for _ in range(count)
    ]
    return [[math.copysign(1.0, sum(x[:3])) * sign for sign in x] for x in points]


def _descent(examples: Vectors, decay: float) -> Iterator[list[float]]:
    """Yield the weights u^2 - v^2 at the start and after each step."""
    columns = list(zip(*examples, strict=True))
    u, v = [FIRST_WEIGHT] * INPUTS, [FIRST_WEIGHT] * INPUTS
    kept = 1 - STEP_SIZE * decay
    for _ in range(LAST_STEP + 1):
        weights = [a * a - b * b for a, b in zip(u, v, strict=True)]
        yield weights
        errors = [
            1 / (1 + math.exp(sum(map(mul, x, weights)))) / EXAMPLES for x in examples
        ]
        pulls = [2 * STEP_SIZE * sum(map(mul, errors, column)) for column in columns]
        u = [a * (kept + pull) for a, pull in zip(u, pulls, strict=True)]
        v = [b * (kept - pull) for b, pull in zip(v, pulls, strict=True)]


def _accuracy(examples: Vectors, weights: Sequence[float]) -> float:
    """Return the share of examples answered right, a tie counting as half."""
    margins = [sum(map(mul, x, weights)) for x in examples]
    right = sum(margin > 0 for margin in margins)
    ties = sum(margin == 0 for margin in margins)
    return float(right + ties / 2) / len(examples)


if __name__ == "__main__":
    print(chart())
