"""Do the numbers on the cards of learning.md follow from their scripts?

Each line of the table names a card by a phrase of it, a part of that card, and a
value computed by a script in `decks/figures/`, rendered as the card gives it.
"""

import importlib.util
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import fsrs
import pytest

_DECKS = Path(__file__).parents[2] / "decks"
_DECK = (_DECKS / "learning.md").read_text("utf-8")


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


_SM2 = _load("sm2_intervals")
_MEMORY = _load("forgetting_curve")
_IDEA = _load("idea_visits")

_EASINESS = "a card of easiness 2.5"
_FACT = "a fact learned once"
_VISITS = "each gap is twice the last"

_NUMBERS = [
    (_EASINESS, "Q", f"{_SM2.interval_days(1, 2.5)} and {_SM2.interval_days(2, 2.5)}"),
    (_EASINESS, "A", f"{_SM2.interval_days(3, _SM2.FIRST_EASINESS)} days"),
    (_FACT, "Q", f"{_MEMORY.recall(30, _MEMORY.W2):.0%}".replace("%", " %")),
    (_FACT, "Q", "days {1} and {2}".format(*_MEMORY.review_days(30))),
    (_FACT, "A", f"{_MEMORY.recall_with_reviews(30):.0%}".replace("%", " %")),
    (_VISITS, "A", f"Day {_IDEA.visit_day(8, 2):.0f}"),
]


@pytest.mark.parametrize(("phrase", "marker", "number"), _NUMBERS)
def test_a_card_gives_the_computed_number(
    phrase: str, marker: str, number: str
) -> None:
    """A number on a card must be the one that its script computes."""
    pattern = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"

    assert re.search(pattern, _part(phrase, marker)) is not None


def test_the_memory_model_agrees_with_the_scheduler() -> None:
    """The script's FSRS-6 must give the stabilities that the fsrs package gives."""
    scheduler = fsrs.Scheduler(learning_steps=(), enable_fuzzing=False)
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    card, state, last = fsrs.Card(), _MEMORY.first_state(), 0

    for day in _MEMORY.review_days():
        card, _ = scheduler.review_card(
            card, fsrs.Rating.Good, start + timedelta(days=day)
        )
        if day > 0:
            state = _MEMORY.after_good(state, day - last)
        last = day

        assert card.stability == pytest.approx(state.stability)
        assert card.difficulty == pytest.approx(state.difficulty)


@pytest.mark.parametrize(
    ("grade", "change"), [(5, 0.1), (4, 0.0), (3, -0.14), (0, -0.8)]
)
def test_easiness_changes_with_the_grade(grade: int, change: float) -> None:
    """Easiness must change by the amounts that the SM-2 formula gives."""
    assert _SM2.next_easiness(2.5, grade) == pytest.approx(2.5 + change)
