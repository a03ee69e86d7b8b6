"""What can become of a note in a scan, and how is it counted?"""

from dataclasses import dataclass, field
from typing import NamedTuple

from srs.core.card import CardId, Fingerprint
from srs.core.log import Linked
from srs.store.card_rows import GoneRow
from srs.study.scan_entries import Entry, Old


class Fate(NamedTuple):
    """What became of a note: its cards, and the text it continues."""

    cards: tuple[tuple[str, CardId], ...]
    doubtful: bool
    changed_from: Fingerprint | None
    old: Old | None
    """The cached note whose row it takes over."""


@dataclass(slots=True)
class Tally:
    """How many notes met which fate."""

    unchanged: int = 0
    moved: int = 0
    edited: int = 0
    returned: int = 0
    new: int = 0
    gone: int = 0
    unread: int = 0


@dataclass(slots=True)
class Reconciled:
    """All that is to be written."""

    entries: dict[str, list[Entry]]
    """The notes of each file that was read, by its path, without twins."""
    fates: dict[Fingerprint, Fate]
    leaving: list[Old]
    """Cached notes whose rows go."""
    events: list[Linked] = field(default_factory=list)
    gone: list[GoneRow] = field(default_factory=list)
    found_again: list[Fingerprint] = field(default_factory=list)
    """Handles that are gone no longer."""
    tally: Tally = field(default_factory=Tally)
