"""What is a block, before any kind has read it?"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from srs.core.card import Severity

OPENERS = frozenset("QTCI")
"""Markers that begin a block; the others belong to the block above."""

ANSWERS = {"A": "Q", "D": "T"}
"""Markers that answer, and what they answer."""


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
    """One block: its texts, tags and metadata, and where it stands."""

    marker: str
    line: int
    end_line: int
    start: int
    """Where it begins, in characters of the scanned text."""
    end: int
    """Behind its last character."""
    asked: str = ""
    """Behind the marker that opens it, trimmed."""
    asked_line: int = 0
    """Where that text begins."""
    answered: str | None = None
    """Behind `A:` or `D:`, or None where there is none."""
    source: str = ""
    extra: str = ""
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    twice: bool = False
    """Whether it has a second answer."""
