"""How many further learners does one learner bring in as the signal grows?

Formula: R(S) = N k f(S), f the density of normal thresholds; R is largest at the
peak of the density and falls below 1 only some way past it.
Source: the threshold model of Granovetter, 1978,
http://www.jstor.org/stable/2778111, with a signal in place of a head count.
"""

from collections.abc import Iterable, Sequence
from math import log, sqrt
from statistics import NormalDist

PEOPLE = 300
SIGNAL_PER_LEARNER = 0.005
THRESHOLDS = NormalDist(1.0, 0.3)


def reproduction(signal: float) -> float:
    """Return how many further learners one new learner brings in."""
    return PEOPLE * SIGNAL_PER_LEARNER * THRESHOLDS.pdf(signal)


def peak() -> float:
    """Return the largest number of learners that one learner brings in."""
    return reproduction(THRESHOLDS.mean)


def last_growing_signal() -> float:
    """Return the signal past which a learner brings in fewer than one other."""
    return THRESHOLDS.mean + THRESHOLDS.stdev * sqrt(2 * log(peak()))


def passed_share(signal: float) -> float:
    """Return the share of people whose threshold lies below the signal."""
    return THRESHOLDS.cdf(signal)


def stalled_learners(start_signal: float) -> float:
    """Return the number of learners at which a cascade from this start ends."""
    count = 0.0
    for _ in range(20_000):
        signal = start_signal + SIGNAL_PER_LEARNER * count
        following = PEOPLE * THRESHOLDS.cdf(signal)
        if abs(following - count) < 1e-9:
            break
        count = following
    return count


def chart() -> str:
    """Return the chart of R and of the share reached against the signal."""
    rows = [
        (tenth / 10, reproduction(tenth / 10), passed_share(tenth / 10))
        for tenth in range(2, 19)
    ]
    return _body(
        "Learners brought in by one more learner",
        "signal (threshold units)",
        "R (people) and thresholds passed (share)",
        ("signal", "R", "passed"),
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
