"""On which day does a card come back?"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.interval import (
    CLOSED,
    SIBLING_LOAD,
    day_after,
    fuzz_range,
    intervals,
    luck,
    rounded,
)
from srs.core.log import Rating
from srs.core.preset import Preset

MONDAY = date(2026, 1, 5)
AGAIN, HARD, GOOD, EASY = Rating


def raw_days() -> st.SearchStrategy[dict[Rating, float]]:
    """Give raw intervals as a model makes them: no better rating comes earlier."""
    days = st.floats(0.001, 50_000.0)
    return st.lists(days, min_size=3, max_size=3).map(
        lambda three: dict(zip((HARD, GOOD, EASY), sorted(three), strict=True))
    )


@pytest.mark.parametrize(
    ("days", "shortest", "longest"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 4),
        (7, 5, 9),
        (10, 8, 12),
        (20, 17, 23),
        (100, 93, 107),
        (365, 345, 385),
    ],
)
def test_fuzz_ranges_are_ankis(days: int, shortest: int, longest: int) -> None:
    """The range is a day and 15 %, 10 % and 5 % of the days in each band.

    By hand for 10: 1 + 0.15 * 4.5 + 0.10 * 3 = 1.975, hence 8 to 12.
    """
    assert fuzz_range(days, maximum=36500) == (shortest, longest)


def test_intervals_round_half_up_between_one_day_and_the_maximum() -> None:
    """A raw interval becomes whole days, at least 1, at most the maximum."""
    raw = (0.01, 1.49, 1.5, 2.5, 99.5, 1e9)

    assert [rounded(days, maximum=100) for days in raw] == [1, 1, 2, 3, 100, 100]


def test_luck_is_the_same_for_ever() -> None:
    """The fuzz of a card depends on its id and its reviews, not on the process."""
    drawn = [round(luck(CardId(42), reviews), 4) for reviews in range(4)]

    assert drawn == [0.7416, 0.1599, 0.2786, 0.3442]


def test_luck_is_spread_evenly() -> None:
    """Neither cards with near ids nor successive reviews share their luck."""
    drawn = sorted(luck(CardId(card), n) for card in range(100) for n in range(10))

    farthest = max(abs(one - rank / 1000) for rank, one in enumerate(drawn))
    assert farthest < 0.05


@settings(deadline=None)
@given(raw_days(), st.integers(0, 40_000), st.floats(0, 1, exclude_max=True))
def test_a_better_rating_comes_back_later(
    raw: dict[Rating, float], previous: int, chance: float
) -> None:
    """Hard < Good < Easy, strictly, and all between 1 day and the maximum."""
    preset = Preset(maximum_interval_days=36500)

    given_days = intervals(
        raw, previous=previous, chance=chance, day=MONDAY, preset=preset, load=None
    )

    hard, good, easy = (given_days[rating] for rating in (HARD, GOOD, EASY))
    assert hard >= 1
    assert easy <= 36500
    # Where the last interval was the maximum or nearly so, nothing may shrink.
    assert hard < good < easy or previous >= 36498


@settings(deadline=None)
@given(raw_days(), st.integers(1, 400), st.floats(0, 1, exclude_max=True))
def test_an_interval_that_grew_is_not_shortened(
    raw: dict[Rating, float], previous: int, chance: float
) -> None:
    """Where the model's interval exceeds the last one, so does the one given."""
    preset = Preset()

    given_days = intervals(
        raw, previous=previous, chance=chance, day=MONDAY, preset=preset, load=None
    )

    for rating, days in raw.items():
        if rounded(days, maximum=36500) > previous:
            assert given_days[rating] >= previous


@settings(deadline=None)
@given(raw_days(), st.floats(0, 1, exclude_max=True))
def test_the_maximum_leaves_room_for_the_order(
    raw: dict[Rating, float], chance: float
) -> None:
    """Against a low maximum Hard and Good give way, so that Easy stays the best."""
    preset = Preset(maximum_interval_days=30)

    given_days = intervals(
        raw, previous=0, chance=chance, day=MONDAY, preset=preset, load=None
    )

    assert given_days[HARD] < given_days[GOOD] < given_days[EASY] <= 30


def test_forgetting_never_gives_more_than_hard() -> None:
    """Without relearning steps a forgotten card waits at most as long as a hard one."""
    raw = {AGAIN: 9.0, HARD: 3.0, GOOD: 12.0, EASY: 20.0}

    given_days = intervals(
        raw, previous=0, chance=0.0, day=MONDAY, preset=Preset(), load=None
    )

    assert given_days == {AGAIN: 2, HARD: 2, GOOD: 10, EASY: 17}


def test_balancing_takes_the_lightest_day_of_the_fuzz() -> None:
    """Of the days 8 to 12 the one with the least due is taken, far ones never."""
    load = {MONDAY + timedelta(days=n): 9.0 for n in range(30)}
    load[MONDAY + timedelta(days=11)] = 2.0
    load[MONDAY + timedelta(days=13)] = 0.0

    def given_day(chance: float, *, balancing: bool = True) -> int:
        return intervals(
            {GOOD: 10.0},
            previous=0,
            chance=chance,
            day=MONDAY,
            preset=Preset(load_balancing=balancing),
            load=lambda day: load[day],
        )[GOOD]

    assert [given_day(0.0), given_day(0.99)] == [11, 11]
    assert [given_day(0.0, balancing=False), given_day(0.99, balancing=False)] == [
        8,
        12,
    ]


def test_siblings_are_kept_apart_even_without_balancing() -> None:
    """A day that holds a sibling is avoided within the fuzz, balanced or not."""
    sibling = MONDAY + timedelta(days=8)

    for balancing in (True, False):
        given_days = intervals(
            {GOOD: 10.0},
            previous=0,
            chance=0.0,
            day=MONDAY,
            preset=Preset(load_balancing=balancing),
            load=lambda day: SIBLING_LOAD if day == sibling else 0.0,
        )
        assert given_days == {GOOD: 9}


def test_easy_days_act_inside_the_fuzz_only() -> None:
    """Saturday and Sunday get less; a card without fuzz comes on them all the same."""
    weekend = Preset(easy_days=("sat", "sun"), easy_days_load="none")
    reduced = Preset(easy_days=("sat", "sun"))

    def given_day(days: float, chance: float, preset: Preset, load: float) -> int:
        return intervals(
            {GOOD: days},
            previous=0,
            chance=chance,
            day=MONDAY,
            preset=preset,
            load=lambda day: load if day.weekday() < 5 else 0.0,
        )[GOOD]

    # 12 and 13 days after a Monday are a Saturday and a Sunday.
    assert given_day(12.0, 0.5, weekend, 50.0) == 11
    assert given_day(12.0, 0.5, reduced, 0.0) == 11
    assert given_day(12.0, 0.5, reduced, 50.0) == 12
    assert given_day(2.0, 0.5, Preset(easy_days=("wed",)), 0.0) == 2


def test_nothing_is_planned_on_a_closed_day() -> None:
    """Where the whole range lies in a break, the first day after it is taken."""
    returns = MONDAY + timedelta(days=21)

    given_days = intervals(
        {HARD: 4.0, GOOD: 10.0, EASY: 30.0},
        previous=0,
        chance=0.0,
        day=MONDAY,
        preset=Preset(),
        load=lambda day: CLOSED if day < returns else 0.0,
    )

    assert given_days == {HARD: 21, GOOD: 22, EASY: 27}


def test_the_calendar_ends_with_the_year_9999() -> None:
    """A day past the last one of the calendar is the last one."""
    assert day_after(date(9999, 12, 30), 36500) == date.max
    assert intervals(
        {GOOD: 100.0},
        previous=0,
        chance=0.5,
        day=date(9999, 12, 30),
        preset=Preset(easy_days=("mon",)),
        load=lambda day: 0.0,
    ) == {GOOD: 100}
