"""What holds for the decks together: concepts, links, and the order of new cards?"""

from collections.abc import Iterable, Sequence

from srs.core.card import CardId, Deck, Fingerprint, Problem
from srs.core.order import Outline, introduction_ranks
from srs.deck import concepts
from srs.store.card_rows import (
    ACROSS,
    RANKING,
    DeckRow,
    concepts_from_json,
    deck_from_json,
    links_from_json,
)
from srs.store.database import Store

NOTE_STEP, DECK_STEP = 1 << 8, 1 << 32
"""Room in a rank for the cards of a note, and for the notes of a deck."""


def local_ranks(deck: Deck, notes: Sequence[tuple[Fingerprint, str]]) -> list[int]:
    """Return the place of each note among the new notes of its own deck.

    Args:
        deck: What its front matter says.
        notes: Text and concept of each note, in file order.
    """
    if deck.order == "file" and not deck.requires:
        return list(range(len(notes)))
    return introduction_ranks([Outline(deck=deck, notes=notes)])[0]


def rank_across(store: Store, rows: Sequence[DeckRow]) -> None:
    """Bring new cards in order where concepts require those of other decks.

    Without such requirements each deck has ranks of its own, so that an edit of
    one deck leaves the others as they are.
    """
    decks = [(row, deck_from_json(row.head)) for row in rows]
    across = _reach_across(decks)
    if not across and store.cache.get(RANKING) in (None, "alone"):
        return
    notes: dict[int, dict[int, tuple[Fingerprint, str]]] = {}
    cards: dict[int, list[tuple[CardId, int]]] = {}
    for deck, note, fingerprint, concept, card, rank in store.cards.ranked():
        notes.setdefault(deck, {})[note] = fingerprint, concept
        cards.setdefault(note, []).append((card, rank))
    outlines = [
        Outline(deck=deck, notes=list(notes.get(row.id, {}).values()))
        for row, deck in decks
    ]
    ranks = introduction_ranks(outlines) if across else _each_alone(outlines)
    bases = [0 if across else row.rank_base for row, _ in decks]
    changed = []
    for (row, _), base, own in zip(decks, bases, ranks, strict=True):
        for note, rank in zip(notes.get(row.id, {}), own, strict=True):
            for ordinal, (card, before) in enumerate(cards[note]):
                after = base + rank * NOTE_STEP + ordinal
                if after != before:
                    changed.append((after, card))
    store.cards.put_ranks(changed)
    store.cache.set(RANKING, ACROSS if across else "alone")


def _each_alone(outlines: Iterable[Outline]) -> list[list[int]]:
    return [local_ranks(one.deck, one.notes) for one in outlines]


def _reach_across(decks: Sequence[tuple[DeckRow, Deck]]) -> bool:
    """Return whether a concept requires one that another deck opens."""
    if not any(deck.requires for _, deck in decks):
        return False
    home: dict[str, str] = {}
    for row, _ in decks:
        for concept in concepts_from_json(row.path, row.concepts):
            home.setdefault(concept.id, row.path)
    return any(
        home.get(name, row.path) != row.path
        for row, deck in decks
        for concept, before in deck.requires.items()
        for name in (concept, *before)
    )


def collection_problems(rows: Sequence[DeckRow]) -> list[Problem]:
    """Return the slips that only show when all decks are seen together.

    Args:
        rows: All decks, in the order of their paths.
    """
    return concepts.collection_problems([_headed(row) for row in rows])


def _headed(row: DeckRow) -> concepts.Headed:
    return concepts.Headed(
        path=row.path,
        concepts=concepts_from_json(row.path, row.concepts),
        requires=deck_from_json(row.head).requires,
        links=links_from_json(row.links),
    )
