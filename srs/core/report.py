"""What is a statistic given, and what does it give?

`Inputs` holds a review log as columns of the standard library, no object a
review. A report answers with `Table`s: terminal, app and exporters take any.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from srs.core.day import Calendar
from srs.core.text import safe_line

Cell = str | int | float | date | None
"""What stands in a row; None for no data, never 0."""

Shape = Literal[
    "plain",  # rows of words and numbers
    "line",  # the first column is x, every other a series
    "forecast",  # a day, what is due, then low and high end of the band
    "bars",  # a name, then a value; a third column adds to the bar
    "stairs",  # a row a rung, a column a length of gap
    "ladder",  # a name, a value, low and high end; on a scale of logarithms
    "interval",  # a name, got, low, high, what the model said
    "heat",  # a day and a count
    "matrix",  # names across and down
]
"""How a table is drawn where it can be."""

Unit = Literal[
    "",
    "cards",
    "reviews",
    "tests",
    "days",
    "minutes",
    "seconds",
    "ratio",
    "points",
    "date",
    "times",
    "count",
]
"""`ratio` runs from 0 to 1; `points` are differences of such, as ratios too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What stands in one place of every row."""

    name: str
    """As a reader sees it."""
    key: str
    """As a program sees it: lower case, `_` between words."""
    unit: Unit = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a report says: rows under columns with their units."""

    id: str
    """Unique among the tables of all views, such as `recall_by_week`."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    shape: Shape = "plain"
    notes: tuple[str, ...] = ()
    """Sentences beneath the rows: what marks mean, whether to believe it."""
    needs: str = ""
    """What is still missing, such as `needs 50 tests, you have 12`; else empty."""
    marks: Mapping[str, float] = field(default_factory=dict)
    """Values on the x axis or the scale worth a line, by their names: `today`."""
    topic: str = ""
    """The heading of the manual's page of statistics that explains it."""


def said(cell: Cell, column: Column) -> str:
    """Return a cell as a reader sees it, by its column's unit."""
    match cell:
        case None:
            return "–"
        case str():
            return safe_line(cell)
        case date():
            return cell.isoformat()
        case int() if column.unit != "ratio":
            return f"{cell:,}"
    if column.unit == "ratio":
        return f"{cell * 100:.1f}%"
    if column.unit == "points":
        return f"{cell * 100:+.1f}"
    return f"{cell:,.1f}" if abs(cell) < 100 else f"{cell:,.0f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What one preset schedules with."""

    w: tuple[float, ...]
    """The 21 parameters of FSRS-6."""
    desired_retention: float = 0.9
    name: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptCards:
    """A concept of a deck: how many cards it has, and which of them were seen."""

    id: str
    title: str
    deck: str
    cards: int
    """How many cards can be asked; unseen ones count."""
    seen: tuple[int, ...]
    """Places in `Inputs.ids`."""
    requires: tuple[str, ...] = ()
    """Ids of concepts that come before it."""


@dataclass(slots=True, kw_only=True)
class Inputs:
    """A review log in columns, and what is asked of it.

    Each card's reviews come in the order of time, ties as they were logged.
    """

    calendar: Calendar
    now_s: float
    """Seconds since 1970-01-01 UTC."""
    today: int
    """The study day of now, in days since 1970-01-01."""
    ids: Sequence[str] | Sequence[int]
    """The cards' names; the columns name a card by its place here."""
    card: "array[int]" = field(default_factory=lambda: array("i"))
    at_ms: "array[float]" = field(default_factory=lambda: array("d"))
    """Milliseconds since 1970-01-01 UTC, whole or not."""
    day: "array[int]" = field(default_factory=lambda: array("i"))
    """The study day as lived, in days since 1970-01-01."""
    rating: "array[int]" = field(default_factory=lambda: array("b"))
    duration_ms: "array[float]" = field(default_factory=lambda: array("d"))
    """As measured, whole or not; 0 where it is missing."""
    weights: tuple[Weights, ...]
    """What the presets schedule with; one for most."""
    weights_of: "array[int] | None" = None
    """For each card its place in `weights`; None where there is one."""
    ended: Mapping[int, float] = field(default_factory=dict)
    """Cards that count no more, and since when, in seconds: reset, hidden or gone."""
    due: "array[int] | None" = None
    """For each card the study day it is planned for, -1 for those without; None where
    no plan is known and the model says when."""
    since: int | None = None
    """The first study day whose reviews count; None for the whole past."""
    concepts: tuple[ConceptCards, ...] = ()
    control: Mapping[int, int] = field(default_factory=dict)
    """Cards left unreviewed as a test, and for how many days."""

    def __len__(self) -> int:
        return len(self.card)
