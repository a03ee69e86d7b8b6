"""Where does a deck name a concept or a source? For whoever wants to go there."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from srs.core.card import Deck, Note, Parsed
from srs.deck.links import placed_links

_SOURCE_LINE = re.compile(r"S:[ \t]*(.*)")
_PART = re.compile(r"[^,\s][^,]*")


class Mention(NamedTuple):
    """A name in a deck's text."""

    kind: Literal["concept", "source"]
    name: str
    """A concept's id or a link's target; a source's key."""
    line: int
    start: int
    """Column of the first character, from 1."""
    end: int
    """Column behind the last one."""
    defines: bool
    """Whether the name is given here: a heading, an entry of `[sources]`."""


def mentions(parsed: Parsed, lines: list[str], body_line: int) -> list[Mention]:
    """Return every mention, in the order of their places.

    Args:
        parsed: The deck.
        lines: The lines of its text.
        body_line: The first line behind the front matter, from 1.
    """
    found = [
        *_headings(parsed, lines),
        *_linked(lines),
        *_head(parsed.deck, lines[: body_line - 1]),
        *(it for note in parsed.notes for it in _of_note(note, parsed.deck, lines)),
    ]
    return sorted(found, key=lambda it: (it.line, it.start))


def mention_at(found: list[Mention], line: int, column: int) -> Mention | None:
    """Return the mention that a place lies in or right behind."""
    for it in found:
        if it.line == line and it.start <= column <= it.end:
            return it
    return None


def _headings(parsed: Parsed, lines: list[str]) -> Iterator[Mention]:
    for concept in parsed.concepts:
        line = concept.span.line
        yield Mention("concept", concept.id, line, 1, len(lines[line - 1]) + 1, True)


def _linked(lines: list[str]) -> Iterator[Mention]:
    for target, line, column in placed_links("\n".join(lines)):
        end = lines[line - 1].find("]]", column - 1) + 3
        yield Mention("concept", target, line, column, end, False)


def _head(deck: Deck, lines: list[str]) -> Iterator[Mention]:
    """Yield the names in the front matter."""
    required = set(deck.requires) | {
        name for names in deck.requires.values() for name in names
    }
    for number, line in enumerate(lines, 1):
        for name in required:
            for it in _words(name).finditer(line):
                start, end = it.start() + 1, it.end() + 1
                yield Mention("concept", name, number, start, end, False)
        for name in deck.sources:
            if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=:]", line):
                start = line.index(name) + 1
                yield Mention("source", name, number, start, start + len(name), True)


def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def _of_note(note: Note, deck: Deck, lines: list[str]) -> Iterator[Mention]:
    """Yield the keys of sources in the note's `S:` line."""
    if not note.source or not deck.sources:
        return
    for number in range(note.span.line, note.span.end_line + 1):
        line = lines[number - 1]
        if not (found := _SOURCE_LINE.match(line)):
            continue
        for part in _PART.finditer(line, found.start(1)):
            name = part[0].rstrip()
            if name in deck.sources:
                start = part.start() + 1
                yield Mention("source", name, number, start, start + len(name), False)
