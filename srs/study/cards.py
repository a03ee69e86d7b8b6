"""Where does a card stand, what does it say, and what did it say before?"""

import json
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import GAP_CLOSE, GAP_OPEN, CardId, Deck, Note
from srs.core.errors import InputError
from srs.core.log import Linked, Logged, live
from srs.core.schedule import Scheduled
from srs.deck.parser import read_note
from srs.study.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A card's place among the decks, and the note it belongs to."""

    card: CardId
    deck_number: int
    deck: Deck
    file: Path
    """The deck's file, absolute."""
    line: int
    """The note's first line, from 1."""
    ordinal: int
    """Which of the note's sides the card is, from 0."""
    note: Note
    breadcrumb: tuple[str, ...]
    concept: str
    tags: tuple[str, ...]
    """The deck's tags and the note's."""
    source: str
    """The note's source, with title and address where the deck lists its key."""
    edited: bool
    """Whether the text was edited at some time."""


def place_of(collection: Collection, card: CardId) -> Place:
    """Return where a card stands and the note it belongs to.

    Raises:
        InputError: If no deck holds the card any more.
    """
    row = collection.store.cards.place(card)
    if row is None:
        raise InputError(f"No deck holds the card {card} any more.")
    deck = collection.decks[row.deck].deck
    note = read_note(row.body, deck)
    return Place(
        card=card,
        deck_number=row.deck,
        deck=deck,
        file=collection.root / deck.path,
        line=row.line,
        ordinal=row.ordinal,
        note=note,
        breadcrumb=tuple(json.loads(row.breadcrumb)),
        concept=row.concept,
        tags=tuple(dict.fromkeys((*deck.tags, *note.tags))),
        source=_resolved(note.source, deck),
        edited=row.changed_from is not None,
    )


def _resolved(source: str, deck: Deck) -> str:
    """Return a source line with each key that the deck lists spelt out."""
    parts = [part.strip() for part in source.split(",")]
    if parts and all(part in deck.sources for part in parts):
        return "; ".join(deck.sources[part] for part in parts)
    return source


def history(collection: Collection, card: CardId) -> list[Logged]:
    """Return all that happened to a card and still counts, oldest first."""
    return live(collection.store.log.of(card))


def previous_text(collection: Collection, place: Place) -> tuple[str, str] | None:
    """Return what an edited card said when the learner last answered it.

    Returns:
        The asked and the answered text; None where nothing has changed since
        the last answer.
    """
    if not place.edited:
        return None
    schedule = collection.store.schedules.state(place.card).schedule
    if not isinstance(schedule, Scheduled):
        return None
    origins = [
        entry.event.origin
        for entry in history(collection, place.card)
        if isinstance(entry.event, Linked)
        and entry.event.origin is not None
        and entry.at > schedule.last_at
    ]
    if not origins or origins[0] == place.note.fingerprint:
        return None
    text = collection.store.log.texts([origins[0]]).get(origins[0])
    if text is None:
        return None
    _, asked, answered = json.loads(text)
    return asked, answered


def plain_answer(back: str) -> str:
    """Return what a learner would type for a back: a cloze's gaps, else all of it."""
    if GAP_OPEN not in back:
        return back.strip()
    gaps = [part.partition(GAP_CLOSE)[0] for part in back.split(GAP_OPEN)[1:]]
    return ", ".join(dict.fromkeys(gap.strip() for gap in gaps))
