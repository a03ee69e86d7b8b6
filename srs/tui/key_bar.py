"""Which hints fit on one line?

An own bar instead of Textual's Footer: that costs 22 to 34 ms a reveal and cuts
hints off at 60 columns. Here the less important hints go first, and none is cut.
"""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from srs.tui.keys import Key

GAP = "  "


def fitting(keys: Sequence[Key], width: int) -> list[Key]:
    """Return the keys whose hints fit into a width, in their order.

    The lightest go first; among equals, the last.
    """
    chosen = [key for key in keys if key.label]
    while chosen and _width(chosen) > width:
        lightest = min(key.weight for key in chosen)
        last = max(i for i, key in enumerate(chosen) if key.weight == lightest)
        del chosen[last]
    return chosen


def _width(keys: Sequence[Key]) -> int:
    return sum(len(key.first) + 1 + len(key.label) for key in keys) + len(GAP) * (
        len(keys) - 1
    )


class KeyBar(Widget):
    """One line of hints at the foot of a screen; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, keys: Sequence[Key] = (), *, namespace: str = "screen") -> None:
        """Show hints.

        Args:
            keys: What to hint at.
            namespace: Whose actions they are: `screen` or `app`.
        """
        super().__init__()
        self._namespace = namespace
        self._keys = list(keys)
        self._places: list[tuple[int, int, Key]] = []

    def set_keys(self, keys: Sequence[Key]) -> None:
        """Show other hints."""
        if list(keys) != self._keys:
            self._keys = list(keys)
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        parts: list[Content | str | tuple[str, str]] = []
        self._places = []
        column = self.styles.padding.left
        for key in fitting(self._keys, self.content_size.width):
            if parts:
                parts.append(GAP)
                column += len(GAP)
            width = len(key.first) + 1 + len(key.label)
            self._places.append((column, column + width, key))
            column += width
            parts += [(key.first, "$text bold"), (f" {key.label}", "")]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked hint says."""
        for first, end, key in self._places:
            if first <= event.x < end:
                await self.run_action(f"{self._namespace}.{key.action}")
