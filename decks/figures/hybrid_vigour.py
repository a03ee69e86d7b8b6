"""How fit are the children and grandchildren of a cross between two lines?

Model (dominance account of heterosis): each line is fixed, independently at each of
n loci and with probability f, for a recessive allele that costs s when it stands
twice. Fitness is the product over loci. A first-generation hybrid suffers only where
both lines are fixed (probability f*f); a grandchild also at a quarter of the loci
where the lines differ. Since loci are independent, the expected fitness is
(1 - s * share of bad loci) ** n.

Source of the account: Whitlock, Ingvarsson, Hatfield, Local drift load and the
heterosis of interconnected populations, 2000,
https://doi.org/10.1046/j.1365-2540.2000.00693.x
"""

LOCI = 200
COST = 0.02


def _fitness(bad_share: float) -> float:
    """Return the expected fitness when a locus is bad with this probability."""
    return float((1 - COST * bad_share) ** LOCI)


def parent_fitness(fixed: float) -> float:
    """Return a line's expected fitness, `fixed` being the share f of bad loci."""
    return _fitness(fixed)


def first_generation_fitness(fixed: float) -> float:
    """Return the expected fitness of the hybrids."""
    return _fitness(fixed**2)


def second_generation_fitness(fixed: float) -> float:
    """Return the expected fitness of the hybrids' children."""
    return _fitness(fixed**2 + 2 * fixed * (1 - fixed) / 4)


def chart() -> str:
    """Return the chart of fitness against the share of bad loci."""
    head = (
        "title: Hybrid vigour by masking, 200 loci, 2 % loss at each bad one",
        "x: loci fixed for a harmful recessive in each line (%)",
        "y: expected fitness (1 is a line without faults)",
        "",
        "fixed,parents,hybrids (F1),their children (F2)",
    )
    rows = (
        (
            percent,
            parent_fitness(percent / 100),
            first_generation_fitness(percent / 100),
            second_generation_fitness(percent / 100),
        )
        for percent in range(0, 31, 3)
    )
    return "\n".join((*head, *(",".join(f"{v:.3g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
