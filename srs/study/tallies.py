"""What does each review add to what its study day counts?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from srs.core.day import day_of_number
from srs.core.log import Logged, Rating, Reset, Reviewed, live
from srs.store.log import ReviewColumns
from srs.store.schedule_rows import LONGEST_COUNTED_MS
from srs.store.tallies import DayCounts


class DayTally(NamedTuple):
    """What one event adds to a study day."""

    day: date
    reviews: int
    passed: int
    duration_ms: int
    introduced: int


def tallies(entries: Iterable[Logged]) -> Iterator[DayTally]:
    """Give what each live review of one card adds to its day."""
    is_new = True
    for entry in live(entries):
        event = entry.event
        if isinstance(event, Reset):
            is_new = True
        elif isinstance(event, Reviewed):
            yield _tally(entry.day, event.rating, event.duration_ms, introduced=is_new)
            is_new = False


def tallies_in_bulk(columns: ReviewColumns, span: range) -> Iterator[DayTally]:
    """Give what each review of one card, none of them reset, adds to its day."""
    for at in span:
        yield _tally(
            day_of_number(columns.day[at]),
            columns.rating[at],
            columns.duration_ms[at],
            introduced=at == span.start,
        )


def _tally(day: date, rating: int, duration_ms: int, *, introduced: bool) -> DayTally:
    return DayTally(
        day,
        1,
        int(rating != Rating.AGAIN),
        min(duration_ms, LONGEST_COUNTED_MS),
        int(introduced),
    )


def days_of(found: Iterable[DayTally]) -> list[DayCounts]:
    """Return the sums of each study day, in their order."""
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for day, *counts in found:
        total = sums[day]
        for place, count in enumerate(counts):
            total[place] += count
    return [DayCounts(day, *sums[day]) for day in sorted(sums)]
