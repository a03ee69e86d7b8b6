"""Which numbers stand at an axis?"""

import math
from dataclasses import dataclass

_MOST = 1.7e308


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers, with the ones to write beside it."""

    low: float
    high: float
    ticks: tuple[float, ...]
    step: float

    def share(self, value: float) -> float:
        """Return how far along the stretch a value lies, from 0 to 1."""
        # Halves: the difference of two huge numbers would overflow.
        share = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return min(max(share, 0.0), 1.0)

    def label(self, value: float) -> str:
        """Return a number as it is written at this axis."""
        return number(value, self.step)


def scale(low: float, high: float, ticks: int, *, whole: bool = False) -> Scale:
    """Return a stretch that holds both numbers, with about so many round ticks.

    Args:
        low: The smallest number.
        high: The largest; where both are equal there is room on either side.
        ticks: How many ticks there is room for, at least 2.
        whole: Whether the stretch ends at ticks rather than at the numbers.
    """
    if high == low:
        room = abs(low) / 10 or 1.0
        low, high = max(low - room, -_MOST), min(high + room, _MOST)
    if not math.isfinite(high - low):
        return Scale(low, high, (low, high), abs(high))
    step = _round_step((high - low) / max(ticks - 1, 1))
    if step <= 0 or not math.isfinite(1 / step) or abs(low) + abs(high) > step * 1e12:
        # Floats cannot tell round numbers between these two apart.
        return Scale(low, high, (low, high), high - low)
    marks = _marks(low, high, step, whole=whole)
    if len(marks) < 2:
        step = _round_step((high - low) / 2)
        marks = _marks(low, high, step, whole=whole)
    if not all(map(math.isfinite, marks)):
        return Scale(low, high, (low, high), high - low)
    if whole:
        low, high = min(marks[0], low), max(marks[-1], high)
    return Scale(low, high, marks, step)


def _marks(low: float, high: float, step: float, *, whole: bool) -> tuple[float, ...]:
    first = math.floor(low / step + 1e-9) if whole else math.ceil(low / step - 1e-9)
    last = math.ceil(high / step - 1e-9) if whole else math.floor(high / step + 1e-9)
    return tuple((first + index) * step for index in range(last - first + 1))


def _round_step(rough: float) -> float:
    if rough <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def number(value: float, step: float = 0.0) -> str:
    """Return a number, as exact as the step between its neighbours asks for."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 1e6 or size < 1e-4:
        return (
            f"{value:.3g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")
        )
    if step <= 0:
        return f"{value:.4g}" if size < 1e4 else f"{value:.0f}"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    text = f"{value:.{min(decimals + 1, 8)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
