"""What do the decks of a collection say, those that are being edited included?

An editor's text counts before it is saved. Files are read when they changed and
kept as they were read; nothing here writes.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from srs.core.card import Concept, Problem, Waiver
from srs.core.errors import SrsError
from srs.deck.comments import write_waiver
from srs.deck.concepts import first_concepts
from srs.deck.head import KEYS as FRONT_MATTER_KEYS
from srs.deck.links import concept_of
from srs.deck.mentions import Mention, mention_at, mentions
from srs.study.check import Page, ReviewFacts, page_of
from srs.study.check_again import Again
from srs.study.check_feedback import Feedback, read_feedback, told_of
from srs.study.check_files import collection_above, gather

__all__ = [
    "FRONT_MATTER_KEYS",
    "Mention",
    "Spot",
    "Workspace",
    "mention_at",
    "nothing",
    "waiver_line",
    "workspace_root",
]

LARGEST_BESIDE = 5_000
"""Notes of other decks among which twins are still looked for while one types."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention and the deck it stands in."""

    path: str
    mention: Mention


def workspace_root(file: Path) -> Path:
    """Return the directory whose decks are seen together with a file."""
    return collection_above(file) or file.parent


def waiver_line(rule: str, reason: str) -> str:
    """Return the line that waives a rule for the note above it."""
    return write_waiver(Waiver(rule=rule, reason=reason))


class Workspace:
    """The decks of one directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.is_collection = collection_above(root) is not None
        self.facts: ReviewFacts | None = None
        """What reviews say about the cards, once it was asked for."""
        self._saved: dict[str, Page] = {}
        self._feedback: Feedback = {}
        self._open: dict[str, Page] = {}
        self._again: dict[str, Again] = {}
        self._mentions: dict[str, tuple[Page, list[Mention]]] = {}

    def path_of(self, file: Path) -> str:
        """Return what a file goes under: relative to the root, with `/`."""
        return Path(os.path.relpath(file, self.root)).as_posix()

    def refresh(self) -> None:
        """Read the decks as they are on the disk; an unreadable folder has none."""
        try:
            pages = gather([self.root], here=self.root).pages
        except SrsError:
            pages = []
        self._saved = {page.deck.path: page for page in pages}
        self._feedback = read_feedback([self.root])

    # -- decks ----------------------------------------------------------------

    def edit(self, path: str, text: str) -> Page:
        """Take the text that stands in an editor."""
        before = self._open.get(path)
        page = page_of(path, text)
        if before is None or before.lines != page.lines:
            self._open[path] = page
            return page
        return before

    def close(self, path: str) -> None:
        """Let go of an editor's text: what is on the disk counts again."""
        self._open.pop(path, None)
        self._again.pop(path, None)

    def page(self, path: str) -> Page | None:
        """Return a deck; None where there is none of that path."""
        return self._open.get(path) or self._saved.get(path)

    def pages(self) -> list[Page]:
        """Return all decks in the order of their paths."""
        every = {**self._saved, **self._open}
        return [every[path] for path in sorted(every)]

    def problems(self, path: str) -> list[Problem]:
        """Return what is wrong with a deck: at once, or as `rest` found it last."""
        page = self.page(path)
        if page is None:
            return []
        if not _is_deck(page):
            return list(page.parsed.problems)
        found = self._again.setdefault(path, Again()).quick(page, self.facts)
        return [*found, *told_of(page, self._feedback)]

    def rest(self, path: str) -> Callable[[], None]:
        """Return what looks for problems that concern several notes or decks.

        It takes longer, and looks at the decks as they are now: another thread may
        call it.
        """
        page, again = self.page(path), self._again.setdefault(path, Again())
        if page is None or not _is_deck(page):
            return nothing
        others = [it for it in self.pages() if it.deck.path != path]
        near = sum(len(it.parsed.notes) for it in others) <= LARGEST_BESIDE
        return partial(
            again.rested,
            page,
            beside=others if near else [],
            whole=self.is_collection and near,
            facts=self.facts,
        )

    # -- concepts and sources ---------------------------------------------------

    def concepts(self) -> dict[str, Concept]:
        """Return each concept by its id."""
        return first_concepts([page.headed for page in self.pages()])

    def mentions(self, path: str) -> list[Mention]:
        """Return where a deck names concepts and sources."""
        page = self.page(path)
        if page is None:
            return []
        known = self._mentions.get(path)
        if known is None or known[0] is not page:
            found = mentions(page.parsed, list(page.lines), page.body_line)
            known = self._mentions[path] = page, found
        return known[1]

    def concept_named(self, name: str) -> Concept | None:
        """Return the concept that an id or a link's target means."""
        known = self.concepts()
        found = concept_of(name, known)
        return known[found] if found else None

    def spots(self, path: str, wanted: Mention) -> Iterator[Spot]:
        """Yield every mention of what one mention names.

        A source's key means something within its deck alone.
        """
        if wanted.kind == "source":
            for it in self.mentions(path):
                if it.kind == "source" and it.name == wanted.name:
                    yield Spot(path, it)
            return
        known = self.concepts()
        meant = concept_of(wanted.name, known)
        for page in self.pages():
            for it in self.mentions(page.deck.path):
                if it.kind == "concept" and concept_of(it.name, known) == meant:
                    yield Spot(page.deck.path, it)

    def tags(self) -> set[str]:
        """Return every tag in use."""
        return {
            tag
            for page in self.pages()
            for tag in (
                *page.deck.tags,
                *(tag for note in page.parsed.notes for tag in note.tags),
            )
        }


def nothing() -> None:
    """There is nothing to look for."""


def _is_deck(page: Page) -> bool:
    said = page.deck.is_deck
    return said if said is not None else bool(page.parsed.notes)
