"""What did the author write, and what is asked?

An author writes notes in decks; a note is split into cards, and each card is
scheduled on its own. Nothing here knows how a card is drawn or when it is due.

A first scan makes 100,000 notes: what each of them holds is a named tuple, which is
made in a third of the time that a frozen dataclass takes.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NewType

from srs.core.problem import Problem as Problem  # asked for here as well
from srs.core.problem import Severity as Severity

CardId = NewType("CardId", int)
"""63 bits, minted from the first text of the card's note; never changes."""

Fingerprint = NewType("Fingerprint", str)
"""32 hex digits: BLAKE2b of a note's kind and its asked and answered text."""

MASK_OPEN, MASK_CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters around what a cloze hides on a front: `MASK_OPEN hint MASK_CLOSE`."""

GAP_OPEN, GAP_CLOSE = "\ufdd2", "\ufdd3"
"""Noncharacters around the deletion that a cloze reveals on a back."""


class Span(NamedTuple):
    """A place in a deck: lines count from 1, the last line belongs to it."""

    path: str
    """Relative to the collection, with `/` between folders."""
    line: int
    end_line: int


class Sides(NamedTuple):
    """One question of a note: a key that is unique in the note, front and back."""

    key: str
    """Empty for a basic note, `forward` or `back` for a term, see `kinds/cloze`."""
    front: str
    """Markdown, with mask characters where a cloze hides something."""
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A lint rule that the author switched off for one note, with the reason."""

    rule: str
    reason: str


class Note(NamedTuple):
    """One block as its author wrote it, split into the questions it asks."""

    kind: str
    """`basic`, `term`, `cloze` or `idea`."""
    span: Span
    fingerprint: Fingerprint
    asked: str
    """The asked text, trimmed: question, term, cloze passage or idea."""
    answered: str
    """The answer or definition; empty for a cloze and an idea."""
    sides: tuple[Sides, ...]
    """Empty for a draft and for a block with a fault."""
    draft: bool = False
    source: str = ""
    extra: str = ""
    tags: tuple[str, ...] = ()
    """Of this note alone; the deck's tags stand in `Deck.tags`."""
    concept: str = ""
    """The id of the innermost heading's concept, or empty."""
    breadcrumb: tuple[str, ...] = ()
    """The heading path without the deck's title, outermost first."""
    explicit_id: str = ""
    waivers: tuple[Waiver, ...] = ()
    thoughts: tuple[str, ...] = ()
    """Dated lines beneath an idea."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A heading: what the cards beneath it are about."""

    id: str
    title: str
    span: Span
    lead: str = ""
    """The first paragraph of prose beneath the heading, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """One Markdown file: what its front matter says, and what it suggests."""

    path: str
    name: str
    """`parent/child` for a file in a folder, unless the front matter names it."""
    title: str = ""
    tags: tuple[str, ...] = ()
    start: Literal["auto", "manual"] = "auto"
    is_deck: bool | None = None
    """What the key `srs` says, or None where it is absent."""
    preset: str = "default"
    desired_retention: float | None = None
    new_per_day: int | None = None
    order: Literal["file", "random"] = "file"
    sources: dict[str, str] = field(default_factory=dict)
    requires: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cloze_in_code: bool = True
    lint_off: tuple[str, ...] = ()
    vocabulary: bool = False
    obsidian: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """All that one deck file holds."""

    deck: Deck
    notes: tuple[Note, ...]
    concepts: tuple[Concept, ...]
    problems: tuple[Problem, ...]
