"""How does a dated thought get beneath its idea?

One line is put into the deck, beneath the thoughts that are there already; every
other byte stays. A place is good if the deck then reads as before, with that thought
more: so the reader of decks decides, not a second one.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from srs.core.card import Fingerprint, Note, Parsed
from srs.core.errors import DeckError, InputError
from srs.core.text import folded, safe, safe_line
from srs.deck.parser import parse
from srs.study.author import kept_lines
from srs.study.saving import read_deck, write_atomically

MOST_PLACES = 200
"""So many lines of an idea are tried, from its end up."""


class Written(NamedTuple):
    """What a deck's file held before and after, and on which line the thought is."""

    line: int
    before: bytes
    after: bytes


def write_thought(
    file: Path, idea: Fingerprint, *, line: int, text: str, day: date
) -> Written:
    """Write a thought beneath an idea.

    Args:
        file: The deck.
        idea: The fingerprint of the idea's text.
        line: Where the idea was when the deck was read last.
        text: The thought, which becomes one line.
        day: Its date.

    Raises:
        DeckError: If the file cannot be read or written; it is as it was.
        InputError: If there is no text, or no place for it.
    """
    words = folded(safe(text))
    if not words:
        raise InputError("The thought is empty.", next_step="Write a few words.")
    old = read_deck(file)
    before = parse(file.name, old)
    at = _index(before, idea, line)
    if at is None:
        raise DeckError(
            f"{safe_line(file.name)} holds this idea no more.",
            next_step="It was edited meanwhile: look at it again.",
        )
    thought = f"{day.isoformat()} {words}"
    place = _place(old, before, at, thought)
    if place is None:
        raise InputError(
            f"There is no place for a thought at {safe_line(file.name)}:{line}.",
            next_step="Something is left open there: write it in your editor.",
        )
    content = old.encode("utf-8")
    new = _with_line(old, place, f"> {thought}").encode("utf-8")
    write_atomically(file, new, expected=content)
    return Written(place + 1, content, new)


def _index(parsed: Parsed, idea: Fingerprint, line: int) -> int | None:
    """Return which of a deck's notes the idea is: the nearest to its old line."""
    found = [
        (abs(note.span.line - line), place)
        for place, note in enumerate(parsed.notes)
        if note.kind == "idea" and note.fingerprint == idea
    ]
    return min(found)[1] if found else None


def _place(text: str, before: Parsed, at: int, thought: str) -> int | None:
    """Return how many lines stand before the thought, or None if none will do."""
    note = before.notes[at]
    wanted = [_said(one) for one in before.notes]
    wanted[at] = _said(note._replace(thoughts=(*note.thoughts, thought)))
    for place in _places(text, note):
        after = parse(before.deck.path, _with_line(text, place, f"> {thought}"))
        if [_said(one) for one in after.notes] == wanted:
            return place
    return None


def _places(text: str, note: Note) -> Iterator[int]:
    """Give the places beneath an idea's lines, the last line first."""
    lines = text.split("\n")
    last = min(note.span.end_line, len(lines))
    for place in range(last, max(note.span.line, last - MOST_PLACES) - 1, -1):
        words = lines[place - 1].strip()
        if words and not words.startswith("<!--"):
            yield place


def _said(note: Note) -> tuple[object, ...]:
    """Return all of a note but where it stands."""
    return (
        note.kind,
        note.fingerprint,
        note.asked,
        note.answered,
        note.sides,
        note.source,
        note.extra,
        note.tags,
        note.concept,
        note.explicit_id,
        note.waivers,
        note.thoughts,
    )


def _with_line(text: str, place: int, line: str) -> str:
    """Return a text with one line more, which ends as the line before it does."""
    lines = kept_lines(text)
    before = lines[place - 1]
    if before.endswith("\n"):
        end = "\r\n" if before.endswith("\r\n") else "\n"
        lines.insert(place, line + end)
    else:  # the file's last line has no end, and the new one gets none either
        end = "\r\n" if "\r\n" in text else "\n"
        lines[place - 1 :] = [before + end, line]
    return "".join(lines)
