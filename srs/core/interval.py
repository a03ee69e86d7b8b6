"""After how many days does a card come back, once the model has had its say?

The order of the policy is fixed: round, at least 1 and at most the maximum, fuzz,
Hard before Good before Easy, never shorter than the last interval when the
model's grew. Balancing and easy days choose among the days of the fuzz only.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date

from srs.core.card import CardId
from srs.core.log import Rating
from srs.core.preset import WEEKDAYS, Preset

DayLoad = Callable[[date], float]
"""How many cards are due on a day; see `SIBLING_LOAD` and `CLOSED`."""

SIBLING_LOAD = 1_000_000.0
"""What one sibling adds to the load of its day: more than any number of cards."""

CLOSED = math.inf
"""The load of a day on which nothing may be planned, such as one of a break."""

FUZZ_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
"""From, to, and the share of the days between them by which an interval may vary.

Source:
    The constants of Anki's scheduler, which FSRS packages share.
"""

BALANCE_REACH_DAYS = 10
"""How far from the fuzzed day balancing looks for a lighter one."""

LONGEST_BREAK_DAYS = 400
"""How far past a range that is wholly closed an open day is looked for."""

_LAST_ORDINAL = date.max.toordinal()
_WORD = 0xFFFF_FFFF_FFFF_FFFF


def day_after(day: date, days: int) -> date:
    """Return the day so many days later, at most the last that a calendar has."""
    return date.fromordinal(min(day.toordinal() + days, _LAST_ORDINAL))


def rounded(days: float, *, maximum: int) -> int:
    """Return the whole days of an interval, at least 1 and at most the maximum."""
    return int(min(max(days + 0.5, 1.0), maximum))


def fuzz_range(days: int, *, maximum: int) -> tuple[int, int]:
    """Return the shortest and the longest interval that the fuzz may make of one."""
    if days < FUZZ_BANDS[0][0]:
        return days, days
    delta = 1.0
    for start, end, share in FUZZ_BANDS:
        if days <= start:
            break
        delta += share * (min(days, end) - start)
    return max(2, int(days - delta + 0.5)), min(int(days + delta + 0.5), maximum)


def luck(card: CardId, reviews: int) -> float:
    """Return a number from 0 to below 1 that only the card and its reviews decide.

    Source:
        SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number
        generators", 2014.
    """
    x = (card + (reviews + 1) * 0x9E37_79B9_7F4A_7C15) & _WORD
    x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & _WORD
    x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & _WORD
    return ((x ^ (x >> 31)) >> 11) / (1 << 53)


def intervals(
    raw: Mapping[Rating, float],
    *,
    previous: int,
    chance: float,
    day: date,
    preset: Preset,
    load: DayLoad | None,
) -> dict[Rating, int]:
    """Return the days that each rating gives, strictly Hard < Good < Easy.

    At the maximum interval the order yields only to the rule that an interval
    which grew is not shortened.

    Args:
        raw: The model's days, not rounded, of the ratings that it decides.
        previous: The last interval in days; 0 for a card that had none.
        chance: From 0 to below 1, where in the range the fuzz falls.
        day: The study day of the review.
        preset: The learner's wishes.
        load: How many cards each day has; None for no balancing.
    """
    maximum = preset.maximum_interval_days
    chosen: dict[Rating, int] = {}
    least = 1
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        if rating not in raw:
            continue
        days = rounded(raw[rating], maximum=maximum)
        low, high = fuzz_range(days, maximum=maximum)
        fuzzed = low + int(chance * (high - low + 1))
        floor = max(low, least, previous if days > previous else 1)
        # Each better rating needs a day of its own below the maximum.
        ceiling = max(1, maximum - (Rating.EASY - rating))
        floor = min(floor, maximum if days > previous >= ceiling else ceiling)
        high = max(floor, min(high, ceiling))
        pick = min(max(fuzzed, floor), high)
        chosen[rating] = _lightest(floor, high, pick, day, preset, load)
        least = chosen[rating] + 1
    if Rating.AGAIN in raw:
        days = rounded(raw[Rating.AGAIN], maximum=maximum)
        low, high = fuzz_range(days, maximum=maximum)
        pick = low + int(chance * (high - low + 1))
        again = _lightest(low, high, pick, day, preset, load)
        # Who forgot does not wait longer than who found it hard.
        chosen[Rating.AGAIN] = min(again, chosen.get(Rating.HARD, again))
    return chosen


def _lightest(
    low: int, high: int, pick: int, day: date, preset: Preset, load: DayLoad | None
) -> int:
    """Return the interval whose day has the least due, the nearest to the pick."""
    if load is None and not preset.easy_days:
        return pick
    first = max(low, pick - BALANCE_REACH_DAYS)
    last = min(high, pick + BALANCE_REACH_DAYS)
    weights = _weights(day, first, last, preset, load)
    least = min(weights)
    if least == CLOSED:
        return _first_open(last + 1, pick, day, preset, load)
    return min(
        (days for days, weight in enumerate(weights, first) if weight == least),
        key=lambda days: abs(days - pick),
    )


def _first_open(
    start: int, pick: int, day: date, preset: Preset, load: DayLoad | None
) -> int:
    """Return the first interval from the start on whose day is not closed."""
    weights = _weights(day, start, start + LONGEST_BREAK_DAYS, preset, load)
    open_ = (n for n, weight in enumerate(weights, start) if weight < CLOSED)
    return next(open_, pick)


def _weights(
    day: date, first: int, last: int, preset: Preset, load: DayLoad | None
) -> list[float]:
    """Return how unwelcome a card is on each of the days after the first interval."""
    start = day.toordinal() + first
    stop = min(start + last - first, _LAST_ORDINAL)
    dues = [
        date.fromordinal(min(n, stop)) for n in range(start, start + last - first + 1)
    ]
    loads = [0.0] * len(dues) if load is None else [load(due) for due in dues]
    if not preset.load_balancing:
        loads = [one - one % SIBLING_LOAD if one < CLOSED else one for one in loads]
    if not preset.easy_days:
        return loads
    # One more than is there, so that an empty easy day is still dearer than another.
    dearness = 2.0 if preset.easy_days_load == "reduced" else SIBLING_LOAD * 1000
    return [
        (one + 1.0) * dearness if WEEKDAYS[due.weekday()] in preset.easy_days else one
        for due, one in zip(dues, loads, strict=True)
    ]
