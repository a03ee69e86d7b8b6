"""What has become of a card, and how is an event written with its consequences?

An event and the cached state it leads to go into one transaction: either both
are there or none.
"""

from collections.abc import Iterable
from datetime import date

from srs.core.card import CardId
from srs.core.day import milliseconds
from srs.core.log import (
    BatchId,
    EventId,
    Linked,
    LinkRejected,
    Logged,
    Rating,
    Reviewed,
    Undone,
    Unsuspended,
)
from srs.core.preset import Preset
from srs.store.schedule_rows import LONGEST_COUNTED_MS
from srs.study import replay
from srs.study.collection import Collection


def preset_of_card(collection: Collection, card: CardId) -> Preset:
    """Return the preset of the card's deck; the default one for a card that is gone."""
    deck = collection.store.cards.deck_of(card)
    return collection.preset_of(-1 if deck is None else deck)


def refresh(collection: Collection, cards: Iterable[CardId]) -> None:
    """Replay some cards from the log and store what became of them."""
    replay.refresh(
        collection.store, cards, lambda card: preset_of_card(collection, card)
    )


def count(collection: Collection, entry: Logged, *, introduced: bool) -> None:
    """Add a review to what its study day counts."""
    review = entry.event
    if isinstance(review, Reviewed):
        collection.store.schedules.add_to_day(
            entry.day,
            reviews=1,
            passed=int(review.rating is not Rating.AGAIN),
            duration_ms=min(review.duration_ms, LONGEST_COUNTED_MS),
            introduced=int(introduced),
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
        undone = collection.log(Undone(target=target), day=day)
        cards = cards_of(taken)
        if any(isinstance(entry.event, Linked | LinkRejected) for entry in taken):
            from srs.study.scan_links import read_links, relink  # it loads the parser

            cards += relink(store, read_links(store)).regrouped
        replay.count_anew(store, cards, {undone.id})
        refresh(collection, cards)
    collection.forget_caches()
    return taken


def last_deed(collection: Collection) -> EventId | BatchId | None:
    """Return what the learner did last, as far as it can be taken back.

    What a scan linked is no deed of the learner's: `srs identity` takes it back. What
    the learner judged is one.
    """
    from srs.deck.identity.links import is_judgement

    for most in (20, 2000):
        for deed in collection.store.log.undoable(limit=most):
            event = deed.entry.event
            if not isinstance(event, Linked | LinkRejected) or is_judgement(event):
                return deed.target
    return None


def undo_last(collection: Collection) -> list[Logged]:
    """Take back the last thing that the learner did, if there is any."""
    target = last_deed(collection)
    if target is None:
        return []
    return undo(collection, target, day=collection.today())


def call_back(collection: Collection, cards: Iterable[CardId]) -> list[CardId]:
    """Call suspended cards back, and return them; one undo takes all of it back.

    Args:
        collection: The collection.
        cards: Which; those that are not suspended are left as they are.
    """
    store = collection.store
    hidden = [card for card in cards if store.schedules.state(card).suspended]
    at_ms = milliseconds(collection.clock())
    batch = BatchId(f"unsuspend-{at_ms}-{store.device}")
    with store.transaction():
        for card in hidden:
            collection.log(Unsuspended(card=card, batch=batch))
        refresh(collection, hidden)
    return hidden


def cards_of(entries: Iterable[Logged]) -> list[CardId]:
    """Return the cards that some events concern, each once."""
    found = (getattr(entry.event, "card", None) for entry in entries)
    return list(dict.fromkeys(card for card in found if card is not None))
