"""Decks, notes and cards as last scanned."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from srs.core.card import CardId, Concept, Deck, Fingerprint, Problem, Span
from srs.core.log import Linked, Rating, Reviewed
from srs.store.card_rows import (
    CardRow,
    GoneRow,
    NoteRow,
    concepts_from_json,
    concepts_to_json,
    deck_from_json,
    deck_to_json,
    problems_from_json,
    problems_to_json,
)
from srs.store.database import Store, open_store

AT = datetime(2026, 3, 1, tzinfo=UTC)
DECK = Deck(
    path="a/b.md",
    name="a/b",
    tags=("x", "y"),
    sources={"k": "Title"},
    requires={"one": ("two", "three")},
    lint_off=("R01",),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one deck, one note and two cards."""
    made = open_store(tmp_path / "store.sqlite", device="00000001")
    with made.transaction():
        row = ("a/b.md", 9, 8, b"d", "a/b", deck_to_json(DECK), "[]", "[]", "[]", "[]")
        made.cards.put_deck((*row, 100, b""), None)
        made.cards.put_notes([NOTE], [])
        made.cards.put_cards([card(5, 0), card(6, 1)], [])
    yield made
    made.close()


NOTE = NoteRow(
    1,
    1,
    3,
    4,
    "term",
    Fingerprint("f" * 32),
    "c",
    '["C"]',
    "[]",
    "",
    0,
    0,
    None,
    "T: a",
)


def card(number: int, ordinal: int, *, active: int = 1) -> CardRow:
    """Return a card of the note."""
    return CardRow(CardId(number), 1, 1, ordinal, f"k{ordinal}", ordinal, active)


def test_values_survive_their_json() -> None:
    """What was written is read again as it was."""
    span = Span(path="a.md", line=3, end_line=3)
    concept = Concept(id="i", title="T", span=span, lead="L")
    problem = Problem(path="a.md", line=1, column=2, code="R01", message="m", text="t")

    assert deck_from_json(deck_to_json(DECK)) == DECK
    assert concepts_from_json("a.md", concepts_to_json([concept])) == [concept]
    assert problems_from_json(problems_to_json([problem])) == [problem]


def test_a_card_tells_where_it_stands(store: Store) -> None:
    """Deck, lines and raw block; None for a card that no deck holds."""
    place = store.cards.place(CardId(6))

    assert place is not None
    assert (place.deck, place.line, place.ordinal, place.body) == (1, 3, 1, "T: a")
    assert store.cards.place(CardId(7)) is None
    assert store.cards.deck_of(CardId(6)) == 1
    assert store.cards.deck_of(CardId(7)) is None
    assert store.cards.decks() == {1: DECK}
    assert store.cards.counts() == (1, 1, 2)


def test_only_what_is_active_may_be_asked(store: Store) -> None:
    """A card that is gone is not active either."""
    store.cards.put_cards([], [card(6, 1, active=0)])

    assert [store.cards.is_active(CardId(it)) for it in (5, 6, 7)] == [
        True,
        False,
        False,
    ]


def test_links_alone_are_no_history(store: Store) -> None:
    """Only what the learner did makes a card worth a question."""
    events = (
        Reviewed(card=CardId(5), rating=Rating.GOOD, duration_ms=1),
        Linked(card=CardId(6), fingerprint=Fingerprint("a" * 32), key=""),
    )
    assert not store.cards.has_links()
    before = store.cards.links_stamp()
    store.log.append_all(events, at=AT, offset_min=0, day=AT.date())

    cards = [CardId(5), CardId(6), CardId(7)]
    assert store.cards.with_history(cards) == {5}
    assert store.cards.review_count(cards) == 1
    assert store.cards.has_links()
    assert store.cards.links_stamp() != before


def test_a_doubt_ends_with_the_text_behind_it(store: Store) -> None:
    """Then the note's cards may be asked."""
    old = Fingerprint("0" * 32)
    store.cards.put_notes([], [NOTE._replace(doubtful=1, changed_from=old)])
    store.cards.put_cards([], [card(5, 0, active=0), card(6, 1, active=0)])
    store.cards.put_gone([GoneRow(old, old, "a/b.md", "[]")])
    store.cards.settle_doubts()
    assert store.cards.doubtful_count() == 1

    store.cards.drop_gone([old])
    store.cards.settle_doubts()

    assert store.cards.doubtful() == []
    assert store.cards.is_active(CardId(5))
    assert store.cards.notes_by_id([1]) == [NOTE]


def test_ranks_move_together(store: Store) -> None:
    """A deck that came before pushes the whole deck on."""
    store.cards.shift_ranks(1, 50)

    assert [row.rank for row in store.cards.cards_of(1)] == [50, 51]
    assert store.cards.deck_bases() == [(1, "a/b.md", 150)]


def test_followers_are_replaced_as_a_whole(store: Store) -> None:
    """Whose reviews count for whom is worked out anew each time."""
    store.cards.put_followers({CardId(1): CardId(2)})
    store.cards.put_followers({CardId(3): CardId(4)})

    assert store.cards.followers() == {3: 4}
