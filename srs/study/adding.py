"""Which deck does a new card go to, is it there already, and how is it taken back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import Note
from srs.core.errors import DeckError, InputError
from srs.core.text import safe_line
from srs.deck.parser import parse
from srs.study.author import (
    INBOX,
    Draft,
    add_blocks,
    add_card,
    deck_file,
)
from srs.study.collection import Addition, Collection, DeckEntry
from srs.study.outcome import last_deed, undo
from srs.study.saving import write_atomically
from srs.study.scan import scan, scan_if_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Cards that were written into a deck."""

    path: str
    """The deck's file, relative to the collection."""
    notes: tuple[Note, ...]
    """As they are read back."""
    new_deck: bool
    """Whether the deck was not there before."""
    entry: DeckEntry | None
    """The deck as it is now; None if the file is taken for no deck."""


def add(
    collection: Collection, block: str, *, deck: str = "", concept: str = ""
) -> Added:
    """Write blocks of Markdown into a deck, and read the deck again.

    Args:
        collection: The collection.
        block: One block or more, as `srs.study.author.read_draft` gives them.
        deck: The deck's name, title or path; the inbox if empty.
        concept: The heading under which they belong; the deck's end if empty.

    Raises:
        DeckError: If the file cannot be read or written; it is as it was.
        InputError: If a block would not be read as a card, or is there already.
    """
    scan_if_changed(collection)
    file = deck_file(collection, deck or INBOX)
    new_deck = not file.exists()
    if twin := twin_of(collection, parse("", block).notes):
        raise InputError(f"This card is there already: {safe_line(twin)}.")
    notes = add_blocks(file, block, concept=concept)
    scan(collection)
    path = file.relative_to(collection.root.resolve()).as_posix()
    entries = collection.decks.values()
    return Added(
        path=path,
        notes=tuple(notes),
        new_deck=new_deck,
        entry=next((it for it in entries if it.deck.path == path), None),
    )


def twin_of(collection: Collection, notes: Sequence[Note]) -> str | None:
    """Return where one of the notes stands already, as `file:line`, or None."""
    names = [note.fingerprint for note in notes if note.sides or note.draft]
    for row in collection.store.cards.notes_with(names):
        if (entry := collection.decks.get(row.deck)) is not None:
            return f"{entry.deck.path}:{row.line}"
    return None


def write_card(
    collection: Collection, file: Path, draft: Draft, *, concept: str = ""
) -> int:
    """Write a card into a deck, and return its line; `take_back` removes it again.

    Raises:
        DeckError: As `srs.study.author.add_card` raises it.
        InputError: The same.
    """
    deed = last_deed(collection)
    before = file.read_bytes() if file.exists() else None
    line = add_card(file, draft, concept=concept)
    collection.additions.append(
        Addition(
            file=file,
            line=line,
            before=before,
            after=file.read_bytes(),
            last_deed=deed,
        )
    )
    return line


def take_back(collection: Collection) -> str:
    """Take out again what was written last, a card or a thought, and say so.

    Returns:
        A sentence; empty where something else was done since, or nothing was written.

    Raises:
        DeckError: The file cannot be read or written; it is as it was.
    """
    if not collection.additions:
        return ""
    written = collection.additions[-1]
    if written.last_deed != last_deed(collection):
        return ""
    collection.additions.pop()
    place = f"{safe_line(written.file.name)}:{written.line}"
    restored = _restored(written)
    if written.deed is not None:
        undo(collection, written.deed, day=collection.today())
    if not restored:
        what = written.what.removeprefix("new ")
        return (
            f"The {what} at {place} stays: its file was changed since. Delete it there;"
            " u again takes back what was done before."
        )
    scan(collection)
    return f"Taken back: the {written.what} at {place}."


def _restored(written: Addition) -> bool:
    """Put a file back as it was, unless it was changed meanwhile."""
    file = written.file
    try:
        if not file.exists() or file.read_bytes() != written.after:
            return False
        if written.before is None:
            file.unlink()
        else:
            write_atomically(file, written.before, expected=written.after)
    except OSError as error:
        raise DeckError(
            f"{safe_line(file.name)} cannot be changed: {error.strerror}."
        ) from error
    return True
