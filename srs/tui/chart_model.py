"""What is a drawn chart?"""

from dataclasses import dataclass

from textual.content import Content

SERIES = (
    "$text-primary", "$text-success", "$text-warning", "$text-error", "$text-accent",
    "$text-secondary",
)  # fmt: skip
"""The colours of series, each beside a marker of its own."""
MUTED = "$text 60%"
TITLE = "bold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a drawing, and the value that can be read there."""

    x: int
    y: int
    width: int = 1
    height: int = 1
    text: str
    group: int = 0
    """Which of several charts in one drawing it belongs to."""

    def distance(self, x: int, y: int) -> int:
        """Return how many cells a place is away from it."""
        across = max(self.x - x, x - (self.x + self.width - 1), 0)
        down = max(self.y - y, y - (self.y + self.height - 1), 0)
        return max(across, down)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of cells, and what can be read from them, from left to right."""

    lines: tuple[Content, ...]
    spots: tuple[Spot, ...] = ()
