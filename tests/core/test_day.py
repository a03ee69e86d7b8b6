"""Which study day is this instant?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.day import Calendar, day_number, day_of_number, instant, milliseconds

BERLIN = Calendar(timezone=ZoneInfo("Europe/Berlin"), rollover=4)
ZONES = ("UTC", "Europe/Berlin", "America/Bogota", "Asia/Kathmandu", "Pacific/Apia")


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-25T02:59:00+00:00", date(2026, 11, 24)),  # 03:59 in Berlin
        ("2026-11-25T03:00:00+00:00", date(2026, 11, 25)),  # 04:00
        ("2026-03-29T01:59:00+00:00", date(2026, 3, 28)),  # clocks go forward: 03:59
        ("2026-03-29T02:00:00+00:00", date(2026, 3, 29)),  # 04:00 summer time
        ("2026-10-25T02:59:00+00:00", date(2026, 10, 24)),  # 03:59 winter time again
        ("2026-10-25T03:00:00+00:00", date(2026, 10, 25)),
        ("2028-02-29T12:00:00+00:00", date(2028, 2, 29)),
        ("2038-01-19T03:14:08+00:00", date(2038, 1, 19)),
    ],
)
def test_a_day_turns_at_the_rollover(at: str, day: date) -> None:
    """A study day turns at the rollover hour of the wall clock, in summer too."""
    assert BERLIN.day(datetime.fromisoformat(at)) == day


def test_an_instant_without_a_zone_is_refused() -> None:
    """A naive time has no study day."""
    with pytest.raises(ValueError, match="aware"):
        BERLIN.day(datetime(2026, 1, 1))


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
)
def test_an_instant_lies_between_its_day_s_ends(
    zone: str, rollover: int, naive: datetime
) -> None:
    """A day's instants lie at or after its beginning and before the next one's."""
    calendar = Calendar(timezone=ZoneInfo(zone), rollover=rollover)
    at = naive.replace(tzinfo=UTC)
    day = calendar.day(at)

    # Where a clock jumps, an hour is met twice or never: an hour's slack.
    slack = timedelta(hours=1)
    assert calendar.begins(day) - slack <= at
    assert at < calendar.begins(day + timedelta(days=1)) + slack


@given(st.integers(-(10**12), 10**13))
def test_milliseconds_come_back(at_ms: int) -> None:
    """An instant is the same after it was counted in milliseconds."""
    assert milliseconds(instant(at_ms)) == at_ms


@given(st.dates())
def test_day_numbers_come_back(day: date) -> None:
    """A day is the same after it was numbered; the first of 1970 is 0."""
    assert day_of_number(day_number(day)) == day
    assert day_number(date(1970, 1, 1)) == 0
