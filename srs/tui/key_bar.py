"""Which hints fit on one line, and what is said above them?

An own bar instead of Textual's Footer: that costs 22 to 34 ms a reveal and cuts
hints off at 60 columns. Here the less important hints go first, and none is cut.
"""

from collections.abc import Sequence
from itertools import pairwise

from textual import events
from textual.content import Content
from textual.geometry import Size
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
    """One line of hints at the foot of a screen; each can be clicked.

    What the app has to say stands above it, in lines of their own: they take room
    from the screen's body and cover nothing.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; padding: 0 1; color: $text-muted; }
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
        self._said: list[tuple[str, bool]] = []

    def tell(self, said: Sequence[tuple[str, bool]]) -> None:
        """Show sentences above the hints, each with whether it tells of an error."""
        if list(said) != self._said:
            self._said = list(said)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for the hints, and as many as the sentences take."""
        return 1 + len(self._lines(width, viewport.height))

    def _lines(self, width: int, height: int) -> list[Content]:
        """Return the sentences in lines, at most a third of the window's height."""
        if not self._said:
            return []
        from srs.tui.card_wrap import breaks

        lines: list[Content] = []
        for sentence, is_error in self._said:
            style = "bold $text-error" if is_error else "$text-accent"
            for part in sentence.split("\n"):
                offsets = [0, *breaks(part, max(1, width)), len(part)]
                lines += [
                    Content.styled(part[start:end].rstrip(), style)
                    for start, end in pairwise(offsets)
                ]
        # The newest is the last, and stays where there is no room for all.
        return lines[-max(3, height // 3) :]

    def set_keys(self, keys: Sequence[Key]) -> None:
        """Show other hints."""
        if list(keys) != self._keys:
            self._keys = list(keys)
            self.refresh()

    def render(self) -> Content:
        """Return the sentences and the line of hints."""
        lines = self._lines(self.content_size.width, self.app.size.height)
        return Content("\n").join([*lines, self._hints()])

    def _hints(self) -> Content:
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
        """Do what the clicked hint says; a click on what is said does nothing."""
        if event.y < self.size.height - 1:
            return
        for first, end, key in self._places:
            if first <= event.x < end:
                await self.run_action(f"{self._namespace}.{key.action}")
