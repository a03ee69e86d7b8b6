"""What did a scan find?"""

from dataclasses import dataclass
from typing import Any

from srs.core.card import CardId, Fingerprint, Problem

UNREAD = frozenset({"unreadable", "not-utf-8", "file-too-long", "no-file"})
"""Codes of problems with a whole file or folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A new text that may continue one that has vanished: the learner says."""

    note: int
    """The new note's number in the store."""
    path: str
    line: int
    kind: str
    handle: Fingerprint
    """What the new text is known by."""
    origin: Fingerprint
    """The text that has vanished."""
    before: tuple[str, str]
    """What was asked and answered."""
    after: tuple[str, str]
    reviews: int
    """How often the old text's cards were reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
    """What the decks hold, and what became of yesterday's notes."""

    decks: int
    notes: int
    cards: int
    unchanged: int
    moved: int = 0
    """Notes that stand in another deck now."""
    edited: int = 0
    """Notes with another text that kept their history."""
    returned: int = 0
    """Notes that were gone and found their history again."""
    new: int = 0
    gone: int = 0
    unread: int = 0
    """Notes of files that cannot be read now: neither asked nor gone."""
    doubtful: tuple[Doubt, ...] = ()
    """Every doubt that waits for an answer, older ones too."""
    problems: tuple[Problem, ...] = ()
    regrouped: tuple[CardId, ...] = ()
    """Cards whose reviews have become others: they must be replayed."""

    @property
    def closed(self) -> list[str]:
        """Files and folders of which nobody can say which notes they hold."""
        return [it.path for it in self.problems if it.code in UNREAD]

    @property
    def worth_saying(self) -> bool:
        """Whether anything is different from the last scan."""
        counts = self.moved + self.edited + self.returned + self.new + self.gone
        return bool(counts or self.unread or self.doubtful)

    def sentence(self) -> str:
        """Return the outcome in one line."""
        return ", ".join([f"{self.unchanged} unchanged", *self._changes()])

    def news(self) -> str:
        """Return what has changed; empty where nothing has."""
        return ", ".join(self._changes())

    def outcome(self) -> str:
        """Return what has changed, or that nothing has, for who just edited."""
        return self.news() or "Nothing was changed."

    def _changes(self) -> list[str]:
        counted = (
            (self.moved, "moved"),
            (self.edited, "edited (history kept)"),
            (self.returned, "found again"),
            (self.new, "new"),
            (self.gone, "gone"),
            (self.unread, "in files that cannot be read"),
            (len(self.doubtful), "doubtful"),
        )
        return [f"{count} {words}" for count, words in counted if count]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values; keys are a promise."""
        return {
            "schema": "srs/scan/1",
            "decks": self.decks,
            "notes": self.notes,
            "cards": self.cards,
            "unchanged": self.unchanged,
            "moved": self.moved,
            "edited": self.edited,
            "returned": self.returned,
            "new": self.new,
            "gone": self.gone,
            "unread": self.unread,
            "doubtful": [
                {
                    "file": doubt.path,
                    "line": doubt.line,
                    "kind": doubt.kind,
                    "before": list(doubt.before),
                    "after": list(doubt.after),
                    "reviews": doubt.reviews,
                }
                for doubt in self.doubtful
            ],
            "problems": [
                {
                    "file": it.path,
                    "line": it.line,
                    "column": it.column,
                    "code": it.code,
                    "severity": it.severity,
                    "message": it.message,
                    "text": it.text,
                    "suggestion": it.suggestion,
                }
                for it in self.problems
            ],
        }
