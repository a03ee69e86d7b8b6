"""How busy was the last year, and how busy will the next weeks be?"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from srs.study.collection import Collection
from srs.study.overview import Overview
from srs.tui.charts import Drawing, Load, Plot, forecast, heat_map
from srs.tui.glyphs import Glyphs

FORECAST_DAYS = 28


def charts(collection: Collection, found: Overview, glyphs: Glyphs) -> Sequence[Plot]:
    """Return the calendar of past reviews and the forecast of coming ones."""
    today = collection.today()
    counts = {row.day: row.reviews for row in found.days}
    last = today + timedelta(days=FORECAST_DAYS - 1)
    due = collection.store.schedules.load_between(today, last)
    loads = [
        Load(
            label=f"{day.day}",
            review=found.counts.due if day == today else due.get(day, 0),
            new=found.counts.new if day == today else 0,
            name=f"{day:%a} {day.day} {day:%b}",
        )
        for day in (today + timedelta(days=ahead) for ahead in range(FORECAST_DAYS))
    ]

    def past(width: int) -> Drawing:
        return heat_map(counts, last=today, width=width, glyphs=glyphs)

    return [
        Plot(past, hint="Reviews, day by day"),
        Plot(partial(_coming, loads, glyphs), hint="Cards due in the next four weeks"),
    ]


def _coming(loads: Sequence[Load], glyphs: Glyphs, width: int) -> Drawing:
    return forecast(loads, width=width, glyphs=glyphs)
