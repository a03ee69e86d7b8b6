"""How does a backlog melt away, and how does a break leave none?

Two plans, both pure: `catch_up` spreads what is late over some days, `take_break`
moves what would fall due in a holiday. Each gives the moves and a forecast of both
choices, with and without it, so that the learner can compare before saying yes.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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

Returns = Callable[[Mapping[CardId, date], date], Mapping[date, float]]
"""How many reviews of cards that come on these days are expected after those, on each
day up to a last one."""


def no_returns(_: Mapping[CardId, date], __: date) -> Mapping[date, float]:
    """Return nothing: as if no card came a second time."""
    return {}


class Dated(NamedTuple):
    """A card in review with its due day."""

    card: CardId
    note: int
    """Cards of one note come on different days."""
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
    """Reviews on that day if nothing is moved and all that is due is done, with those
    expected of cards that come back meanwhile."""
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


def own_days(
    cards: Iterable[Dated], today: date, busy: Collection[int]
) -> dict[CardId, date]:
    """Return the day on which each card comes if nothing is moved.

    Of a note one card comes a day, as in the queue: what is due and may not come
    today waits, the longest due first.

    Args:
        cards: Cards in review.
        today: The study day.
        busy: Notes of which a card is in steps or was answered today.
    """
    days: dict[CardId, date] = {}
    waiting: Counter[int] = Counter(busy)
    for one in sorted(cards, key=lambda one: (one.due, one.card)):
        if one.due > today:
            days[one.card] = one.due
        else:
            days[one.card] = day_after(today, waiting[one.note])
            waiting[one.note] += 1
    return days


# -- catching up ----------------------------------------------------------------------


def catch_up(
    cards: Sequence[Dated],
    *,
    today: date,
    days: int,
    recall: Recall,
    cap: int | None = None,
    busy: Collection[int] = (),
    returns: Returns = no_returns,
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
            a cap that is too low for the days, the plan takes longer. Cards that
            come back meanwhile are not under it.
        busy: Notes of which no card may come today.
        returns: What is expected of cards that come back meanwhile.

    Raises:
        ValueError: If there are no days, or the cap is below 1.
    """
    if days < 1 or (cap is not None and cap < 1):
        raise ValueError(f"no such plan: {days=} {cap=}")
    late = [one for one in cards if one.due <= today]
    late.sort(key=lambda one: (recall(one, today), one.card))
    later = [one for one in cards if one.due > today]
    coming = Counter(one.due for one in later)
    cap = cap or _lowest_cap(len(late), coming, today, days)
    taken = {(today, note) for note in busy} | {(one.due, one.note) for one in later}
    placed = _placed(late, coming, today, cap, taken)
    last = max([*placed.values(), day_after(today, days - 1)])
    without = own_days(cards, today, busy)
    return Plan(
        # What comes today is due already and needs no event.
        moves=tuple(
            Move(one.card, placed[one.card])
            for one in late
            if placed[one.card] != today
        ),
        forecast=_forecast(today, last, without, without | placed, returns),
        forgotten_without=sum(1 - recall(one, without[one.card]) for one in late),
        forgotten_planned=sum(1 - recall(one, placed[one.card]) for one in late),
    )


def _forecast(
    today: date,
    last: date,
    without: Mapping[CardId, date],
    planned: Mapping[CardId, date],
    returns: Returns,
    away: tuple[date, date] | None = None,
) -> tuple[DayForecast, ...]:
    """Return what each day holds under both choices, up to the last day.

    What would come back while the learner is away is there on the day after.
    """

    def again(choice: Mapping[CardId, date]) -> Mapping[date, float]:
        expected: dict[date, float] = defaultdict(float)
        for day, count in returns(choice, last).items():
            if away is not None and away[0] <= day <= away[1]:
                expected[day_after(away[1], 1)] += count
            else:
                expected[day] += count
        return expected

    columns = [
        (Counter(choice.values()), again(choice)) for choice in (without, planned)
    ]
    span = (day_after(today, n) for n in range((last - today).days + 1))
    return tuple(
        DayForecast(
            day, *(first[day] + round(more.get(day, 0)) for first, more in columns)
        )
        for day in span
    )


def _lowest_cap(late: int, coming: Counter[date], today: date, days: int) -> int:
    """Return the least reviews a day with which the backlog is gone in time."""
    loads = [coming[day_after(today, n)] for n in range(days)]
    caps = range(1, late + max(loads) + 1)
    return 1 + bisect_left(
        caps, late, key=lambda cap: sum(max(0, cap - load) for load in loads)
    )


def _placed(
    cards: Sequence[Dated],
    coming: Counter[date],
    first: date,
    cap: int,
    taken: Iterable[tuple[date, int]] = (),
) -> dict[CardId, date]:
    """Return a day for each card, in their order, as early as the cap allows.

    Args:
        cards: The cards to be placed.
        coming: What else is due on each day.
        first: The first day.
        cap: The most reviews a day.
        taken: Days on which a note has a card already, or may have none.
    """
    filled = coming.copy()
    notes = set(taken)
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


# -- a break ------------------------------------------------------------------------


def take_break(
    cards: Sequence[Dated],
    *,
    today: date,
    first: date,
    last: date,
    recall: Recall,
    days: int | None = None,
    busy: Collection[int] = (),
    returns: Returns = no_returns,
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
        busy: Notes of which no card may come today.
        returns: What is expected of cards that come back meanwhile.

    Raises:
        ValueError: If the break ends before it begins, or begins before today.
    """
    if not today <= first <= last:
        raise ValueError(f"no such break: {first} to {last}")
    days = days or min((last - first).days + 1, LONGEST_SPREAD_DAYS)
    # Who leaves today leaves what is late behind as well.
    begin = date.min if first == today else first
    within = [one for one in cards if begin <= one.due <= last]
    load = Counter(one.due for one in cards if not begin <= one.due <= last)
    early = _before(within, load, today, first)
    load.update(early.values())
    rest = [one for one in within if one.card not in early]
    back = day_after(last, 1)
    rest.sort(key=lambda one: (recall(one, back), one.card))
    cap = _lowest_cap(len(rest), load, back, days)
    placed = early | _placed(rest, load, back, cap)
    own = own_days(cards, today, busy)
    # Without a plan, what falls due in the break waits for its end.
    without = own | {one.card: back for one in within}
    until, away = day_after(back, days - 1), (first, last)
    return Plan(
        moves=tuple(Move(one.card, placed[one.card]) for one in within),
        forecast=_forecast(today, until, without, own | placed, returns, away),
        forgotten_without=sum(1 - recall(one, back) for one in within),
        forgotten_planned=sum(1 - recall(one, placed[one.card]) for one in within),
    )


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
