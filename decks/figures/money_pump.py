"""What does a trader with cyclic preferences lose?

Model: A is preferred to B, B to C and C to A. Each offer swaps the item held for the
preferred one at a fee; the trader who looks at one offer at a time accepts it. The
trader who looks ahead solves a chain of three offers backwards: C for A and B for C
without a fee, then A for B at a fee.
Source of the model: Gustafsson, Money-pump arguments, 2022,
https://doi.org/10.1017/9781108754750; the trader who looks ahead in Rabinowicz,
Levi on money pumps and diachronic Dutch books,
https://docslib.org/doc/13748788/levi-on-money-pumps-and-diachronic-dutch-books
"""

PREFERRED = {"B": "A", "C": "B", "A": "C"}
CHAIN = (("A", "C", 0.0), ("C", "B", 0.0), ("B", "A", 1.0))
FEES = (0.0, 0.5, 1.0)
SWAPS = 9


def after_swaps(swaps: int, fee: float, item: str = "A") -> tuple[str, float]:
    """Return the item held and the money gained after accepting every swap."""
    for _ in range(swaps):
        item = PREFERRED[item]
    return item, -fee * swaps


def looking_ahead(
    step: int = 0, item: str = "A", paid: float = 0.0
) -> tuple[str, float]:
    """Return the item and the fees of a trader who solves the chain backwards."""
    if step == len(CHAIN):
        return item, paid
    held, offered, fee = CHAIN[step]
    refused = looking_ahead(step + 1, item, paid)
    if item != held:
        return refused
    accepted = looking_ahead(step + 1, offered, paid + fee)
    if accepted[0] == refused[0]:
        return min(accepted, refused, key=lambda outcome: outcome[1])
    return accepted if PREFERRED[refused[0]] == accepted[0] else refused


def chart() -> str:
    """Return the chart of money against swaps for three fees."""
    head = (
        "title: Money of a trader who prefers A to B, B to C and C to A",
        "x: swaps accepted (count)",
        "y: money gained (fees of 1)",
        "",
        ",".join(("swaps", *(f"fee {fee:g}" for fee in FEES))),
    )
    rows = (
        (swaps, *(0.0 + after_swaps(swaps, fee)[1] for fee in FEES))
        for swaps in range(SWAPS + 1)
    )
    return "\n".join((*head, *(",".join(f"{v:.4g}" for v in row) for row in rows)))


if __name__ == "__main__":
    print(chart())
