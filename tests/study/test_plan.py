"""How does the learner come back after a pause, or go away without a wall?"""

from datetime import date, timedelta

import pytest

from srs.core.log import BreakSet, DueSet, Rating
from srs.core.order import is_backlog
from srs.core.schedule import CardState, New, Scheduled
from srs.study.agenda import Scope
from srs.study.agreement import differences
from srs.study.collection import Collection
from srs.study.outcome import undo
from srs.study.overview import overview
from srs.study.plan import adopt, propose_break, propose_catch_up, told
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
    before = due_days(collection)
    clock.sleep(days=30)
    today = collection.today()

    proposal = propose_catch_up(collection, days=5)

    assert due_days(collection) == before
    assert [(day.without, day.planned) for day in proposal.plan.forecast] == [
        (10, 2),
        (0, 2),
        (2, 2),  # two of the ten are expected to be forgotten, and come back
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


# -- one number -----------------------------------------------------------------------

TWO_SIDED = "\n\n".join(f"T: Word {n}\nD: Meaning {n}" for n in range(30))


def _back_after_a_pause(collect: Open, clock: Clock) -> Collection:
    """Return a collection with siblings, of which much has waited for weeks."""
    collection = collect({"words.md": f"---\nnew_per_day: 60\n---\n\n{TWO_SIDED}"})
    for _ in range(2):
        session = ReviewSession(collection, Scope(new=60))
        while session.current is not None:
            clock.sleep(seconds=5)
            session.answer(Rating.EASY, duration_ms=5000)
        clock.sleep(days=1)
    clock.sleep(days=30)
    return collection


def _numbers(collection: Collection) -> set[int]:
    """Return how many reviews are due by the overview, the queue and the plan."""
    counts = overview(collection).counts
    queue = ReviewSession(collection).counts
    plan = propose_catch_up(collection, days=7).plan
    away = collection.today() + timedelta(days=1)
    rest = propose_break(collection, first=away, last=away).plan
    assert counts.learning == queue.learning
    return {
        counts.due,
        queue.due,
        plan.forecast[0].without,
        rest.forecast[0].without,
    }


def test_what_is_due_is_one_number(collect: Open, clock: Clock) -> None:
    """Home, queue, catch-up and break agree, whatever was answered or put away."""
    collection = _back_after_a_pause(collect, clock)
    cards = collection.store.connection.execute("select count(*) from card").fetchone()
    assert cards[0] == 60
    assert _numbers(collection) == {30}

    session = ReviewSession(collection)
    session.bury()
    assert _numbers(collection) == {30}  # its sibling comes in its place
    session.suspend()
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.HARD):
        clock.sleep(seconds=5)
        session.answer(rating, duration_ms=5000)

    assert len(_numbers(collection)) == 1


def test_after_a_plan_home_shows_what_was_planned(collect: Open, clock: Clock) -> None:
    """What the plan says of today and tomorrow is what is due then."""
    collection = _back_after_a_pause(collect, clock)
    ReviewSession(collection).bury()
    proposal = propose_catch_up(collection, days=7)
    today, tomorrow = proposal.plan.forecast[:2]
    assert today.without == overview(collection).counts.due
    adopt(collection, proposal)

    assert overview(collection).counts.due == today.planned
    session = ReviewSession(collection)
    while session.current is not None:
        clock.sleep(seconds=5)
        session.answer(Rating.EASY, duration_ms=5000)
    clock.sleep(days=1)
    assert overview(collection).counts.due == tomorrow.planned


def test_the_notice_counts_among_what_is_due(collect: Open, clock: Clock) -> None:
    """Late cards are never more than due ones; a backlog is one by the queue's rule."""
    collection = _back_after_a_pause(collect, clock)
    found = overview(collection)

    assert (found.overdue, found.counts.due) == (30, 30)
    assert found.behind
    assert is_backlog(20, 80)
    assert not is_backlog(19, 19)
    assert not is_backlog(20, 81)


def test_the_forecast_holds_what_comes_back(collect: Open, clock: Clock) -> None:
    """Cards that are done on the first day and come back in the span are expected."""
    collection = collect({"words.md": f"---\nnew_per_day: 60\n---\n\n{TWO_SIDED}"})
    session = ReviewSession(collection)
    while session.current is not None:
        clock.sleep(seconds=5)
        session.answer(Rating.GOOD, duration_ms=5000)
    clock.sleep(days=3)
    due = overview(collection).counts.due
    assert due == 30

    forecast = propose_catch_up(collection, days=30).plan.forecast
    assert sum(day.without for day in forecast) > due
    assert sum(day.planned for day in forecast) > due


def test_a_break_is_told_as_one_line_without_reviews(collect: Open) -> None:
    """Nothing comes in a break; what would come back in it waits for its end."""
    collection = learnt(collect)
    today = collection.today()
    away = today + timedelta(days=1), today + timedelta(days=21)
    proposal = propose_break(collection, first=away[0], last=away[1])

    for day in proposal.plan.forecast:
        if away[0] <= day.day <= away[1]:
            assert (day.without, day.planned) == (0, 0)
    lines = told(proposal)
    assert [line.split()[0] for line in lines[1:4]] == [
        f"{today:%a}",
        "the",
        f"{today + timedelta(days=22):%a}",
    ]
