"""What does each review add to what its study day counts?"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from srs.core.day import day_number, day_of_number
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


def _tally(day: date, rating: int, duration_ms: int, *, introduced: bool) -> DayTally:
    return DayTally(
        day,
        1,
        int(rating != Rating.AGAIN),
        min(duration_ms, LONGEST_COUNTED_MS),
        int(introduced),
    )


class DaySums:
    """Adds up what each study day counts."""

    def __init__(self) -> None:
        self._sums: dict[int, list[int]] = {}

    def add(self, found: Iterable[DayTally]) -> None:
        """Add what some reviews add."""
        for day, *counts in found:
            total = self._sums.setdefault(day_number(day), [0, 0, 0, 0])
            for place, count in enumerate(counts):
                total[place] += count

    def add_in_bulk(self, columns: ReviewColumns, span: range) -> None:
        """Add the reviews of one card, none of them reset, as columns hold them."""
        again, longest = int(Rating.AGAIN), LONGEST_COUNTED_MS
        days, ratings, durations = columns.day, columns.rating, columns.duration_ms
        for at in span:
            total = self._sums.get(days[at])
            if total is None:
                total = self._sums[days[at]] = [0, 0, 0, 0]
            total[0] += 1
            if ratings[at] != again:
                total[1] += 1
            spent = durations[at]
            total[2] += min(longest, spent)
        self._sums[days[span.start]][3] += 1

    def counts(self) -> list[DayCounts]:
        """Return the sums of each study day, in their order."""
        return [
            DayCounts(day_of_number(number), *counts)
            for number, counts in sorted(self._sums.items())
        ]
