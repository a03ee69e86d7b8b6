"""What does a query ask for?

The tree that `srs.core.query.parse` makes of a line of terms. The store turns it
into SQL; nothing else has to know how a query is written.
"""

from dataclasses import dataclass
from typing import Literal

from srs.core.errors import UsageError
from srs.core.log import Rating

FieldName = Literal["deck", "tag", "concept", "kind"]
State = Literal[
    "due",
    "new",
    "learning",
    "review",
    "suspended",
    "buried",
    "leech",
    "doubtful",
    "draft",
    "idea",
]
PropertyName = Literal["s", "d", "r", "lapses", "reviews", "due", "ivl"]
Comparison = Literal["<", "<=", "=", ">=", ">"]


class QueryError(UsageError):
    """A query cannot be read."""

    def __init__(self, sentence: str, *, column: int, next_step: str = "") -> None:
        super().__init__(f"Column {column}: {sentence}", next_step=next_step)
        self.column = column
        """From 1, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The note's text, its headings or its tags hold this; case does not matter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The card's deck, tag, concept or kind has this name, or lies beneath it."""

    field: FieldName
    value: str
    """May hold `*` for anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The card is in this state."""

    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class HasFlag:
    """The card bears this flag."""

    flag: int | None
    """0 for no flag, 1 to 7 for one, None for any of these seven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The card was answered within so many study days, today being the first."""

    days: int
    rating: Rating | None = None
    """Only answers of this rating; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The card was first seen, or its text edited, within so many study days."""

    what: Literal["added", "edited"]
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A number of the card's schedule compares so with a value."""

    name: PropertyName
    comparison: Comparison
    value: float
    """Days for `s`, `ivl` and `due` (from today), 0 to 1 for `r`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The card is not found by the query within."""

    query: "Query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All of these find the card; with none, every card is found."""

    queries: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """At least one of these finds the card."""

    queries: tuple["Query", ...]


Query = Words | Named | Is | HasFlag | Rated | Since | Property | Not | Every | Either
