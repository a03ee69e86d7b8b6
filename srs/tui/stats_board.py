"""Where do the charts of a view stand, and how is a value read from them?

One drawing holds all of a view's charts, so that turning to another view draws once
and mounts nothing. ← and → go from value to value, tab from chart to chart; the value
is said on a line of its own that never moves.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from srs.tui.chart_model import MUTED
from srs.tui.charts import Plot, lit

TABS = {
    "now": "Now", "known": "Known", "lasting": "Lasting", "cost": "Cost",
    "recall": "Recall", "trust": "Trust", "concepts": "Concepts", "days": "Days",
}  # fmt: skip
"""The views in their order, with the words on their tabs."""


class Board(Plot):
    """Shows the charts of a view."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "chart(1)", "Next chart", show=False, id="board.next"),
        Binding("shift+tab", "chart(-1)", "Chart before", show=False, id="board.back"),
    ]
    DEFAULT_CSS = """
    Board { height: auto; &:focus { background-tint: $foreground 0%; } }
    """

    class Read(Message):
        """A value was chosen, or none any more."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def rows(self, width: int) -> list[Content]:
        """Return the drawing with the chosen value turned round."""
        drawing = self.drawing(width)
        spot = self._spot(drawing)
        lines = list(drawing.lines) or [Content("")]
        if spot is not None:
            for y in range(spot.y, min(spot.y + spot.height, len(lines))):
                lines[y] = lit(lines[y], spot)
        return lines

    def watch_chosen(self) -> None:
        """Say the value that was chosen, and bring it into view."""
        spot = self._spot(self._drawing)
        self.post_message(self.Read(spot.text if spot else ""))

    def action_step(self, by: int) -> None:
        """Choose the value before or after, and bring it into view."""
        super().action_step(by)
        self._show_chosen()

    def action_chart(self, by: int) -> None:
        """Choose the first value of the next chart or of the one before."""
        spots = self._drawing.spots
        groups = sorted({spot.group for spot in spots})
        if not groups:
            return
        here = self._spot(self._drawing)
        if here is None:
            group = groups[0] if by > 0 else groups[-1]
        else:
            group = groups[(groups.index(here.group) + by) % len(groups)]
        self.chosen = next(at for at, spot in enumerate(spots) if spot.group == group)
        self._show_chosen()

    def _show_chosen(self) -> None:
        spot = self._spot(self._drawing)
        if spot is not None and isinstance(self.parent, Widget):
            place = Region(0, spot.y, 1, spot.height)
            self.parent.scroll_to_region(place, animate=False, force=True)


class Tabs(Widget):
    """The names of the views on one line; a click turns to one."""

    DEFAULT_CSS = "Tabs { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[str] = ()
        self._chosen = ""
        self._places: list[tuple[int, int, str]] = []

    def show(self, views: Sequence[str], chosen: str) -> None:
        """Show these views, one of them chosen; their numbers never move."""
        if (list(views), chosen) != (list(self._shown), self._chosen):
            self._shown, self._chosen = list(views), chosen
            self.refresh()

    def render(self) -> Content:
        """Return the line; where it is too narrow, the others are numbers alone."""
        full = self._line(named=True)
        if full.cell_length <= self.content_size.width:
            return full
        return self._line(named=False)

    def _line(self, *, named: bool) -> Content:
        parts: list[Content] = []
        self._places = []
        column = self.styles.padding.left
        for number, (view, name) in enumerate(TABS.items(), start=1):
            if view not in self._shown and view != self._chosen:
                continue
            here = view == self._chosen
            text = f"{number} {name}" if named or here else f"{number}"
            text = f"[{text}]" if here else f" {text} "
            style = "$text-primary bold" if here else MUTED
            parts.append(Content.styled(text, style))
            self._places.append((column, column + len(text), view))
            column += len(text)
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Turn to the clicked view."""
        for first, end, view in self._places:
            if first <= event.x < end:
                await self.run_action(f"screen.view('{view}')")
