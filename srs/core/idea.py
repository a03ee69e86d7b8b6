"""When does an open question come back, and how alive is it?

An idea is never right or wrong, so no memory model speaks of it. It comes back a
week after it was written down; *not now* doubles the pause, *fruitful* makes it
short, *let go* ends it. Its heat says how much it has given of late.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from srs.core.interval import day_after
from srs.core.log import Buried, IdeaJudged, Logged, Reset, Suspended, Unsuspended, live

FIRST_DAYS = 7
"""The first pause, from the day on which the idea was first met."""

FRUITFUL_DAYS = 3
"""The pause after the idea gave something."""

LONGEST_DAYS = 36_500

HALF_LIFE_DAYS = 30
"""So many days after it gave something, half of that warmth is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What became of one idea."""

    interval_days: int
    due: date
    """The study day from which on it is asked about."""
    since: date
    """The study day on which it was first met, or begun anew."""
    last: date | None = None
    """The study day of the last answer."""
    let_go: bool = False
    not_now: int = 0
    fruitful: tuple[date, ...] = ()
    """The study days on which it was found fruitful, in order."""


def fold(entries: Iterable[Logged], *, met: date) -> Idea:
    """Return what the events of an idea made of it.

    Args:
        entries: All events of its card, in any order, more than once or undone too,
            with the undos.
        met: The study day on which its text was first met.
    """
    idea = _begun(met)
    for entry in live(entries):
        idea = _after(idea, entry)
    return idea


def _begun(met: date) -> Idea:
    return Idea(interval_days=FIRST_DAYS, due=day_after(met, FIRST_DAYS), since=met)


def _after(idea: Idea, entry: Logged) -> Idea:
    """Return what one live event makes of an idea; most events mean nothing to it."""
    match entry.event:
        case IdeaJudged():
            return _judged(idea, entry.event, entry.day)
        case Suspended():
            return replace(idea, let_go=True)
        case Unsuspended():
            return replace(idea, let_go=False)
        case Buried(until=until):
            return replace(idea, due=max(idea.due, until))
        case Reset():
            return _begun(entry.day)
        case _:
            return idea


def _judged(idea: Idea, event: IdeaJudged, day: date) -> Idea:
    judged = replace(idea, last=day, let_go=event.verdict == "let go")
    match event.verdict:
        case "let go":
            return judged
        case "not now":
            pause = min(2 * idea.interval_days, LONGEST_DAYS)
            judged = replace(judged, not_now=idea.not_now + 1)
        case "fruitful":
            pause = FRUITFUL_DAYS
            judged = replace(judged, fruitful=(*idea.fruitful, day))
    return replace(judged, interval_days=pause, due=day_after(day, pause))


def heat(sparks: Iterable[date], today: date) -> float:
    """Return how alive an idea is: one for each day it gave something, fading.

    Args:
        sparks: The days on which it was met, found fruitful or thought about; a day
            counts once, one that is yet to come as today.
        today: The study day from which they are looked at.
    """
    days = sorted(set(sparks))
    ages = [max(0, (today - day).days) for day in days]
    return sum(math.exp2(-age / HALF_LIFE_DAYS) for age in ages)


def thought_day(thought: str) -> date | None:
    """Return the day of a dated thought, or None where its date is none."""
    try:
        return date.fromisoformat(thought[:10])
    except ValueError:
        return None
