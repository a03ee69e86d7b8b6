"""What does a member of a study group share? States of concepts, once a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

KNOWN = ("known", "durable")
STATES = ("unseen", "partial", "fading", *KNOWN)


class Shared(NamedTuple):
    """One concept of one member."""

    cards: int
    seen: int
    state: str
    """One of `STATES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What one file says: no answer, no text, no time of day."""

    member: str
    """The name that the member chose."""
    week: str
    """As ISO 8601 has it: `2026-W48`."""
    concepts: Mapping[str, Shared]
