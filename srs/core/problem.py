"""Which slip did an author make, and where?

A room of its own, so that whoever only walks through the decks' files need not
know what a card is.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An author's slip, with its place."""

    path: str
    line: int
    column: int
    """From 1, in characters."""
    code: str
    """A rule such as `R01`, or a word such as `unknown-key`."""
    message: str
    severity: Severity = "error"
    text: str = ""
    """The offending line, made safe to show."""
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" {self.suggestion}" if self.suggestion else ""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{hint}"
