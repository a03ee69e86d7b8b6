"""Evenings: how many cards were due, and how far off the model was."""

from array import array

import pytest

from srs.core.day import day_of_number
from srs.stats import each
from srs.stats.each import review_figures
from srs.stats.evenings import BACK, HIDDEN, NEVER, Moves, evenings
from srs.stats.state import standing
from srs.stats.trust import audited
from tests.stats.logs import DAY_MS, FIRST, log, of_card


def band(
    low: float, high: float, *, tests: int, said: float, got: float
) -> dict[str, float]:
    """Return a level of chances as the calibration gives it."""
    found = {"n": tests, "from": low, "to": high, "predicted": said, "actual": got}
    return {**found, "lo": 0.0, "hi": 1.0}


BINS = (
    band(0.5, 0.9, tests=500, said=0.8, got=0.7),
    band(0.9, 0.95, tests=99, said=0.92, got=0.0),
    band(0.95, 2, tests=100, said=0.97, got=1.0),
)


@pytest.mark.parametrize("seed", range(3))
def test_due_cards_are_counted_as_a_loop_does(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every evening: each card by what its last review decided, or the model did."""
    inputs, decided = log(seed)
    figures = list(review_figures(inputs))
    monkeypatch.setattr(each, "PART", 50)
    _, found = evenings(
        inputs, decided, Moves(), (), first=FIRST, last=inputs.today - 1
    )

    expected = []
    for evening in range(FIRST, inputs.today):
        waiting = 0
        for card in range(20):
            past = [at for at in of_card(inputs, card) if inputs.day[at] <= evening]
            if past:
                at = past[-1]
                due = decided[at]
                if due < 0:
                    due = inputs.day[at] + figures[at].interval_days
                waiting += due <= evening
        expected.append(waiting)
    assert found == expected


def test_moves_hide_cards_and_call_them_back() -> None:
    """A hidden card is never due; called back, it is due when it was before."""
    inputs, _ = log(0, cards=1, days=0)
    inputs.today = FIRST + 8
    inputs.now_s = inputs.today * 86_400.0
    inputs.card, inputs.day = array("i", [0]), array("i", [FIRST])
    inputs.at_ms, inputs.rating = array("d", [FIRST * DAY_MS]), array("b", [3])
    inputs.duration_ms = array("d", [0.0])

    def due(*moves: tuple[int, int]) -> list[int]:
        made = Moves()
        for day, due in moves:
            made.card.append(0)
            made.at_ms.append((FIRST + day) * DAY_MS + 5)
            made.day.append(FIRST + day)
            made.due.append(due if due < 0 else FIRST + due)
        return evenings(inputs, [FIRST + 2], made, (), first=FIRST, last=FIRST + 7)[1]

    assert due() == [0, 0, 1, 1, 1, 1, 1, 1]
    assert due((1, 5)) == [0, 0, 0, 0, 0, 1, 1, 1]
    assert due((3, HIDDEN)) == [0, 0, 1, 0, 0, 0, 0, 0]
    assert due((3, HIDDEN), (5, BACK)) == [0, 0, 1, 0, 0, 1, 1, 1]
    assert due((0, HIDDEN), (1, 6), (2, HIDDEN), (3, BACK)) == [0] * 6 + [1, 1]
    assert NEVER > 10**6


def test_a_card_that_ended_is_due_no_more() -> None:
    """Evenings from a reset on do not count its earlier life."""
    inputs, decided = log(2, days=30)
    inputs.today += 20
    inputs.now_s += 20 * 86_400
    last = inputs.today - 1
    going = evenings(inputs, decided, Moves(), (), first=FIRST, last=last)[1]
    inputs.ended = dict.fromkeys(range(20), (FIRST + 40) * 86400.0 + 43200)
    ended = evenings(inputs, decided, Moves(), (), first=FIRST, last=last)[1]

    assert ended == [*going[:40], *[0] * 10]
    assert going[-1] > 0


def test_the_model_is_moved_as_it_is_for_now() -> None:
    """At one instant this is what the audited stock adds to the stock (M2b)."""
    inputs, decided = log(6)
    off, _ = evenings(
        inputs, decided, Moves(), BINS, first=FIRST, last=inputs.today - 1
    )
    end = inputs.calendar.begins(day_of_number(inputs.today))
    later, _ = log(6)
    later.now_s = end.timestamp()
    now = standing(later)

    stock = float(now.recall.sum())
    assert off[-1] == pytest.approx(audited(now, {"bins": BINS})["K"] - stock)
    assert off[-1] != 0
