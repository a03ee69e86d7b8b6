"""How does a new card get into a deck?

A deck belongs to its author. A card is added at the end of its concept, as lines
of its own; every other byte stays, line ends and byte-order mark too.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from srs.core.card import Note, Parsed
from srs.core.errors import InputError
from srs.core.text import folded, safe_line
from srs.deck.parser import parse
from srs.study.collection import Collection
from srs.study.saving import read_deck, write_atomically
from srs.study.walk import ENDINGS

MARKERS = {
    "basic": ("Q", "A"),
    "term": ("T", "D"),
    "cloze": ("C", ""),
    "idea": ("I", ""),
}

INBOX = "inbox.md"
"""Where cards go that belong to no deck yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card that somebody is about to write."""

    kind: str
    """`basic`, `term`, `cloze` or `idea`."""
    asked: str
    answered: str = ""
    """Empty for a cloze and an idea; else an empty one makes a draft."""
    source: str = ""

    def block(self) -> str:
        r"""Return the block of Markdown, with `\n` line ends and none at its end.

        Raises:
            InputError: If a part is missing, or one too many is there.
        """
        first, second = MARKERS[self.kind]
        asked, answered = _lines(self.asked), _lines(self.answered)
        if not asked:
            raise InputError("The card asks nothing.", next_step="Write a question.")
        if answered and not second:
            raise InputError(
                f"A card of the kind {self.kind} has no answer of its own.",
                next_step="A cloze hides its [answer] in brackets."
                if self.kind == "cloze"
                else "An idea has none at all.",
            )
        parts = [f"{first}: {asked}"]
        if second:
            parts.append(f"{second}: {answered}".rstrip())
        if source := folded(self.source):
            parts.append(f"S: {source}")
        return "\n".join(parts)


def read_draft(text: str) -> str:
    """Return the blocks that a text holds, or the block that it means.

    A text with markers is taken as it is. Else its first line asks, and what
    follows answers; a lone line with a `[deletion]` is a cloze.
    """
    text = _lines(text.removeprefix("\ufeff"))
    parsed = parse("", text)
    if parsed.notes or any(slip.severity == "error" for slip in parsed.problems):
        return text
    asked, _, answered = text.partition("\n")
    return Draft(
        kind=guessed_kind(asked, answered), asked=asked, answered=answered
    ).block()


def guessed_kind(asked: str, answered: str) -> str:
    """Return `cloze` for a passage with a deletion and no answer, else `basic`."""
    if answered.strip() or not ("[" in asked or "{{" in asked):
        return "basic"
    notes = parse("", f"C: {_lines(asked)}").notes
    return "cloze" if len(notes) == 1 and notes[0].sides else "basic"


def deck_file(collection: Collection, name: str) -> Path:
    """Return the file of a deck by its name, title or path, there or not.

    Raises:
        InputError: If the name leads out of the collection, or to a hidden file.
    """
    for wanted in (name, name.casefold()):
        for entry in collection.decks.values():
            names = (entry.deck.name, entry.deck.title, entry.deck.path)
            if wanted in names or wanted in map(str.casefold, names):
                return collection.root / entry.deck.path
    relative = name if name.endswith(ENDINGS) else f"{name}.md"
    root = collection.root.resolve()
    try:
        path = (root / relative).resolve()
    except (ValueError, OSError):
        path = root.parent
    if not path.is_relative_to(root):
        raise InputError(
            f"{safe_line(name)} is no place in the collection.",
            next_step="Name a deck of it: srs due --json lists them.",
        )
    if any(part.startswith(".") for part in path.relative_to(root).parts):
        raise InputError(
            f"{safe_line(name)} would be hidden, and hidden files are no decks.",
            next_step="Choose a name without a leading dot.",
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
    change = _Change(file, draft.block(), concept)
    added = change.notes()
    if len(added) != 1 or not _as_meant(added[0], draft):
        raise InputError(
            "This would not be read as one card.",
            next_step="A line of it may begin with Q:, A:, S:, X:, --- or #.",
        )
    change.write()
    return added[0].span.line


def add_blocks(file: Path, text: str, *, concept: str = "") -> list[Note]:
    """Write blocks of Markdown into a deck file, and return the notes as read back.

    Args:
        file: The deck; made if it is not there.
        text: One block or more, as `read_draft` gives them.
        concept: The heading's id under which they belong; the file's end if empty.

    Raises:
        DeckError: If the file cannot be read or written; it is as it was.
        InputError: If a block would not be read as a card, or is there already.
    """
    change = _Change(file, _lines(text), concept)
    added = change.notes()
    change.write()
    return added


def _as_meant(note: Note, draft: Draft) -> bool:
    """Return whether a note says what a draft says, and nothing more."""
    return (
        note.kind == draft.kind
        and folded(note.answered) == folded(draft.answered)
        and folded(note.source) == folded(draft.source)
        and not note.extra
        and not note.thoughts
    )


class _Change:
    """A deck file's text, and the text that it is to have."""

    def __init__(self, file: Path, block: str, concept: str) -> None:
        self._file = file
        self._old = read_deck(file)
        base = self._old or ("---\nsrs: true\n---\n" if in_vault(file) else "")
        self._before = parse(file.name, base)
        place = _place(self._before, base, concept)
        self._new, self._line = _inserted(base, block, place)
        self._end_line = self._line + block.count("\n")

    def notes(self) -> list[Note]:
        """Return the notes that the new text has more, in their order.

        Raises:
            InputError: If there is none, one of them is no card, or what was there
                before would be read otherwise.
        """
        after = parse(self._file.name, self._new)
        known = Counter(note.fingerprint for note in self._before.notes)
        added = [note for note in after.notes if self._holds(note.span.line)]
        lost = known - Counter(note.fingerprint for note in after.notes)
        if lost or len(after.notes) != len(self._before.notes) + len(added):
            raise InputError(
                "The cards that are there already would be read otherwise.",
                next_step="Close what is left open: a fence, a comment, a formula.",
            )
        if not added or not all(note.sides or note.draft for note in added):
            raise InputError(self._slip(after))
        for note in added:
            self._must_be_new(note)
        return added

    def _must_be_new(self, note: Note) -> None:
        for other in self._before.notes:
            if other.fingerprint == note.fingerprint:
                raise InputError(
                    "This card is there already:"
                    f" {safe_line(self._file.name)}:{other.span.line}."
                )

    def _slip(self, after: Parsed) -> str:
        for slip in after.problems:
            if self._holds(slip.line) and slip.severity != "information":
                return f"This would not be read as a card: {slip.message}"
        return "This would not be read as a card."

    def _holds(self, line: int) -> bool:
        return self._line <= line <= self._end_line

    def write(self) -> None:
        """Put the new text in the place of the old one.

        Raises:
            DeckError: It cannot be written, or somebody else has changed it.
        """
        write_atomically(
            self._file, self._new.encode("utf-8"), expected=self._old.encode("utf-8")
        )


def in_vault(file: Path) -> bool:
    """Return whether a folder above says that only files with `srs: true` count."""
    return any((folder / ".obsidian").is_dir() for folder in file.absolute().parents)


def _lines(text: str) -> str:
    r"""Return a text with `\n` line ends, without blank ones around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _place(parsed: Parsed, text: str, concept: str) -> int:
    r"""Return how many lines of a deck stand before the end of a concept's part.

    Lines end with `\n` only, as the parser counts them: U+2028 ends none.
    """
    lines = text.split("\n")
    if not concept:
        return len(lines)
    wanted = concept.casefold()
    own = next(
        (
            found.span.line
            for found in parsed.concepts
            if wanted in (found.id.casefold(), found.title.casefold())
        ),
        None,
    )
    if own is None:
        raise _no_concept(parsed, concept)
    at = min(
        (it.span.line - 1 for it in parsed.concepts if it.span.line > own),
        default=len(lines),
    )
    while at > own and not lines[at - 1].strip():
        at -= 1
    return at


def _no_concept(parsed: Parsed, concept: str) -> InputError:
    from difflib import get_close_matches

    near = get_close_matches(concept, [found.id for found in parsed.concepts], n=1)
    hint = f" Did you mean {safe_line(near[0])}?" if near else ""
    return InputError(
        f"The deck has no heading {safe_line(concept)}.{hint}",
        next_step="Leave it out to write at the deck's end.",
    )


def _inserted(text: str, block: str, place: int) -> tuple[str, int]:
    """Return the text with the block at its place, and the block's first line.

    Args:
        text: The deck as it is.
        block: Lines without an end.
        place: How many of the deck's lines stand before it.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = kept_lines(text)
    head, tail = "".join(lines[:place]), "".join(lines[place:])
    bare = bool(text.strip("\ufeff")) and not text.endswith("\n")
    if head.strip("\ufeff\r\n"):
        head += "" if head.endswith("\n") else end
        head += "" if head.endswith(end * 2) else end
    body = block.replace("\n", end)
    if tail:
        body += end if tail.startswith(("\n", "\r\n")) else end * 2
    elif not bare:
        body += end
    return head + body + tail, head.count("\n") + 1


def kept_lines(text: str) -> list[str]:
    """Return a text's lines with their ends; together they are the text."""
    parts = text.split("\n")
    lines = [f"{part}\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
