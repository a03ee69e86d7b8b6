"""What stands at the axes of a chart? Round numbers, months and years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from srs.core.report import Cell
from srs.core.scale import Scale, scale
from srs.exchange.svg import Pen, line, long, text

MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_NEAREST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where in a picture the values lie."""

    left: float
    top: float
    width: float
    height: float
    down: Scale

    @property
    def bottom(self) -> float:
        """Where the x axis is."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Where the values end."""
        return self.left + self.width

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        return self.bottom - self.down.share(value) * self.height


def frame(
    values: Sequence[float], *, width: float, height: float, ratio: bool = False
) -> Frame:
    """Return a frame that holds some values, with room for their labels.

    Args:
        values: All that are shown, at least one.
        width: Of the whole picture.
        height: Of the values alone.
        ratio: Whether the values are ratios, told as per cent.
    """
    low, high = min(values), max(values)
    if low > 0 and low < high * _NEAREST:
        low = 0.0
    if low == high and low >= 0:
        low, high = 0.0, high or 1.0
    down = scale(low, high, 5, whole=True)
    longest = max(long(label(down, tick, ratio=ratio)) for tick in down.ticks)
    left = longest + 10
    return Frame(left=left, top=8, width=width - left - 12, height=height, down=down)


def label(down: Scale, value: float, *, ratio: bool) -> str:
    """Return a number as it is written at an axis."""
    if ratio:
        return f"{value * 100:.0f}%"
    return f"{value:,.0f}" if abs(value) >= 1000 else down.label(value)


def side(pen: Pen, at: Frame, *, ratio: bool = False) -> list[str]:
    """Return the y axis: a number and a line across for each tick."""
    parts = []
    for tick in at.down.ticks:
        y = at.y(tick)
        parts.append(line(pen, "grid", (at.left, y), (at.right, y)))
        said = label(at.down, tick, ratio=ratio)
        parts.append(text(pen, "muted", (at.left - 6, y + 4), said, anchor="end"))
    return parts


def day_ticks(first: date, last: date, most: int = 9) -> list[tuple[date, str]]:
    """Return days to name at an axis: weeks, months or years apart."""
    span = (last - first).days
    if span <= 2 * most:
        step = max(1, -(-span // most))
        days = [first + timedelta(days=at) for at in range(0, span + 1, step)]
    elif span <= 31 * 3:
        monday = first + timedelta(days=-first.weekday() % 7)
        step = 7 * max(1, -(-span // (7 * most)))
        days = [monday + timedelta(days=at) for at in range(0, span + 1, step)]
    else:
        return _month_ticks(first, last, most)
    return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in days if day <= last]


def _month_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in (1, 2, 3, 6, 12, 24) if months <= one * most), 60)
    found: list[tuple[date, str]] = []
    for number in range(first.year * 12 + first.month - 1, 10_000 * 12):
        day = date(number // 12, number % 12 + 1, 1)
        if day > last:
            break
        if number % step == 0 and day >= first:
            name = MONTHS[day.month - 1]
            said = str(day.year) if step >= 12 else name
            if step < 12 and (day.month == 1 or not found):
                said = f"{name} {day.year}"
            found.append((day, said))
    return found


def place(cell: Cell) -> float:
    """Return where on an x axis a cell lies: a number, or a day's number."""
    if isinstance(cell, date):
        return float(cell.toordinal())
    return float(cell) if isinstance(cell, int | float) else 0.0


def foot(
    pen: Pen, at: Frame, ticks: Sequence[tuple[float, str]]
) -> tuple[list[str], float]:
    """Return the x axis and how much room it takes.

    Args:
        pen: Draws.
        at: The frame.
        ticks: Where, as a share of the width from 0 to 1, and what is written.
    """
    parts = [line(pen, "muted", (at.left, at.bottom), (at.right, at.bottom))]
    free = -1.0
    for share, said in ticks:
        x, half = at.left + share * at.width, long(said) / 2
        start = min(max(x - half, 0.0), at.right + 12 - 2 * half)
        parts.append(line(pen, "muted", (x, at.bottom), (x, at.bottom + 4)))
        if start >= free:
            parts.append(text(pen, "muted", (start, at.bottom + 18), said))
            free = start + 2 * half + 8
    return parts, 24.0
