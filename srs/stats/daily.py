"""What was each study day like? A row for every day, zeros kept."""

from srs.stats.recall import Tests
from srs.stats.state import Standing
from srs.stats.stock import learned_by_day

DayFigures = tuple[int, int, int, int, float, int, float, float, int, float, float]
"""Day, reviews, tests, passed, expected passes, new cards, seconds, seconds after
the cards' first days, learned, known and read-once cards."""


def day_rows(now: Standing, first: int, last: int) -> list[DayFigures]:
    """Return the study days from one to another, as far as they are past."""
    series = now.yesterday.series
    if series is None:
        return []
    sums = now.yesterday.tally.sums["days"]
    spent = dict(zip(sums.keys.tolist(), sums.values.tolist(), strict=True))
    tests = Tests(now.yesterday.tally.sums["classes"]).by_day
    learned = learned_by_day(now, series).tolist()
    found = []
    for day in range(max(first, series.first_day), min(last, series.through) + 1):
        place, row = day - series.first_day, spent.get(day, [0.0] * 11)
        asked, passed, expected = tests.get(day, (0.0, 0.0, 0.0))
        found.append(
            (
                day,
                int(row[0]),
                int(asked),
                int(passed),
                expected,
                int(row[8]),
                row[5],
                row[7],
                int(learned[place]),
                float(series.known[place]),
                float(series.once[place]),
            )
        )
    return found
