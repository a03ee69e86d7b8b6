"""How do the four ratings stand in one line, or in two, and none of them cut?"""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget

from srs.core.log import Rating
from srs.study.told import RATING_NAMES
from srs.tui.glyphs import BRAILLE, Glyphs

STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-accent",
}


class Choice(NamedTuple):
    """A rating, and how long the card would stay away."""

    rating: Rating
    pause: str


class _Form(NamedTuple):
    """How roomy the ratings are written."""

    gap: int
    space: str
    """Between the sign and the number."""


_FORMS = (_Form(3, " "), _Form(2, " "), _Form(2, ""), _Form(1, ""))


def lines(
    choices: Sequence[Choice], width: int, glyphs: Glyphs
) -> list[list[tuple[int, Content, Rating]]]:
    """Return the rows of ratings, each with the column at which it begins.

    One row in the roomiest form that fits; else two rows.
    """
    for form in _FORMS:
        cells = [_cell(choice, form, glyphs) for choice in choices]
        total = sum(cell.cell_length for cell in cells) + form.gap * (len(cells) - 1)
        if total <= width:
            return [_placed(choices, cells, form.gap)]
    cells = [_cell(choice, _FORMS[0], glyphs) for choice in choices]
    half = (len(cells) + 1) // 2
    column = max(cell.cell_length for cell in cells[::half]) + 2
    return [
        [
            (column * index, cell, choice.rating)
            for index, (cell, choice) in enumerate(
                zip(
                    cells[start : start + half],
                    choices[start : start + half],
                    strict=True,
                )
            )
        ]
        for start in range(0, len(cells), half)
    ]


def _cell(choice: Choice, form: _Form, glyphs: Glyphs) -> Content:
    rating = choice.rating
    return Content.assemble(
        (f"{glyphs.grades[rating - 1]}{form.space}{int(rating)} ", STYLES[rating]),
        (RATING_NAMES[rating], "bold"),
        f" {choice.pause}",
    )


def _placed(
    choices: Sequence[Choice], cells: Sequence[Content], gap: int
) -> list[tuple[int, Content, Rating]]:
    found = []
    column = 0
    for choice, cell in zip(choices, cells, strict=True):
        found.append((column, cell, choice.rating))
        column += cell.cell_length + gap
    return found


class RatingBar(Widget):
    """The ratings with their pauses; each can be clicked."""

    DEFAULT_CSS = "RatingBar { height: auto; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Choice] = []
        self._glyphs = BRAILLE

    def show(self, choices: Sequence[Choice], glyphs: Glyphs) -> None:
        """Show some ratings; none before the answer is seen."""
        width = self.content_size.width
        before = self._height(width)
        self._choices = list(choices)
        self._glyphs = glyphs
        self.refresh(layout=not width or self._height(width) != before)

    def _rows(self, width: int) -> list[list[tuple[int, Content, Rating]]]:
        return lines(self._choices, width, self._glyphs) if self._choices else []

    def get_content_height(
        self, container: object, viewport: object, width: int
    ) -> int:
        """Return one or two lines, as the width wants; one where there is nothing."""
        return self._height(width)

    def _height(self, width: int) -> int:
        return max(1, len(self._rows(width)))

    def render(self) -> Content:
        """Return the lines."""
        rows = []
        for row in self._rows(self.content_size.width):
            line = Content("")
            for column, cell, _ in row:
                line = line + Content(" " * (column - line.cell_length)) + cell
            rows.append(line)
        return Content("\n").join(rows)

    async def on_click(self, event: events.Click) -> None:
        """Rate with the clicked one."""
        rows = self._rows(self.content_size.width)
        column = event.x - self.styles.padding.left
        if not 0 <= event.y < len(rows):
            return
        for first, cell, rating in rows[event.y]:
            if first <= column < first + cell.cell_length:
                await self.run_action(f"screen.rate({int(rating)})")
