"""How large is the sure loss that incoherent degrees of belief allow?

Model: the agent takes either side of a bet of stake 1 at its own degree of belief.
Formulas: for an event and its opposite the bookmaker takes the side of both bets that
pays, which leaves |a + b - 1| in every world; for a conjunction held likelier than
one of its parts the gap between the two is lost in every world.
Source: Ramsey 1926, quoted by Rabinowicz, Levi on money pumps and diachronic Dutch
books, https://docslib.org/doc/13748788/levi-on-money-pumps-and-diachronic-dutch-books
"""

BELIEFS_IN_RAIN = (0.4, 0.6)


def loss_from_opposites(belief: float, in_opposite: float) -> float:
    """Return the sure loss from bets on an event and on its opposite."""
    return abs(belief + in_opposite - 1)


def loss_from_conjunction(belief: float, in_conjunction: float) -> float:
    """Return the sure loss from ranking a conjunction above one of its parts.

    The agent buys the bet on the conjunction and sells the bet on the part. Where both
    pay they cancel; where only the part pays the agent loses still more.
    """
    return max(0.0, in_conjunction - belief)


def result_with_spread(buys_at: float, sells_at: float) -> tuple[float, float]:
    """Return what an agent with a spread gains who buys, or sells, both bets."""
    return 1 - 2 * buys_at, 2 * sells_at - 1


def chart() -> str:
    """Return the chart of the sure loss against the belief in no rain."""
    head = (
        "title: Sure loss from bets on rain and on no rain",
        "x: belief in no rain (0 to 1)",
        "y: sure loss (stakes)",
        "",
        ",".join(("no rain", *(f"rain {belief:g}" for belief in BELIEFS_IN_RAIN))),
    )
    rows = (
        (tenth / 10, *(loss_from_opposites(b, tenth / 10) for b in BELIEFS_IN_RAIN))
        for tenth in range(11)
    )
    # Twelve decimals turn the float's tail at the coherent point into a zero.
    return "\n".join(
        (*head, *(",".join(f"{round(v, 12):.4g}" for v in row) for row in rows))
    )


if __name__ == "__main__":
    print(chart())
