"""What is kept of a log between two looks, and what is said from it?

`State` holds the consequences of all reviews up to the end of a study day. Another
look takes it on by the days since. Today's reviews are never kept: they are put on
top in memory, so an undo of today costs nothing.
"""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from srs.core.report import Inputs
from srs.stats.arrays import Bools, Floats, Ints
from srs.stats.curve import Curve, curve
from srs.stats.replay import (
    Cards,
    Steps,
    grown,
    no_reviews,
    parts,
    replayed,
    some_steps,
)
from srs.stats.series import (
    Series,
    areas,
    begun,
    close,
    closed_area,
    day_ends,
    opened,
    read_once,
    spread,
    wanted_days,
)
from srs.stats.tally import Tally, add


@dataclass(slots=True, kw_only=True)
class State:
    """What all reviews up to the end of a study day have come to."""

    cards: Cards
    tally: Tally = field(default_factory=Tally)
    series: Series | None = None
    whole: bool = True
    """Whether the series has a value for every day."""
    closed_days: float = 0.0
    """Card-days known between reviews that were followed by another."""
    early_days: float = 0.0
    """Of these, the ones within the cards' first study days."""
    rungs: list[dict[str, Any]] = field(default_factory=list)
    """The ladder's rungs, as they were worked out when the state was kept."""


@dataclass(slots=True, kw_only=True)
class Standing:
    """What every figure is said from: the log up to yesterday, and to now."""

    inputs: Inputs
    model: Curve
    yesterday: State
    cards: Cards
    tally: Tally
    closed_days: float
    early_days: float
    steps_today: Steps
    here: Ints
    """Places of the cards that were seen and count now."""

    @property
    def today(self) -> int:
        """The study day of now."""
        return self.inputs.today

    @property
    def recall(self) -> Floats:
        """The chance of recall now of each card that counts."""
        return self.recall_in(0.0)

    def recall_in(self, days: float) -> Floats:
        """Return the chance of each card that counts, some days from now."""
        since = self.days_since(self.cards.last_s[self.here]) + days
        return self.own.recall(since, self.cards.stability[self.here])

    def days_since(self, at_s: Floats) -> Floats:
        """Return the real days from some instants to now."""
        return (self.inputs.now_s - at_s) / 86400.0

    @property
    def own(self) -> Curve:
        """The formulas for the cards that count, in their order."""
        return self.model.of(self.here)


def empty(count: int = 0) -> State:
    """Return what no reviews have come to."""
    return State(cards=no_reviews(count))


def standing(
    inputs: Inputs, *, before: State | None = None, whole: bool = True
) -> Standing:
    """Return what the figures are said from.

    Args:
        inputs: The reviews that are not in `before`; all, without it.
        before: What earlier reviews came to; it is taken on to yesterday's end.
        whole: Whether every day of the past is wanted, or the last months only.
    """
    import numpy as np

    state = before or empty()
    state.cards = grown(state.cards, len(inputs.ids))
    weights_of = inputs.weights_of
    places = None if weights_of is None else np.frombuffer(weights_of, np.int32)
    model = curve(inputs.weights, places)
    day = np.frombuffer(inputs.day, np.int32)
    advance(state, inputs, day < inputs.today, model, whole=whole)
    cards, tally = _copied(state)
    steps = replayed(inputs, np.flatnonzero(day >= inputs.today), cards, model)
    add(tally, _counted(inputs, steps))
    closed, early = _banked(steps, model)
    return Standing(
        inputs=inputs,
        model=model,
        yesterday=state,
        cards=cards,
        tally=tally,
        closed_days=state.closed_days + closed,
        early_days=state.early_days + early,
        steps_today=steps,
        here=np.flatnonzero((cards.reviews > 0) & ~_ended(inputs, len(cards))),
    )


def _counted(inputs: Inputs, steps: Steps) -> Steps:
    """Return the reviews that count: those of the range that was asked for."""
    if inputs.since is None:
        return steps
    return some_steps(steps, steps.day >= inputs.since)


def _copied(state: State) -> tuple[Cards, Tally]:
    cards = Cards(
        **{name: getattr(state.cards, name).copy() for name in Cards.__slots__}
    )
    tally = copy(state.tally)
    tally.sums, tally.recent = dict(tally.sums), dict(tally.recent)
    return cards, tally


def ends(inputs: Inputs, count: int) -> Floats:
    """Return when each card ceased to count, in seconds; infinity for never."""
    import numpy as np

    found = np.full(count, np.inf)
    for place, at_s in inputs.ended.items():
        found[place] = at_s
    return found


def _ended(inputs: Inputs, count: int) -> Bools:
    return ends(inputs, count) <= inputs.now_s


def advance(
    state: State, inputs: Inputs, rows: Bools, model: Curve, *, whole: bool
) -> None:
    """Take a state on by some reviews, to the end of yesterday."""
    import numpy as np

    ended = ends(inputs, len(state.cards))
    old = opened(state.cards, ended)
    first, last = _first_day(state, inputs, rows), inputs.today - 1
    days: list[int] = []
    if first is not None and first <= last:
        days = wanted_days(first, last, whole=whole)
    instants = day_ends(inputs.calendar, days)
    known, so_far = np.zeros(len(days)), np.full(len(days), state.closed_days)
    for part in parts(inputs, rows):
        steps = replayed(inputs, part, state.cards, model)
        add(state.tally, _counted(inputs, steps))
        closed, early = _banked(steps, model)
        state.closed_days += closed
        state.early_days += early
        found, area = spread(begun(steps, ended), instants, model)
        known += found
        so_far += area + closed_area(steps, instants, model)
        close(old, steps)
    found, area = spread(old, instants, model)
    known += found
    so_far += area
    if first is None or not days:
        return
    once = np.full(len(days), np.nan)
    if whole:
        once, _ = spread(read_once(state.cards, ended), instants, model)
    _extend(state, first, days, known, once, so_far)
    state.whole = state.whole and whole


def _first_day(state: State, inputs: Inputs, rows: Bools) -> int | None:
    """Return the first study day that the series has no value for yet."""
    import numpy as np

    if state.series is not None:
        return state.series.through + 1
    day = np.frombuffer(inputs.day, np.int32)[rows]
    return int(day.min()) if len(day) else None


def _extend(
    state: State,
    first: int,
    days: "list[int]",
    known: Floats,
    once: Floats,
    so_far: Floats,
) -> None:
    import numpy as np

    def dense(values: Floats) -> Floats:
        filled = np.full(days[-1] - first + 1 if days else 0, np.nan)
        filled[np.array(days, np.int64) - first] = values
        return filled

    made = Series(
        first_day=first, known=dense(known), once=dense(once), so_far=dense(so_far)
    )
    old = state.series
    if old is None:
        state.series = made
        return
    old.known = np.concatenate((old.known, made.known))
    old.once = np.concatenate((old.once, made.once))
    old.so_far = np.concatenate((old.so_far, made.so_far))


def _banked(steps: Steps, model: Curve) -> tuple[float, float]:
    """Return the card-days of segments that ended, and those of first days."""
    import numpy as np

    later = np.flatnonzero(~steps.first)
    area = areas(steps, later, model)
    return float(area.sum()), float(area[steps.on_first_day[later]].sum())
