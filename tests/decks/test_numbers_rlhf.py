"""Do the numbers on the cards of rlhf.md follow from the models?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "rlhf.md").read_text("utf-8")


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


_GOLD = _load("overoptimisation")
_CREDIT = _load("sequence_credit")

_NUMBERS = [
    (
        "assign to best-of-$n$ sampling",
        "X",
        f"{_GOLD.best_of_n_kl_nats(4):.2f} nats",
    ),
    (
        "Where does a joint policy take",
        "Q",
        f"{_CREDIT.START[0] + _CREDIT.START[2]:.2f}",
    ),
    (
        "Where does a joint policy take",
        "Q",
        f"{_CREDIT.START[0] / (_CREDIT.START[0] + _CREDIT.START[1]):.2f} given A",
    ),
    (
        "Where does a joint policy take",
        "A",
        f"Close to {_CREDIT.joint_b(_CREDIT.STEPS):.0f}",
    ),
    ("Where does a joint policy take", "X", f"{_CREDIT.joint_b(_CREDIT.STEPS):.3f}"),
    (
        "Where does a joint policy take",
        "X",
        f"{_CREDIT.STEPS:,} steps of size {_CREDIT.STEP_SIZE}",
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


def test_the_peaks_stand_where_the_formulas_say() -> None:
    """The highest gold reward of the chart must lie at the peaks on the card."""
    distances = [step / 1000 for step in range(1, 20_001)]
    best_of_n = max(distances, key=lambda d: _GOLD.gold_best_of_n(d, 1.0, 0.1))
    learned = max(distances, key=lambda d: _GOLD.gold_rl(d, 1.0, 0.4))

    assert best_of_n == pytest.approx(_GOLD.peak_best_of_n(1.0, 0.1), abs=1e-3)
    assert learned == pytest.approx(_GOLD.peak_rl(1.0, 0.4), abs=1e-3)
