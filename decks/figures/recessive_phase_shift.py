"""How long does growth stay invisible: recessive allele against layered network?

Model: a favourable recessive allele grows as dp/dt = p**2 * (1 - p) (time in units of
1/s). A product of L equal weights, w = w_1 * ... * w_L, trained by gradient flow on
(1 - w)**2 / 2 grows as dw/dt = L * w**(2 - 2/L) * (1 - w). Two layers give the
logistic law of a haploid or additive allele; many layers approach the recessive law.

Source of the layered law: Saxe, McClelland, Ganguli, Exact solutions to the nonlinear
dynamics of learning in deep linear neural networks, 2013,
https://arxiv.org/abs/1312.6120
"""

from collections.abc import Callable

START = 0.01
END = 0.9


def recessive_speed(p: float) -> float:
    """Return dp/dt of a favourable recessive allele, in units of s."""
    return p * p * (1 - p)


def layered_speed(layers: int) -> Callable[[float], float]:
    """Return the function that gives dw/dt of a product of `layers` weights."""

    def speed(w: float) -> float:
        return float(layers * w ** (2 - 2 / layers) * (1 - w))

    return speed


def course(speed: Callable[[float], float], dt: float) -> list[float]:
    """Return the values from START to END in steps of `dt` (midpoint rule)."""
    values = [START]
    while values[-1] < END:
        x = values[-1]
        values.append(x + dt * speed(x + dt / 2 * speed(x)))
    return values


def share_below(values: list[float], level: float) -> float:
    """Return the share of the time that a rising course spends below a level."""
    return sum(value < level for value in values) / len(values)


def courses() -> tuple[list[float], list[float], list[float]]:
    """Return the courses of two layers, of five layers and of a recessive."""
    return (
        course(layered_speed(2), 0.001),
        course(layered_speed(5), 0.001),
        course(recessive_speed, 0.01),
    )


def chart() -> str:
    """Return the chart of the three courses, each over its own whole time."""
    found = courses()
    head = (
        "title: Growth from 0.01 to 0.9, each over its own time",
        "x: share of the time to 0.9 (%)",
        "y: size or frequency (0 to 1)",
        "",
        "time,two layers,five layers,recessive allele",
    )
    rows = (
        (percent, *(values[(len(values) - 1) * percent // 100] for values in found))
        for percent in range(0, 101, 5)
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
