"""Which study day is this instant?

A study day is the local date of wall time less the rollover hour: who learns
at two in the morning still lives yesterday. Elapsed days are differences of
study days, nights slept, and never blocks of 24 hours.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to the day: how the store writes a day."""
    return day.toordinal() - EPOCH_ORDINAL


def day_of_number(number: int) -> date:
    """Return the day that lies so many days after 1970-01-01."""
    return date.fromordinal(number + EPOCH_ORDINAL)


def milliseconds(at: datetime) -> int:
    """Return the whole milliseconds from 1970-01-01 UTC to an aware instant."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def instant(at_ms: int) -> datetime:
    """Return the aware UTC instant of a count of milliseconds."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The learner's zone and the hour at which a day ends."""

    timezone: ZoneInfo
    rollover: int = 4
    """The hour, 0 to 23, at which a study day turns."""

    def __post_init__(self) -> None:
        if not 0 <= self.rollover <= 23:
            raise ValueError(
                f"a day turns at an hour from 0 to 23, not {self.rollover}"
            )

    def day(self, at: datetime) -> date:
        """Return the study day of an aware instant."""
        if at.tzinfo is None:
            raise ValueError(f"a study day needs an aware time, not {at!r}")
        local = at.astimezone(self.timezone).replace(tzinfo=None)
        return (local - timedelta(hours=self.rollover)).date()

    def begins(self, day: date) -> datetime:
        """Return the UTC instant at which the study day begins."""
        return datetime.combine(
            day, time(hour=self.rollover), tzinfo=self.timezone
        ).astimezone(UTC)

    def offset_min(self, at: datetime) -> int:
        """Return the zone's UTC offset at an instant, in minutes."""
        offset = at.astimezone(self.timezone).utcoffset()
        return int((offset or timedelta()).total_seconds() // 60)

    def local(self, at: datetime) -> datetime:
        """Return the instant in the learner's zone."""
        return at.astimezone(self.timezone)
