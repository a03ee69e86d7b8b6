"""What do days look like? A calendar of the last year, and the days to come."""

from datetime import date, timedelta

from srs.core.report import Table, said
from srs.exchange.chart_axes import MONTHS, foot, frame, side
from srs.exchange.chart_line import told
from srs.exchange.svg import Pen, Picture, box, group, line, painted, rect, text

WEEKS = 53
_LEFT = 34.0
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "")
_SHADES = (0.25, 0.5, 0.75, 1.0)
HEIGHT = 180.0


def heat(table: Table, pen: Pen, width: float) -> Picture:
    """Return a square a day, a column a week, up to the last day with reviews."""
    counts = {
        day: count
        for day, count, *_ in table.rows
        if isinstance(day, date) and isinstance(count, int)
    }
    last = max(counts)
    monday = last - timedelta(days=last.weekday() + 7 * (WEEKS - 1))
    size = (width - _LEFT) // WEEKS
    bounds = _bounds([count for day, count in counts.items() if day >= monday])
    parts = [
        text(pen, "muted", (0, 22 + (at + 0.75) * size), name)
        for at, name in enumerate(_WEEKDAYS)
        if name
    ]
    free = 0.0
    shades: dict[float, list[str]] = {}
    for number in range((last - monday).days + 1):
        day = monday + timedelta(days=number)
        x, y = _LEFT + number // 7 * size, 22 + number % 7 * size
        if day.day <= 7 and number % 7 == 0 and x >= free:
            parts.append(text(pen, "muted", (x, 14), MONTHS[day.month - 1]))
            free = x + 30
        count = counts.get(day, 0)
        what = "review" if count == 1 else "reviews"
        square = box((x, y, size - 2, size - 2), f"{day.isoformat()}: {count:,} {what}")
        shades.setdefault(_shade(count, bounds), []).append(square)
    parts += [
        painted(pen, "s3" if shade else "grid", squares, opacity=shade or 0.6)
        for shade, squares in shades.items()
    ]
    below = 22 + 7 * size + 18
    parts += _legend(pen, bounds, below, size)
    return Picture(width=width, height=below + 8, body="".join(parts))


def _bounds(counts: list[int]) -> list[int]:
    """Return the largest count of each shade: quarters of the busy days."""
    busy = sorted(count for count in counts if count)
    if not busy:
        return []
    quarters = {busy[(len(busy) - 1) * part // 4] for part in (1, 2, 3)}
    return sorted({*quarters, busy[-1]})


def _shade(count: int, bounds: list[int]) -> float:
    """Return how dark a day is; 0 for one without reviews."""
    if not count:
        return 0.0
    level = sum(count > bound for bound in bounds)
    return _SHADES[min(4 - len(bounds) + level, 3)]


def _legend(pen: Pen, bounds: list[int], y: float, size: float) -> list[str]:
    edge = size - 2
    parts = [rect(pen, "grid", (_LEFT, y - edge, edge, edge), opacity=0.6)]
    parts.append(text(pen, "muted", (_LEFT + size + 2, y - 1), "0"))
    x, low = _LEFT + size + 26, 1
    for bound in bounds:
        reach = str(bound) if bound == low else f"{low}–{bound}"
        square = (x, y - edge, edge, edge)
        parts.append(rect(pen, "s3", square, opacity=_shade(bound, bounds)))
        parts.append(text(pen, "muted", (x + size + 2, y - 1), reach))
        x, low = x + size + 18 + 8 * len(reach), bound + 1
    parts.append(text(pen, "muted", (x, y - 1), "reviews a day"))
    return parts


def forecast(table: Table, pen: Pen, width: float) -> Picture:
    """Return a bar for what is due on each day, and a band for what will be."""
    rows = table.rows
    numbers = [
        float(cell) for row in rows for cell in row[1:] if isinstance(cell, int | float)
    ]
    at = frame([0.0, *numbers], width=width, height=HEIGHT)
    pitch = at.width / len(rows)
    parts = side(pen, at)
    for number, row in enumerate(rows):
        x = at.left + number * pitch
        due, low, high = (
            float(cell) if isinstance(cell, int | float) else None for cell in row[1:4]
        )
        found = [rect(pen, "ink", (x, at.top, pitch, at.height), opacity=0)]
        if due:
            y = at.y(due)
            found.append(rect(pen, "s1", (x + 2, y, pitch - 4, at.bottom - y)))
        if low is not None and high is not None:
            middle = x + pitch / 2
            ends = (middle, at.y(low)), (middle, at.y(high))
            found.append(line(pen, "s2", *ends, width=2))
            found += [
                line(pen, "s2", (middle - 3, y), (middle + 3, y), width=2)
                for _, y in ends
            ]
        parts.append(group(found, told(row, table.columns)))
    ticks = [
        ((number + 0.5) / len(rows), said(row[0], table.columns[0])[5:])
        for number, row in enumerate(rows)
        if number % 5 == 0
    ]
    feet, room = foot(pen, at, ticks)
    key = "▇ due already"
    if any(row[2] is not None for row in rows):
        key += " · I 80 % of what will be, with the reviews these cause"
    parts += [*feet, text(pen, "muted", (at.left, at.bottom + room + 16), key)]
    height = at.bottom + room + 22
    return Picture(width=width, height=height, body="".join(parts))
