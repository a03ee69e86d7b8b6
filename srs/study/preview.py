"""How does a deck read as it stands in its file? It needs no collection."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from srs.core.card import Note, Problem, Sides
from srs.core.errors import DeckError
from srs.core.text import safe, safe_line
from srs.study.check import check_text, page_of
from srs.study.check_files import collection_above, shown_path
from srs.study.collection import settings_of
from srs.study.macros import macros_of
from srs.study.saving import read_deck
from srs.study.search import shown_back, shown_front

_ORDER = ("error", "warning", "information")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A deck's cards in the order of its file, and what is wrong with it."""

    title: str
    cards: tuple[tuple[Note, Sides], ...]
    problems: tuple[Problem, ...]
    """The worst first."""
    unasked: int
    """Notes that give no card: drafts and broken ones."""


def preview(file: Path, *, here: Path) -> Preview:
    """Return what a file holds now.

    Args:
        file: A deck, in a collection or not.
        here: The current directory: a path below it is told relative to it.

    Raises:
        DeckError: It is not there, or cannot be read.
    """
    shown = shown_path(file, here)
    if not file.is_file():
        raise DeckError(
            f"{shown} is no file.", next_step="Name a deck's file: srs preview FILE"
        )
    text = safe(read_deck(file).removeprefix("\ufeff").replace("\r\n", "\n"))
    parsed = page_of(shown, text).parsed
    problems = check_text(shown, text)
    return Preview(
        title=safe_line(parsed.deck.title or parsed.deck.name),
        cards=tuple((note, sides) for note in parsed.notes for sides in note.sides),
        problems=tuple(sorted(problems, key=lambda it: _ORDER.index(it.severity))),
        unasked=sum(not note.sides for note in parsed.notes),
    )


class Look:
    """A file that is looked at again and again."""

    def __init__(self, file: Path, *, here: Path) -> None:
        """Read the file.

        Args:
            file: A deck, in a collection or not.
            here: The current directory.

        Raises:
            DeckError: It is not there, or cannot be read.
            ConfigError: The learner's settings cannot be used.
        """
        self.file = file
        self._here = here
        self._home = collection_above(file.absolute()) or file.absolute().parent
        self.settings = settings_of(self._home)
        self.found = preview(file, here=here)

    @property
    def shown(self) -> str:
        """The file's path as one would type it."""
        return shown_path(self.file, self._here)

    @cached_property
    def macros(self) -> str:
        """The collection's own commands for formulas."""
        return macros_of(self._home)

    def again(self) -> None:
        """Read the file again; what was found before stays where that fails.

        Raises:
            DeckError: It is not there any more, or cannot be read.
        """
        self.found = preview(self.file, here=self._here)

    def stamp(self) -> tuple[int, int, int] | None:
        """Return what tells one saving of the file from another."""
        try:
            status = self.file.stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns


def plain(note: Note, sides: Sides) -> str:
    """Return a card as plain text: where it stands, front, back, extra."""
    place = safe_line(f"{note.span.path}:{note.span.line}")
    parts = [shown_front(sides.front)]
    if sides.back:
        parts.append(shown_back(sides.back))
    if note.extra:
        parts.append(note.extra)
    return f"{place}\n" + "\n---\n".join(parts)
