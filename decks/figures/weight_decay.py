"""How fast does weight decay shrink a weight that no gradient holds up?

Formula: each step multiplies the weight by 1 - eta * lambda, with step size eta and
decay lambda, so half of it is gone after ln 2 / -ln(1 - eta * lambda) steps.
Source: Loshchilov and Hutter, Decoupled weight decay regularization, 2019,
https://arxiv.org/abs/1711.05101
"""

import math

STEP_SIZE = 0.001
DECAYS = (0.3, 1.0, 3.0)
LAST_STEP = 3000


def remaining(steps: int, decay: float, step_size: float = STEP_SIZE) -> float:
    """Return the share of a weight that is left without any gradient."""
    return float((1 - step_size * decay) ** steps)


def half_life_steps(decay: float, step_size: float = STEP_SIZE) -> float:
    """Return the steps after which half of an unused weight is gone."""
    return math.log(2) / -math.log1p(-step_size * decay)


def chart() -> str:
    """Return the chart of what is left of an unused weight."""
    head = (
        f"title: A weight without gradient under weight decay, step size {STEP_SIZE}",
        "x: training steps (count)",
        "y: share of the weight left (0 to 1)",
        "",
        ",".join(("steps", *(f"decay {decay:g}" for decay in DECAYS))),
    )
    rows = (
        (steps, *(remaining(steps, decay) for decay in DECAYS))
        for steps in range(0, LAST_STEP + 1, 200)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
