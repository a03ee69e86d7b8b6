"""What differs between the decks' files and what was last scanned?

Files that are as they were are known by size and time, else by a digest; only the
others are read, and of these only the notes that changed where that is enough.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import Fingerprint, Problem
from srs.deck.identity.mint import handle
from srs.store.card_rows import FileRow, NameRow, deck_from_json
from srs.store.database import Store
from srs.study.scan_entries import row_handle
from srs.study.scan_partial import Partial, partial
from srs.study.scan_read import (
    FileReading,
    digest_of,
    partial_reading,
    read_bytes,
    reading,
    unread,
)
from srs.study.walk import Found, Walk, in_vault


@dataclass(slots=True)
class Changes:
    """What differs between the folder and the cache."""

    readings: dict[str, FileReading]
    same_content: list[Found]
    """Files with another time but the content that is known."""
    missing: dict[str, FileRow]


class Look:
    """Looks for what has changed; nothing is written."""

    def __init__(
        self, store: Store, root: Path, walked: Walk, known: Mapping[str, FileRow]
    ) -> None:
        self._store = store
        self._root = root
        self._walked = walked
        self._known = known

    def run(self, *, force: bool) -> Changes:
        """Read what has changed, and what else must be seen again because of it."""
        walked, known = self._walked, self._known
        there = {found.path: found for found in walked.files}
        changes = Changes(
            {}, [], {path: row for path, row in known.items() if path not in there}
        )
        for found in walked.files:
            row = known.get(found.path)
            if row is None or force or (found.size, found.mtime_ns) != row[2:4]:
                self._read(walked, found, row, changes, force=force)
        while again := self._touched_twins(known, changes):
            for path in again:
                self._read(walked, there[path], None, changes, force=True)
        return changes

    def _read(
        self,
        walked: Walk,
        found: Found,
        row: FileRow | None,
        changes: Changes,
        *,
        force: bool,
    ) -> None:
        content = read_bytes(self._root, found)
        if isinstance(content, Problem):
            changes.readings[found.path] = unread(found, content)
        elif (
            row is not None
            and not force
            and (digest := digest_of(content)) == row.digest
        ):
            changes.same_content.append(found)
        elif (
            row is not None
            and row.deck is not None
            and not force
            and (partly := self._partly(found.path, row.deck, content)) is not None
        ):
            changes.readings[found.path] = partial_reading(found, digest, partly)
        else:
            vault = in_vault(walked, found.path)
            changes.readings[found.path] = reading(found, content, in_vault=vault)

    def _partly(self, path: str, deck: int, content: bytes) -> Partial | None:
        """Return which notes have changed, where the rest surely has not."""
        known = self._store.cards.plain_lines(deck)
        if known is None:
            return None
        head = deck_from_json(known[1])
        if head.obsidian or not head.cloze_in_code or head.order != "file":
            return None
        if head.requires:
            return None
        names = self._store.cards.names_of(deck)
        return partial(path, deck, content, array("I", known[0]), names)

    def _touched_twins(
        self, known: Mapping[str, FileRow], changes: Changes
    ) -> list[str]:
        """Return unread files that share a note with a file that has changed.

        A note that stands in two files belongs to the first: when it comes into an
        earlier file or leaves the first, the other file is concerned.
        """
        store = self._store.cards
        if store.is_empty():
            return []
        concerned = {
            row.deck: path
            for path, row in known.items()
            if row.deck is not None
            and (path in changes.readings or path in changes.missing)
        }
        unread_decks = {
            row.deck: path
            for path, row in known.items()
            if row.deck is not None and row.deck not in concerned
        }
        before = {
            name: path
            for deck, path in concerned.items()
            for row in self._names_before(deck, changes.readings.get(path))
            for name in (row.fingerprint, row_handle(row))
        }
        now: dict[Fingerprint, str] = {}
        for path in sorted(changes.readings):
            for note in changes.readings[path].notes:
                now.setdefault(note.fingerprint, path)
                if note.explicit_id:
                    now.setdefault(handle(note), path)
        came = {name for name, path in now.items() if before.get(name) != path}
        left = {name for name, path in before.items() if now.get(name) != path}
        again = {
            unread_decks[deck]
            for deck, names in store.twins().items()
            if deck in unread_decks and left.intersection(names)
        }
        ids = [
            note.explicit_id
            for it in changes.readings.values()
            for note in it.notes
            if note.explicit_id
        ]
        for row in store.notes_with(came, ids):
            other = unread_decks.get(row.deck)
            names = {row.fingerprint, row_handle(row)} & came
            if other is not None and any(now[name] < other for name in names):
                again.add(other)
            elif names and row.deck in concerned:
                # It stands in a part of a file that was not read: read it all.
                it = changes.readings.get(concerned[row.deck])
                part = {old.id for old in self._names_before(row.deck, it)}
                if it is not None and it.partly is not None and row.id not in part:
                    again.add(it.path)
        return sorted(again)

    def _names_before(self, deck: int, now: FileReading | None) -> list[NameRow]:
        """Return the notes of a file that were read again, as last scanned."""
        if now is None or now.partly is None:
            return self._store.cards.names_of(deck)
        return [now.partly.names[place] for place in now.partly.notes]
