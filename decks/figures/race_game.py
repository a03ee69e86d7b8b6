"""When does a lab in a race pay for safety, and what does a contract change?

Model: n labs share a prize V in proportion to their speed; a careful lab runs at
speed 1 - tax, and each careless lab adds a risk r of a loss D that hits every lab.
The game form (pay or skimp) follows Armstrong, Bostrom and Shulman, Racing to the
precipice, 2016, https://doi.org/10.1007/s00146-015-0590-y; the contract and its
bonus follow Tabarrok, 2013,
https://marginalrevolution.com/marginalrevolution/2013/08/a-test-of-dominant-assurance-contracts.html;
the numbers are a toy of ours.
"""

from collections.abc import Callable, Iterable, Sequence

LABS = 4
PRIZE = 100.0
SPEED_TAX = 0.2
RISK_PER_CARELESS_LAB = 0.1

Payoff = Callable[[bool, int, float], float]


def race_payoff(careful: bool, careful_others: int, loss: float) -> float:
    """Return a lab's payoff from the prize it can expect and the risk it bears."""
    careful_labs = careful_others + careful
    speed = 1 - SPEED_TAX if careful else 1.0
    total_speed = careful_labs * (1 - SPEED_TAX) + LABS - careful_labs
    return PRIZE * speed / total_speed - loss_expected(careful_labs, loss)


def loss_expected(careful_labs: int, loss: float) -> float:
    """Return the loss that each lab must expect."""
    return RISK_PER_CARELESS_LAB * (LABS - careful_labs) * loss


def prize_lost(careful_others: int) -> float:
    """Return the part of the prize that a lab gives up by paying the tax."""
    return race_payoff(False, careful_others, 0) - race_payoff(True, careful_others, 0)


def gain_from_care(careful_others: int, loss: float) -> float:
    """Return what a lab gains by paying the tax, given how many others do."""
    careful = race_payoff(True, careful_others, loss)
    return careful - race_payoff(False, careful_others, loss)


def indifferent_loss(careful_others: int) -> float:
    """Return the common loss at which paying the tax neither gains nor costs."""
    return prize_lost(careful_others) / RISK_PER_CARELESS_LAB


def contract_payoff(signs: bool, signing_others: int, loss: float) -> float:
    """Return a lab's payoff if all pay the tax once all sign, and none before."""
    binds = signs and signing_others == LABS - 1
    return race_payoff(binds, LABS - 1 if binds else 0, loss)


def bonus_payoff(signs: bool, signing_others: int, loss: float) -> float:
    """Return the contract's payoff with a bonus of 1 to signers if it fails."""
    failed = signing_others < LABS - 1
    return contract_payoff(signs, signing_others, loss) + (signs and failed)


def equilibria(payoff: Payoff, loss: float) -> list[int]:
    """Return the numbers of cooperating labs from which no lab gains by moving."""
    return [count for count in range(LABS + 1) if _is_stable(payoff, count, loss)]


def _is_stable(payoff: Payoff, count: int, loss: float) -> bool:
    in_stays = count == 0 or (
        payoff(True, count - 1, loss) >= payoff(False, count - 1, loss)
    )
    out_stays = count == LABS or payoff(False, count, loss) >= payoff(True, count, loss)
    return in_stays and out_stays


def chart() -> str:
    """Return the chart of the gain from paying the tax against the common loss."""
    rows = [
        (loss, gain_from_care(0, loss), gain_from_care(LABS - 1, loss))
        for loss in range(0, 101, 5)
    ]
    return _body(
        "Gain from paying the safety tax in a race of four labs",
        "common loss (payoff units)",
        "gain from paying (payoff units)",
        ("loss", "paying alone", "joining three payers"),
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
