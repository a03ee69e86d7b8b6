"""The view Days: when was studied, and what is coming?"""

from datetime import date, timedelta

from srs.core.report import Table
from srs.tui.chart_bars import Load, forecast
from srs.tui.chart_days import day_words, heat_map
from srs.tui.chart_layout import Room, stack, words
from srs.tui.chart_model import MUTED, Drawing
from srs.tui.stats_parts import Found, amount, part

_WIDEST = 110
"""A year of days is as wide."""
_STREAK = ("{} of the last 30 days", "{} in all", "{} since the first",
           "{} in a row", "longest run {}")  # fmt: skip
"""How the rows of `days_streak` are said in a line."""


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    heat, due = found.get("days_heat"), found.get("days_due")
    last = _today(heat, due)

    def past(one: Table) -> Drawing:
        counts = {
            row[0]: row[1]
            for row in one.rows
            if isinstance(row[0], date) and isinstance(row[1], int)
        }
        width = min(room.width, _WIDEST)
        return heat_map(counts, last=last, width=width, glyphs=room.glyphs)

    calendar = part(heat, room, past)
    streak = _streak(found.get("days_streak"), room)
    top = stack(calendar, streak, gap=0)
    rows = max(4, min(room.height - len(top.lines) - 9, 10))
    return stack(top, part(due, room, lambda one: _due(one, room, rows)))


def _today(heat: Table | None, due: Table | None) -> date:
    """Return the day of which the figures are said."""
    if due is not None and due.rows and isinstance(due.rows[0][0], date):
        return due.rows[0][0]
    if heat is not None and heat.rows and isinstance(heat.rows[-1][0], date):
        return heat.rows[-1][0]
    return date(1970, 1, 1) + timedelta(days=366)


def _streak(one: Table | None, room: Room) -> Drawing:
    if one is None or one.needs:
        return Drawing(())
    days = [row[1] for row in one.rows]
    if len(days) != len(_STREAK):
        return Drawing(())
    parts = [text.format(f"{one:,}") for text, one in zip(_STREAK, days, strict=True)]
    return words(f" {room.glyphs.dot} ".join(parts), room.width, MUTED)


def _due(one: Table, room: Room, rows: int) -> Drawing:
    loads = []
    for row in one.rows:
        day, due = row[0], amount(row, one, "due") or 0.0
        low, high = amount(row, one, "reviews_low"), amount(row, one, "reviews_high")
        name = day_words(day) if isinstance(day, date) else str(day)
        said = f"{name}: {due:,.0f} due as it stands"
        if low is not None and high is not None:
            said += f", {low:,.0f} to {high:,.0f} with the reviews these cause"
        loads.append(
            Load(
                label=str(day.day) if isinstance(day, date) else "",
                review=due,
                new=max(0.0, (high or 0.0) - due),
                name=name,
                said=said,
            )
        )
    return forecast(
        loads,
        width=min(room.width, 100),
        glyphs=room.glyphs,
        height=rows,
        names=("due as it stands", "up to, with the reviews these cause"),
    )
