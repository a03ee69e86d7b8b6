"""Do the numbers on the cards of networks.md follow from their scripts?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "networks.md").read_text("utf-8")


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


_DECAY = _load("weight_decay")
_GROK = _load("grokking")
_MATCH = _load("exact_match")

_WITH = _GROK.run(_GROK.DECAY)
_WITHOUT = _GROK.run(0.0)
_FITTED = _GROK.first_step([shown.train for shown in _WITH], 1.0)
_GENERAL = _GROK.first_step([shown.test for shown in _WITH], 0.95)
_SHARP = "gets each token right with chance 0.9"
_TOY = "Our toy run of a diagonal linear network"


def _percent(share: float) -> str:
    """Return a share as the cards write it."""
    return f"{100 * share:.0f} %"


_NUMBERS = [
    ("lost half its size", "A", f"{_DECAY.half_life_steps(1.0):.0f} steps"),
    (_TOY, "Q", f"{_GROK.EXAMPLES} examples by step {_FITTED}"),
    (_TOY, "Q", f"weight decay {_GROK.DECAY:g}"),
    (_TOY, "A", _percent(_WITHOUT[-1].test)),
    (_TOY, "A", f"step {_FITTED}"),
    (_TOY, "X", f"step {_GENERAL}"),
    (_SHARP, "A", _percent(_MATCH.exact_match(0.9, 10))),
    (_SHARP, "X", f"{_MATCH.exact_match(0.9, 10):.3f}"),
    (_SHARP, "X", _percent(_MATCH.exact_match(0.8, 10))),
    (_SHARP, "X", _percent(_MATCH.exact_match(0.95, 10))),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_card_gives_the_computed_number(
    phrase: str, marker: str, number: str
) -> None:
    """A number on a card must be the one that its script computes."""
    pattern = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"

    assert re.search(pattern, _part(phrase, marker)) is not None


@pytest.mark.slow
def test_the_toy_keeps_what_its_docstring_says() -> None:
    """Nine of ten seeds must reach full test accuracy, and one must stay below."""
    last = [_GROK.run(_GROK.DECAY, seed)[-1].test for seed in range(10)]

    assert [seed for seed in range(10) if last[seed] < 1] == [5]
    assert last[5] == pytest.approx(0.985)


def test_without_decay_the_toy_never_generalises() -> None:
    """Without decay, the test accuracy must stay where fitting left it."""
    shown = [point.test for point in _WITHOUT[1:]]

    assert max(shown) - min(shown) <= 0.01
