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

    def holds(self, x: int, y: int) -> bool:
        """Return whether a cell belongs to it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of cells, and what can be read from them, from left to right."""

    lines: tuple[Content, ...]
    spots: tuple[Spot, ...] = ()
