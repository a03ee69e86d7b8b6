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
    Linked,
    LinkRejected,
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


def undo(
    collection: Collection, target: EventId | BatchId, *, day: date
) -> list[Logged]:
    """Take back an event, or all events of a batch, and return what was taken back.

    The events stay in the log: undo is an event of its own.
    """
    store = collection.store
    with store.transaction():
        taken = store.log.targets(target)
        firsts = {one.id for one in taken if _was_first(collection, one)}
        collection.log(Undone(target=target), day=day)
        for one in taken:
            count(collection, one, times=-1, introduced=one.id in firsts)
        refresh(collection, cards_of(taken))
    collection.forget_caches()
    return taken


def undo_last(collection: Collection) -> list[Logged]:
    """Take back the last thing that the learner did, if there is any.

    What a scan linked is no deed of the learner's: `srs identity` takes it back.
    """
    for most in (20, 2000):
        for deed in collection.store.log.undoable(limit=most):
            if not isinstance(deed.entry.event, Linked | LinkRejected):
                return undo(collection, deed.target, day=collection.today())
    return []


def cards_of(entries: Iterable[Logged]) -> list[CardId]:
    """Return the cards that some events concern, each once."""
    found = (getattr(entry.event, "card", None) for entry in entries)
    return list(dict.fromkeys(card for card in found if card is not None))


def _was_first(collection: Collection, entry: Logged) -> bool:
    """Return whether a review introduced its card."""
    card = getattr(entry.event, "card", None)
    if card is None or not isinstance(entry.event, Reviewed):
        return False
    reviews = [
        one
        for one in live(collection.store.log.of(card))
        if isinstance(one.event, Reviewed | Reset)
    ]
    at = next((i for i, one in enumerate(reviews) if one.id == entry.id), None)
    return at is not None and (at == 0 or isinstance(reviews[at - 1].event, Reset))
