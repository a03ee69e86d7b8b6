"""What a card was before each review: states, gaps, resets, moves, undos."""

from datetime import timedelta

import pytest

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    Decision,
    DueSet,
    EventId,
    PhaseName,
    Rating,
    Reset,
    Reviewed,
    Undone,
)
from srs.study.collection import Collection
from srs.study.progress_inputs import Filters
from srs.study.review_history import LEARNING, NEW, RELEARNING, REVIEW, told
from tests.conftest import Clock, Open

DECKS = {"one.md": "Q: one?\nA: 1\n\nQ: two?\nA: 2\n", "two.md": "Q: three?\nA: 3\n"}


@pytest.fixture
def collection(collect: Open) -> Collection:
    """Return a collection of three cards."""
    return collect(DECKS)


def answer(
    collection: Collection,
    card: CardId,
    rating: Rating,
    phase: PhaseName | None = None,
) -> EventId:
    """Write a review, with what it decided or without."""
    day = collection.today()
    decided = (
        Decision(phase=phase, step=0, due_day=day + timedelta(days=3), due_at=None)
        if phase
        else None
    )
    event = Reviewed(card=card, rating=rating, duration_ms=900, decision=decided)
    return collection.log(event).id


def states(collection: Collection, clock: Clock) -> list[int]:
    """Return what the cards were before each review."""
    return [one.state for one in told(collection, at=clock.at + timedelta(hours=1))]


def card_of(collection: Collection) -> CardId:
    """Return one card."""
    return min(collection.store.schedules.deck_of_cards())


def test_state_is_what_the_review_before_decided(
    collection: Collection, clock: Clock
) -> None:
    """A card is new, then what was decided; gaps count from its last review."""
    card = card_of(collection)
    decided: tuple[PhaseName, ...] = ("learning", "review", "relearning", "review")
    for phase in decided:
        answer(collection, card, Rating.GOOD, phase)
        clock.sleep(hours=20)
    found = list(told(collection, at=clock.at))

    assert [one.state for one in found] == [NEW, LEARNING, REVIEW, RELEARNING]
    assert [one.nights for one in found] == [None, 1, 0, 1]
    assert [one.gap_ms and one.gap_ms // 3_600_000 for one in found] == [
        None, 20, 20, 20
    ]  # fmt: skip
    assert found[0].due == found[0].day + 3


def test_a_reset_card_is_new_again(collection: Collection, clock: Clock) -> None:
    """Its next review is a first one; a reset that was taken back changes nothing."""
    card = card_of(collection)
    answer(collection, card, Rating.GOOD, "review")
    taken_back = collection.log(Reset(card=card))
    collection.log(Undone(target=taken_back.id))
    answer(collection, card, Rating.GOOD, "review")
    collection.log(Reset(card=card))
    answer(collection, card, Rating.GOOD, "review")
    found = list(told(collection, at=clock.at + timedelta(hours=1)))

    assert [one.state for one in found] == [NEW, REVIEW, NEW]
    assert [one.gap_ms is None for one in found] == [True, False, True]


def test_a_card_that_a_plan_moved_is_in_review(
    collection: Collection, clock: Clock
) -> None:
    """A move ends the steps of a card; a new one stays new."""
    card = card_of(collection)
    move = DueSet(card=card, due=collection.today(), batch=BatchId("b1"))
    collection.log(move)
    answer(collection, card, Rating.AGAIN, "learning")
    collection.log(move)
    answer(collection, card, Rating.GOOD, "review")

    assert states(collection, clock) == [NEW, REVIEW]


def test_reviews_from_elsewhere_follow_the_steps(
    collection: Collection, clock: Clock
) -> None:
    """Without a decision the learner's steps decide, as in a replay."""
    card = card_of(collection)
    for rating in (
        Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY
    ):  # fmt: skip
        answer(collection, card, rating)

    assert states(collection, clock) == [
        NEW, LEARNING, REVIEW, RELEARNING, RELEARNING, REVIEW
    ]  # fmt: skip


def test_undone_reviews_are_left_out(collection: Collection, clock: Clock) -> None:
    """What was taken back never happened."""
    card = card_of(collection)
    wrong = answer(collection, card, Rating.AGAIN, "learning")
    collection.log(Undone(target=wrong))
    answer(collection, card, Rating.GOOD, "review")

    assert states(collection, clock) == [NEW]


def test_a_deck_and_a_day_choose(collection: Collection, clock: Clock) -> None:
    """What is left out still says what the rest was before."""
    cards = sorted(collection.store.schedules.deck_of_cards())
    for card in cards:
        answer(collection, card, Rating.GOOD, "review")
    clock.sleep(hours=24)
    for card in cards:
        answer(collection, card, Rating.GOOD, "review")
    at = clock.at + timedelta(hours=1)
    since = Filters(decks=("two",), first=collection.today())
    found = list(told(collection, filters=since, at=at))

    assert [(one.state, one.nights) for one in found] == [(REVIEW, 1)]
    assert len(list(told(collection, filters=Filters(decks=("one",)), at=at))) == 4
