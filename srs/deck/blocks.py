"""What is a block, before any kind has read it?"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from srs.core.card import Severity

OPENERS = frozenset("QTCI")
"""Markers that begin a block; the others belong to the block above."""

ANSWERS = {"A": "Q", "D": "T"}
"""Markers that answer, and what they answer."""


class Part(NamedTuple):
    """What stands behind one marker, trimmed."""

    marker: str
    line: int
    text: str


class Comment(NamedTuple):
    """A metadata line of a block."""

    line: int
    key: Literal["id", "lint"]
    value: str


class Fault(NamedTuple):
    """A slip, with its line."""

    line: int
    code: str
    message: str
    severity: Severity = "error"
    suggestion: str = ""
    needle: str = ""
    """What to look for in the line; its column is the fault's."""


@dataclass(slots=True)
class Block:
    """One block: its parts, tags and metadata, and its first and last line."""

    marker: str
    line: int
    end_line: int
    start: int
    """Where it begins, in characters of the scanned text."""
    end: int
    """Behind its last character."""
    parts: list[Part] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    comments: list[Comment] = field(default_factory=list)
    twice: bool = False
    """Whether it has a second answer."""

    def text(self, marker: str) -> str | None:
        """Return the text behind a marker, or None where the marker is absent."""
        for part in self.parts:
            if part.marker == marker:
                return part.text
        return None

    def joined(self, marker: str, between: str) -> str:
        """Return the texts behind a marker that may stand more than once."""
        return between.join(
            part.text for part in self.parts if part.marker == marker and part.text
        )
