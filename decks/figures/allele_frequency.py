"""How fast does a favourable allele spread, dominant or recessive?

Model: one locus, random mating, no chance. Fitness 1 + s with two copies of the
favoured allele, 1 + h*s with one, 1 with none; h = 1 is dominant, h = 0 recessive.
p' = p * (p*W_AA + q*W_Aa) / W, with W the mean fitness and q = 1 - p.

Source of the recursion: Carr, Rare allele under positive selection,
https://www.mun.ca/biology/scarr/q_under_positive_directional_selection_2.html
"""

DOMINANT = 1.0
ADDITIVE = 0.5
RECESSIVE = 0.0


def next_frequency(p: float, s: float, h: float) -> float:
    """Return the favoured allele's frequency one generation later."""
    q = 1 - p
    mean_fitness = p * p * (1 + s) + 2 * p * q * (1 + h * s) + q * q
    return p * (p * (1 + s) + q * (1 + h * s)) / mean_fitness


def frequencies(p: float, s: float, h: float, generations: int) -> list[float]:
    """Return the frequencies in generations 0 to `generations`."""
    course = [p]
    for _ in range(generations):
        course.append(next_frequency(course[-1], s, h))
    return course


def generations_between(start: float, end: float, s: float, h: float) -> int:
    """Return how many generations lead from one frequency to a higher one."""
    p, count = start, 0
    while p < end:
        p, count = next_frequency(p, s, h), count + 1
    return count


def first_gain(p: float, s: float, h: float) -> float:
    """Return by how much the frequency rises in one generation."""
    return next_frequency(p, s, h) - p


def chart() -> str:
    """Return the chart of both courses from frequency 0.01 at s = 0.1."""
    dominant = frequencies(0.01, 0.1, DOMINANT, 1200)
    recessive = frequencies(0.01, 0.1, RECESSIVE, 1200)
    head = (
        "title: A favourable allele spreads, s = 0.1",
        "x: time (generations)",
        "y: frequency of the allele (0 to 1)",
        "",
        "generation,dominant,recessive",
    )
    rows = ((t, dominant[t], recessive[t]) for t in range(0, 1201, 50))
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
