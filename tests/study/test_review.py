"""How does a sitting go?"""

from datetime import date

import pytest

from srs.core.log import Bet, Rating, Reviewed
from srs.core.schedule import New, Scheduled
from srs.store.rows import from_json, to_json
from srs.study.agenda import Scope
from srs.study.collection import open_collection
from srs.study.outcome import undo_last
from srs.study.overview import overview
from srs.study.review import ReviewSession
from tests.conftest import Clock, Open

DECK = """# Knots

## Loops

Q: Which knot makes a loop that does not slip?
A: The bowline
S: Ashley

## Bends

C: A [reef knot] joins two ropes of [equal] thickness.

T: Bight
D: A curved part of a rope that crosses nothing
"""


def test_a_new_card_goes_through_its_steps(collect: Open, clock: Clock) -> None:
    """Good takes a new card to its second step, then to an interval in days."""
    session = ReviewSession(collect({"knots.md": DECK}), Scope(limit=99))
    first = session.current
    assert first is not None
    assert first.is_new
    assert first.place.breadcrumb == ("Loops",)

    session.answer(Rating.GOOD, duration_ms=4000)
    schedules = session.collection.store.schedules
    in_steps = schedules.state(first.card).schedule
    clock.sleep(minutes=10)
    session.reload()
    while session.current is not None and session.current.card != first.card:
        session.answer(Rating.EASY, duration_ms=1000)
    session.answer(Rating.GOOD, duration_ms=2000)
    graduated = schedules.state(first.card).schedule

    assert isinstance(in_steps, Scheduled)
    assert (in_steps.phase, in_steps.step) == ("learning", 1)
    assert isinstance(graduated, Scheduled)
    assert graduated.phase == "review"
    assert graduated.due_day > date(2026, 3, 2)


def test_siblings_wait_for_another_day(collect: Open) -> None:
    """Of each note one card comes today: the others are held."""
    session = ReviewSession(collect({"knots.md": DECK}))

    assert session.counts.new == 3
    seen = []
    while session.current is not None:
        seen.append(session.current.note.kind)
        session.answer(Rating.EASY, duration_ms=1000)
    assert sorted(seen) == ["basic", "cloze", "term"]
    assert len(session.held) == 2


def test_a_rating_is_in_the_log_before_the_next_card(collect: Open) -> None:
    """When `answer` returns, another connection reads the rating."""
    collection = collect({"knots.md": DECK})
    session = ReviewSession(collection)
    assert session.current is not None
    card = session.current.card
    session.answer(Rating.HARD, duration_ms=4321)

    other = open_collection(collection.root, clock=collection.clock)
    try:
        events = [entry.event for entry in other.store.log.of(card)]
    finally:
        other.close()
    assert len(events) == 1
    assert isinstance(events[0], Reviewed)
    assert (events[0].rating, events[0].duration_ms) == (Rating.HARD, 4321)


def test_undo_brings_the_card_back_as_it_was(collect: Open) -> None:
    """An undone rating leaves the card, the counts and the tally as before."""
    session = ReviewSession(collect({"knots.md": DECK}))
    before, counts = session.current, session.counts
    assert before is not None
    session.answer(Rating.AGAIN, duration_ms=1000)
    session.undo()

    assert session.current is not None
    assert session.current.card == before.card
    assert session.current.state == before.state
    assert session.counts == counts
    assert session.tally.answered == 0
    assert session.collection.store.schedules.days(session.day, session.day) == []


def test_undo_works_after_a_restart(collect: Open) -> None:
    """A rating can be taken back by a program that did not give it."""
    collection = collect({"knots.md": DECK})
    session = ReviewSession(collection)
    assert session.current is not None
    card = session.current.card
    session.answer(Rating.GOOD, duration_ms=1000)

    again = open_collection(collection.root, clock=collection.clock)
    try:
        taken = undo_last(again)
        state = again.store.schedules.state(card)
    finally:
        again.close()
    assert [type(entry.event) for entry in taken] == [Reviewed]
    assert state.schedule == New()


def test_another_process_s_reviews_are_seen(collect: Open) -> None:
    """What another program reviewed does not come again here."""
    collection = collect({"knots.md": DECK})
    session = ReviewSession(collection)
    other = ReviewSession(open_collection(collection.root, clock=collection.clock))
    while other.current is not None:
        other.answer(Rating.EASY, duration_ms=1000)
    other.collection.close()
    session.answer(Rating.EASY, duration_ms=1000)

    assert session.current is None


def test_burying_and_suspending_put_a_card_away(collect: Open, clock: Clock) -> None:
    """A buried card comes back tomorrow, a suspended one does not."""
    collection = collect({"knots.md": DECK})
    session = ReviewSession(collection)
    assert session.current is not None
    buried = session.current.card
    session.bury()
    assert session.current is not None
    suspended = session.current.card
    session.suspend()
    clock.sleep(days=1)
    tomorrow = ReviewSession(collection)
    left = set()
    while tomorrow.current is not None:
        left.add(tomorrow.current.card)
        tomorrow.answer(Rating.EASY, duration_ms=1)

    assert buried in left
    assert suspended not in left


def test_a_sitting_keeps_the_day_it_began_on(collect: Open, clock: Clock) -> None:
    """Ratings after the rollover belong to the evening on which a sitting began."""
    collection = collect({"knots.md": DECK})
    clock.sleep(hours=18, minutes=55)  # 03:55 in Berlin
    session = ReviewSession(collection)
    clock.sleep(minutes=30)
    entry = session.answer(Rating.EASY, duration_ms=1000)

    assert entry.day == date(2026, 3, 2)


@pytest.mark.parametrize("budget", [0, 2, 5])
def test_the_overview_counts_what_the_queue_gives(collect: Open, budget: int) -> None:
    """Home and `srs due` say what a review would really bring."""
    decks = {f"{name}.md": DECK.replace("knot", name) for name in ("a", "b", "c")}
    decks["srs.toml"] = f'id = "x"\n[presets.default]\nnew_per_day = {budget}\n'
    collection = collect(decks)

    for _ in range(4):
        session = ReviewSession(collection)
        assert overview(collection).counts == session.counts
        if session.current is None:
            break
        session.answer(Rating.AGAIN, duration_ms=1000)


def test_a_leech_is_told_and_suspended_on_wish(collect: Open, clock: Clock) -> None:
    """A card forgotten often enough is named; the preset may suspend it."""
    wish = 'id = "x"\n[presets.default]\nleech_threshold = 2\nleech_suspend = true\n'
    collection = collect({"one.md": "Q: q\nA: a\n", "srs.toml": wish})
    for _ in range(3):
        session = ReviewSession(collection)
        while session.current is not None:
            schedule = session.current.state.schedule
            lapse = isinstance(schedule, Scheduled) and schedule.phase == "review"
            session.answer(Rating.AGAIN if lapse else Rating.EASY, duration_ms=1)
            clock.sleep(minutes=11)
            session.reload()
        clock.sleep(days=40)

    card = (
        session.tally.leeches
        or [
            entry.event.card
            for entry in collection.store.log.all()
            if isinstance(entry.event, Reviewed)
        ][:1]
    )
    assert collection.store.schedules.state(card[0]).suspended


def test_a_bet_is_kept_with_the_review(collect: Open, clock: Clock) -> None:
    """What was said, and what the model gave a card in review; else only the word."""
    collection = collect({"a.md": "Q: a?\nA: b\n"})
    session = ReviewSession(collection)
    session.answer(Rating.EASY, duration_ms=1, sure=False)
    clock.sleep(days=30)
    session = ReviewSession(collection)
    assert session.current is not None
    chance = session.current.recall
    assert chance is not None
    session.answer(Rating.GOOD, duration_ms=1, sure=True)
    bets = [
        entry.event.bet
        for entry in collection.store.log.all()
        if isinstance(entry.event, Reviewed)
    ]

    assert bets == [Bet(sure=False), Bet(sure=True, said=round(chance, 4))]
    entries = list(collection.store.log.all())
    assert [from_json(to_json(entry)) for entry in entries] == entries
    card = entries[0].event
    assert isinstance(card, Reviewed)
    before = collection.store.schedules.state(card.card).schedule
    collection.replay_all()
    after = collection.store.schedules.state(card.card).schedule
    assert isinstance(before, Scheduled)
    assert isinstance(after, Scheduled)
    assert (after.due_day, after.reviews) == (before.due_day, before.reviews)
