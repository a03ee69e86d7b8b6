"""How are charts shown, and how is a value read from them?

Every chart is a function from values and a width to a `Drawing`; `Plot` is the
one widget that shows any of them. It draws anew when the window or the theme
changes. The pointer, or ← and →, chooses a value, which is then written beneath.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from srs.tui.card_strips import strips
from srs.tui.chart_bars import Load, bars, forecast, progress, sparkline
from srs.tui.chart_curve import Recall, forgetting_curve
from srs.tui.chart_days import heat_map
from srs.tui.chart_line import line_chart
from srs.tui.chart_model import MUTED, Drawing, Spot

__all__ = [
    "Drawing",
    "Load",
    "Plot",
    "Recall",
    "Spot",
    "bars",
    "forecast",
    "forgetting_curve",
    "heat_map",
    "line_chart",
    "progress",
    "sparkline",
]

_NEAR = 3
"""How many cells the pointer may be off."""

Draw = Callable[[int], Drawing]
"""From a width in cells to a drawing that fits it."""


class Plot(Widget, can_focus=True):
    """Shows a drawing and, beneath it, the value that is chosen."""

    DEFAULT_CSS = """
    Plot {
        width: 1fr;
        height: auto;
        &:focus { background-tint: $foreground 5%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Value before", show=False, id="plot.left"),
        Binding("right", "step(1)", "Next value", show=False, id="plot.right"),
    ]

    chosen: reactive[int | None] = reactive(None)
    """Which of the drawing's values is read out."""

    def __init__(
        self,
        draw: Draw,
        *,
        hint: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Show what a function draws.

        Args:
            draw: Called with the width whenever that changes.
            hint: Beneath the drawing while no value is chosen.
            name: Of the widget.
            id: Of the widget.
            classes: Of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._draw = draw
        self._hint = hint
        self._drawing = Drawing(())
        self._width = 0

    def show(self, draw: Draw) -> None:
        """Show another drawing."""
        self._draw = draw
        self._width = 0
        self.chosen = None
        self.refresh(layout=True)

    def drawing(self, width: int) -> Drawing:
        """Return the drawing for a width."""
        if width != self._width:
            self._width = width
            self._drawing = self._draw(width)
        return self._drawing

    def render(self) -> RenderResult:
        """Return the drawing as Textual shows it."""
        return _PlotVisual(self)

    def rows(self, width: int) -> list[Content]:
        """Return the rows of the drawing, and the value that is chosen."""
        drawing = self.drawing(width)
        if not drawing.spots:
            return list(drawing.lines)
        spot = self._spot(drawing)
        if spot is None:
            said = Content.styled(self._hint, MUTED)
            return [*drawing.lines, said.truncate(width, ellipsis=True)]
        lines = list(drawing.lines)
        for y in range(spot.y, spot.y + spot.height):
            lines[y] = lit(lines[y], spot)
        return [*lines, Content(spot.text).truncate(width, ellipsis=True)]

    def _spot(self, drawing: Drawing) -> Spot | None:
        if self.chosen is None or self.chosen >= len(drawing.spots):
            return None
        return drawing.spots[self.chosen]

    def action_step(self, by: int) -> None:
        """Choose the value before or after; the last one first."""
        count = len(self._drawing.spots)
        if not count:
            return
        if self.chosen is None:
            self.chosen = count - 1 if by < 0 else 0
        else:
            self.chosen = min(max(self.chosen + by, 0), count - 1)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose the value beneath the pointer."""
        place = event.get_content_offset(self)
        if place is None:
            return
        spots = self._drawing.spots
        near = [
            (spot.distance(place.x, place.y), index) for index, spot in enumerate(spots)
        ]
        if near and min(near)[0] <= _NEAR:
            self.chosen = min(near)[1]

    def on_leave(self) -> None:
        """Read nothing out once the pointer has left."""
        self.chosen = None


class _PlotVisual(Visual):
    """The rows of a plot, for whichever width is asked for."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows as strips."""
        return strips(self._plot.rows(width)[:height] if width else [], style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the widest row."""
        rows = self._plot.rows(container_width or 80)
        return max((row.cell_length for row in rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many rows there are."""
        return len(self._plot.rows(width)) if width else 0


def lit(line: Content, spot: Spot) -> Content:
    """Return a row with the cells of a spot turned round."""
    short = spot.x + spot.width - line.cell_length
    line = line.pad_right(short) if short > 0 else line
    return line.stylize("reverse", spot.x, spot.x + spot.width)
