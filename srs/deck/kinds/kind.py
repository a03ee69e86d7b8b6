"""What is a kind of note? Reading and writing, side by side."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from srs.core.card import Deck, Note, Sides
from srs.deck.blocks import Block, Fault
from srs.deck.comments import write_id, write_waiver


class Reading(NamedTuple):
    """What a kind makes of a block."""

    asked: str
    answered: str = ""
    sides: tuple[Sides, ...] = ()
    draft: bool = False
    thoughts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way to write a note."""

    name: str
    marker: str
    """The letter that opens its blocks."""
    answer: str
    """The letter that answers, or empty."""
    read: Callable[[Block, Deck], Reading]
    write: Callable[[Note], str]
    """The note as Markdown, without its metadata; `written` adds that."""


def draft_fault(line: int, what: str) -> Fault:
    """Return the remark that a note waits for its author."""
    message = f"The {what} is empty: a draft, not scheduled."
    return Fault(line, "draft", message, "information")


_OWN_LINE = re.compile(r"[`~|>#<]|\$\$|[-*+] |\d+[.)] ")
_TAGGED = re.compile(r".*\s#[A-Za-z][\w/-]*\s*")


def part(marker: str, text: str, tags: tuple[str, ...] = ()) -> str:
    """Return a marker with its text, and with the tags that end its line."""
    words = "".join(f" #{tag}" for tag in tags)
    first = text.partition("\n")[0]
    if text and (_OWN_LINE.match(text) or _TAGGED.fullmatch(first)):
        return f"{marker}:{words}\n{text}"
    head, feed, rest = text.partition("\n")
    return f"{marker}: {head}{words}{feed}{rest}".rstrip()


def written(note: Note, body: str) -> str:
    """Return a note's block: what its kind wrote, then source, extra and metadata."""
    lines = [body]
    lines += [part("S", note.source)] if note.source else []
    lines += [part("X", note.extra)] if note.extra else []
    lines += [write_id(note.explicit_id)] if note.explicit_id else []
    lines += [write_waiver(waiver) for waiver in note.waivers]
    return "\n".join(lines)
