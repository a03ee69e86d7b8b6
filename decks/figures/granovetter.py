"""How many act in the end, for a given spread of personal thresholds?

Formula: the share acting is the lowest fixed point of x = F(x), F being the
distribution of thresholds; in the discrete case people join one after another.
Source: Granovetter, Threshold models of collective behavior, 1978,
http://www.jstor.org/stable/2778111
"""

from collections.abc import Iterable, Sequence
from statistics import NormalDist

MEAN_SHARE = 0.25


def joiners(thresholds: Iterable[int]) -> int:
    """Return how many people act, each once as many as their threshold do."""
    count = 0
    for threshold in sorted(thresholds):
        if threshold > count:
            break
        count += 1
    return count


def equilibrium_share(sd_share: float, mean_share: float = MEAN_SHARE) -> float:
    """Return the share acting in the end when thresholds are normal."""
    distribution = NormalDist(mean_share, sd_share)
    share = 0.0
    for _ in range(20_000):
        following = distribution.cdf(share)
        if abs(following - share) < 1e-12:
            break
        share = following
    return share


def critical_sd() -> float:
    """Return the standard deviation at which the outcome jumps."""
    low, high = 0.10, 0.14
    while high - low > 1e-6:
        middle = (low + high) / 2
        if equilibrium_share(middle) > 0.5:
            high = middle
        else:
            low = middle
    return high


def chart() -> str:
    """Return the chart of the final share against the spread of thresholds."""
    rows = [
        (sd_thousandths / 1000, equilibrium_share(sd_thousandths / 1000))
        for sd_thousandths in range(80, 181, 5)
    ]
    return _body(
        "Final share acting when thresholds are normal with mean 0.25",
        "standard deviation of thresholds (share)",
        "people acting (share)",
        ("sd", "acting"),
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
