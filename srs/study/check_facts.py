"""What do the reviews say about the cards, for the rules that ask for it?"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from statistics import median

from srs import config
from srs.core.card import CardId, Fingerprint
from srs.core.schedule import Scheduled
from srs.deck.lint.model import CardFacts, ReviewFacts
from srs.study.collection import Clock, Collection, open_collection

LEAST_TIMED = 3
"""Answers from which a median says something."""


def review_facts(collection: Collection) -> ReviewFacts:
    """Return lapses and times of every card that a deck holds.

    A card goes by its note's text and its key, so that a deck which is not the one
    last scanned still finds the facts of the notes that are as they were.
    """
    store = collection.store
    lapses = {
        card: state.schedule.lapses
        for card, state, _ in store.schedules.all_states()
        if isinstance(state.schedule, Scheduled)
    }
    times = _times(collection)
    found: dict[tuple[Fingerprint, str], CardFacts] = {}
    for number in store.cards.decks():
        notes = {note.id: note.fingerprint for note in store.cards.notes_of(number)}
        for card in store.cards.cards_of(number):
            timed = times.get(card.id, [])
            if card.id in lapses or timed:
                seconds = median(timed) / 1000 if len(timed) >= LEAST_TIMED else None
                found[notes[card.note], card.key] = CardFacts(
                    lapses.get(card.id, 0), seconds
                )
    return ReviewFacts(cards=found)


def _times(collection: Collection) -> dict[CardId, list[int]]:
    """Return the durations of each card's timed answers, in milliseconds."""
    columns = collection.store.log.review_columns()
    times: dict[CardId, list[int]] = {}
    for card, duration in zip(columns.card, columns.duration_ms, strict=True):
        if duration > 0:
            times.setdefault(CardId(card), []).append(duration)
    return times


def facts_of(roots: Iterable[Path], *, clock: Clock) -> ReviewFacts | None:
    """Return what the reviews of some collections say, if there are any.

    Nothing is made where nothing is: a check leaves no trace.

    Raises:
        StoreError: There is a history, and it cannot be read.
    """
    cards: dict[tuple[Fingerprint, str], CardFacts] = {}
    for root in roots:
        if (history := history_of(root, clock=clock)) is not None:
            with closing(history) as collection:
                cards |= review_facts(collection).cards
    return ReviewFacts(cards=cards) if cards else None


def history_of(root: Path, *, clock: Clock) -> Collection | None:
    """Open a collection that has a store; None where there is none yet.

    Raises:
        StoreError: There is a store, and it cannot be read.
    """
    folder = config.data_dir() / "collections" / config.collection_id(root)
    if not (folder / "store.sqlite").is_file():
        return None
    return open_collection(root, clock=clock)
