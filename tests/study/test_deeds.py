"""What is done to many cards is one deed, and one undo takes it back."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

import pytest

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.core.log import Rating
from srs.core.schedule import CardState, New
from srs.study import deeds
from srs.study.collection import Collection
from srs.study.outcome import refresh, undo_last
from srs.study.review import ReviewSession
from srs.study.search import card_ids
from tests.conftest import Clock, Open

DECK = "".join(f"Q: {word}?\nA: answer\n\n" for word in ("zebra", "heron", "okapi"))
TODAY = date(2026, 3, 3)

Deed = Callable[[Collection, Iterable[CardId]], str]


@pytest.fixture
def animals(collect: Open, clock: Clock) -> Collection:
    """Give three cards, two of them learned yesterday."""
    collection = collect({"animals.md": DECK})
    session = ReviewSession(collection)
    for _ in range(2):
        clock.sleep(seconds=5)
        session.answer(Rating.EASY, duration_ms=5000)
    clock.sleep(days=1)
    return collection


def states(collection: Collection) -> list[CardState]:
    """Return what has become of the cards."""
    return [
        collection.store.schedules.state(card)
        for card in sorted(card_ids(collection, ""))
    ]


@pytest.mark.parametrize(
    ("deed", "query", "sentence"),
    [
        (deeds.suspend, "is:suspended", "3 cards suspended. u takes it back."),
        (deeds.bury, "is:buried", "3 cards buried until tomorrow. u takes it back."),
        (
            partial(deeds.flag, note="too long"),
            "flag:1",
            "3 cards flagged. u takes it back.",
        ),
        (
            deeds.reset,
            "is:new",
            "2 cards made new again. u takes it back. 1 other left as they were.",
        ),
        (
            partial(deeds.set_due, first=TODAY, last=TODAY),
            "prop:due=0",
            "2 cards moved. u takes it back. 1 other left as they were.",
        ),
    ],
)
def test_a_deed_and_its_undo(
    animals: Collection, deed: Deed, query: str, sentence: str
) -> None:
    """All cards change in one batch; undone, they are as they were."""
    cards = sorted(card_ids(animals, ""))
    refresh(animals, cards)  # a replay differs in the last digits from the answers
    before, events = states(animals), animals.store.log.count()

    assert deed(animals, cards) == sentence
    changed = card_ids(animals, query)
    assert len(changed) == (2 if "prop" in query else 3)
    told = "Nothing to do for these 3 cards."
    if "moved" not in sentence:
        assert deed(animals, cards) == told
    undo_last(animals)
    assert states(animals) == before
    assert animals.store.log.count() > events


def test_calling_back_and_taking_flags_away(animals: Collection) -> None:
    """The opposite deeds touch only the cards that need them."""
    cards = sorted(card_ids(animals, ""))
    deeds.suspend(animals, cards[:2])
    deeds.flag(animals, cards[:1], "")

    assert deeds.unsuspend(animals, cards) == (
        "2 cards called back. u takes it back. 1 other left as they were."
    )
    assert deeds.unflag(animals, cards[:1]) == (
        "1 card without their flag. u takes it back."
    )
    assert [(it.suspended, it.flag) for it in states(animals)] == [(False, 0)] * 3


def test_days_are_spread_and_new_cards_have_none(animals: Collection) -> None:
    """Each card lands within the days; what was never answered stays new."""
    first, last = deeds.days_named("2-7", TODAY)
    deeds.set_due(animals, sorted(card_ids(animals, "")), first, last)

    for state in states(animals):
        if not isinstance(state.schedule, New):
            assert first <= state.schedule.due_day <= last


@pytest.mark.parametrize(
    ("text", "days"),
    [("0", (0, 0)), (" 3 ", (3, 3)), ("2-7", (2, 7)), ("2 - 7", (2, 7)),
     ("2026-03-05", (2, 2))],
)  # fmt: skip
def test_days_are_named(text: str, days: tuple[int, int]) -> None:
    """From today on: a number, a span, a date."""
    first, last = deeds.days_named(text, TODAY)

    assert (first - TODAY, last - TODAY) == tuple(timedelta(days=n) for n in days)


@pytest.mark.parametrize("text", ["", "x", "7-2", "-1", "99999", "2026-03-02", "1.5"])
def test_no_days_are_refused(text: str) -> None:
    """Days that are past, turned round or no days are told with what to write."""
    with pytest.raises(InputError, match="no days from today on"):
        deeds.days_named(text, TODAY)
