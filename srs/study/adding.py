"""Which deck does a new card go to, and is it there already?"""

from collections.abc import Sequence
from dataclasses import dataclass

from srs.core.card import Note
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.deck.parser import parse
from srs.study.author import INBOX, add_blocks, deck_file
from srs.study.collection import Collection, DeckEntry
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
