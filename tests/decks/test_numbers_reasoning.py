"""Do the numbers on the cards of reasoning.md follow from their scripts?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "reasoning.md").read_text("utf-8")


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


_PUMP = _load("money_pump")
_BOOK = _load("dutch_book")
_CROWD = _load("bystanders")

_ITEM, _MONEY = _PUMP.after_swaps(9, 1.0)
_LAST_ITEM, _FEES = _PUMP.looking_ahead()
_HELP = "Five bystanders help independently"

_NUMBERS = [
    ("pays 1 for each preferred swap", "A", f"{_ITEM} again, and {-_MONEY:g} paid"),
    (
        "A pump offers C for A",
        "A",
        f"At {_LAST_ITEM}, with {'no' if _FEES == 0 else 'a'} fee paid",
    ),
    ("Ben believes in rain", "A", f"{_BOOK.loss_from_opposites(0.6, 0.6):.1g}"),
    ("Someone puts", "A", f"{_BOOK.loss_from_conjunction(0.3, 0.4):.1g}"),
    ("for at most 0.3 each", "A", f"{_BOOK.result_with_spread(0.3, 0.7)[0]:.1g}"),
    (_HELP, "A", f"{_CROWD.chance_nobody_helps(5, _CROWD.RATE_OF_FIVE):.2f}"),
    (_HELP, "X", f"{_CROWD.chance_nobody_helps(1, _CROWD.RATE_ALONE):.2f}"),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_card_gives_the_computed_number(
    phrase: str, marker: str, number: str
) -> None:
    """A number on a card must be the one that its script computes."""
    pattern = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"

    assert re.search(pattern, _part(phrase, marker)) is not None


def test_a_spread_is_safe_on_both_sides() -> None:
    """An agent who buys at 0.3 and sells at 0.7 must gain on either side."""
    assert _BOOK.result_with_spread(0.3, 0.7) == pytest.approx((0.4, 0.4))


def test_a_conjunction_bet_loses_in_every_world() -> None:
    """Selling the part at 0.3 and buying the conjunction at 0.4 must always lose."""
    received, paid = 0.3, 0.4
    worlds = [(False, False), (True, False), (True, True)]
    results = [received - paid - part + both for part, both in worlds]

    assert max(results) == pytest.approx(-_BOOK.loss_from_conjunction(0.3, 0.4))
