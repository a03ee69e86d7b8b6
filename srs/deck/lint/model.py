"""What does a rule look at, and what does it find?

A rule is one function of the notes, and of what reviews say about them where that
is known; it yields slips. The notes come with their words already parted.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from srs.core.card import Concept, Deck, Fingerprint, Note, Parsed, Severity
from srs.deck.concepts import Headed, first_concepts
from srs.deck.frontmatter import split
from srs.deck.kinds.cloze import Deletion, passage_of
from srs.deck.links import placed_links
from srs.deck.lint.words import quiet, without_charts
from srs.deck.parser import clean, parse
from srs.deck.problems import Problems


@dataclass(frozen=True)
class Page:
    """One deck as it was read, with the lines of its text."""

    parsed: Parsed
    lines: Sequence[str]

    @property
    def deck(self) -> Deck:
        """What the deck says of itself."""
        return self.parsed.deck

    @property
    def characters(self) -> int:
        """How long the text is, but for its line ends."""
        return sum(map(len, self.lines))

    @cached_property
    def terms(self) -> str:
        """The terms that the deck defines, as one text."""
        notes = self.parsed.notes
        return " ".join(note.asked for note in notes if note.kind == "term")

    @cached_property
    def body_line(self) -> int:
        """The first line behind the front matter."""
        text = "\n".join(self.lines)
        return split(text, Problems(self.deck.path, text)).lines + 1

    def note_at(self, line: int) -> Note | None:
        """Return the note that a line belongs to."""
        notes = self.parsed.notes
        at = bisect_right(notes, line, key=lambda note: note.span.line) - 1
        return notes[at] if at >= 0 and line <= notes[at].span.end_line else None

    def front_matter_line(self, name: str) -> int:
        """Return where the front matter names something; else the first line."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for number, line in enumerate(self.lines, 1):
            if number > 1 and line.rstrip() in ("---", "+++"):
                break
            if word.search(line):
                return number
        return 1

    @cached_property
    def headed(self) -> Headed:
        """What the deck says to the others."""
        return Headed(
            path=self.deck.path,
            concepts=self.parsed.concepts,
            requires=self.deck.requires,
            links=placed_links("\n".join(self.lines)),
        )


def page_of(path: str, text: str) -> Page:
    """Return a deck as it is read, with its lines."""
    text = clean(text)
    return Page(parse(path, text), text.split("\n"))


@dataclass(slots=True)
class Wording:
    """A note that can be asked, as the rules read it."""

    page: Page
    note: Note
    question: str = ""
    """Of a question or a term; empty for a cloze."""
    answer: str = ""
    hidden: tuple[str, ...] = ()
    """What a cloze hides."""
    visible: str = ""
    """What a cloze leaves."""
    body: str = ""
    """All that is asked and answered, as one text."""
    quiet_question: str = ""
    quiet_answer: str = ""
    quiet_body: str = ""

    @property
    def is_basic(self) -> bool:
        """Whether it is a question with an answer."""
        return self.note.kind == "basic"

    @property
    def is_cloze(self) -> bool:
        """Whether it is a passage with deletions."""
        return self.note.kind == "cloze"

    def slip(
        self,
        message: str,
        severity: Severity = "warning",
        *,
        part: str = "",
        needle: str = "",
        suggestion: str = "",
        other: Note | None = None,
    ) -> "Slip":
        """Return a slip of this note.

        Args:
            message: One sentence.
            severity: How grave it is.
            part: The marker of the part that it concerns; the first by default.
            needle: What to point at in that part.
            suggestion: What to do.
            other: Another note that it concerns, whose waiver counts as well.
        """
        line = self._line(part, needle)
        return Slip(
            self.page, line, message, severity, needle, suggestion, self.note, other
        )

    def _line(self, part: str, needle: str) -> int:
        """Return the line of a part, or of what is pointed at in it."""
        span, lines = self.note.span, self.page.lines
        first = span.line
        if part:
            for number in range(span.line, span.end_line + 1):
                if lines[number - 1].startswith(f"{part}:"):
                    first = number
                    break
        if needle:
            for number in range(first, span.end_line + 1):
                if needle in lines[number - 1]:
                    return number
        return first


class Slip(NamedTuple):
    """What a rule finds, and where."""

    page: Page
    line: int
    message: str
    severity: Severity = "warning"
    needle: str = ""
    """What to look for in the line; its column is the slip's."""
    suggestion: str = ""
    note: Note | None = None
    other: Note | None = None
    column: int = 0
    """From 1, where it is known; 0 where the needle tells."""


@dataclass(slots=True)
class Notes:
    """All decks that are looked at together."""

    pages: Sequence[Page]
    whole: bool = True
    """Whether these are all decks there are, so that what is missing is missing."""
    texts: Sequence[str] = ()
    """Texts that the cards were made from."""
    only: Collection[int] | None = None
    """First lines of the notes to look at, where there is one page; None for all."""
    wordings: list[Wording] = field(init=False)
    """The notes that can be asked, deck by deck, in order."""

    def __post_init__(self) -> None:
        self.wordings = [
            wording_of(page, note)
            for page in self.pages
            for note in page.parsed.notes
            if note.sides and note.kind != "idea" and self.looks_at(note)
        ]

    def looks_at(self, note: Note) -> bool:
        """Return whether a note is to be looked at."""
        return self.only is None or note.span.line in self.only

    @property
    def headed(self) -> list[Headed]:
        """What each deck says to the others."""
        return [page.headed for page in self.pages]

    @property
    def known_concepts(self) -> dict[str, Concept] | None:
        """Every concept there is; None where there may be others."""
        return first_concepts(self.headed) if self.whole else None

    @property
    def basics(self) -> Iterable[Wording]:
        """The questions with answers."""
        return (it for it in self.wordings if it.is_basic)

    @property
    def answered(self) -> Iterable[Wording]:
        """The questions and the terms."""
        return (it for it in self.wordings if not it.is_cloze)

    @property
    def clozes(self) -> Iterable[Wording]:
        """The passages with deletions."""
        return (it for it in self.wordings if it.is_cloze)


def wording_of(page: Page, note: Note) -> Wording:
    """Return a note as the rules read it."""
    if note.kind == "cloze":
        return _cloze(page, note)
    question, answer = note.asked, without_charts(note.answered)
    quiet_question, quiet_answer = quiet(question), quiet(answer)
    return Wording(
        page,
        note,
        question,
        answer,
        body=f"{question} {answer}",
        quiet_question=quiet_question,
        quiet_answer=quiet_answer,
        quiet_body=f"{quiet_question} {quiet_answer}",
    )


def _cloze(page: Page, note: Note) -> Wording:
    deck = page.deck
    pieces = passage_of(
        without_charts(note.asked), in_code=deck.cloze_in_code, marks=deck.obsidian
    ).pieces
    body = "".join(it.text if isinstance(it, Deletion) else it for it in pieces)
    return Wording(
        page,
        note,
        hidden=tuple(it.text for it in pieces if isinstance(it, Deletion)),
        visible="".join(it for it in pieces if isinstance(it, str)),
        body=body,
        quiet_body=quiet(body),
    )


# -- what reviews say -----------------------------------------------------------


class CardFacts(NamedTuple):
    """What the reviews of one card say."""

    lapses: int = 0
    median_seconds: float | None = None
    """Of its answers; None where too few are timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What reviews say about the cards, by their note's text and their key."""

    cards: Mapping[tuple[Fingerprint, str], CardFacts] = field(default_factory=dict)


Check = Callable[[Notes, ReviewFacts | None], Iterable[Slip]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its code, what it measures, and the function that does."""

    code: str
    measures: str
    """What is found, with the threshold, in half a sentence."""
    check: Check
    needs_reviews: bool = False
    on_request: bool = False
    """Whether it is applied only where it is asked for by name."""
    yields_to: str = ""
    """A rule that says the same of the same line, only more exactly."""
    across: bool = False
    """Whether it sets notes or decks against each other; else each note alone."""
