"""Which notes of a changed file must be read again?

Most edits change the text of a few notes and nothing of the file's frame. Each line
is known by a checksum, so that the changed notes are found without reading the
others. Whatever could reach beyond its note (fences, headings, comments, faults) is
left to a full reading, which gives the same outcome.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from srs.core.card import Note
from srs.core.text import safe
from srs.deck.parser import parse
from srs.store.card_rows import NameRow

NOTES_TOGETHER = 6
"""So many notes in a row may change before the file is read as a whole."""
LINES_ALIKE = 6
"""So many equal lines in a row show that the texts run together again."""
MOST_ADDED = 40
"""Lines that a stretch may gain or lose."""

_FRAME = re.compile(rb"```|~~~|\$\$|\[\[|^(?:#|<!--|---|\+\+\+)", re.MULTILINE)
"""What could open or close something beyond its own note."""


class Stretch(NamedTuple):
    """Notes that changed: the first and last of them, and their lines then and now."""

    first: int
    last: int
    begin: int
    end: int
    """Lines of the file as it is now, from 0, the end excluded."""
    shift: int
    """How many lines further down the rest of the file stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A file of which only some notes have changed."""

    deck: int
    names: list[NameRow]
    """All its notes as last scanned, in order."""
    notes: dict[int, Note]
    """Notes that were read again, by their place in the file."""
    bodies: dict[int, str]
    lines: bytes
    """Checksums of all lines of the file."""
    shifts: list[tuple[int, int]]
    """Notes that stand on other lines, as lines to add and number of the note."""
    stretches: list[Stretch]


def checksums(content: bytes) -> "array[int]":
    """Return a checksum of each line."""
    return array("I", map(crc32, content.split(b"\n")))


def stretches(
    old: Sequence[int], new: Sequence[int], spans: Sequence[tuple[int, int]]
) -> list[Stretch] | None:
    """Return the stretches of notes in which two versions of a file differ.

    Args:
        old: Checksums of the lines, as last scanned.
        new: Checksums of the lines now.
        spans: First and last line of each note, from 1.

    Returns:
        None where the file differs outside of notes, or too much.
    """
    starts = [line - 1 for line, _ in spans]
    found: list[Stretch] = []
    i = j = 0
    while True:
        same = _alike(old, new, i, j)
        i, j = i + same, j + same
        if i == len(old) or j == len(new):
            return found if i == len(old) and j == len(new) else None
        first = bisect_right(starts, i) - 1
        if first < 0 or i > spans[first][1]:
            return None
        begin = j - (i - starts[first])
        for last in range(first, min(first + NOTES_TOGETHER, len(spans))):
            end = spans[last][1]
            at = _meeting(old, new, end, end + begin - starts[first])
            if at is not None and at >= j and (end > i or at > j):
                found.append(Stretch(first, last, begin, at, at - end))
                i, j = end, at
                break
        else:
            return None


def _alike(old: Sequence[int], new: Sequence[int], i: int, j: int) -> int:
    """Return how many lines are the same from two places on."""
    most = min(len(old) - i, len(new) - j)
    step, same = 64, 0
    while same < most:
        width = min(step, most - same)
        if old[i + same : i + same + width] != new[j + same : j + same + width]:
            break
        same += width
    while same < most and old[i + same] == new[j + same]:
        same += 1
    return same


def _meeting(
    old: Sequence[int], new: Sequence[int], end: int, expected: int
) -> int | None:
    """Return the line near an expected one where the old lines go on, if any."""
    following = old[end : end + LINES_ALIKE]
    for away in range(MOST_ADDED + 1):
        for at in {expected + away, expected - away}:
            fits = 0 <= at <= len(new) and new[at : at + LINES_ALIKE] == following
            whole = len(following) == LINES_ALIKE or at + len(following) == len(new)
            if fits and whole:
                return at
    return None


def partial(
    path: str, deck: int, content: bytes, old: Sequence[int], names: list[NameRow]
) -> Partial | None:
    """Return the notes of a file that must be read again, or None for all.

    Args:
        path: The file, in the collection.
        deck: The deck's number.
        content: What stands in the file.
        old: Checksums of its lines as last scanned.
        names: Its notes as last scanned, in order.
    """
    spans = [(it.line, it.end_line) for it in names]
    sums = checksums(content)
    found = stretches(old, sums, spans)
    if not found:
        return None
    lines = content.split(b"\n")
    parts = [lines[stretch.begin : stretch.end] for stretch in found]
    read = _read(path, parts)
    if read is None:
        return None
    notes: dict[int, Note] = {}
    bodies: dict[int, str] = {}
    for stretch, own in zip(found, read, strict=True):
        before = names[stretch.first : stretch.last + 1]
        if len(own) != len(before) or any(it.bound for it in before):
            return None
        for place, (note, body) in enumerate(own, stretch.first):
            span = note.span._replace(
                line=note.span.line + stretch.begin,
                end_line=note.span.end_line + stretch.begin,
            )
            notes[place] = note._replace(span=span)
            bodies[place] = body
    return Partial(
        deck=deck,
        names=names,
        notes=notes,
        bodies=bodies,
        lines=sums.tobytes(),
        shifts=_shifts(found, names),
        stretches=found,
    )


def _read(
    path: str, parts: Sequence[Sequence[bytes]]
) -> list[list[tuple[Note, str]]] | None:
    """Return the notes of each stretch, if they are nothing but sound notes.

    All are read together, with an empty line between: each begins with a marker.
    """
    content = b"\n\n".join(b"\n".join(part) for part in parts)
    if _FRAME.search(content):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = safe(text.replace("\r\n", "\n").removesuffix("\r"))
    parsed = parse(path, text)
    lines = text.split("\n")
    if parsed.problems or parsed.concepts:
        return None
    left = list(reversed(parsed.notes))
    found = []
    above = 0
    for part in parts:
        own = []
        while left and left[-1].span.line <= above + len(part):
            own.append(left.pop())
        begins = bool(own) and own[0].span.line == above + 1
        if not begins or own[-1].span.end_line != above + len(part):
            return None
        found.append([_placed(note, lines, above) for note in own])
        above += len(part) + 1
    return None if left else found


def _placed(note: Note, lines: Sequence[str], above: int) -> tuple[Note, str]:
    """Return a note with its lines counted within its stretch, and its raw block."""
    first, last = note.span.line, note.span.end_line
    span = note.span._replace(line=first - above, end_line=last - above)
    return note._replace(span=span), "\n".join(lines[first - 1 : last])


def _shifts(
    found: Sequence[Stretch], names: Sequence[NameRow]
) -> list[tuple[int, int]]:
    """Return by how much the notes between stretches have moved."""
    ends = [stretch.first for stretch in found[1:]] + [len(names)]
    return [
        (stretch.shift, names[place].id)
        for stretch, end in zip(found, ends, strict=True)
        if stretch.shift
        for place in range(stretch.last + 1, end)
    ]


def moved_line(line: int, partly: Partial) -> int:
    """Return where a line outside of the changed notes stands now.

    Args:
        line: As last scanned, from 1.
        partly: What has changed.
    """
    shift = 0
    for stretch in partly.stretches:
        if line > partly.names[stretch.last].end_line:
            shift = stretch.shift
    return line + shift
