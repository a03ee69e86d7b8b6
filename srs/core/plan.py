"""How does a backlog melt away, and how does a break leave none?

Two plans, both pure: `catch_up` spreads what is late over some days, `take_break`
moves what would fall due in a holiday. Each gives the moves and a forecast of both
choices, with and without it, so that the learner can compare before saying yes.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.interval import day_after, fuzz_range

LONGEST_PLAN_DAYS = 3650
"""Past this a cap a day is too low to ever catch up, and a plan gives up."""

LONGEST_SPREAD_DAYS = 14
"""Over how many days at most what a break would have held is spread by itself."""

Recall = Callable[["Dated", date], float]
"""The chance, from 0 to 1, that a card is recalled on a day."""


class Dated(NamedTuple):
    """A card in review with its due day."""

    card: CardId
    note: int
    due: date
    last: date
    """The study day of its last review."""
    stability_days: float
    interval_days: int


class Move(NamedTuple):
    """A card that a plan gives another day."""

    card: CardId
    due: date


class DayForecast(NamedTuple):
    """What one day holds under both choices."""

    day: date
    without: int
    """Reviews on that day if nothing is moved and all that is due is done."""
    planned: int
    """Reviews on that day under the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Moves that are proposed, and what they mean."""

    moves: tuple[Move, ...]
    forecast: tuple[DayForecast, ...]
    forgotten_without: float
    """How many of the cards concerned are expected to be forgotten when they come,
    if nothing is moved."""
    forgotten_planned: float
    """The same under the plan."""

    @property
    def heaviest_day(self) -> int:
        """The most reviews on one day of the plan."""
        return max((day.planned for day in self.forecast), default=0)


def days_behind(late: int, load_per_day: float) -> float:
    """Return how many days of work are late.

    Args:
        late: Cards whose due day has passed.
        load_per_day: Reviews a day that all cards together cost: the sum of one
            over each interval.
    """
    return late / load_per_day if load_per_day > 0 else float(late > 0)


def load_per_day(intervals_days: Iterable[int]) -> float:
    """Return the reviews a day that cards with these intervals cost."""
    return sum(1 / max(1, days) for days in intervals_days)


# -- catching up ----------------------------------------------------------------------


def catch_up(
    cards: Sequence[Dated],
    *,
    today: date,
    days: int,
    recall: Recall,
    cap: int | None = None,
) -> Plan:
    """Return a plan that spreads the backlog over some days from today on.

    The cards that are least likely to be remembered come first, the most likely
    ones last. What falls due meanwhile keeps its day and takes its part of the cap.
    Siblings come on different days where there is room.

    Args:
        cards: All cards in review.
        today: The study day.
        days: Over how many days, today included, at least 1.
        recall: The chance that a card is recalled on a day.
        cap: The most reviews a day; None for the lowest that the days allow. With
            a cap that is too low for the days, the plan takes longer.

    Raises:
        ValueError: If there are no days, or the cap is below 1.
    """
    if days < 1 or (cap is not None and cap < 1):
        raise ValueError(f"no such plan: {days=} {cap=}")
    late = [one for one in cards if one.due <= today]
    late.sort(key=lambda one: (recall(one, today), one.card))
    coming = Counter(one.due for one in cards if one.due > today)
    cap = cap or _lowest_cap(len(late), coming, today, days)
    placed = _placed(late, coming, today, cap)
    return _plan(late, placed, coming, today, days, recall)


def _lowest_cap(late: int, coming: Counter[date], today: date, days: int) -> int:
    """Return the least reviews a day with which the backlog is gone in time."""
    loads = [coming[day_after(today, n)] for n in range(days)]
    caps = range(1, late + max(loads) + 1)
    return 1 + bisect_left(
        caps, late, key=lambda cap: sum(max(0, cap - load) for load in loads)
    )


def _placed(
    cards: Sequence[Dated], coming: Counter[date], first: date, cap: int
) -> dict[CardId, date]:
    """Return a day for each card, in their order, as early as the cap allows."""
    filled = coming.copy()
    notes: set[tuple[date, int]] = set()
    placed: dict[CardId, date] = {}
    earliest = 0

    def is_full(ahead: int) -> bool:
        return ahead < LONGEST_PLAN_DAYS and filled[day_after(first, ahead)] >= cap

    for one in cards:
        while is_full(earliest):
            earliest += 1
        ahead = earliest
        while ahead < LONGEST_PLAN_DAYS and (
            is_full(ahead) or (day_after(first, ahead), one.note) in notes
        ):
            ahead += 1
        day = day_after(first, ahead)
        filled[day] += 1
        notes.add((day, one.note))
        placed[one.card] = day
    return placed


def _plan(
    cards: Sequence[Dated],
    placed: dict[CardId, date],
    coming: Counter[date],
    today: date,
    days: int,
    recall: Recall,
) -> Plan:
    """Return the plan of a backlog with the forecast of both choices."""
    spread = Counter(placed.values())
    last = max([*placed.values(), day_after(today, days - 1)])
    span = [day_after(today, n) for n in range((last - today).days + 1)]
    return Plan(
        moves=tuple(
            Move(one.card, placed[one.card])
            for one in cards
            # What comes today is due already and needs no event.
            if placed[one.card] != today
        ),
        forecast=tuple(
            DayForecast(
                day,
                coming[day] + (len(cards) if day == today else 0),
                coming[day] + spread[day],
            )
            for day in span
        ),
        forgotten_without=sum(1 - recall(one, today) for one in cards),
        forgotten_planned=sum(1 - recall(one, placed[one.card]) for one in cards),
    )


# -- a break ------------------------------------------------------------------------


def take_break(
    cards: Sequence[Dated],
    *,
    today: date,
    first: date,
    last: date,
    recall: Recall,
    days: int | None = None,
) -> Plan:
    """Return a plan that leaves nothing due in a break.

    A card whose fuzz reaches back before the break comes before it, which costs
    nothing. The others come in the days after it, the ones least likely to be
    remembered first, so that no wall stands at the end.

    Args:
        cards: All cards in review.
        today: The study day.
        first: The break's first day, today or later.
        last: Its last day.
        recall: The chance that a card is recalled on a day.
        days: Over how many days after the break; None for as many as it lasts, at
            most 14.

    Raises:
        ValueError: If the break ends before it begins, or begins before today.
    """
    if not today <= first <= last:
        raise ValueError(f"no such break: {first} to {last}")
    length = (last - first).days + 1
    days = days or min(length, LONGEST_SPREAD_DAYS)
    # Who leaves today leaves what is late behind as well.
    begin = date.min if first == today else first
    within = [one for one in cards if begin <= one.due <= last]
    load = Counter(one.due for one in cards if not begin <= one.due <= last)
    early = _before(within, load, today, first)
    load.update(early.values())
    rest = [one for one in within if one.card not in early]
    returns = day_after(last, 1)
    rest.sort(key=lambda one: (recall(one, returns), one.card))
    cap = _lowest_cap(len(rest), load, returns, days)
    placed = early | _placed(rest, load, returns, cap)
    return _break_plan(cards, within, placed, (today, last, days), recall)


def _before(
    within: Iterable[Dated], load: Counter[date], today: date, first: date
) -> dict[CardId, date]:
    """Return a day before the break for each card that the fuzz lets come early."""
    early: dict[CardId, date] = {}
    loads = load.copy()
    for one in sorted(within, key=lambda one: (one.due, one.card)):
        shortest, _ = fuzz_range(one.interval_days, maximum=36500)
        reach = max(day_after(one.last, shortest), day_after(today, 1))
        room = [reach + timedelta(days=n) for n in range((first - reach).days)]
        if room:
            day = min(room, key=lambda day: (loads[day], -day.toordinal()))
            early[one.card] = day
            loads[day] += 1
    return early


def _break_plan(
    cards: Sequence[Dated],
    within: Sequence[Dated],
    placed: dict[CardId, date],
    span: tuple[date, date, int],
    recall: Recall,
) -> Plan:
    """Return the plan of a break; without it, what fell due waits for its end."""
    today, last, days = span
    returns = day_after(last, 1)
    planned = Counter(placed.get(one.card, max(one.due, today)) for one in cards)
    without = Counter(
        returns if one.card in placed else max(one.due, today) for one in cards
    )
    length = (returns - today).days + days
    return Plan(
        moves=tuple(Move(one.card, placed[one.card]) for one in within),
        forecast=tuple(
            DayForecast(day, without[day], planned[day])
            for day in (day_after(today, n) for n in range(length))
        ),
        forgotten_without=sum(1 - recall(one, returns) for one in within),
        forgotten_planned=sum(1 - recall(one, placed[one.card]) for one in within),
    )
