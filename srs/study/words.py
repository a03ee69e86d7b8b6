"""How are times and counts said in few words?"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # `srs due` says minutes and needs no schedule for it.
    from srs.core.schedule import Scheduled

_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


def interval(future: "Scheduled", day: date, at: datetime) -> str:
    """Return how long a card stays away: `1m`, `5d`, `2.4mo`, `1.3y`.

    Args:
        future: What a rating leads to.
        day: The study day of the sitting.
        at: Now.
    """
    if future.due_at is not None:
        return pause(future.due_at - at)
    return days((future.due_day - day).days)


def pause(wait: timedelta) -> str:
    """Return a pause shorter than a day: `30s`, `10m`, `2h`."""
    seconds = max(0, round(wait.total_seconds()))
    if seconds < 60:
        return f"{seconds}s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)}m"
    return f"{round(seconds / 3600)}h"


def days(count: float) -> str:
    """Return a count of days: `5d`, `2.4mo`, `1.3y`."""
    if count < 60:
        return f"{round(count)}d"
    if count < _DAYS_A_YEAR:
        return f"{_short(count / _DAYS_A_MONTH)}mo"
    return f"{_short(count / _DAYS_A_YEAR)}y"


def minutes(count: float) -> str:
    """Return a time to spend: `1 min`, `23 min`, `2 h 10 min`."""
    whole = max(1, round(count))
    if whole < 90:
        return f"{whole} min"
    return f"{whole // 60} h {whole % 60} min" if whole % 60 else f"{whole // 60} h"


def stopwatch(left: timedelta) -> str:
    """Return what is left of a sitting, the begun second included: `4:07`."""
    seconds = -int(-left.total_seconds() // 1)
    return f"{seconds // 60}:{seconds % 60:02}"


def number(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 card`, `3 cards`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ideas_words(count: int) -> str:
    """Return that so many ideas come back today, and how they are looked at."""
    them = "it" if count == 1 else "them"
    return f"{number(count, 'idea comes', 'ideas come')} back: I looks at {them}."


def left(*, due: int, learning: int, new: int) -> str:
    """Return what is left today: `19 due, 1 in steps, 4 new`."""
    parts = ((due, "due"), (learning, "in steps"), (new, "new"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def span_of_days(text: str) -> tuple[date, date]:
    """Return the days that `2026-12-20..2027-01-03` names.

    Raises:
        ValueError: If the text names no two days in order, in a sentence.
    """
    first, dots, last = text.strip().partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last if dots else first)
    except ValueError as error:
        raise ValueError("Write the days as 2026-12-20..2027-01-03.") from error
    if span[1] < span[0]:
        raise ValueError("A break ends after it begins.")
    return span
