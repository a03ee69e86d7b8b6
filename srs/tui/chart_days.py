"""What does a year of days look like? A calendar heat map, a column a week."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from srs.tui.card_wrap import wrap
from srs.tui.chart_model import MUTED, Drawing, Spot
from srs.tui.glyphs import Glyphs

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_MARGIN = 4
_CELL = 2
_YEAR_WEEKS = 53
_STYLE = "$text-success"
_NONE = {"braille": "·", "blocks": "·", "ascii": "."}


def day_words(day: date) -> str:
    """Return a day as people write it: `Tue 3 Nov 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def heat_map(
    counts: Mapping[date, int],
    *,
    last: date,
    width: int,
    glyphs: Glyphs,
    noun: str = "reviews",
) -> Drawing:
    """Return the weeks up to a day, as many as the width holds, at most a year.

    Args:
        counts: How many on each day; days that are missing count as none.
        last: The day at the lower right, usually today.
        width: Cells across, all told.
        glyphs: What may be drawn.
        noun: What is counted.
    """
    weeks = max(1, min((width - _MARGIN) // _CELL, _YEAR_WEEKS))
    monday = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
    shown = [
        monday + timedelta(days=index) for index in range((last - monday).days + 1)
    ]
    bounds = _bounds([counts.get(day, 0) for day in shown])
    lines = [_months(monday, weeks)]
    for weekday in range(7):
        label = _WEEKDAYS[weekday] if weekday in (0, 2, 4) else ""
        row = Content.styled(label.ljust(_MARGIN), MUTED)
        for day in shown[weekday::7]:
            row += _cell(counts.get(day, 0), bounds, glyphs)
        lines.append(row)
    lines += [
        line.content.pad_left(_MARGIN)
        for line in wrap(_legend(bounds, glyphs, noun), max(width - _MARGIN, 8))
    ]
    return Drawing(tuple(lines), tuple(_spots(shown, counts, noun)))


def _bounds(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the largest count of each shade but none: quarters of the busy days."""
    busy = sorted(count for count in counts if count)
    if not busy:
        return ()
    quarters = [busy[(len(busy) - 1) * quarter // 4] for quarter in (1, 2, 3)]
    return tuple(sorted({*quarters, busy[-1]}))


def _shade(count: int, bounds: tuple[int, ...], glyphs: Glyphs) -> str:
    level = sum(count > bound for bound in bounds)
    # With fewer than four shades, the fullest are the ones to use.
    return glyphs.shades[5 - len(bounds) + level]


def _cell(count: int, bounds: tuple[int, ...], glyphs: Glyphs) -> Content:
    if not count:
        return Content.styled(f"{_NONE[glyphs.mode]} ", MUTED)
    shade = _shade(count, bounds, glyphs)
    return Content.styled(shade * (2 if glyphs.mode != "ascii" else 1), _STYLE) + (
        Content(" ") if glyphs.mode == "ascii" else Content("")
    )


def _months(monday: date, weeks: int) -> Content:
    """Return the months, each over the week in which it begins."""
    sundays = [monday + timedelta(days=7 * week + 6) for week in range(weeks)]
    begins = [week for week, day in enumerate(sundays) if day.day <= 7]
    if not begins or begins[0] > 1:
        begins.insert(0, 0)
    cells = [" "] * (weeks * _CELL)
    free = 0
    for week in begins:
        column = week * _CELL
        name = _MONTHS[sundays[week].month - 1]
        if column >= free and column + len(name) <= len(cells):
            cells[column : column + len(name)] = name
            free = column + len(name) + 1
    return Content.styled(f"{' ' * _MARGIN}{''.join(cells)}".rstrip(), MUTED)


def _legend(bounds: tuple[int, ...], glyphs: Glyphs, noun: str) -> Content:
    entries = [Content.styled(f"{_NONE[glyphs.mode]}\u00a00", MUTED)]
    low = 1
    for bound in bounds:
        shade = _shade(bound, bounds, glyphs)
        reach = str(bound) if bound == low else f"{low}{glyphs.dash}{bound}"
        entries.append(Content.styled(shade, _STYLE) + Content(f"\u00a0{reach}"))
        low = bound + 1
    return Content("  ").join(entries) + Content.styled(f"  {noun} a day", MUTED)


def _spots(shown: Sequence[date], counts: Mapping[date, int], noun: str) -> list[Spot]:
    return [
        Spot(
            x=_MARGIN + index // 7 * _CELL,
            y=1 + index % 7,
            width=_CELL,
            text=f"{day_words(day)}: {counts.get(day, 0)} {noun}",
        )
        for index, day in enumerate(shown)
    ]


def heat_map_width(weeks: int = _YEAR_WEEKS) -> int:
    """Return how many cells so many weeks take."""
    return _MARGIN + weeks * _CELL
