"""How far does a neutral allele ride with a favoured neighbour?

Model: two loci, one copy of each (haploid), no chance. The favoured A arises at
frequency 0.0001 on a chromosome that carries B; B stands at 0.20 elsewhere. Each
generation A multiplies by 1 + s, then the share c of chromosomes is recombined:
the association D = AB*ab - Ab*aB shrinks by c.

Source of the model: Maynard Smith, Haigh, The hitch-hiking effect of a favourable
gene, 1974, https://doi.org/10.1017/S0016672300014634
"""

from collections.abc import Iterator
from itertools import islice

ADVANTAGE = 0.1
START_A = 1e-4
START_B = 0.2


def sweep(c: float) -> Iterator[tuple[float, float]]:
    """Return the frequencies of A and B, generation by generation, without end."""
    both, only_a = START_A, 0.0
    only_b, neither = START_B * (1 - START_A), (1 - START_B) * (1 - START_A)
    while True:
        yield both + only_a, both + only_b
        total = 1 + ADVANTAGE * (both + only_a)
        both, only_a = (x * (1 + ADVANTAGE) / total for x in (both, only_a))
        only_b, neither = only_b / total, neither / total
        recombined = c * (both * neither - only_a * only_b)
        both, neither = both - recombined, neither - recombined
        only_a, only_b = only_a + recombined, only_b + recombined


def final_frequency(c: float) -> float:
    """Return the frequency of B once A is fixed, at recombination rate `c`."""
    _, b = next(islice(sweep(c), 400, None))
    return b


def chart() -> str:
    """Return the chart of A and of B at three recombination rates."""
    courses = [list(islice(sweep(c), 201)) for c in (0.0, 0.01, 0.5)]
    head = (
        "title: A neutral allele B rides with a favoured A, s = 0.1",
        "x: time (generations)",
        "y: frequency (0 to 1)",
        "",
        "generation,A,B at c = 0,B at c = 0.01,B at c = 0.5",
    )
    rows = (
        (t, courses[0][t][0], *(course[t][1] for course in courses))
        for t in range(0, 201, 10)
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
