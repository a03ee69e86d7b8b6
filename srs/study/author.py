"""How does a new card get into a deck?

A deck belongs to its author. A card is added at the end of its concept, as lines
of its own; every other byte stays, line ends and byte-order mark too, and a
program that is stopped leaves the old file or the new one, never half of one.
"""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import Deck
from srs.core.errors import DeckError, InputError
from srs.core.text import safe_line
from srs.deck.parser import parse
from srs.study.collection import Collection

MARKERS = {
    "basic": ("Q", "A"),
    "term": ("T", "D"),
    "cloze": ("C", ""),
    "idea": ("I", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card that somebody is about to write."""

    kind: str
    """`basic`, `term`, `cloze` or `idea`."""
    asked: str
    answered: str = ""
    source: str = ""

    def block(self) -> str:
        """Return the block of Markdown, without a line end.

        Raises:
            InputError: If a part is missing.
        """
        first, second = MARKERS[self.kind]
        if not self.asked.strip():
            raise InputError("The card asks nothing.", next_step="Write a question.")
        lines = [f"{first}: {self.asked.strip()}"]
        if second and self.answered.strip():
            lines.append(f"{second}: {self.answered.strip()}")
        if self.source.strip():
            lines.append(f"S: {self.source.strip()}")
        return "\n".join(lines)


def deck_file(collection: Collection, name: str) -> Path:
    """Return the file of a deck by its name or path, whether it is there yet or not.

    Raises:
        InputError: If the name leads out of the collection.
    """
    for entry in collection.decks.values():
        if name in (entry.deck.name, entry.deck.title, entry.deck.path):
            return collection.root / entry.deck.path
    relative = name if name.endswith(".md") else f"{name}.md"
    path = (collection.root / relative).resolve()
    if not path.is_relative_to(collection.root.resolve()):
        raise InputError(
            f"{safe_line(name)} lies outside the collection.",
            next_step="Name a deck of it: srs list shows them.",
        )
    return path


def add_card(file: Path, draft: Draft, *, concept: str = "") -> int:
    """Write a card into a deck file, and return the line on which it begins.

    Args:
        file: The deck; made if it is not there.
        draft: The card.
        concept: The heading's id under which it belongs; the file's end if empty.

    Raises:
        DeckError: If the file cannot be read or written; it is as it was.
        InputError: If the card would not be read back as it was meant.
    """
    old = read_deck(file)
    text, line = _inserted(old, draft.block(), concept)
    _check(text, line, draft)
    write_atomically(file, text.encode("utf-8"))
    return line


def read_deck(file: Path) -> str:
    """Return a deck file's text as it is; empty for one that is not there.

    Raises:
        DeckError: If it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8") if file.exists() else ""
    except OSError as error:
        raise DeckError(
            f"{safe_line(str(file))} cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise DeckError(
            f"{safe_line(str(file))} is not UTF-8 (byte {error.start}).",
            next_step="Save it as UTF-8 in your editor.",
        ) from error


def _inserted(text: str, block: str, concept: str) -> tuple[str, int]:
    """Return the text with the block at its place, and the block's first line."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    at = _end_of_concept(text, concept, len(lines))
    head, tail = "".join(lines[:at]), "".join(lines[at:])
    if head and not head.endswith(("\n", "\r")):
        head += end
    if head.strip("\ufeff\r\n") and not head.endswith(end * 2):
        head += end
    body = block.replace("\n", end) + (end if tail or not _ends_bare(text) else "")
    if tail and not tail.startswith(end):
        body += end
    return head + body + tail, head.count("\n") + 1


def _ends_bare(text: str) -> bool:
    return bool(text) and not text.endswith(("\n", "\r"))


def _end_of_concept(text: str, concept: str, count: int) -> int:
    """Return how many lines stand before the end of a concept's part of a deck."""
    if not concept:
        return count
    parsed = parse("", text)
    starts = sorted(found.span.line for found in parsed.concepts)
    own = [found.span.line for found in parsed.concepts if found.id == concept]
    if not own:
        raise InputError(
            f"The deck has no heading {safe_line(concept)}.",
            next_step="Leave it out to write at the deck's end.",
        )
    later = [line for line in starts if line > own[0]]
    at = later[0] - 1 if later else count
    lines = text.splitlines()
    while at > own[0] and not lines[at - 1].strip():
        at -= 1
    return at


def _check(text: str, line: int, draft: Draft) -> None:
    """Raise unless the card is read back as it was meant."""
    parsed = parse("", text)
    note = next((note for note in parsed.notes if note.span.line == line), None)
    if note is not None and note.kind == draft.kind and (note.sides or note.draft):
        return
    slip = next((p for p in parsed.problems if p.line >= line), None)
    raise InputError(
        f"This would not be read as a card: {slip.message}"
        if slip
        else "This would not be read as one card.",
        next_step="A line of it may begin with Q:, A:, --- or #.",
    )


def write_atomically(file: Path, content: bytes) -> None:
    """Replace a file's content: at any moment the old or the new one is there.

    Raises:
        DeckError: If it cannot be written; the file is as it was.
    """
    target = file.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".srs-")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(content)
                temporary.flush()
                os.fsync(temporary.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise DeckError(
            f"{safe_line(str(file))} cannot be written: {error.strerror}.",
            next_step="It is as it was.",
        ) from error


def decks_of(collection: Collection) -> list[Deck]:
    """Return the collection's decks in the order of their paths."""
    return [entry.deck for entry in collection.decks.values()]
