"""From which starting signal does an idea run through a field?

Formula: the signal is S = S0 + k n, the number of learners n = N F(S), with F
normal; the cascade grows where R(S) = N k f(S) > 1. The tipping start S0* is the
one whose map n -> N F(S0 + k n) just touches the diagonal, where R = 1.
Source: the threshold model of Granovetter, 1978,
http://www.jstor.org/stable/2778111, with a signal in place of a head count.
"""

from collections.abc import Iterable, Sequence
from math import log, sqrt
from statistics import NormalDist

PEOPLE = 300
THRESHOLDS = NormalDist(1.0, 0.3)


def reproduction(signal: float, signal_per_learner: float) -> float:
    """Return R: how many further learners one new learner brings in."""
    return PEOPLE * signal_per_learner * THRESHOLDS.pdf(signal)


def learners(start_signal: float, signal_per_learner: float) -> float:
    """Return how many have learned the idea when the cascade has ended."""
    count = 0.0
    for _ in range(20_000):
        following = PEOPLE * THRESHOLDS.cdf(start_signal + signal_per_learner * count)
        if abs(following - count) < 1e-9:
            break
        count = following
    return count


def growth_band(signal_per_learner: float) -> tuple[float, float]:
    """Return the signals between which R exceeds 1."""
    peak = reproduction(THRESHOLDS.mean, signal_per_learner)
    if peak <= 1:
        raise ValueError("R never exceeds 1: no start tips this cascade")
    half_width = THRESHOLDS.stdev * sqrt(2 * log(peak))
    return THRESHOLDS.mean - half_width, THRESHOLDS.mean + half_width


def tipping_start(signal_per_learner: float) -> float:
    """Return the starting signal above which the cascade no longer stalls."""
    touching, _ = growth_band(signal_per_learner)
    return touching - signal_per_learner * PEOPLE * THRESHOLDS.cdf(touching)


def chart() -> str:
    """Return the chart of learners in the end against the starting signal."""
    rows = [
        (start / 100, *(learners(start / 100, k) for k in (0.004, 0.005, 0.008)))
        for start in range(30, 61, 2)
    ]
    return _body(
        "Learners in the end among 300 by starting signal",
        "starting signal (threshold units)",
        "learners (people)",
        ("start", "k = 0.004", "k = 0.005", "k = 0.008"),
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
