"""Is the deck's form sound? R01, R02, and what no card suffers from.

The reader of decks has found the slips of R01 and R02 already, all but lone dollars.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from srs.core.card import Note
from srs.deck.hashcards import differences
from srs.deck.lint.model import Notes, Page, ReviewFacts, Slip
from srs.deck.opaque import fences_and_displays, inline

_LONE_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\d$\s])")
_LIKE_MATHS = re.compile(r"\\[A-Za-z]|[\^_]\{?\w")
_NEW_BLOCK = re.compile(r"[QACTDSXI]:|---[ \t]*\Z|<!--|#{1,6}[ \t]")
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")


def block_complete(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the blocks that lack their other half."""
    yield from _read(notes, "R01")


def brackets_sound(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield faulty brackets, and dollars that open maths and never close."""
    yield from _read(notes, "R02")
    for it in notes.wordings:
        for text in (it.note.asked, it.note.answered):
            if "$" in text and (rest := _lone_maths(text)):
                message = "A `$` opens maths and has no partner."
                yield it.slip(
                    message, "error", needle=rest, suggestion=r"A dollar is `\$`."
                )


def _lone_maths(text: str) -> str:
    """Return a line from its lone dollar on, where maths seems to follow."""
    regions = inline(text)
    for found in _LONE_DOLLAR.finditer(text):
        if not any(it.start <= found.start() < it.end for it in regions):
            rest = text[found.start() :].partition("\n")[0]
            if _LIKE_MATHS.search(rest):
                return rest
    return ""


def _read(notes: Notes, code: str) -> Iterator[Slip]:
    """Yield what the reader of decks has found."""
    for page in notes.pages:
        yield from (slip for it, slip in reader_slips(page) if it == code)


def reader_slips(page: Page) -> Iterator[tuple[str, Slip]]:
    """Yield code and slip of each problem that reading the deck has found."""
    for it in page.parsed.problems:
        yield (
            it.code,
            Slip(
                page,
                it.line,
                it.message,
                it.severity,
                suggestion=it.suggestion,
                note=page.note_at(it.line),
                column=it.column,
            ),
        )


# -- form that no card suffers from ---------------------------------------------


class Spaces(NamedTuple):
    """Spaces at the end of a line."""

    line: int
    column: int
    width: int


def no_spaces_at_end(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield lines that end in spaces which break no line."""
    for page in notes.pages:
        for line, column, _ in trailing_spaces(page):
            yield Slip(
                page,
                line,
                "The line ends in spaces.",
                "information",
                column=column,
                note=page.note_at(line),
            )


def trailing_spaces(page: Page) -> Iterator[Spaces]:
    """Yield spaces at line ends that mean nothing.

    Two spaces and more before a further line of a paragraph break it; within fences
    and displays, and in the front matter, every space may count.
    """
    ending = [
        number
        for number, line in enumerate(page.lines, 1)
        if line.endswith((" ", "\t"))
    ]
    if not ending:
        return
    hidden = _hidden_lines(page.lines[page.body_line - 1 :], page.body_line)
    for number in ending:
        line = page.lines[number - 1]
        bare = len(line.rstrip(" \t"))
        follows = page.lines[number] if number < len(page.lines) else ""
        kept = number < page.body_line or number in hidden
        if not (kept or (bare and _breaks_line(line[bare:], follows))):
            yield Spaces(number, bare + 1, len(line) - bare)


def _breaks_line(spaces: str, follows: str) -> bool:
    further = follows.strip() and not _NEW_BLOCK.match(follows)
    return len(spaces) > 1 and bool(further)


def _hidden_lines(lines: Sequence[str], first: int) -> set[int]:
    """Return the numbers of lines that end within a fence or a display."""
    text = "\n".join(lines)
    hidden: set[int] = set()
    line, counted = first, 0
    for region in fences_and_displays(text).regions:
        line += text.count("\n", counted, region.start)
        last = line + text.count("\n", region.start, region.end)
        hidden.update(range(line, last))
        line, counted = last, region.end
    return hidden


def headings_apart(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield headings that a card has swallowed, for want of an empty line."""
    for page in notes.pages:
        for note in page.parsed.notes:
            for line in swallowed_headings(page, note):
                yield Slip(
                    page,
                    line,
                    "A heading right below a card is part of its text.",
                    suggestion="Put an empty line above it.",
                    note=note,
                )


def swallowed_headings(page: Page, note: Note) -> Iterator[int]:
    """Yield the lines of a note that look like headings.

    A single `#` may be a remark in a listing: it counts before an empty line only.
    """
    span, lines = note.span, page.lines
    held = lines[span.line - 1 : span.end_line]
    if not any(line.startswith("#") for line in held):
        return
    hidden = _hidden_lines(held, span.line)
    for place, line in enumerate(held[1:], span.line + 1):
        found = _HEADING.match(line)
        if found and place not in hidden:
            follows = lines[place] if place < len(lines) else ""
            if len(found[1]) > 1 or not follows.strip():
                yield place


def as_hashcards(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the places that hashcards reads otherwise."""
    for page in notes.pages:
        for it in differences(page.deck.path, "\n".join(page.lines)):
            note = page.note_at(it.line)
            yield Slip(page, it.line, it.message, it.severity, note=note)
