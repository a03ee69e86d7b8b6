"""How many cards were known at the end of each study day?

A review begins a segment that the card's next review ends. K(t) is the sum of
recall over the segments that are open at t; the card-days known up to t are the
exact integral of that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from srs.core.day import Calendar, day_of_number
from srs.stats.arrays import Array, Floats, Ints
from srs.stats.curve import Curve
from srs.stats.replay import DAY_S, Cards, Steps

CHUNK = 250_000
"""So many pairs of segment and day are worked out at once: they fit a cache."""
SHOWN_DAYS = 91
"""So many days before today are worked out though only now is asked about."""


@dataclass(slots=True, kw_only=True)
class Series:
    """A value for each study day from the first one on; nan where none was made."""

    first_day: int
    known: Floats
    """K at the day's end."""
    once: Floats
    """The same if nothing had been reviewed after each card's first day."""
    so_far: Floats
    """Card-days known from the first day to the day's end."""

    @property
    def through(self) -> int:
        """The last study day."""
        return self.first_day + len(self.known) - 1


@dataclass(slots=True, kw_only=True)
class Segments:
    """Stretches between reviews."""

    card: Ints
    from_s: Floats
    to_s: Floats
    stability: Floats


def day_ends(calendar: Calendar, days: Sequence[int]) -> Floats:
    """Return the instants, in seconds, at which study days end."""
    import numpy as np

    one = timedelta(days=1)
    return np.array(
        [calendar.begins(day_of_number(day) + one).timestamp() for day in days],
        np.float64,
    )


def wanted_days(first: int, last: int, *, whole: bool) -> list[int]:
    """Return the study days to work out: all, or the last ones and ends of months."""
    if whole:
        return list(range(first, last + 1))
    shown = last - SHOWN_DAYS
    return [day for day in range(first, last + 1) if day >= shown or ends_month(day)]


def ends_month(day: int) -> bool:
    """Return whether a study day is the last of its month."""
    return day_of_number(day + 1).day == 1


def opened(cards: Cards, ended: Floats) -> Segments:
    """Return the segment that each card's last review began."""
    import numpy as np

    some = np.flatnonzero(cards.reviews > 0)
    return Segments(
        card=some,
        from_s=cards.last_s[some],
        to_s=ended[some],
        stability=cards.stability[some],
    )


def close(old: Segments, steps: Steps) -> None:
    """End each open segment at the card's first review among some, if there is one."""
    import numpy as np

    if not len(old.card) or not len(steps):
        return
    firsts = np.append(True, steps.last[:-1])
    card, at_s = steps.card[firsts], steps.at_s[firsts]
    place = np.minimum(np.searchsorted(old.card, card), len(old.card) - 1)
    met = old.card[place] == card
    old.to_s[place[met]] = at_s[met]


def begun(steps: Steps, ended: Floats) -> Segments:
    """Return the segment that each of some reviews began."""
    import numpy as np

    to_s = np.append(steps.at_s[1:], np.inf)[: len(steps)]
    to_s = np.where(steps.last, ended[steps.card], to_s)
    return Segments(
        card=steps.card, from_s=steps.at_s, to_s=to_s, stability=steps.after
    )


def spread(segments: Segments, ends: Floats, model: Curve) -> tuple[Floats, Floats]:
    """Return the sum of recall at each instant, and of the card-days so far.

    Only segments that are open then count.

    Args:
        segments: The stretches.
        ends: Instants in seconds, in order.
        model: The formulas for all cards.
    """
    import numpy as np

    known, area = np.zeros(len(ends)), np.zeros(len(ends))
    for at, days, stability, own in crossings(segments, ends, model):
        chance = own.recall(days, stability)
        known += np.bincount(at, chance, len(ends))
        area += np.bincount(at, own.held_given(days, stability, chance), len(ends))
    return known, area


def crossings(
    segments: Segments, ends: Floats, model: Curve
) -> Iterator[tuple[Ints, Floats, Floats, Curve]]:
    """Give each pair of an instant and a segment that is open then, in parts.

    That is the instant's place, the days since the segment began, its stability and
    the formulas for its card.
    """
    import numpy as np

    low = np.searchsorted(ends, segments.from_s, side="right")
    high = np.searchsorted(ends, segments.to_s, side="right")
    crossed = np.flatnonzero(high > low)
    low, count = low[crossed], (high - low)[crossed]
    reached = np.cumsum(count)
    start = 0
    while start < len(crossed):
        before = reached[start - 1] if start else 0
        stop = max(int(np.searchsorted(reached, before + CHUNK, "right")), start + 1)
        part, many = crossed[start:stop], count[start:stop]
        offset = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        at = np.repeat(low[start:stop], many) + offset
        days = (ends[at] - np.repeat(segments.from_s[part], many)) / DAY_S
        own = model.of(np.repeat(segments.card[part], many))
        yield at, days, np.repeat(segments.stability[part], many), own
        start = stop


def closed_area(steps: Steps, ends: Floats, model: Curve) -> Floats:
    """Return for each instant the card-days of segments that ended by then."""
    import numpy as np

    later = np.flatnonzero(~steps.first)
    area = areas(steps, later, model)
    at = np.searchsorted(ends, steps.at_s[later], side="left")
    summed: Floats = np.cumsum(np.bincount(at, area, len(ends) + 1)[: len(ends)])
    return summed


def areas(steps: Steps, rows: Array, model: Curve) -> Floats:
    """Return the card-days of the segments that some reviews ended."""
    own = model.of(steps.card[rows])
    return own.held_given(steps.gap_days[rows], steps.before[rows], steps.chance[rows])


def read_once(cards: Cards, ended: Floats) -> Segments:
    """Return each card from the last review of its first day on, for ever."""
    import numpy as np

    some = np.flatnonzero(cards.reviews > 0)
    return Segments(
        card=some,
        from_s=cards.intro_s[some],
        to_s=ended[some],
        stability=cards.intro_stability[some],
    )
