"""How does a backlog melt away, and how does a break leave none?"""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.memory import retrievability
from srs.core.plan import (
    Dated,
    DayForecast,
    Move,
    Plan,
    catch_up,
    take_break,
)

TODAY = date(2026, 1, 5)


def on(days: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=days)


def dated(card: int, due: int, *, interval: int = 10, note: int | None = None) -> Dated:
    """Return a card that is due so many days from today."""
    return Dated(
        card=CardId(card),
        note=card if note is None else note,
        due=on(due),
        last=on(due - interval),
        stability_days=float(interval),
        interval_days=interval,
    )


def recall(card: Dated, day: date) -> float:
    """Return the chance of recall with the default decay."""
    pause = max(0, (day - card.last).days)
    return retrievability(pause, card.stability_days, decay=0.1542)


def days_of(plan: Plan) -> list[tuple[int, int, int]]:
    """Return the forecast as days from today, without and with the plan."""
    return [((one.day - TODAY).days, one.without, one.planned) for one in plan.forecast]


def test_a_backlog_is_spread_evenly_with_the_best_known_last() -> None:
    """Nine late cards over three days, the third of which has two due already.

    Eleven in three days are four a day at least: 4, 4 and 1 + 2. The longest
    overdue in proportion to its interval comes first, the freshest last.
    """
    cards = [dated(n, -n, interval=10) for n in range(9)]
    coming = [dated(20, 2), dated(21, 2), dated(22, 5)]

    plan = catch_up(cards + coming, today=TODAY, days=3, recall=recall)

    assert days_of(plan) == [(0, 9, 4), (1, 0, 4), (2, 2, 3)]
    assert plan.moves == (
        Move(CardId(4), on(1)),
        Move(CardId(3), on(1)),
        Move(CardId(2), on(1)),
        Move(CardId(1), on(1)),
        Move(CardId(0), on(2)),
    )
    assert plan.heaviest_day == 4
    assert plan.forgotten_planned > plan.forgotten_without


def test_a_cap_may_take_longer_than_the_days() -> None:
    """Seven late cards at two a day need four days, though two were named."""
    cards = [dated(n, -1) for n in range(7)]

    plan = catch_up(cards, today=TODAY, days=2, recall=recall, cap=2)

    assert days_of(plan) == [(0, 7, 2), (1, 0, 2), (2, 0, 2), (3, 0, 1)]


def test_siblings_are_spread_over_different_days() -> None:
    """Three cards of one note come on three days, though two would have room."""
    cards = [dated(n, -3, note=1) for n in range(3)]

    plan = catch_up(cards, today=TODAY, days=2, recall=recall, cap=2)

    assert {move.due for move in plan.moves} == {on(1), on(2)}


def test_without_a_backlog_nothing_is_moved() -> None:
    """A plan for nothing is an empty plan."""
    plan = catch_up([dated(1, 3)], today=TODAY, days=2, recall=recall)

    assert plan.moves == ()
    assert plan.forecast == (DayForecast(on(0), 0, 0), DayForecast(on(1), 0, 0))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-60, 20), st.integers(1, 90)), max_size=60),
    st.integers(1, 14),
    st.one_of(st.none(), st.integers(1, 20)),
)
def test_a_plan_loses_no_card_and_keeps_its_cap(
    drawn: list[tuple[int, int]], days: int, cap: int | None
) -> None:
    """Each late card has a day, none comes before today, no day exceeds the cap."""
    cards = [dated(n, due, interval=i) for n, (due, i) in enumerate(drawn)]
    late = [one for one in cards if one.due <= TODAY]
    coming = Counter(one.due for one in cards if one.due > TODAY)

    plan = catch_up(cards, today=TODAY, days=days, recall=recall, cap=cap)

    assert {move.card for move in plan.moves} <= {one.card for one in late}
    assert all(move.due > TODAY for move in plan.moves)
    in_span = sum(coming[one.day] for one in plan.forecast)
    assert sum(one.planned for one in plan.forecast) == len(late) + in_span
    assert sum(one.without for one in plan.forecast) == len(late) + in_span
    if cap is None:
        assert len(plan.forecast) == days
    else:
        assert all(one.planned <= max(cap, coming[one.day]) for one in plan.forecast)


def test_a_break_leaves_nothing_due_in_it() -> None:
    """Cards whose fuzz reaches back come before, the others spread after it.

    The break is from day 4 to day 7. A card of 40 days due on day 5 may come from 36
    days on (1 + 0.675 + 1.3 + 1.0 = 3.975), so on days 1 to 3; one of 3 days, due on
    day 4, has a fuzz of 2 to 4 days and may come on day 3.
    """
    cards = [
        dated(1, 5, interval=40),
        dated(2, 4, interval=3),
        dated(3, 6, interval=3),
        dated(4, 7, interval=2),
        dated(5, 3),
        dated(6, 8),
    ]

    plan = take_break(cards, today=TODAY, first=on(4), last=on(7), recall=recall)

    assert plan.moves == (
        Move(CardId(1), on(2)),
        Move(CardId(2), on(3)),
        Move(CardId(3), on(9)),
        Move(CardId(4), on(10)),
    )
    assert days_of(plan) == [
        (0, 0, 0),
        (1, 0, 0),
        (2, 0, 1),
        (3, 1, 2),
        (4, 0, 0),
        (5, 0, 0),
        (6, 0, 0),
        (7, 0, 0),
        (8, 5, 1),
        (9, 0, 1),
        (10, 0, 1),
        (11, 0, 0),
    ]


def test_who_leaves_today_leaves_what_is_late_behind() -> None:
    """A break that begins today moves the overdue cards too."""
    plan = take_break(
        [dated(1, -3), dated(2, 0)],
        today=TODAY,
        first=TODAY,
        last=on(1),
        recall=recall,
    )

    assert plan.moves == (Move(CardId(1), on(2)), Move(CardId(2), on(3)))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, 40), st.integers(1, 200)), max_size=50),
    st.integers(0, 10),
    st.integers(0, 20),
)
def test_no_card_is_planned_in_a_break(
    drawn: list[tuple[int, int]], start: int, length: int
) -> None:
    """Whatever is due, after the moves nothing lies in the break, and none is lost."""
    cards = [dated(n, due, interval=i) for n, (due, i) in enumerate(drawn)]
    first, last = on(start), on(start + length)

    plan = take_break(cards, today=TODAY, first=first, last=last, recall=recall)

    due = {one.card: one.due for one in cards} | dict(plan.moves)
    assert len(due) == len(cards)
    assert not any(first <= day <= last for day in due.values())
    assert all(day > TODAY for day in dict(plan.moves).values())
    forecast = {one.day: one.planned for one in plan.forecast}
    assert all(
        forecast[one.day] == 0 for one in plan.forecast if first <= one.day <= last
    )


def test_a_plan_that_cannot_be_meant_is_refused() -> None:
    """No days, no cap, and a break that is over raise ValueError."""
    with pytest.raises(ValueError, match="no such plan"):
        catch_up([], today=TODAY, days=0, recall=recall)
    with pytest.raises(ValueError, match="no such plan"):
        catch_up([], today=TODAY, days=1, recall=recall, cap=0)
    with pytest.raises(ValueError, match="no such break"):
        take_break([], today=TODAY, first=on(-1), last=on(3), recall=recall)
