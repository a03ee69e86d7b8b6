"""Where does an allele settle when the heterozygote is the fittest?

Model: one locus, random mating, no chance. Fitness 1 - s for AA, 1 for Aa, 1 - t for
aa. The allele a settles at s / (s + t), from any start between 0 and 1.

Source: Carr, Equilibrium allele frequency under heterozygote advantage,
https://mun.ca/biology/scarr/Heterozygote_advantage.html
"""


def next_frequency(q: float, s: float, t: float) -> float:
    """Return the frequency of the allele a one generation later."""
    p = 1 - q
    return q * (p + q * (1 - t)) / (1 - s * p * p - t * q * q)


def frequencies(q: float, s: float, t: float, generations: int) -> list[float]:
    """Return the frequencies in generations 0 to `generations`."""
    course = [q]
    for _ in range(generations):
        course.append(next_frequency(course[-1], s, t))
    return course


def equilibrium(s: float, t: float) -> float:
    """Return the frequency at which the allele a settles."""
    return s / (s + t)


def chart() -> str:
    """Return the chart of two starts that end at one frequency."""
    rare = frequencies(0.01, 0.15, 0.9, 40)
    common = frequencies(0.9, 0.15, 0.9, 40)
    head = (
        "title: Heterozygote advantage settles, AA loses 15 %, aa loses 90 %",
        "x: time (generations)",
        "y: frequency of the allele a (0 to 1)",
        "",
        "generation,rare at the start,common at the start",
    )
    rows = ((time, rare[time], common[time]) for time in range(0, 41, 2))
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
