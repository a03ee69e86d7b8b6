"""How do the notes of a shared deck get ids, without a change in anybody's history?

An id is made from the note's text, so two people who give ids to the same deck give
the same ones. It stands in a comment line of its own, at the note's end.
"""

from collections.abc import Collection as AnyOf
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import Fingerprint, Note
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.deck.comments import write_id
from srs.deck.parser import parse
from srs.study.check_files import Gathered
from srs.study.saving import FileChange, read_deck

SHORTEST = 8
"""Letters of an id: with 10,000 notes, two would share one once in 20,000 decks."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""None that is taken for another: no l, o, 0 or 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified(FileChange):
    """A file with ids for the notes that had none."""

    ids: Mapping[int, str]
    """The ids that are new, by the line on which their note begins now."""
    left: tuple[int, ...]
    """Lines of notes that cannot have one: broken ones, and second places of twins."""


def identified(gathered: Gathered) -> Iterator[Identified]:
    """Yield each file as it will be, those without a change included.

    Args:
        gathered: The files, and the other decks of their collections, whose ids are
            taken.

    Raises:
        DeckError: A file cannot be read any more.
        InputError: With its ids a file would be read otherwise.
    """
    pages = (*gathered.pages, *gathered.beside)
    taken = {note.explicit_id for page in pages for note in page.parsed.notes}
    seen: set[Fingerprint] = set()
    for shown, file in gathered.files.items():
        yield _identified(shown, file, taken, seen)


def _identified(
    shown: str, file: Path, taken: set[str], seen: set[Fingerprint]
) -> Identified:
    before = read_deck(file)
    notes = parse(shown, before).notes
    given: dict[int, str] = {}
    left = []
    for note in notes:
        twin = note.fingerprint in seen
        seen.add(note.fingerprint)
        if note.explicit_id:
            continue
        if twin or not _is_whole(note):
            left.append(note.span.line)
        else:
            given[note.span.line] = fresh = id_for(note.fingerprint, taken)
            taken.add(fresh)
    after = _with_ids(before, notes, given)
    _must_be_read_alike(shown, notes, given, after)
    return Identified(
        shown=shown, file=file, before=before, after=after, ids=given, left=tuple(left)
    )


def id_for(fingerprint: Fingerprint, taken: AnyOf[str]) -> str:
    """Return the id of a text: as short as it can be among those that are taken."""
    number = int(fingerprint, 16)
    letters = ""
    while number:
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    for length in range(SHORTEST, len(letters)):
        if letters[:length] not in taken:
            return letters[:length]
    return letters


def _is_whole(note: Note) -> bool:
    """Return whether a note is read as what it is meant to be."""
    return bool(note.sides) or note.draft


def _with_ids(text: str, notes: Sequence[Note], given: Mapping[int, str]) -> str:
    """Return a text with a line at the end of each note that is given an id."""
    lines = text.split("\n")
    for note in reversed(notes):
        fresh = given.get(note.span.line)
        if fresh is not None:
            last = note.span.end_line
            end = "\r" if "\r\n" in text else ""
            if last == len(lines):  # the file ends without a line end, as it shall
                lines[last - 1] += end
                end = ""
            lines.insert(last, write_id(fresh) + end)
    return "\n".join(lines)


def _must_be_read_alike(
    shown: str, notes: Sequence[Note], given: Mapping[int, str], text: str
) -> None:
    """Refuse a text in which a note is another one, or has not got its id."""
    wanted = [
        (it.fingerprint, given.get(it.span.line, it.explicit_id), it.span.line)
        for it in notes
    ]
    found = [(it.fingerprint, it.explicit_id) for it in parse(shown, text).notes]
    for place, (fingerprint, name, line) in enumerate(wanted):
        if found[place : place + 1] != [(fingerprint, name)]:
            raise InputError(
                f"{safe_line(shown)}:{line}: this note cannot be given an id: with it"
                " the deck would be read otherwise.",
                next_step="Put an empty line behind the note. Nothing was written.",
            )
