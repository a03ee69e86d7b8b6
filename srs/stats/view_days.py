"""The view Days: when was studied, and what is coming?"""

from datetime import timedelta

from srs.core.day import day_of_number
from srs.core.report import Cell, Column, Table
from srs.stats import view_anki
from srs.stats.days import studied_lately
from srs.stats.figures import Report
from srs.stats.words import beneath, count, warned

SHOWN = 30


def tables(report: Report) -> list[Table]:
    """Return the view."""
    return [_heat(report), _streaks(report), _due(report), *view_anki.of_days(report)]


def _heat(report: Report) -> Table:
    sums = report.now.tally.sums["days"]
    return Table(
        id="days_heat",
        title="Reviews per day",
        columns=(
            Column(name="day", key="day", unit="date"),
            Column(name="reviews", key="reviews", unit="reviews"),
        ),
        rows=tuple(
            (day_of_number(int(day)), int(row[0]))
            for day, row in zip(sums.keys, sums.values, strict=True)
        ),
        shape="heat",
        needs="" if len(sums.keys) else "needs a first review",
        topic="days",
    )


def _streaks(report: Report) -> Table:
    found = report["streaks"]
    days = report.now.tally.sums["days"].keys.tolist()
    lately = studied_lately(days, report.now.today)
    rows: list[tuple[Cell, ...]] = [
        ("days with reviews, of the last 30", lately),
        ("days with reviews, in all", found["active_days"]),
        ("days since the first review", found["span_days"]),
        ("days in a row", found["current"]),
        ("longest run of days", found["longest"]),
    ]
    return Table(
        id="days_streak",
        title="Days studied",
        columns=(
            Column(name="", key="what"),
            Column(name="days", key="days", unit="days"),
        ),
        rows=tuple(rows) if found["active_days"] else (),
        needs="" if found["active_days"] else "needs a first review",
        topic="days",
    )


def _due(report: Report) -> Table:
    due, ahead = report["forecast_30"], report.ahead
    today = day_of_number(report.now.today)
    rows = []
    for days in range(SHOWN):
        band: tuple[Cell, Cell] = (None, None)
        if ahead is not None:
            band = ahead["reviews_low"][days], ahead["reviews_high"][days]
        rows.append((today + timedelta(days=days), due[days], *band))
    notes = beneath(report)
    if ahead is not None:
        week = ahead["mc"]["reviews_next_7"][0]
        hours = week * report["backlog"]["median_test_seconds"] / 3600
        notes = (
            f"Next 7 days: {count(week)} reviews, about {hours:.1f} h, if all are done"
            " on time.",
            *notes,
        )
    return Table(
        id="days_due",
        title=warned("Due on each day", report),
        columns=(
            Column(name="day", key="day", unit="date"),
            Column(name="due", key="due", unit="cards"),
            Column(name="low", key="reviews_low", unit="reviews"),
            Column(name="high", key="reviews_high", unit="reviews"),
        ),
        rows=tuple(rows) if len(report.now.here) else (),
        shape="forecast",
        notes=notes,
        needs="" if len(report.now.here) else "needs a first review",
        topic="days",
    )
