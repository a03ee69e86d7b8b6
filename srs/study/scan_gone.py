"""Which texts were learnt and stand in no deck? For a cache that is made anew.

The scan remembers such texts as they vanish. When that memory is dropped, texts and
links tell which cards they were, and the log which of these have a history.
"""

import json
from collections.abc import Iterable

from srs.core.card import CardId, Deck, Fingerprint
from srs.deck.identity.links import Links
from srs.deck.identity.mint import DRAFT_KEYS, keys
from srs.deck.parser import read_note
from srs.store.card_rows import GoneRow
from srs.store.database import Store
from srs.study.scan_entries import Entry

_NOWHERE = Deck(path="", name="")


def remembered(store: Store, links: Links, entries: Iterable[Entry]) -> list[GoneRow]:
    """Return the texts that are gone while their cards have a history.

    Args:
        store: The store, with texts and events but no notes.
        links: What was decided before.
        entries: All notes that stand in the decks.
    """
    standing: set[Fingerprint] = set()
    taken: set[CardId] = set()
    for entry in entries:
        standing.add(entry.note.fingerprint)
        taken.update(links.decided(entry.handle, key) for key in keys(entry.note))
    found: dict[Fingerprint, dict[str, CardId]] = {}
    for name, text, _ in store.log.all_texts():
        if name not in standing:
            kind, asked, _ = json.loads(text)
            own = {key: links.decided(name, key) for key in _keys(kind, asked)}
            if taken.isdisjoint(own.values()):
                found[name] = own
    cards = [card for own in found.values() for card in own.values()]
    lived = store.cards.with_history(cards)
    return [
        GoneRow(name, name, "", json.dumps(list(own.items()), ensure_ascii=False))
        for name, own in found.items()
        if not lived.isdisjoint(own.values())
    ]


def _keys(kind: str, asked: str) -> tuple[str, ...]:
    """Return the keys of the cards that a text asked."""
    if kind != "cloze":
        return DRAFT_KEYS.get(kind, ())
    try:
        return keys(read_note(f"C: {asked}", _NOWHERE))
    except ValueError:
        return ()
