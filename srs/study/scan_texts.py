"""Which texts surround a change, and which have vanished?"""

import json
from collections.abc import Collection, Iterable, Mapping

from srs.core.card import CardId, Fingerprint, Note
from srs.deck.identity.alike import Text
from srs.store.card_rows import GoneRow
from srs.store.database import Store
from srs.study.scan_entries import Entry, Old
from srs.study.scan_partial import Partial


class Standing:
    """The texts of the files that were known before."""

    def __init__(
        self,
        store: Store,
        now: Mapping[Fingerprint, Entry],
        fresh: Mapping[Fingerprint, Text],
        partly: Iterable[Partial],
    ) -> None:
        """Take the texts that were read, and those that were not.

        Args:
            store: The store, for texts that were not read.
            now: Notes that were read.
            fresh: Those of them that were not known.
            partly: Files that were read in part.
        """
        self._ids = {
            row.fingerprint: row.id
            for it in partly
            for place, row in enumerate(it.names)
            if place not in it.notes
        }
        self._store = store
        self._now = now
        self._fresh = fresh

    def text(self, name: Fingerprint) -> Text | None:
        """Return an unchanged text, or None for one that is not."""
        if name in self._fresh:
            return None
        if name in self._now:
            return text_of(self._now[name].note)
        known = self._store.log.texts([name]).get(name)
        return None if known is None else Text(*json.loads(known))

    def saying(self, names: Collection[Fingerprint], text: Text) -> list[Fingerprint]:
        """Return which of the texts have the same question or answer as another."""
        found = [name for name in names if name in self._now]
        unread = [self._ids[name] for name in names if name in self._ids]
        if unread:
            # A first line tells most apart, without reading whole texts.
            parts = [it.partition("\n")[0] for it in (text.asked, text.answered)]
            parts = parts if parts[1] else [parts[0]] * 2
            found += self._store.cards.bodies_holding(unread, parts)
        return [name for name in found if _says(self.text(name), text)]


def _says(one: Text | None, other: Text) -> bool:
    if one is None:
        return False
    same_answer = bool(one.answered) and one.answered == other.answered
    return same_answer or one.asked == other.asked


def text_of(note: Note) -> Text:
    """Return a note's text as it is compared."""
    return Text(note.kind, note.asked, note.answered)


def cards_of_gone(row: GoneRow) -> dict[str, CardId]:
    """Return the cards of a vanished text by their keys."""
    return {key: CardId(card) for key, card in json.loads(row.cards)}


def gone_row(name: Fingerprint, old: Old) -> GoneRow:
    """Return what is remembered of a text that has vanished."""
    cards = json.dumps(list(old.cards.items()), ensure_ascii=False)
    return GoneRow(name, old.row.fingerprint, old.path, cards)
