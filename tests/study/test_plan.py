"""How does the learner come back after a pause, or go away without a wall?"""

from datetime import date, timedelta

import pytest

from srs.core.log import BreakSet, DueSet, Rating
from srs.core.schedule import CardState, New, Scheduled
from srs.study.agreement import differences
from srs.study.collection import Collection
from srs.study.outcome import undo
from srs.study.plan import adopt, days_behind, propose_break, propose_catch_up
from srs.study.replay import presets_of
from srs.study.review import ReviewSession
from tests.conftest import Clock, Open

DECK = "# Numbers\n\n" + "\n\n".join(
    f"Q: What is {number} times {number + 1}?\nA: {number * (number + 1)}"
    for number in range(10, 20)
)


def learnt(collect: Open) -> Collection:
    """Return a collection whose ten cards were all called easy today."""
    collection = collect({"numbers.md": DECK})
    session = ReviewSession(collection)
    while session.current is not None:
        session.answer(Rating.EASY, duration_ms=1000)
    return collection


def due_days(collection: Collection) -> list[date]:
    """Return the days on which cards are due, in their order."""
    return sorted(
        state.schedule.due_day
        for _, state, _ in collection.store.schedules.all_states()
        if isinstance(state.schedule, Scheduled)
    )


def states(collection: Collection) -> list[CardState]:
    """Return what became of each card."""
    return [state for _, state, _ in collection.store.schedules.all_states()]


def test_a_backlog_is_proposed_adopted_and_taken_back(
    collect: Open, clock: Clock
) -> None:
    """Nothing moves before the learner says yes, and one undo moves it back."""
    collection = learnt(collect)
    assert days_behind(collection) == 0
    before = due_days(collection)
    clock.sleep(days=30)
    today = collection.today()

    proposal = propose_catch_up(collection, days=5)

    assert days_behind(collection) > 5
    assert due_days(collection) == before
    assert [(day.without, day.planned) for day in proposal.plan.forecast] == [
        (10, 2),
        (0, 2),
        (0, 2),
        (0, 2),
        (0, 2),
    ]

    batch = adopt(collection, proposal)

    moved = due_days(collection)
    assert [day for day in moved if day > today] == [
        today + timedelta(days=ahead) for ahead in (1, 1, 2, 2, 3, 3, 4, 4)
    ]
    assert len(collection.store.log.live_of("due_set")) == 8

    taken = undo(collection, batch, day=today)

    assert {type(entry.event) for entry in taken} == {DueSet}
    assert due_days(collection) == before


def test_a_break_moves_what_falls_in_it_and_keeps_it_free(
    collect: Open, clock: Clock
) -> None:
    """After adopting, nothing is due in the break, also what is reviewed later."""
    collection = learnt(collect)
    today = collection.today()
    first, last = today + timedelta(days=2), today + timedelta(days=20)

    adopt(collection, propose_break(collection, first=first, last=last))
    clock.sleep(days=1)
    session = ReviewSession(collection)

    assert not any(first <= day <= last for day in due_days(collection))
    assert collection.breaks == ((first, last),)
    while session.current is not None:
        assert all(
            not first <= future.due_day <= last
            for future in session.current.futures.values()
            if future.phase == "review"
        )
        session.answer(Rating.GOOD, duration_ms=1000)


def test_a_break_is_undone_as_one(collect: Open) -> None:
    """The break itself and its moves go together."""
    collection = learnt(collect)
    today = collection.today()
    before = due_days(collection)

    batch = adopt(
        collection,
        propose_break(collection, first=today, last=today + timedelta(days=30)),
    )
    taken = undo(collection, batch, day=today)

    assert {type(entry.event) for entry in taken} == {DueSet, BreakSet}
    assert due_days(collection) == before
    assert collection.breaks == ()


def test_what_an_adopted_plan_wrote_is_what_a_replay_gives(
    collect: Open, clock: Clock
) -> None:
    """The rows after a plan agree with the log."""
    collection = learnt(collect)
    clock.sleep(days=40)
    adopt(collection, propose_catch_up(collection, days=3))
    store = collection.store

    assert differences(store, presets_of(store, collection.preset_of)) == []


def test_suspended_cards_are_no_part_of_a_plan(collect: Open, clock: Clock) -> None:
    """What the learner put away neither comes back nor counts."""
    collection = learnt(collect)
    clock.sleep(days=30)
    session = ReviewSession(collection)
    session.suspend()

    plan = propose_catch_up(collection, days=3).plan

    assert plan.forecast[0].without == 9
    assert not any(isinstance(state.schedule, New) for state in states(collection))


def test_a_break_in_the_past_is_refused(collect: Open) -> None:
    """Who names a day before today is told so."""
    collection = learnt(collect)
    today = collection.today()

    with pytest.raises(ValueError, match="no such break"):
        propose_break(collection, first=today - timedelta(days=1), last=today)
