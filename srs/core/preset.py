"""What does the learner wish?

A preset is a named set of wishes. Where it comes from (defaults, collection,
deck, learner) is `srs.config`'s business; here it is a value.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

ReviewOrder = Literal["auto", "mixed", "due", "easiest-first", "hardest-first", "deck"]
NewOrder = Literal["mixed", "first", "last"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _steps(*minutes: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=minute) for minute in minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """The learner's wishes for the decks that name this preset."""

    name: str = "default"
    desired_retention: float = 0.9
    """The chance of recall to be asked at, 0.70 to 0.99."""
    new_per_day: int = 10
    """New cards a study day, over all decks of the preset, 0 to 9999."""
    reviews_per_day: int | None = None
    """A cap on reviews a study day; None shows everything that is due."""
    minutes_per_day: int | None = None
    """A budget that throttles new cards only; None for no budget."""
    learning_steps: tuple[timedelta, ...] = _steps(1, 10)
    """Pauses before a new card graduates; empty lets the model decide."""
    relearning_steps: tuple[timedelta, ...] = _steps(10)
    """Pauses after a lapse; empty lets the model decide."""
    maximum_interval_days: int = 36500
    easy_days: tuple[Weekday, ...] = ()
    """Weekdays that get less, within the fuzz range only."""
    easy_days_load: Literal["reduced", "none"] = "reduced"
    load_balancing: bool = True
    """Whether to take the day with the least due within the fuzz range."""
    bury_siblings: bool = True
    """Whether cards of one note are kept to different study days."""
    leech_threshold: int = 8
    """Lapses that make a leech, 0 for never."""
    leech_suspend: bool = False
    review_order: ReviewOrder = "auto"
    new_order: NewOrder = "mixed"
    gate: bool = False
    """Whether a concept's new cards wait until what it requires has graduated."""
    two_buttons: bool = False
    """Whether only Forgot and Good are offered."""
    learn_ahead: timedelta = timedelta(minutes=20)
    """How early a card in steps may come when nothing else is left."""
    algorithm: str = "fsrs-6"
    w: tuple[float, ...] = field(default=())
    """The model's parameters; empty for the model's defaults."""

    def __post_init__(self) -> None:
        if not 0.70 <= self.desired_retention <= 0.99:
            raise ValueError(f"no such wish: {self.desired_retention=}")
        if not 1 <= self.maximum_interval_days <= 36500:
            raise ValueError(f"no such wish: {self.maximum_interval_days=}")
        if any(
            not timedelta() < step < timedelta(days=1)
            for step in (*self.learning_steps, *self.relearning_steps)
        ):
            raise ValueError("a step is longer than nothing and shorter than a day")
