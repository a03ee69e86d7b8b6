"""Columns: rows of the log stand in them as they came."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

import pytest

from srs.core.day import Calendar
from srs.core.report import Inputs
from srs.stats import columns

ROWS = [
    (2**60 + 7, 1_700_000_000_000, 19_675, 3, 4_000),
    (2**60 + 7, 1_700_090_000_000, 19_676, 1, 0),
    (5, 1_600_000_000_000, 18_518, 4, 90_000),
    (2**60 + 7, 1_700_190_000_000, 19_677, 2, 12),
]


def _empty() -> Inputs:
    calendar = Calendar(timezone=ZoneInfo("UTC"))
    return Inputs(calendar=calendar, now_s=0.0, today=0, ids=[], weights=())


def _put(restless: set[int]) -> tuple[Inputs, list[tuple[int, int]]]:
    inputs, asked = _empty(), list[tuple[int, int]]()

    def places(cards: Sequence[int], at_ms: Sequence[int]) -> Iterable[int]:
        asked.extend(zip(cards, at_ms, strict=True))
        return [0 if card == 5 else 1 for card in cards]

    columns.put(inputs, iter(ROWS), places, restless=restless)
    return inputs, asked


@pytest.mark.parametrize("at_once", [1, 2, 3, 60_000])
def test_columns_hold_the_rows(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows are taken at once."""
    monkeypatch.setattr(columns, "AT_ONCE", at_once)
    inputs, _ = _put(set())

    assert list(inputs.card) == [1, 1, 0, 1]
    assert list(inputs.at_ms) == [float(row[1]) for row in ROWS]
    assert list(inputs.day) == [row[2] for row in ROWS]
    assert list(inputs.rating) == [row[3] for row in ROWS]
    assert list(inputs.duration_ms) == [float(row[4]) for row in ROWS]


def test_a_run_of_one_card_is_asked_about_once() -> None:
    """Unless the card's place changes with time."""
    first, second, other, last = [row[:2] for row in ROWS]

    assert _put(set())[1] == [first, other, last]
    assert _put({2**60 + 7})[1] == [first, second, other, last]
