"""Which character shows a set of dots?

A canvas of dots, several to a cell: eight as braille, four as quarter blocks, one
as ASCII. A cell has the colour of the series that came first to it.
"""

from textual.content import Content, Span

from srs.tui.glyphs import Mode

# Bit of the dot at (column, row) within a braille cell.
_BRAILLE = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_QUARTERS = " ▘▖▌▝▀▞▛▗▚▄▙▐▜▟█"
_DOTS: dict[Mode, tuple[int, int]] = {
    "braille": (2, 4), "blocks": (2, 2), "ascii": (1, 1),
}  # fmt: skip


class Canvas:
    """Cells that lines of dots and single characters are drawn on."""

    def __init__(self, width: int, height: int, mode: Mode) -> None:
        self.width, self.height = width, height
        self._mode: Mode = mode
        self.dots_across, self.dots_down = _DOTS[mode]
        self._bits = [[0] * width for _ in range(height)]
        self._chars = [[""] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]

    def dot(self, x: int, y: int, style: str, char: str = ".") -> None:
        """Set a dot, counted from the upper left; outside nothing happens."""
        column, row = x // self.dots_across, y // self.dots_down
        if not (0 <= column < self.width and 0 <= row < self.height):
            return
        if self._mode == "ascii":
            self._chars[row][column] = self._chars[row][column] or char
        elif self._mode == "blocks":
            self._bits[row][column] |= 1 << (x % 2 * 2 + y % 2)
        else:
            self._bits[row][column] |= _BRAILLE[x % 2][y % 4]
        self._styles[row][column] = self._styles[row][column] or style

    def line(
        self, start: tuple[float, float], end: tuple[float, float], style: str,
        char: str = ".",
    ) -> None:  # fmt: skip
        """Draw a line of dots between two places, in dots."""
        (x0, y0), (x1, y1) = start, end
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            share = step / steps
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            self.dot(round(x), round(y), style, char)

    def put(self, column: int, row: int, char: str, style: str) -> None:
        """Set a character over whatever dots the cell has."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._chars[row][column] = char
            self._styles[row][column] = style

    def free(self, column: int, row: int) -> bool:
        """Return whether nothing has been drawn in a cell."""
        inside = 0 <= column < self.width and 0 <= row < self.height
        return inside and not (self._chars[row][column] or self._bits[row][column])

    def row(self, number: int) -> Content:
        """Return one row of cells."""
        text = "".join(
            char or self._drawn(bits)
            for char, bits in zip(self._chars[number], self._bits[number], strict=True)
        )
        spans = [
            Span(column, column + 1, style)
            for column, style in enumerate(self._styles[number])
            if style
        ]
        return Content(text, _joined(spans))

    def _drawn(self, bits: int) -> str:
        if not bits:
            return " "
        return _QUARTERS[bits] if self._mode == "blocks" else chr(0x2800 + bits)


def _joined(spans: list[Span]) -> list[Span]:
    """Return the spans with neighbours of one style made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start and joined[-1].style == span.style:
            joined[-1] = Span(joined[-1].start, span.end, span.style)
        else:
            joined.append(span)
    return joined
