"""When can a favourable recessive grow in spite of a steady loss?

Model: the recursion of a favourable recessive allele (fitness 1 + s with two copies, 1
otherwise, random mating), after which each copy is lost with probability d a
generation, as weight decay shrinks each weight. While the allele is rare, selection
adds s*p**2 and the loss takes d*p, so it grows only above about p = d/s. At any
frequency selection adds at most s * p**2 * (1 - p), so growth needs
p * (1 - p) > d/s; as p * (1 - p) <= 1/4, the allele never grows if d > s/4.

Source of the recursion: Carr, Rare allele under positive selection,
https://www.mun.ca/biology/scarr/q_under_positive_directional_selection_2.html
"""

ADVANTAGE = 0.1
LOSS = 0.001


def next_frequency(p: float, s: float, d: float) -> float:
    """Return the recessive allele's frequency one generation later."""
    return (p + s * p * p) / (1 + s * p * p) * (1 - d)


def frequencies(p: float, s: float, d: float, generations: int) -> list[float]:
    """Return the frequencies in generations 0 to `generations`."""
    course = [p]
    for _ in range(generations):
        course.append(next_frequency(course[-1], s, d))
    return course


def rough_threshold(s: float, d: float) -> float:
    """Return about which frequency a rare recessive must pass to grow."""
    return d / s


def chart() -> str:
    """Return the chart of three starts around the threshold of 0.01."""
    starts = (0.008, 0.012, 0.02)
    found = [frequencies(start, ADVANTAGE, LOSS, 3000) for start in starts]
    head = (
        f"title: A recessive with a steady loss, s = {ADVANTAGE}, d = {LOSS}",
        "x: time (generations)",
        "y: frequency (0 to 1)",
        "",
        "generation,from 0.008,from 0.012,from 0.02",
    )
    rows = ((t, *(course[t] for course in found)) for t in range(0, 3001, 125))
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
