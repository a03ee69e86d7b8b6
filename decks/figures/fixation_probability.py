"""How likely is one new favourable copy to take over, by its dominance?

Model: diffusion. With genotype fitness 1, 1 + h*s, 1 + s and N diploid individuals,
a copy that starts at frequency 1/(2N) is fixed with probability
I(1/(2N)) / I(1), where I(x) is the integral from 0 to x of
exp(-2*N*s * ((2*h - 1) * y * (1 - y) + y)) dy.

Source: Kimura, On the probability of fixation of mutant genes in a population,
1962, https://doi.org/10.1093/genetics/47.6.713
"""

import math

POPULATION = 10_000
ADVANTAGE = 0.05
DOMINANCES = (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)


def _integral(x: float, n: int, s: float, h: float, steps: int) -> float:
    """Return I(x) by Simpson's rule."""

    def density(y: float) -> float:
        return math.exp(-2 * n * s * ((2 * h - 1) * y * (1 - y) + y))

    width = x / steps
    odd = sum(density(i * width) for i in range(1, steps, 2))
    even = sum(density(i * width) for i in range(2, steps, 2))
    return width / 3 * (density(0) + 4 * odd + 2 * even + density(x))


def fixation_probability(n: int, s: float, h: float) -> float:
    """Return the chance that one new copy among `2n` is fixed.

    Args:
        n: Number of diploid individuals.
        s: Advantage of two copies, with `n * s` at most about 1,000.
        h: Dominance, 0 (recessive) to 1 (dominant).
    """
    start = 1 / (2 * n)
    return _integral(start, n, s, h, 20) / _integral(1, n, s, h, 10_000)


def neutral_probability(n: int) -> float:
    """Return the chance that a new copy without effect is fixed."""
    return 1 / (2 * n)


def chart() -> str:
    """Return the chart of the chance of fixation against dominance."""
    head = (
        f"title: Fate of one new favourable copy, N = {POPULATION:,}, s = {ADVANTAGE}",
        "x: dominance h (0 recessive to 1 dominant)",
        "y: probability of fixation (0 to 1)",
        "",
        "h,favourable copy,neutral copy",
    )
    rows = (
        (
            h,
            fixation_probability(POPULATION, ADVANTAGE, h),
            neutral_probability(POPULATION),
        )
        for h in DOMINANCES
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
