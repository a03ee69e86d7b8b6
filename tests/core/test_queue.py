"""Which cards now, and in which order?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.day import day_number, milliseconds
from srs.core.memory import Memory
from srs.core.preset import Preset
from srs.core.queue import (
    Candidate,
    Counts,
    Queue,
    Spent,
    build,
    estimate_minutes,
    new_allowed,
    seconds_per_test,
)
from srs.core.schedule import Scheduled

TODAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLAIN = Preset(review_order="due", new_order="last")


def candidate(
    card: int,
    phase: int = 2,
    *,
    note: int | None = None,
    deck: int = 1,
    preset: str = "default",
    due: timedelta = timedelta(),
    rank: int | None = None,
) -> Candidate:
    """Return a card: new (0), in steps (1, 3) and due at an instant, or due (2)."""
    return Candidate(
        card=CardId(card),
        note=card if note is None else note,
        deck=deck,
        preset=preset,
        phase=phase,
        due_day=day_number(TODAY) - 1000 + card,
        due_ms=milliseconds(AT + due) if phase in (1, 3) else None,
        stability=10.0,
        last_day=day_number(TODAY) - 10,
        interval_days=10,
        lapses=0,
        rank=card if rank is None else rank,
    )


def scheduled(wait: timedelta | None) -> Scheduled:
    """Return what an answered card has become: in steps, or due in ten days."""
    return Scheduled(
        phase="review" if wait is None else "learning",
        step=0,
        due_day=TODAY + timedelta(days=10),
        due_at=None if wait is None else AT + wait,
        memory=Memory(stability_days=10.0, difficulty=5.0),
        last_day=TODAY,
        last_at=AT,
        interval_days=10,
        reviews=1,
        lapses=0,
        graduated=True,
    )


def queue(
    due: Iterable[Candidate] = (),
    learning: Iterable[Candidate] = (),
    fresh: Iterable[Candidate] = (),
    *,
    preset: Preset = PLAIN,
    spent: Spent | None = None,
    seen_notes: Sequence[int] = (),
    new_of_deck: dict[int, int] | None = None,
) -> Queue:
    """Return the queue of a morning under one preset."""
    return build(
        due,
        learning,
        fresh,
        today=TODAY,
        presets={"default": preset},
        spent={"default": spent or Spent()},
        seen_notes=seen_notes,
        new_of_deck=new_of_deck,
    )


def rest(queue: Queue, at: datetime = AT) -> list[int]:
    """Return the cards that come one after the other, each leaving the queue."""
    found: list[int] = []
    while (card := queue.next(at)) is not None:
        found.append(card)
        queue.drop(card)
    return found


def test_reviews_are_not_capped_and_new_cards_are() -> None:
    """All that is due comes; of the new cards the first ten, less those met today."""
    due = [candidate(card) for card in range(300)]
    fresh = [candidate(card, 0) for card in range(999, 400, -1)]

    morning = queue(due, (), fresh)
    evening = queue(due, (), fresh, spent=Spent(new=7))

    assert morning.counts(AT) == Counts(new=10, learning=0, due=300)
    assert rest(morning) == [*range(300), *range(401, 411)]
    assert evening.counts(AT) == Counts(new=3, learning=0, due=300)


def test_a_cap_on_reviews_counts_what_was_done_today() -> None:
    """With `reviews_per_day = 5` and three done, two are left."""
    due = [candidate(card) for card in range(9)]
    capped = replace(PLAIN, reviews_per_day=5)

    assert rest(queue(due, preset=capped, spent=Spent(reviews=3))) == [0, 1]
    assert rest(queue(due, preset=capped, spent=Spent(reviews=8))) == []


@pytest.mark.parametrize(
    ("minutes", "spent", "due", "allowed"),
    [
        (None, Spent(), 500, 10),
        (20, Spent(), 0, 10),
        (20, Spent(), 80, 6),
        (20, Spent(seconds=200.0), 80, 1),
        (20, Spent(), 100, 0),
        (20, Spent(new=8), 0, 2),
        (20, Spent(new=12), 0, 0),
    ],
)
def test_minutes_throttle_new_cards_only(
    minutes: int | None, spent: Spent, due: int, allowed: int
) -> None:
    """New: ⌊(60 * minutes - spent - s * due) / 3 s⌋, from 0 to what is left.

    For 20 minutes, 80 reviews and 12 s: (1200 - 960) / 36 = 6.67, hence 6.
    """
    preset = Preset(minutes_per_day=minutes)

    assert new_allowed(preset, spent, due=due, seconds=12.0) == allowed


def test_a_deck_caps_its_own_new_cards() -> None:
    """A deck with two left gives two; the others fill the preset's ten."""
    fresh = [candidate(card, 0, deck=card % 2) for card in range(40)]

    met = rest(queue(fresh=fresh, new_of_deck={0: 2}))

    assert met == [0, 1, 2, 3, 5, 7, 9, 11, 13, 15]


def test_siblings_come_on_different_days() -> None:
    """One card a note: in steps before due before new, none of a note seen today."""
    due = [candidate(1, note=1), candidate(2, note=1), candidate(3, note=2)]
    learning = [candidate(4, 1, note=2), candidate(5, 1, note=2)]
    fresh = [candidate(6, 0, note=1), candidate(7, 0, note=3), candidate(8, 0, note=4)]

    apart = queue(due, learning, fresh, seen_notes=[4])
    together = queue(due, learning, fresh, preset=replace(PLAIN, bury_siblings=False))

    assert apart.held == (2, 3, 6, 8)
    assert rest(apart) == [4, 5, 1, 7]
    assert together.held == ()
    assert together.counts(AT) == Counts(new=3, learning=2, due=3)


def test_new_cards_stand_first_last_or_spread_among_the_reviews() -> None:
    """Four reviews (below 10) and two new cards, in the three orders."""
    due = [candidate(card) for card in range(4)]
    fresh = [candidate(card, 0) for card in (10, 11)]

    def order(name: str) -> list[int]:
        preset = Preset(review_order="due", new_order=name)  # type: ignore[arg-type]
        return rest(queue(due, (), fresh, preset=preset))

    assert order("first") == [10, 11, 0, 1, 2, 3]
    assert order("last") == [0, 1, 2, 3, 10, 11]
    assert order("mixed") == [0, 10, 1, 2, 11, 3]


def test_presets_keep_their_own_limits_and_share_the_day() -> None:
    """Two presets are interleaved; each has its limit of new cards."""
    decks = ["swift", "slow"]
    fresh = [candidate(card, 0, preset=decks[card % 2]) for card in range(10)]

    found = build(
        (),
        (),
        fresh,
        today=TODAY,
        presets={
            "swift": Preset(name="swift", new_per_day=4),
            "slow": Preset(name="slow", new_per_day=1),
        },
    )

    assert rest(found) == [0, 2, 1, 4, 6]


def test_a_card_in_steps_comes_when_it_is_due() -> None:
    """A due step goes before everything else, the next one waits for its instant."""
    found = queue(
        [candidate(1), candidate(2)],
        [candidate(7, 1, due=-MINUTE), candidate(8, 3, due=5 * MINUTE)],
    )

    assert found.next(AT) == 7
    found.drop(CardId(7))
    assert found.next(AT) == 1
    assert found.next(AT + 5 * MINUTE) == 8


def test_a_step_comes_early_when_nothing_else_is_left() -> None:
    """Within the learn-ahead window of 20 minutes, and not before."""
    found = queue((), [candidate(7, 1, due=30 * MINUTE)])

    assert found.next(AT) is None
    assert found.next_step_at() == AT + 30 * MINUTE
    assert found.next(AT + 9 * MINUTE) is None
    assert found.next(AT + 10 * MINUTE) == 7


def test_an_answered_card_goes_back_in_line_or_leaves() -> None:
    """A forgotten card comes again after its step; one given days leaves."""
    found = queue([candidate(1), candidate(2)], (), [candidate(3, 0)])

    found.settle(CardId(1), scheduled(10 * MINUTE), AT)
    found.settle(CardId(3), scheduled(1 * MINUTE), AT)

    assert found.counts(AT) == Counts(new=0, learning=2, due=1)
    assert found.next(AT) == 2
    found.settle(CardId(2), scheduled(None), AT)
    assert found.next(AT) == 3
    found.settle(CardId(3), scheduled(None), AT)
    found.settle(CardId(1), scheduled(None), AT)
    assert found.next(AT + timedelta(days=1)) is None
    assert len(found) == 0


def test_a_step_past_the_end_of_the_day_stays_out() -> None:
    """A card that the model gives hours does not keep the day open."""
    ends = AT + timedelta(hours=2)
    found = build(
        [candidate(1)],
        [candidate(2, 1, due=timedelta(hours=3))],
        (),
        today=TODAY,
        presets={"default": PLAIN},
        ends_at=ends,
    )

    found.settle(CardId(1), scheduled(timedelta(hours=5)), AT)

    assert found.counts(AT) == Counts(new=0, learning=0, due=0)


def test_a_card_that_is_given_back_comes_first_and_counts_as_before() -> None:
    """After an undo the same card is shown again, also when it was in no queue."""
    found = queue([candidate(1), candidate(2)], (), [candidate(3, 0)])

    found.drop(CardId(3))
    found.give_back(CardId(3))
    assert found.counts(AT) == Counts(new=1, learning=0, due=2)
    assert found.next(AT) == 3
    found.settle(CardId(3), scheduled(MINUTE), AT)
    assert found.next(AT) == 1

    found.give_back(CardId(99))
    assert rest(found, AT + MINUTE) == [99, 3, 1, 2]


def test_the_rest_can_be_looked_at_without_changing_it() -> None:
    """`cards` lists what is left: those in line, then those in steps."""
    found = queue(
        [candidate(1), candidate(2)], [candidate(8, 1, due=MINUTE), candidate(7, 1)]
    )
    found.drop(CardId(1))
    found.give_back(CardId(1))

    assert found.cards() == [1, 2, 7, 8]
    assert found.cards() == [1, 2, 7, 8]


@settings(deadline=None)
@given(st.data())
def test_every_card_comes_exactly_once(data: st.DataObject) -> None:
    """Whatever is built, the queue gives each card it counts once, and no other."""
    phases = data.draw(st.lists(st.sampled_from([0, 1, 2, 3]), max_size=40))
    cards = [
        candidate(number, phase, note=number // 2, due=number * MINUTE)
        for number, phase in enumerate(phases)
    ]
    found = queue(
        [one for one in cards if one.phase == 2],
        [one for one in cards if one.phase in (1, 3)],
        [one for one in cards if one.phase == 0],
        preset=Preset(),
    )
    counts, held = found.counts(AT), set(found.held)

    given_out = rest(found, AT + timedelta(hours=2))

    assert len(given_out) == len(set(given_out)) == sum(counts)
    assert held.isdisjoint(given_out)


def test_the_same_morning_gives_the_same_queue() -> None:
    """The order does not depend on the order in which the store gives its rows."""
    due = [candidate(card) for card in range(50)]
    fresh = [candidate(card, 0) for card in range(50, 99)]

    one = queue(due, (), fresh, preset=Preset())
    other = queue(due[::-1], (), fresh[::-1], preset=Preset())

    assert one.cards() == other.cards()


def test_how_long_a_test_lasts() -> None:
    """Twelve seconds at first, then the median of the last two hundred."""
    assert seconds_per_test([1000] * 19) == 12.0
    assert seconds_per_test([60_000] * 500 + [5000] * 101 + [9000] * 99) == 5.0


def test_minutes_are_estimated_with_three_tests_a_new_card() -> None:
    """Ten new and 25 others at 6 s: 55 tests, five and a half minutes, so six."""
    assert estimate_minutes(Counts(new=10, learning=5, due=20), 6.0) == 6
    assert estimate_minutes(Counts(new=0, learning=0, due=0), 6.0) == 0
