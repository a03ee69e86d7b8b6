"""How did amounts change from day to day, and where do they go?

Lines that differ in their strokes and not only in their colours, with a band,
upright marks, and a part beyond which nothing was ever measured.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from textual.content import Content

from srs.core.scale import Scale, scale
from srs.tui.chart_canvas import Canvas
from srs.tui.chart_layout import Room
from srs.tui.chart_model import MUTED, SERIES, Drawing, Spot
from srs.tui.glyphs import Glyphs

Point = tuple[float, float]
SOLID, DASHED, DOTTED = (1, 0), (3, 3), (1, 2)
"""Strokes: so many dots on, so many off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line."""

    name: str
    points: Sequence[Point]
    """Days and amounts, in the order of days."""
    style: str = SERIES[0]
    stroke: tuple[int, int] = SOLID
    sign: str = "."
    """What draws it where dots cannot be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the lines."""

    day: Callable[[float], str]
    """Returns a day in words, for axis and read-out."""
    marks: Sequence[tuple[float, str]] = ()
    """Days with an upright line, each with its name beneath."""
    beyond: float | None = None
    """From this day on, what is said carries a `?`."""
    band: Sequence[tuple[float, float, float]] = ()
    """Day, low and high end."""
    from_zero: bool = True


def paths(found: Sequence[Path], frame: Frame, room: Room) -> Drawing:
    """Return the lines over an axis of days, `room.height` rows high with it."""
    points = [point for path in found for point in path.points]
    if not points:
        return Drawing(())
    rows = max(room.height - 2, 4)
    values = [y for _, y in points] + [high for *_, high in frame.band]
    least = 0.0 if frame.from_zero else min(values)
    down = scale(min(least, *values), max(values), max(4, rows // 3), whole=True)
    margin = max(cell_len(_amount(tick)) for tick in down.ticks) + 1
    width = max(room.width - margin - 1, 8)
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    across = scale(first, max(last, first + 1), 2)
    plot = _Plot(Canvas(width, rows, room.glyphs.mode), across, down)
    for path in found:
        plot.path(path)
    plot.band(frame.band)
    for day, _ in frame.marks:
        plot.upright(day, room.glyphs)
    lines = [*plot.rows(margin, room.glyphs), *plot.feet(frame, margin, room.glyphs)]
    return Drawing(tuple(lines), tuple(plot.spots(found, frame, margin)))


def swatch(path: Path, glyphs: Glyphs) -> Content:
    """Return a piece of a line, to stand before its name."""
    if glyphs.plain:
        return Content.styled(path.sign * 3, path.style)
    sign = {SOLID: "━━━", DASHED: "╍╍╍", DOTTED: "···"}[path.stroke]
    return Content.styled(sign, path.style)


def _amount(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:g}"


class _Plot:
    """A canvas between its axes."""

    def __init__(self, canvas: Canvas, across: Scale, down: Scale) -> None:
        self.canvas, self.across, self.down = canvas, across, down
        self._wide = canvas.width * canvas.dots_across - 1
        self._high = canvas.height * canvas.dots_down - 1

    def _dot(self, day: float, amount: float) -> Point:
        return (
            self.across.share(day) * self._wide,
            (1 - self.down.share(amount)) * self._high,
        )

    def column(self, day: float) -> int:
        """Return the column of a day."""
        return round(self.across.share(day) * self._wide) // self.canvas.dots_across

    def path(self, path: Path) -> None:
        """Draw a line with its stroke."""
        on, off = path.stroke
        walked = 0
        for start, end in pairwise([self._dot(*point) for point in path.points]):
            steps = max(1, round(max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
            for step in range(steps):
                if (walked := walked + 1) % (on + off) < on:
                    share = step / steps
                    x = start[0] + (end[0] - start[0]) * share
                    y = start[1] + (end[1] - start[1]) * share
                    self.canvas.dot(round(x), round(y), path.style, path.sign)

    def band(self, band: Sequence[tuple[float, float, float]]) -> None:
        """Fill a band thinly."""
        for (x0, low0, high0), (x1, low1, high1) in pairwise(band):
            left, right = round(self._dot(x0, 0)[0]), round(self._dot(x1, 0)[0])
            for x in range(left, right + 1):
                share = (x - left) / max(right - left, 1)
                top = self._dot(0, high0 + (high1 - high0) * share)[1]
                foot = self._dot(0, low0 + (low1 - low0) * share)[1]
                for y in range(round(top), round(foot) + 1):
                    if (x + y) % 2 == 0:
                        self.canvas.dot(x, y, MUTED, ":")

    def upright(self, day: float, glyphs: Glyphs) -> None:
        """Draw an upright line where nothing else is."""
        column = self.column(day)
        for row in range(self.canvas.height):
            if self.canvas.free(column, row):
                self.canvas.put(column, row, glyphs.upright, MUTED)

    def rows(self, margin: int, glyphs: Glyphs) -> list[Content]:
        """Return the plot with its numbers."""
        upright, _, _, tick = glyphs.axis
        labels: dict[int, str] = {}
        for value in self.down.ticks:
            row = round((1 - self.down.share(value)) * self._high)
            labels.setdefault(row // self.canvas.dots_down, _amount(value))
        lines = []
        for row in range(self.canvas.height):
            label = labels.get(row, "")
            edge = f"{label.rjust(margin - 1)} {tick if label else upright}"
            lines.append((Content.styled(edge, MUTED) + self.canvas.row(row)).rstrip())
        return lines

    def feet(self, frame: Frame, margin: int, glyphs: Glyphs) -> list[Content]:
        """Return the axis, with the first and the last day and the marks' names."""
        _, flat, corner, _ = glyphs.axis
        width = self.canvas.width
        cells = [" "] * (margin + 1 + width)
        ends = [(self.across.low, frame.day(self.across.low)),
                (self.across.high, frame.day(self.across.high))]  # fmt: skip
        for day, text in (*frame.marks, ends[1], ends[0]):
            column = margin + 1 + self.column(day)
            start = max(min(column - len(text) // 2, len(cells) - len(text)), margin)
            around = cells[max(start - 1, 0) : start + len(text) + 1]
            if all(cell == " " for cell in around):
                cells[start : start + len(text)] = text
        axis = f"{' ' * margin}{corner}{flat * width}"
        labels = "".join(cells).rstrip()
        return [Content.styled(axis, MUTED), Content.styled(labels, MUTED)]

    def spots(self, found: Sequence[Path], frame: Frame, margin: int) -> list[Spot]:
        """Return a read-out for each column that has a point: its last one."""
        said: dict[int, tuple[float, dict[str, float]]] = {}
        for path in found:
            for day, amount in path.points:
                column = self.column(day)
                at, values = said.get(column, (day, {}))
                said[column] = max(at, day), {**values, path.name: amount}
        spots = []
        for column, (day, values) in sorted(said.items()):
            mark = "?" if frame.beyond is not None and day > frame.beyond else ""
            words = ", ".join(
                f"{name} {_amount(round(value, 1))}{mark}"
                for name, value in values.items()
            )
            spots.append(
                Spot(
                    x=margin + 1 + column,
                    y=0,
                    height=self.canvas.height,
                    text=f"{frame.day(day)}: {words}",
                )
            )
        return spots
