"""How busy was the last year, and how busy will the next weeks be?"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from textual.containers import Container

from srs.study.collection import Collection
from srs.study.overview import Overview
from srs.tui.charts import Drawing, Load, Plot, forecast, heat_map
from srs.tui.glyphs import Glyphs

FORECAST_DAYS = 28

FIRST_DAY = 7
"""Charts begin on this day of learning: a week fills them."""

BETWEEN = 1
"""Rows between two charts."""


class HomeCharts(Container):
    """Heat map and forecast, as many of them as there is room for."""

    DEFAULT_CSS = """
    HomeCharts { height: auto; padding: 0 1; display: none; }
    HomeCharts Plot { margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._plots: list[Plot] = []

    async def show(
        self, collection: Collection, found: Overview, glyphs: Glyphs
    ) -> None:
        """Make the charts of an overview; none before the seventh day."""
        await self.remove_children()
        self._plots = []
        if found.days_since_first >= FIRST_DAY:
            self._plots = list(charts(collection, found, glyphs))
            await self.mount_all(self._plots)

    def fit(self, width: int, rows: int) -> None:
        """Show the charts that fit into some rows, the heat map first."""
        inside = max(8, width - 2)
        left = rows
        for plot in self._plots:
            height = len(plot.rows(inside)) + BETWEEN
            plot.display = height <= left
            left -= height if plot.display else 0
        self.display = any(plot.display for plot in self._plots)


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
