"""Do the numbers on the cards of coordination.md follow from the models?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "coordination.md").read_text("utf-8")


def _load(name: str) -> ModuleType:
    """Return a script of `decks/figures/` as a module."""
    script = _DECKS / "figures" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"numbers_{name}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _part(phrase: str, marker: str) -> str:
    """Return a part of the one card that holds the phrase, without its chart."""
    text = re.sub(r"```chart\n.*?```\n", "", _DECK, flags=re.DOTALL)
    cards = re.split(r"\n(?=(?:[QTC]: |#))", text)
    (card,) = [card for card in cards if phrase in card and card[1:3] == ": "]
    parts = re.split(r"\n(?=[A-Z]: )", card)
    (part,) = [part for part in parts if part.startswith(f"{marker}: ")]
    return " ".join(part.split())


_TIME = _load("buying_time")
_TAX = _load("inference_tax")
_RACE = _load("race_game")

_NONE_PAYS = _RACE.race_payoff(False, 0, 20)
_ALL_PAY = _RACE.race_payoff(True, 3, 20)
_ALL_SIGN = _RACE.contract_payoff(True, 3, 20)
_ONE_REFUSES = _RACE.contract_payoff(False, 3, 20)

_NUMBERS = [
    (
        "With 10 years left and 300 equal researchers",
        "A",
        f"{_TIME.break_even_days(10, 300):.0f} days",
    ),
    (
        "The field of 2025 had about 1,100 people",
        "A",
        f"{24 * _TIME.break_even_days(5, 1100):.0f} hours",
    ),
    (
        "succeeds with a chance of 1 %",
        "A",
        f"{_TIME.break_even_days(10, 300, success=0.01) / 365.25:.1f} years",
    ),
    (
        "succeeds with a chance of 1 %",
        "X",
        f"{_TIME.break_even_days(10, 300):.0f} days",
    ),
    (
        "how long must a sure delay be",
        "A",
        f"{_TIME.discounted_break_even_days(10, 300, 0.2):.0f} days",
    ),
    (
        "how long must a sure delay be",
        "X",
        f"{_TIME.break_even_days(10, 300):.0f} days",
    ),
    ("Best-of-4 sampling is needed on 10 %", "A", f"{_TAX.tax_percent(4, 0.1):.0f} %"),
    ("Why is none careful alone", "A", f"{_RACE.prize_lost(0):.2f} of its share"),
    ("Why is none careful alone", "A", f"{_RACE.loss_expected(3, 20):.0f} of the loss"),
    ("above which common loss is care best", "A", f"{_RACE.indifferent_loss(3):.0f}"),
    (
        "above which common loss is care best",
        "X",
        f"{_NONE_PAYS:.0f} instead of {_ALL_PAY:.0f}",
    ),
    (
        "A pledge under which nobody pays",
        "X",
        f"{_ALL_SIGN:.0f} each, against {_ONE_REFUSES:.0f}",
    ),
    (
        "roughly what share of the first machine",
        "A",
        f"{100 * round(435 / 2198, 1):.0f} %",
    ),
]


@pytest.mark.parametrize(("phrase", "marker", "value"), _NUMBERS)
def test_a_number_on_a_card_is_the_computed_one(
    phrase: str, marker: str, value: str
) -> None:
    """The computed value must stand in the part of the card that gives it."""
    found = re.search(
        rf"(?<![\d.,]){re.escape(value)}(?![\d]|[.,]\d)", _part(phrase, marker)
    )

    assert found, f"{value} is not in {_part(phrase, marker)!r}"


@pytest.mark.parametrize(
    ("loss", "stable_numbers"), [(20.0, [0]), (39.0, [0]), (45.0, [4]), (60.0, [4])]
)
def test_the_toy_race_changes_its_kind_with_the_stakes(
    loss: float, stable_numbers: list[int]
) -> None:
    """Nobody must pay below a loss of 39 and everybody above 45, as the deck says."""
    assert _RACE.equilibria(_RACE.race_payoff, loss) == stable_numbers


def test_a_bonus_leaves_signing_as_the_only_stable_outcome() -> None:
    """Refusal must stay stable under a plain contract, and not with a bonus."""
    plain = _RACE.equilibria(_RACE.contract_payoff, 20.0)
    with_bonus = _RACE.equilibria(_RACE.bonus_payoff, 20.0)

    assert (plain, with_bonus) == ([0, 1, 2, 4], [4])
