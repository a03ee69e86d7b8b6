"""Do the numbers on the cards of foundations.md follow from their scripts?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "foundations.md").read_text("utf-8")


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


_GOODHART = _load("regressional_goodhart")

_PROXY = "independent standard normals"

_NUMBERS = [
    (_PROXY, "A", f"{_GOODHART.expected_value(3, 1):g}"),
    (_PROXY, "X", f"{_GOODHART.expected_value(3, 2):g}"),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_card_gives_the_computed_number(
    phrase: str, marker: str, number: str
) -> None:
    """A number on a card must be the one that its script computes."""
    pattern = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"

    assert re.search(pattern, _part(phrase, marker)) is not None
