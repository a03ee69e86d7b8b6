"""Cramming goes through cards and leaves no trace."""

from datetime import timedelta

import pytest

from srs.core.card import CardId
from srs.core.log import Rating
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.cram import CramSession, session_of
from srs.study.review import ReviewSession
from srs.study.search import card_ids
from tests.conftest import Clock, Open

DECK = "".join(f"Q: {word}?\nA: answer\n\n" for word in ("zebra", "heron", "okapi"))


@pytest.fixture
def animals(collect: Open) -> Collection:
    """Give three new cards."""
    return collect({"animals.md": DECK})


def cram(collection: Collection) -> ReviewSession:
    """Begin a cram of every card."""
    return session_of(collection, Scope(cards=card_ids(collection, ""), cram=True))


def test_each_card_comes_until_it_is_held(animals: Collection, clock: Clock) -> None:
    """A forgotten card comes back after the others; nothing is written."""
    session = cram(animals)
    asked: list[CardId] = []
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.GOOD):
        assert session.current is not None
        asked.append(session.current.card)
        clock.sleep(seconds=2)
        session.answer(rating, duration_ms=2000)

    assert isinstance(session, CramSession)
    assert session.current is None
    assert asked[0] == asked[3]
    assert len(set(asked)) == 3
    assert animals.store.log.count() == 0
    assert (session.tally.answered, session.tally.passed) == (4, 3)
    assert len(card_ids(animals, "is:new")) == 3


def test_an_answer_is_taken_back_in_the_sitting(animals: Collection) -> None:
    """Undo shows the card again, and asks the log only before the first answer."""
    session = cram(animals)
    assert session.current is not None
    first = session.current.card
    session.answer(Rating.GOOD, duration_ms=1000)
    taken = session.undo()

    assert len(taken) == 1
    assert session.current.card == first
    assert (session.tally.answered, session.left()) == (0, 3)
    assert session.undo() == []


def test_the_buttons_say_what_they_do(animals: Collection) -> None:
    """Two of them: again, or done; no interval that would not be kept."""
    session = cram(animals)
    shown = session.current
    assert shown is not None

    assert shown.preset.two_buttons
    assert [session.consequence(shown, rating) for rating in Rating] == [
        "again", "done", "done", "done",
    ]  # fmt: skip


def test_what_is_held_stays_away_when_another_program_writes(
    animals: Collection,
) -> None:
    """After a reload, only the cards that were not held yet are left."""
    session = cram(animals)
    session.answer(Rating.GOOD, duration_ms=1000)
    session.reload()

    assert session.left() == 2


def test_ahead_brings_what_is_due_soon_and_nothing_twice(
    animals: Collection, clock: Clock
) -> None:
    """A card that was answered today does not come again; nothing new comes."""
    session = ReviewSession(animals)
    for _ in range(2):
        clock.sleep(seconds=2)
        session.answer(Rating.EASY, duration_ms=2000)
    assert ReviewSession(animals, Scope(ahead=300)).left() == 0
    clock.sleep(days=1)
    early = ReviewSession(animals, Scope(ahead=300))
    assert early.left() == 2
    shown = early.current
    assert shown is not None
    assert shown.futures[Rating.GOOD].due_day > early.day + timedelta(days=1)
    early.answer(Rating.GOOD, duration_ms=1000)
    early.reload(keep=False)

    assert early.left() == 1
    assert ReviewSession(animals, Scope()).counts.due == 0
