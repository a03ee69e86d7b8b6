"""What has become of a card, and how is an event written with its consequences?

An event and the cached state it leads to go into one transaction: either both
are there or none.
"""

from collections.abc import Iterable
from datetime import date

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    EventId,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Undone,
    live,
)
from srs.core.preset import Preset
from srs.core.schedule import replay
from srs.store.schedules import LONGEST_COUNTED_MS
from srs.study.collection import Collection

Undoable = EventId | BatchId


def preset_of_card(collection: Collection, card: CardId) -> Preset:
    """Return the preset of the card's deck; the default one for a card that is gone."""
    deck = collection.store.cards.deck_of(card)
    return collection.preset_of(-1 if deck is None else deck)


def refresh(collection: Collection, cards: Iterable[CardId]) -> None:
    """Replay some cards from the log and store what became of them."""
    store = collection.store
    for card in cards:
        entries = live(store.log.of(card))
        preset = preset_of_card(collection, card)
        state = replay(entries, preset=preset, model=collection.model(preset))
        store.schedules.write(card, state, first_day=first_day(entries))


def first_day(entries: Iterable[Logged]) -> date | None:
    """Return the study day of the first review since the last reset, if any.

    Args:
        entries: The live events of one card, in the order of replay.
    """
    first: date | None = None
    for entry in entries:
        if isinstance(entry.event, Reset):
            first = None
        elif isinstance(entry.event, Reviewed) and first is None:
            first = entry.day
    return first


def count(
    collection: Collection, entry: Logged, *, times: int, introduced: bool
) -> None:
    """Add a review to what its study day counts, or with -1 take it away."""
    review = entry.event
    if not isinstance(review, Reviewed):
        return
    collection.store.schedules.add_to_day(
        entry.day,
        reviews=times,
        passed=times * int(review.rating is not Rating.AGAIN),
        duration_ms=times * min(review.duration_ms, LONGEST_COUNTED_MS),
        introduced=times * int(introduced),
    )


def undo(collection: Collection, target: Undoable, *, day: date) -> list[Logged]:
    """Take back an event or a batch, and return what was taken back.

    The events stay in the log: undo is an event of its own.
    """
    store = collection.store
    with store.transaction():
        taken = store.log.targets(target)
        collection.log(Undone(target=target), day=day)
        for entry in taken:
            card = getattr(entry.event, "card", None)
            was_first = (
                card is not None and store.schedules.first_day(card) == entry.day
                and _is_first_review(collection, entry)
            )
            count(collection, entry, times=-1, introduced=was_first)
        cards = {
            card
            for entry in taken
            if (card := getattr(entry.event, "card", None)) is not None
        }
        refresh(collection, cards)
        collection.forget_caches()
    return taken


def _is_first_review(collection: Collection, entry: Logged) -> bool:
    """Return whether the card has no live review before this one (now undone)."""
    card = getattr(entry.event, "card", None)
    if card is None or not isinstance(entry.event, Reviewed):
        return False
    return not any(
        isinstance(other.event, Reviewed)
        and (other.at, other.id) < (entry.at, entry.id)
        for other in live(collection.store.log.of(card))
    )
