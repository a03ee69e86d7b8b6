"""Is the deck's form sound? R01, R02, and what no card suffers from.

The reader of decks has found the slips of R01 and R02 already, all but lone dollars.
"""

import re
from collections.abc import Iterator

from srs.core.card import Note
from srs.deck.hashcards import differences
from srs.deck.lint.model import Notes, Page, ReviewFacts, Slip
from srs.deck.opaque import Region, fences_and_displays, inline

_LONE_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\d$\s])")
_LIKE_MATHS = re.compile(r"\\[A-Za-z]|[\^_]\{?\w")
_SPACES_AT_END = re.compile(r"[ \t]+(?=\n|\Z)")
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


def no_spaces_at_end(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield lines that end in spaces which break no line."""
    for page in notes.pages:
        text = "\n".join(page.lines)
        for start, _ in trailing_spaces(text, page.body_line):
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            yield Slip(
                page,
                line,
                "The line ends in spaces.",
                "information",
                column=column,
                note=page.note_at(line),
            )


def trailing_spaces(text: str, first_line: int) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of spaces at line ends that mean nothing.

    Two spaces and more before a further line of a paragraph break it; within fences
    and displays, and in the front matter, every space may count.

    Args:
        text: A deck with `\n` line ends.
        first_line: The first line behind the front matter.
    """
    if " \n" not in text and "\t\n" not in text and not text.endswith((" ", "\t")):
        return
    begin = _offset(text, first_line)
    regions = fences_and_displays(text[begin:]).regions
    for found in _SPACES_AT_END.finditer(text, begin):
        start, end = found.span()
        if not (_hidden(regions, start - begin) or _breaks_line(text, start, end)):
            yield start, end


def _offset(text: str, line: int) -> int:
    """Return where a line begins."""
    offset = 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
    return offset


def _hidden(regions: list[Region], place: int) -> bool:
    return any(it.start <= place < it.end for it in regions)


def _breaks_line(text: str, start: int, end: int) -> bool:
    if end - start < 2 or text[start - 1 : start] in ("", "\n"):
        return False
    following = text[end + 1 :].partition("\n")[0]
    return bool(following.strip())


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
    text = "\n".join(held)
    regions = fences_and_displays(text).regions
    offset = 0
    for number, line in enumerate(held):
        if number and (found := _HEADING.match(line)) and not _hidden(regions, offset):
            place = span.line + number
            follows = lines[place] if place < len(lines) else ""
            if len(found[1]) > 1 or not follows.strip():
                yield place
        offset += len(line) + 1


def as_hashcards(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the places that hashcards reads otherwise."""
    for page in notes.pages:
        for it in differences(page.deck.path, "\n".join(page.lines)):
            note = page.note_at(it.line)
            yield Slip(page, it.line, it.message, it.severity, note=note)
