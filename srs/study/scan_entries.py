"""Which notes stand in the decks, now and at the last scan?"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from srs.core.card import CardId, Fingerprint, Note, Problem
from srs.deck.identity.mint import handle, handle_of_id
from srs.store.card_rows import CardRow, NameRow, NoteRow
from srs.store.database import Store
from srs.study.scan_partial import Partial
from srs.study.scan_read import FileReading


class Entry(NamedTuple):
    """A note as it stands in its file now."""

    handle: Fingerprint
    note: Note
    body: str


class Old(NamedTuple):
    """A note of the cache."""

    row: NoteRow
    path: str
    cards: dict[str, CardId]
    """Its cards by key."""


def own_entries(
    readings: Iterable[FileReading], elsewhere: Mapping[Fingerprint, str]
) -> tuple[dict[str, list[Entry]], dict[str, list[Fingerprint]]]:
    """Return the notes of each file, and the handles whose first place is another.

    Two equal notes are one note, and it stands where it stands first. The second
    place is told as a problem of its file.

    Args:
        readings: Files as they are now, in the order of their paths.
        elsewhere: Handles and texts that stand in files before these, with the path.
    """
    first: dict[Fingerprint, str] = dict(elsewhere)
    entries: dict[str, list[Entry]] = {}
    twins: dict[str, list[Fingerprint]] = {}
    for reading in readings:
        path = reading.path
        own = entries.setdefault(path, [])
        for note, body in zip(reading.notes, reading.bodies, strict=True):
            text = note.fingerprint
            name = handle(note) if note.explicit_id else text
            if text not in first and (name is text or name not in first):
                first[text] = first[name] = path
                own.append(Entry(name, note, body))
            elif text in first:
                twins.setdefault(path, []).append(text)
                reading.problems.append(_twin(note, first[text]))
            else:
                twins.setdefault(path, []).append(name)
                reading.problems.append(_same_id(note, first[name]))
                first[text] = path
                own.append(Entry(text, note, body))
    return entries, twins


def _twin(note: Note, path: str) -> Problem:
    where = "above" if path == note.span.path else f"in {path}"
    return Problem(
        path=note.span.path,
        line=note.span.line,
        column=1,
        code="R03",
        message=f"The same note stands {where}: it is asked from there.",
        severity="warning",
    )


def _same_id(note: Note, path: str) -> Problem:
    return Problem(
        path=note.span.path,
        line=note.span.line,
        column=1,
        code="duplicate-id",
        message=f"The id {note.explicit_id} belongs to a note in {path}.",
    )


def old_notes(
    store: Store, decks: Mapping[int, str], partly: Mapping[int, Partial]
) -> tuple[list[Old], dict[CardId, CardRow]]:
    """Return the cached notes that were read again, by path and line, and their cards.

    Args:
        store: The store.
        decks: Numbers of decks with their paths.
        partly: What has changed in decks that were read in part.
    """
    found = []
    rows: dict[CardId, CardRow] = {}
    for deck, path in sorted(decks.items(), key=lambda item: item[1]):
        if deck in partly:
            ids = [partly[deck].names[place].id for place in partly[deck].notes]
            notes, cards = store.cards.notes_by_id(ids), store.cards.cards_of_notes(ids)
        else:
            notes, cards = store.cards.notes_of(deck), store.cards.cards_of(deck)
        by_note: dict[int, dict[str, CardId]] = {}
        for card in cards:
            by_note.setdefault(card.note, {})[card.key] = card.id
            rows[card.id] = card
        found += [Old(row, path, by_note.get(row.id, {})) for row in notes]
    return found, rows


def row_handle(row: NoteRow | NameRow) -> Fingerprint:
    """Return what a cached note is known by."""
    return handle_of_id(row.explicit_id) if row.explicit_id else row.fingerprint
