"""How was this card forgotten and learned again? Its curve over the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual.content import Content

from srs.core.log import Rating
from srs.core.memory import retrievability
from srs.core.scale import Scale, number, scale
from srs.tui.card_wrap import wrap
from srs.tui.chart_canvas import Canvas
from srs.tui.chart_model import MUTED, SERIES, Drawing, Spot
from srs.tui.glyphs import Glyphs

_MARGIN = 6
_NARROWEST = 12
_GRADES = {1: "$text-error", 2: "$text-warning", 3: "$text-success", 4: "$text-success"}
_WORDS = {1: "Forgot", 2: "Hard", 3: "Good", 4: "Easy"}
_HIGHEST = 0.95
"""The axis begins at this chance or a lower one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """One review as the curve shows it."""

    day: float
    """Days since the card's first review."""
    rating: Rating
    stability_days: float
    """After this review."""
    name: str = ""
    """The day in words, for the read-out."""


def forgetting_curve(
    reviews: Sequence[Recall],
    *,
    now_day: float,
    decay: float,
    desired_retention: float,
    width: int,
    glyphs: Glyphs,
    height: int = 8,
) -> Drawing:
    """Return the chance of recall from the first review to now and a little on.

    Args:
        reviews: From the first to the last, days not falling.
        now_day: Days from the first review to now.
        decay: How slowly the curve's tail falls, as the memory model says.
        desired_retention: Drawn as a dotted line.
        width: Cells across, all told.
        glyphs: What may be drawn.
        height: Rows of the plot alone.
    """
    if not reviews or width - _MARGIN < _NARROWEST:
        return Drawing(())
    room = width - _MARGIN
    last = max(now_day, reviews[-1].day)
    end = max(last * 1.05, reviews[-1].day + reviews[-1].stability_days / 2, 1.0)
    across = scale(0.0, end, max(2, room // 12))
    canvas = Canvas(room, height, glyphs.mode)
    least = min(
        _at(reviews[:index] or reviews, day, decay)
        for index, day in enumerate([*(review.day for review in reviews), end])
    )
    lowest = max(min(least, desired_retention, _HIGHEST), 0.0)
    down = scale(lowest, 1.0, max(3, height // 2), whole=True)
    plot = _Plot(canvas, across, down, glyphs)
    plot.curve(reviews, end, decay)
    plot.grades(reviews, decay)
    plot.level(desired_retention)
    lines = [*plot.rows(), *plot.feet(now_day), *_key(glyphs, width)]
    spots = _spots(reviews, now_day, decay, plot)
    return Drawing(tuple(lines), tuple(spots))


def _at(reviews: Sequence[Recall], day: float, decay: float) -> float:
    """Return the chance of recall on a day, by the last review before it."""
    last = reviews[0]
    for review in reviews:
        if review.day <= day:
            last = review
    pause = max(day - last.day, 0.0)
    return retrievability(pause, last.stability_days, decay=decay)


class _Plot:
    """A canvas between the axes of one curve."""

    def __init__(
        self, canvas: Canvas, across: Scale, down: Scale, glyphs: Glyphs
    ) -> None:
        self.canvas, self.across, self.down, self.glyphs = canvas, across, down, glyphs
        self._wide = canvas.width * canvas.dots_across - 1
        self._high = canvas.height * canvas.dots_down - 1

    def dot(self, day: float, chance: float) -> tuple[float, float]:
        """Return where a chance on a day lies, in dots."""
        low = max(chance, self.down.low)
        return (
            self.across.share(day) * self._wide,
            (1 - self.down.share(low)) * self._high,
        )

    def cell(self, day: float, chance: float) -> tuple[int, int]:
        """Return the cell of a chance on a day."""
        x, y = self.dot(day, chance)
        return round(x) // self.canvas.dots_across, round(y) // self.canvas.dots_down

    def level(self, chance: float) -> None:
        """Draw the desired retention, dotted, where nothing else stands."""
        _, row = self.cell(self.across.low, chance)
        for column in range(0, self.canvas.width, 2):
            if self.canvas.free(column, row):
                self.canvas.put(column, row, self.glyphs.dotted, MUTED)

    def curve(self, reviews: Sequence[Recall], end: float, decay: float) -> None:
        """Draw the curve, which jumps up at each review."""
        ends = [review.day for review in reviews[1:]] + [end]
        for review, stop in zip(reviews, ends, strict=True):
            steps = max(2, round(self.across.share(stop - review.day) * self._wide))
            pauses = [(stop - review.day) * step / steps for step in range(steps + 1)]
            chances = [
                retrievability(pause, review.stability_days, decay=decay)
                for pause in pauses
            ]
            dots = [
                self.dot(review.day + pause, chance)
                for pause, chance in zip(pauses, chances, strict=True)
            ]
            for start, finish in pairwise(dots):
                self.canvas.line(start, finish, SERIES[0])

    def grades(self, reviews: Sequence[Recall], decay: float) -> None:
        """Set the sign of each rating where the curve stood at that review."""
        for index, review in enumerate(reviews):
            before = _at(reviews[:index], review.day, decay) if index else 1.0
            column, row = self.cell(review.day, before)
            sign = self.glyphs.grades[int(review.rating) - 1][:1]
            self.canvas.put(column, row, sign, _GRADES[int(review.rating)])

    def rows(self) -> list[Content]:
        """Return the plot with percentages before it."""
        upright, _, _, tick = self.glyphs.axis
        labels: dict[int, str] = {}
        for value in self.down.ticks:
            _, row = self.cell(self.across.low, value)
            labels.setdefault(row, f"{value:.0%}".rjust(_MARGIN - 2))
        lines = []
        for row in range(self.canvas.height):
            label = labels.get(row, " " * (_MARGIN - 2))
            edge = f"{label} {tick if label.strip() else upright}"
            lines.append((Content.styled(edge, MUTED) + self.canvas.row(row)).rstrip())
        return lines

    def feet(self, now_day: float) -> list[Content]:
        """Return the axis of days, with a mark for now."""
        _, flat, corner, _ = self.glyphs.axis
        width = self.canvas.width
        line, labels = [flat] * width, [" "] * (width + _MARGIN)
        now = min(round(self.across.share(now_day) * (width - 1)), width - 1)
        places = [(now, "now")] if now_day else []
        places += [
            (round(self.across.share(tick) * (width - 1)), self.across.label(tick))
            for tick in self.across.ticks
        ]
        for column, text in places:
            start = min(_MARGIN + column - len(text) // 2, len(labels) - len(text))
            around = labels[max(start - 1, 0) : start + len(text) + 1]
            if any(cell != " " for cell in around):
                continue
            labels[start : start + len(text)] = text
            line[column] = "+" if self.glyphs.plain else "┬"
        axis = f"{' ' * (_MARGIN - 1)}{corner}{''.join(line)}"
        return [
            Content.styled(axis, MUTED),
            Content.styled("".join(labels).rstrip(), MUTED),
        ]


def _key(glyphs: Glyphs, width: int) -> list[Content]:
    signs = [
        Content.styled(f"{glyphs.grades[rating - 1][:1]}\u00a0{_WORDS[rating]}", style)
        for rating, style in _GRADES.items()
        if rating < 4
    ]
    level = Content.styled(f"{glyphs.dotted}\u00a0desired", MUTED)
    days = Content.styled("days since the first review", MUTED)
    key = Content("  ").join([*signs, level, days])
    return [line.content.pad_left(_MARGIN) for line in wrap(key, width - _MARGIN)]


def _spots(
    reviews: Sequence[Recall], now_day: float, decay: float, plot: _Plot
) -> list[Spot]:
    spots = []
    for index, review in enumerate(reviews):
        column, _ = plot.cell(review.day, 1.0)
        name = review.name or f"day {number(review.day)}"
        chance = f"at {_at(reviews[:index], review.day, decay):.0%}, " if index else ""
        text = (
            f"{name}: {chance}{_WORDS[int(review.rating)]}, "
            f"then stability {number(review.stability_days)} d"
        )
        spots.append(_spot(column, plot, text))
    column, _ = plot.cell(now_day, 1.0)
    spots.append(_spot(column, plot, f"now: {_at(reviews, now_day, decay):.0%}"))
    return spots


def _spot(column: int, plot: _Plot, text: str) -> Spot:
    return Spot(x=_MARGIN + column, y=0, height=plot.canvas.height, text=text)
