"""Do cards that are left unreviewed as a test wait, and only they, everywhere?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from srs.core.card import CardId
from srs.core.control import control_pause_days
from srs.core.day import day_number
from srs.core.log import Rating, Reviewed
from srs.study.agenda import Scope, build_queue
from srs.study.collection import Collection, open_collection
from srs.study.control import hold_control_cards
from srs.study.export_coming import Coming
from srs.study.overview import overview
from srs.study.plan_scene import Scene
from srs.study.progress_gather import Gather
from srs.study.progress_inputs import Filters
from srs.study.search import card_ids
from tests.conftest import Clock, Open

CARDS = 400
DECK = "".join(f"Q: Question {number}?\nA: Answer\n\n" for number in range(CARDS))
FIRST = date(2026, 3, 2)


@pytest.fixture
def met(collect: Open, clock: Clock) -> Collection:
    """Give a deck whose cards were all met on the first day."""
    collection = collect({"many.md": DECK})
    review(collection, collection.store.schedules.deck_of_cards())
    clock.sleep(hours=1)
    return collection


def review(
    collection: Collection, cards: Iterable[CardId], rating: Rating = Rating.EASY
) -> None:
    """Answer cards now."""
    collection.store.log.append_all(
        [Reviewed(card=card, rating=rating, duration_ms=1000) for card in cards],
        at=collection.clock(),
        offset_min=60,
        day=collection.today(),
    )
    collection.replay_all()


def asked(collection: Collection, scope: Scope | None = None) -> set[CardId]:
    """Return the cards that today's queue holds."""
    return set(build_queue(collection, scope or Scope(), collection.today()).cards())


def chosen(collection: Collection, day: date) -> set[CardId]:
    """Return the control cards that wait on a day, if none was asked again."""
    return {
        card
        for card in collection.store.schedules.deck_of_cards()
        if FIRST + timedelta(days=control_pause_days(card) or 0) > day
    }


@pytest.mark.parametrize("days", [1, 20, 29, 30, 59, 60, 119, 120])
@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.EASY])
def test_the_chosen_cards_and_only_they_wait_for_their_day(
    collect: Open, clock: Clock, days: int, rating: Rating
) -> None:
    """Queue, counts, `is:due` and what comes agree; off again, all is as before."""
    collection = collect({"many.md": DECK})
    every = collection.store.schedules.deck_of_cards()
    review(collection, every, rating)
    before = list(collection.store.schedules.all_states())
    clock.sleep(days=days)
    waiting = chosen(collection, collection.today())
    off = asked(collection)
    hold_control_cards(collection, True)
    on = asked(collection)

    assert bool(waiting) is (days < 120)
    assert on == off - waiting
    counts = overview(collection).counts
    assert counts.due + counts.learning == len(on)
    assert card_ids(collection, "is:due") == on
    assert collection.store.schedules.left_alone(collection.today()).keys() == waiting
    assert waiting.isdisjoint(one.card for one in Scene(collection).cards)
    assert waiting.isdisjoint(asked(collection, Scope(ahead=30)))

    hold_control_cards(collection, False)
    assert asked(collection) == off
    assert list(collection.store.schedules.all_states()) == before


def test_a_card_is_asked_once_and_then_like_all_others(
    met: Collection, clock: Clock
) -> None:
    """Its day comes even if it is forgotten that day; then it waits no more."""
    hold_control_cards(met, True)
    clock.sleep(days=40)
    mine = {it for it in asked(met) if control_pause_days(it) == 30}
    assert mine
    review(met, mine, Rating.AGAIN)
    clock.sleep(days=1)

    assert mine <= asked(met)


def test_a_card_that_was_tested_before_the_test_begins_is_no_part_of_it(
    met: Collection, clock: Clock
) -> None:
    """Only cards whose answers are all of one day are left alone."""
    clock.sleep(days=1)
    review(met, met.store.schedules.deck_of_cards(), Rating.AGAIN)
    clock.sleep(days=1)
    off = asked(met)
    hold_control_cards(met, True)

    assert asked(met) == off
    assert met.store.schedules.left_alone(met.today()) == {}


def test_siblings_do_not_wait_for_a_card_that_is_left_alone(
    collect: Open, clock: Clock
) -> None:
    """A new card comes though its sibling is overdue, for that is not asked."""
    notes = "".join(f"T: Term {number}\nD: Meaning\n\n" for number in range(CARDS))
    collection = collect({"many.md": notes})
    hold_control_cards(collection, True)
    schedules = collection.store.schedules
    held = {it for it in schedules.deck_of_cards() if control_pause_days(it)}
    note_of = dict(
        collection.store.connection.execute("select id, note from card").fetchall()
    )
    review(collection, held)
    clock.sleep(days=29)
    new = asked(collection, Scope(new=2 * CARDS))
    whole = Counter(note_of[card] for card in held)
    half = {note for note, many in whole.items() if many == 1}

    assert half
    assert half <= {note_of[card] for card in new}
    assert new.isdisjoint(held)


def test_what_requires_a_concept_does_not_wait_for_its_control_cards(
    collect: Open,
) -> None:
    """Only the other cards of a concept have to graduate."""
    notes = "".join(
        f"## Concept {number}\n\nQ: Question {number}?\nA: Answer\n\n"
        for number in range(CARDS)
    )
    collection = collect({"many.md": f"# Many\n\n{notes}"})
    schedules = collection.store.schedules
    off, _ = schedules.concepts()
    hold_control_cards(collection, True)
    on, _ = schedules.concepts()
    mine = sum(bool(control_pause_days(it)) for it in schedules.deck_of_cards())

    assert len(off) == CARDS
    assert len(on) == CARDS - mine


def test_days_to_come_count_each_on_its_own_day(met: Collection, clock: Clock) -> None:
    """The chart, the calendar and the forecast know when each is asked."""
    clock.sleep(days=1)
    hold_control_cards(met, True)
    alone = met.store.schedules.left_alone(met.today())
    after = sum(day == day_number(FIRST) + 60 for day in alone.values())
    load = met.store.schedules.load_between(met.today(), FIRST + timedelta(days=200))
    coming = Coming(met, filters=Filters(), at=clock()).due()

    assert after > 0
    assert load[FIRST + timedelta(days=60)] == after
    assert coming["many", day_number(FIRST) + 60] == after
    assert sum(load.values()) == sum(coming.values()) == CARDS


def test_progress_counts_those_that_wait_and_those_that_were_asked(
    met: Collection, clock: Clock
) -> None:
    """The table is there only while the test is on."""

    def control() -> list[tuple[int, int, int]]:
        from srs.stats.trust import control_cards

        now, _ = Gather(met, Filters(), met.clock()).standing(whole=False)
        return [
            (int(it["pause_days"]), int(it["n"]), int(it["waiting"]))
            for it in control_cards(now)
        ]

    by_pause = {
        pause: sum(
            control_pause_days(card) == pause
            for card in met.store.schedules.deck_of_cards()
        )
        for pause in (30, 60, 120)
    }
    assert control() == []
    hold_control_cards(met, True)
    assert control() == [(pause, 0, many) for pause, many in by_pause.items()]

    clock.sleep(days=31)
    review(met, asked(met))
    clock.sleep(hours=1)
    assert control() == [
        (30, by_pause[30], 0),
        (60, 0, by_pause[60]),
        (120, 0, by_pause[120]),
    ]


def test_the_setting_holds_for_the_next_program(met: Collection, clock: Clock) -> None:
    """Another program that opens the collection leaves the same cards alone."""
    clock.sleep(days=20)
    hold_control_cards(met, True)
    again = open_collection(met.root, clock=clock)
    try:
        assert asked(again) == asked(met)
        assert again.store.schedules.left_alone(FIRST + timedelta(days=20))
    finally:
        again.close()
