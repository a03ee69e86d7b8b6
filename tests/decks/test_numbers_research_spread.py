"""Do the numbers on the cards of research-spread.md follow from the models?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "research-spread.md").read_text("utf-8")


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


_CROWD = _load("granovetter")
_TIPPING = _load("tipping_point")
_GROWTH = _load("reproduction_number")
_TIMING = _load("idea_timing")

_KEPT, _LEFT = _TIMING.kept_percent(300), _TIMING.linear_percent(300)

_NUMBERS = [
    (
        "How many act once the person",
        "A",
        {1: "One"}[_CROWD.joiners([0, 2, *range(2, 100)])],
    ),
    (
        "How many act once the person",
        "A",
        {100: "all hundred"}[_CROWD.joiners(range(100))],
    ),
    ("Normal thresholds with mean 25 %", "A", f"{100 * _CROWD.critical_sd():.0f} %"),
    ("Normal thresholds with mean 25 %", "X", f"{_CROWD.critical_sd():.3f}"),
    (
        "Normal thresholds with mean 25 %",
        "X",
        f"{100 * _CROWD.equilibrium_share(_CROWD.critical_sd() - 1e-4):.0f} %",
    ),
    (
        "the cascade grows where",
        "X",
        "from {:.2f} to {:.2f}".format(*_TIPPING.growth_band(0.005)),
    ),
    (
        "which starting signal is the tipping point",
        "A",
        f"{_TIPPING.tipping_start(0.005):.2f}",
    ),
    (
        "which starting signal is the tipping point",
        "X",
        f"{_TIPPING.learners(0.46, 0.005):.0f} people",
    ),
    (
        "which starting signal is the tipping point",
        "X",
        f"all {_TIPPING.learners(0.48, 0.005):.0f}",
    ),
    (
        "when a cascade only just tips",
        "A",
        {True: "Fewer than one"}[
            _TIPPING.reproduction(_TIPPING.tipping_start(0.005), 0.005) < 1
        ],
    ),
    (
        "when a cascade only just tips",
        "X",
        f"{_TIPPING.reproduction(_TIPPING.tipping_start(0.005), 0.005):.2f}",
    ),
    (
        "which share of the thresholds is passed",
        "A",
        f"{100 * _GROWTH.passed_share(_GROWTH.last_growing_signal()):.0f} %",
    ),
    (
        "which share of the thresholds is passed",
        "X",
        f"signal {_GROWTH.last_growing_signal():.2f}",
    ),
    ("which share of the thresholds is passed", "X", f"{_GROWTH.peak():.2f}"),
    (
        "Why does a cascade that has stalled",
        "X",
        f"{_GROWTH.stalled_learners(0.4):.0f} people",
    ),
    (
        "Why does a cascade that has stalled",
        "X",
        f"{_GROWTH.reproduction(0.4 + 0.005 * _GROWTH.stalled_learners(0.4)):.2f}",
    ),
    ("what does an idea from week 200 keep", "A", f"{_TIMING.kept_percent(200):.0f} %"),
    (
        "what does an idea from week 200 keep",
        "X",
        f"{_TIMING.linear_percent(200):.0f} %",
    ),
    (
        "what does an idea from week 200 keep",
        "X",
        f"{_KEPT:.0f} % instead of {_LEFT:.0f} %",
    ),
    ("What is it worth for", "A", f"{_TIMING.discounted_percent(10, 0.2):.0f} %"),
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


@pytest.mark.parametrize("signal_per_learner", [0.004, 0.005, 0.008])
def test_the_tipping_start_divides_stall_from_spread(signal_per_learner: float) -> None:
    """Just below the tipping start the cascade must stall, just above it spread."""
    start = _TIPPING.tipping_start(signal_per_learner)
    below = _TIPPING.learners(start - 0.002, signal_per_learner)
    above = _TIPPING.learners(start + 0.002, signal_per_learner)

    assert below < 50
    assert above > 290


def test_early_ideas_lose_more_than_the_time_left() -> None:
    """An idea must keep less than the time left, in every week after the first."""
    weeks = range(25, 400, 25)
    assert all(_TIMING.kept_percent(w) < _TIMING.linear_percent(w) for w in weeks)
