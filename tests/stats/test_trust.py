"""Do cards left unreviewed say what they were left for?"""

from array import array
from zoneinfo import ZoneInfo

import pytest

from srs.core.day import Calendar
from srs.core.report import Inputs, Weights
from srs.memory.weights import DEFAULT_W
from srs.stats.recall import wilson
from srs.stats.state import standing
from srs.stats.trust import bets, control_cards

DAY_MS = 86_400_000.0


def test_cards_left_unreviewed_are_counted_by_their_first_test() -> None:
    """A card that was asked after its pause counts; one that waits does not."""
    days = ((0, 0), (0, 30), (0, 31), (1, 0), (1, 29), (2, 0), (3, 0), (3, 60))
    ratings = (3, 3, 1, 3, 1, 3, 3, 1)
    inputs = Inputs(
        calendar=Calendar(timezone=ZoneInfo("UTC"), rollover=0),
        now_s=100 * 86_400.0,
        today=100,
        ids=["a", "b", "c", "d"],
        card=array("i", [card for card, _ in days]),
        at_ms=array("d", [day * DAY_MS + 1 for _, day in days]),
        day=array("i", [day for _, day in days]),
        rating=array("b", ratings),
        duration_ms=array("d", [5000.0] * len(days)),
        weights=(Weights(w=DEFAULT_W),),
        control={0: 30, 1: 30, 2: 30, 3: 60},
    )
    found = control_cards(standing(inputs))
    low, high = wilson(1, 2)

    counts = [(one["pause_days"], one["n"], one["waiting"]) for one in found]
    assert counts == [(30, 2, 1), (60, 1, 0)]
    assert (found[0]["actual"], found[1]["actual"]) == (0.5, 0.0)
    assert (found[0]["lo"], found[0]["hi"]) == pytest.approx((low, high))


def test_bets_are_counted_by_what_was_said() -> None:
    """Sure and unsure apart, each beside what the model expected; none, no row."""
    laid = [(True, True, 0.9), (True, False, 0.8), (False, True, 0.5)]
    sure, unsure = bets(laid)

    assert (sure["sure"], sure["n"], sure["passed"]) == (True, 2, 1)
    assert (sure["actual"], sure["predicted"]) == (0.5, pytest.approx(0.85))
    assert (sure["lo"], sure["hi"]) == wilson(1, 2)
    assert (unsure["sure"], unsure["n"], unsure["predicted"]) == (False, 1, 0.5)
    assert [one["sure"] for one in bets(laid[2:])] == [False]
    assert bets([]) == []
