"""Which parts has a card's sheet, before its answer is shown and after?"""

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content

from srs.core.card import Note, Sides
from srs.study.sitting import Shown
from srs.tui.card_model import Link
from srs.tui.card_sheet import Part, Side, text
from srs.tui.card_wrap import Line
from srs.tui.diff import changed_words, typed_answer
from srs.tui.glyphs import Glyphs

_RULE = "$surface-lighten-3"
_LONGEST_RULE = 88
TALL = 20
"""From so many rows on there is an empty row above and below the rule."""


class Reader(Protocol):
    """What reads a text of a card."""

    def __call__(self, markdown: str, *, first: int = 0) -> Side:
        """Return a text whose first link has a number."""


def question(shown: Shown, read: Reader, *, how: str = "") -> list[Part]:
    """Return the parts before the answer is shown.

    Args:
        shown: The card.
        read: What reads its texts.
        how: What a newcomer is told to do.
    """
    asked = _side(read(shown.sides.front), pictured=True)
    return [asked, text(Content(how), muted=True)] if how else [asked]


def answer(
    shown: Shown,
    read: Reader,
    *,
    typed: str | None,
    glyphs: Glyphs,
    window: tuple[int, int],
) -> list[Part]:
    """Return the parts once the answer is shown.

    Args:
        shown: The card.
        read: What reads its texts.
        typed: What the learner wrote; None where nothing was asked for.
        glyphs: What the terminal can draw.
        window: The columns and rows there are.
    """
    written = texts(shown.note, shown.sides, read)
    parted = shown.note.kind != "cloze"
    parts = _faces(written, parted=parted, glyphs=glyphs, window=window)
    parts += [text(line, muted=True) for line in _notes(shown, typed, glyphs)]
    return parts


def both(
    note: Note, sides: Sides, read: Reader, *, glyphs: Glyphs, window: tuple[int, int]
) -> list[Part]:
    """Return what is shown before the answer, and the answer beneath it.

    Args:
        note: Whose they are.
        sides: Which of its questions.
        read: What reads its texts.
        glyphs: What the terminal can draw.
        window: The columns and rows there are.
    """
    written = texts(note, sides, read, twice=True)
    return _faces(written, parted=True, glyphs=glyphs, window=window)


def _faces(
    written: Sequence[Side], *, parted: bool, glyphs: Glyphs, window: tuple[int, int]
) -> list[Part]:
    front, *more = written
    parts = [_side(front, pictured=True)]
    if parted and more:
        tall = window[1] >= TALL
        parts.append(_rule(glyphs, window[0], gap=tall))
        parts.append(_side(more.pop(0), gap=tall, pictured=True))
    return [*parts, *(_side(side, gap=True, muted=True) for side in more)]


def idea(note: Note, read: Reader) -> list[Part]:
    """Return the parts of an idea: what is asked, and the thoughts beneath."""
    sides = _numbered([note.asked, *note.thoughts], read)
    parts = [_side(sides.pop(0), pictured=True)]
    parts += [_side(side, gap=True, muted=True) for side in sides]
    return parts if sides else [*parts, text(Content("No thought yet."), muted=True)]


def texts(note: Note, sides: Sides, read: Reader, *, twice: bool = False) -> list[Side]:
    """Return the texts that an answer has, their links numbered through.

    A cloze is the same passage, with its gap filled.

    Args:
        note: Whose they are.
        sides: Which of its questions.
        read: What reads its texts.
        twice: Whether a cloze is there also with its gap.
    """
    one = note.kind == "cloze" and not twice
    written = [sides.back] if one else [sides.front, sides.back]
    if note.extra:
        written.append(note.extra)
    return _numbered(written, read)


def _numbered(written: Sequence[str], read: Reader) -> list[Side]:
    """Return texts as they are read, their links numbered through."""
    read_texts: list[Side] = []
    first = 0
    for markdown in written:
        read_texts.append(read(markdown, first=first))
        first += len(read_texts[-1].document.links)
    return read_texts


def links(parts: list[Part]) -> list[Link]:
    """Return all links of some parts."""
    return [link for part in parts for link in part.links]


def _side(
    side: Side, *, gap: bool = False, muted: bool = False, pictured: bool = False
) -> Part:
    return Part(
        lines=side.lines,
        links=side.document.links,
        first=side.first,
        gap=gap,
        muted=muted,
        pictured=pictured,
    )


def _rule(glyphs: Glyphs, columns: int, *, gap: bool) -> Part:
    longest = max(1, min(_LONGEST_RULE, max(20, columns - 2) - 1))

    def lines(width: int) -> list[Line]:
        drawn = glyphs.rule * min(width, longest)
        return [Line(Content.styled(drawn, _RULE))]

    return Part(lines=lines, gap=gap, copied=False)


def _notes(shown: Shown, typed: str | None, glyphs: Glyphs) -> list[Content]:
    """Return what stands beneath an answer: differences, source."""
    told: list[Content] = []
    if typed is not None:
        found = typed_answer(typed, shown.answer_text, glyphs=glyphs)
        told.append(Content.assemble("You wrote: ", found))
    if shown.changed_from is not None:
        before = " ".join(part for part in shown.changed_from if part)
        now = f"{shown.note.asked} {shown.note.answered}".strip()
        found = changed_words(before, now, glyphs=glyphs)
        told.append(Content.assemble("Changed since you knew it: ", found))
        told.append(Content("r relearns it; a rating keeps its schedule."))
    notes = [Content("\n").join(told)] if told else []
    source = shown.place.source
    return [*notes, Content(f"Source: {source}")] if source else notes
