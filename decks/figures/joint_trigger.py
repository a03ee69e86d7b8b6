"""How many tests does it take to see a fault that needs two rare conditions?

Model: in each test either condition holds with probability q, independently. A fault
of one condition shows with probability q, a fault that needs both with q * q, as a
recessive trait shows in q * q of individuals. n independent tests show it at least
once with probability 1 - (1 - rate) ** n.

Source of the recessive's share: Carr, Rare allele under positive selection,
https://www.mun.ca/biology/scarr/q_under_positive_directional_selection_2.html
"""

import math

RARITY = 0.001


def chance_seen(rate: float, tests: int) -> float:
    """Return the chance that at least one test shows the fault."""
    return -math.expm1(tests * math.log1p(-rate))


def chart() -> str:
    """Return the chart of the chance of detection against the number of tests."""
    head = (
        f"title: Chance that tests show a fault, conditions of rate {RARITY}",
        "x: tests (count)",
        "y: chance of at least one sighting (0 to 1)",
        "",
        "tests,needs one condition,needs two conditions",
    )
    rows = (
        (n, chance_seen(RARITY, n), chance_seen(RARITY**2, n))
        for n in range(0, 5001, 250)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
