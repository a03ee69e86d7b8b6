"""How does the tree of decks look, and which deck is chosen?"""

from collections.abc import Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from srs.core.text import safe_line
from srs.study.overview import MOST_WAITING, DeckDue
from srs.study.words import number
from srs.tui.glyphs import BRAILLE, Glyphs
from srs.tui.place import MUTED, cut

NARROW = 58
"""Below so many cells the words are short and sizes are left out."""

_LEAST_NAME = 10


class DeckList(Widget):
    """The decks as a tree, each with what it has for today."""

    DEFAULT_CSS = "DeckList { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DeckDue] = []
        self.at = 0
        self._glyphs = BRAILLE

    def show(self, rows: list[DeckDue], glyphs: Glyphs) -> None:
        """Show decks; the cursor stays where it was."""
        here = self.rows[self.at].name if self.rows else None
        self.rows = rows
        self.at = next((i for i, row in enumerate(rows) if row.name == here), 0)
        self._glyphs = glyphs
        self.refresh(layout=True)

    @property
    def chosen(self) -> DeckDue | None:
        """The deck under the cursor."""
        return self.rows[self.at] if self.rows else None

    def choose(self, name: str) -> None:
        """Put the cursor on a deck."""
        at = next((i for i, row in enumerate(self.rows) if row.name == name), self.at)
        self.move(at - self.at)

    def move(self, by: int) -> None:
        """Move the cursor, not past the ends."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        self.refresh()
        if isinstance(self.parent, VerticalScroll):
            top = self.parent.scroll_offset.y
            height = self.parent.size.height
            line = self.at + self.virtual_region.y
            if line < top:
                self.parent.scroll_to(y=line, animate=False)
            elif line >= top + height:
                self.parent.scroll_to(y=line - height + 1, animate=False)

    def get_content_height(
        self, container: object, viewport: object, width: int
    ) -> int:
        """Return a line for each deck."""
        return max(1, len(self.rows))

    def render(self) -> Content:
        """Return the tree."""
        lines = tree(self.rows, self.content_size.width, self._glyphs, at=self.at)
        return Content("\n").join(lines) if lines else Content("")

    async def on_click(self, event: events.Click) -> None:
        """Choose a deck; a click on the chosen one opens it."""
        if 0 <= event.y < len(self.rows):
            again = event.y == self.at
            self.at = event.y
            self.refresh()
            await self.run_action("screen.open" if again else "screen.chosen")


def tree(
    rows: Sequence[DeckDue], width: int, glyphs: Glyphs, *, at: int
) -> list[Content]:
    """Return the decks' lines: cursor, name, counts in columns or "not started"."""
    narrow = width < NARROW
    figures = _in_columns([_parts(row, narrow=narrow) for row in rows])
    waiting = [_waiting(row, narrow=narrow) for row in rows]
    lines = []
    for index, row in enumerate(rows):
        right = figures[index] if row.started else waiting[index]
        here = index == at
        lead = (glyphs.cursor if here else " ") + " " + "  " * row.depth
        room = max(_LEAST_NAME, width - len(lead) - right.cell_length - 1)
        name = cut(safe_line(row.label), room, glyphs)
        gap = " " * max(1, width - len(lead) - name.cell_length - right.cell_length)
        if here or row.is_all:
            name = name.stylize("bold")
        line = Content.assemble((lead, "$text-accent"), name, gap, right)
        lines.append(line.stylize("on $boost") if here else line)
    return lines


def _parts(row: DeckDue, *, narrow: bool) -> list[Content]:
    """Return what a deck has for today, a part for each column."""
    if not row.started:
        return [Content("")] * 3
    steps = "steps" if narrow else "in steps"
    parts = []
    for count, word, style in (
        (row.new, "new", "$text-primary"),
        (row.learning, steps, "$text-warning"),
        (row.due, "due", "$text-success"),
    ):
        shown = Content.assemble((str(count), style), f" {word}")
        parts.append(shown if count else Content(""))
    if not row.left:
        parts[-1] = Content.styled(_nothing_left(row, narrow=narrow), MUTED)
    return parts


def _nothing_left(row: DeckDue, *, narrow: bool) -> str:
    """Return why a deck has nothing for today: its part is done, or others had it."""
    if not row.cards:
        return "empty"
    if not row.waiting or row.met:
        return "done"
    more = "+" if row.waiting >= MOST_WAITING else ""
    return f"{row.waiting}{more} wait" if narrow else f"{row.waiting}{more} new wait"


def _in_columns(rows: Sequence[Sequence[Content]]) -> list[Content]:
    """Return the parts of each row in one line, each column as wide as its widest."""
    columns = list(zip(*rows, strict=True))
    widths = [max(part.cell_length for part in column) for column in columns]
    lines = []
    for row in rows:
        cells = [
            Content(" " * (width - part.cell_length)) + part
            for part, width in zip(row, widths, strict=True)
            if width
        ]
        lines.append(Content("  ").join(cells))
    return lines


def _waiting(row: DeckDue, *, narrow: bool) -> Content:
    words = "" if narrow else f"{number(row.cards, 'card')}  "
    return Content.styled(f"{words}not started", MUTED)
