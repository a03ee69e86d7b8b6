"""At what frequency do mutation and selection hold a harmful allele?

Model: one locus, random mating, no chance. Fitness 1 without the harmful allele,
1 - h*s with one copy, 1 - s with two; each normal copy turns harmful with
probability u a generation. Balance at about sqrt(u / s) for a recessive allele
(h = 0), at about u / (h*s) for one that is partly dominant.

Source of the balance formulas: Carr, Mutation/selection derivation,
https://mun.ca/biology/scarr/Biol4250_Mutation_Selection_derivation.html
"""

MUTATION = 1e-4
SELECTION = 0.1


def next_frequency(q: float, u: float, s: float, h: float) -> float:
    """Return the harmful allele's frequency one generation later."""
    p = 1 - q
    mean_fitness = 1 - 2 * p * q * h * s - q * q * s
    normal = p * (p + q * (1 - h * s)) / mean_fitness
    return 1 - normal * (1 - u)


def frequency_after(
    generations: int, q: float, u: float = 0.0, s: float = 1.0, h: float = 0.0
) -> float:
    """Return the harmful allele's frequency after some generations."""
    for _ in range(generations):
        q = next_frequency(q, u, s, h)
    return q


def recessive_balance(u: float, s: float) -> float:
    """Return the frequency at which a fully recessive harmful allele settles."""
    return float((u / s) ** 0.5)


def partial_balance(u: float, s: float, h: float) -> float:
    """Return where a partly dominant harmful allele settles, to first order."""
    return u / (h * s)


def hidden_share(q: float) -> float:
    """Return the share of a recessive's copies that sit in heterozygotes."""
    in_heterozygotes = q * (1 - q)
    in_homozygotes = q * q
    return in_heterozygotes / (in_heterozygotes + in_homozygotes)


def generations_to_halve(q: float) -> int:
    """Return how long a recessive lethal takes to halve without mutation."""
    start, count = q, 0
    # The closed form q / (1 + t*q) reaches a half at t = 1/q exactly; the margin
    # keeps rounding errors from adding a generation.
    while q > start / 2 * (1 + 1e-9):
        q, count = next_frequency(q, 0.0, 1.0, 0.0), count + 1
    return count


def chart() -> str:
    """Return the chart of three courses towards the balance."""
    courses = ((0.1, 0.0), (0.0, 0.0), (0.1, 0.5))
    head = (
        "title: Mutation against selection, u = 0.0001, s = 0.1",
        "x: time (generations)",
        "y: frequency of the harmful allele (0 to 1)",
        "",
        "generation,h = 0 from 0.1,h = 0 from 0,h = 0.5 from 0.1",
    )
    rows: list[tuple[float, ...]] = [(0, *(q for q, _ in courses))]
    for time in range(50, 1001, 50):
        ahead = (
            frequency_after(50, q, MUTATION, SELECTION, h)
            for q, (_, h) in zip(rows[-1][1:], courses, strict=True)
        )
        rows.append((time, *ahead))
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
