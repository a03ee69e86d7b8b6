"""Which concepts do the decks have, and which of their cards were seen?

Reading them takes a look at every note, so they are kept until a deck or a
suspension changes.
"""

import json
from collections.abc import Collection as Some
from typing import Any

from srs.core.card import CardId
from srs.core.order import required
from srs.core.report import ConceptCards
from srs.study.collection import Collection
from srs.study.progress_inputs import Filters, Lives, fingerprint


def concepts(
    collection: Collection,
    filters: Filters,
    lives: Lives,
    cards: Some[CardId] | None,
) -> tuple[tuple[ConceptCards, ...], tuple[str, str] | None]:
    """Return the concepts of the decks, with the cards of each that were seen.

    What is worth keeping, if anything is, comes second: a stamp and a text.

    Args:
        collection: The collection.
        filters: Which part of it.
        lives: Which place each card has.
        cards: The cards that the filters choose; None for all.
    """
    rows = collection.store.progress
    stamp = fingerprint(rows.outline_stamp(), None if cards is None else sorted(cards))
    kept = rows.kept_concepts(filters.scope, stamp)
    found: list[list[Any]]
    found = _read(collection, cards) if kept is None else json.loads(kept)
    worth = (stamp, json.dumps(found)) if kept is None else None
    place = lives.place
    known = tuple(
        ConceptCards(
            id=name,
            title=title,
            deck=deck,
            cards=len(every),
            seen=tuple(map(place.__getitem__, filter(place.__contains__, every))),
            requires=tuple(before),
        )
        for name, title, deck, every, before in found
    )
    return known, worth


def _read(collection: Collection, cards: Some[CardId] | None) -> list[list[Any]]:
    """Return each concept: its id, title, deck, cards, and what comes before it."""
    found = collection.store.progress.concepts(cards)
    titles = {
        one.id: one.title
        for some in collection.store.cards.concepts().values()
        for one in some
    }
    before = required(entry.deck for entry in collection.decks.values())
    names = {number: entry.deck.name for number, entry in collection.decks.items()}
    merged: dict[str, list[Any]] = {}
    for name, deck, every in found:
        old = merged.setdefault(
            name,
            [
                name,
                titles.get(name, name),
                names.get(deck, ""),
                [],
                list(before.get(name, ())),
            ],
        )
        old[3] += every
    return list(merged.values())
