"""How does a table of a hundred thousand cards stand on a screen?

Only the rows that are seen are asked for, a screenful at once, and kept until
something may have changed. What is selected is kept by card, whatever is found.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from srs.core.text import folded, safe_line
from srs.study.search import Row
from srs.study.words import days
from srs.tui.browse_cells import fit, parted, pattern_of
from srs.tui.glyphs import BRAILLE, Glyphs

Fetch = Callable[[Sequence[int]], Iterable[Row]]
"""Return the rows of some keys; those of cards that are gone are left out."""

MOST_KEPT = 4000
"""Rows that are kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table."""

    title: str
    width: int
    """In cells; 0 for what is left."""
    sort: str
    """What a click on its title sorts by."""
    cell: Callable[[Row, date], str]
    least: int = 0
    """How wide the table must be for it."""
    right: bool = False


def state_words(row: Row, today: date) -> str:
    """Return when a card comes, or why it does not."""
    if row.waits:
        return row.waits
    if row.suspended:
        return "suspended"
    if row.buried:
        return "buried"
    if row.due is None:
        return row.phase
    ahead = (row.due - today).days
    return f"in {days(ahead)}" if ahead > 0 else "due"


def _stability(row: Row, today: date) -> str:
    return "" if row.stability_days is None else days(row.stability_days)


def _seen(row: Row, today: date) -> str:
    if row.seen_day is None:
        return ""
    ago = (today - row.seen_day).days
    return days(ago) if ago > 0 else "today"


COLUMNS = (
    Column(
        title="card", width=0, sort="deck",
        cell=lambda row, _: safe_line(folded(row.front)),
    ),
    Column(
        title="deck", width=18, sort="deck", least=90,
        cell=lambda row, _: safe_line(row.deck),
    ),
    Column(title="due", width=9, sort="due", cell=state_words, right=True),
    Column(
        title="stability", width=9, sort="s", cell=_stability, least=66, right=True,
    ),
    Column(
        title="lapses", width=7, sort="lapses", least=66, right=True,
        cell=lambda row, _: str(row.lapses) if row.lapses else "",
    ),
    Column(title="seen", width=6, sort="seen", cell=_seen, least=70, right=True),
)  # fmt: skip

SORT_WORDS = {
    "deck": "place",
    "due": "due day",
    "s": "stability",
    "lapses": "lapses",
    "seen": "last seen",
    "d": "difficulty",
    "r": "chance of recall",
    "ivl": "interval",
    "reviews": "reviews",
}

MARKS = 4
"""Cells before the first column: the cursor, the selection, the flag, a gap."""


SCROLLBAR = 1
"""Cells to the right of the table, over which no title stands."""


def layout(width: int) -> list[tuple[Column, int]]:
    """Return the columns that fit a width, each with its own."""
    chosen = [column for column in COLUMNS if column.least <= width]
    fixed = sum(column.width + 1 for column in chosen if column.width)
    rest = max(8, width - MARKS - fixed)
    return [(column, column.width or rest) for column in chosen]


class TableHead(Widget):
    """The titles of the columns; a click sorts by one, a second turns the order."""

    DEFAULT_CSS = """
    TableHead { height: 1; color: $text-muted; text-style: bold; }
    """

    @dataclass
    class Clicked(Message):
        """The learner wants the cards sorted."""

        sort: str

    def __init__(self) -> None:
        super().__init__()
        self._sort = "deck"
        self._mark = ""
        self._places: list[tuple[int, int, str]] = []

    def show(self, sort: str, *, reverse: bool, glyphs: Glyphs) -> None:
        """Mark the column that is sorted by."""
        self._sort = sort
        up, down = ("^", "v") if glyphs.plain else ("▲", "▼")
        self._mark = down if reverse else up
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the titles."""
        text, self._places = " " * MARKS, []
        marked = False
        for column, width in layout(self.size.width - SCROLLBAR):
            title = column.title
            if column.sort == self._sort and not marked:
                title, marked = f"{title[: width - 1]}{self._mark}", True
            self._places.append((len(text), len(text) + width, column.sort))
            title = title[:width]
            text += (title.rjust(width) if column.right else title.ljust(width)) + " "
        style = self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked."""
        for first, end, sort in self._places:
            if first <= event.x < end:
                self.post_message(self.Clicked(sort))


class CardTable(ScrollView, can_focus=False):
    """Rows of cards, one of them under the cursor, some of them selected."""

    DEFAULT_CSS = """
    CardTable {
        height: 1fr;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-gutter: stable;
        & > .card-table--cursor { background: $panel; text-style: bold; }
        & > .card-table--picked { color: $text-accent; }
        & > .card-table--muted { color: $text 60%; }
        & > .card-table--flag { color: $text-warning; }
        & > .card-table--hit { text-style: underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card-table--cursor",
        "card-table--picked",
        "card-table--muted",
        "card-table--flag",
        "card-table--hit",
    }

    @dataclass
    class Moved(Message):
        """The cursor stands on another card, or the selection has changed."""

    @dataclass
    class Opened(Message):
        """The row under the cursor was clicked again."""

    def __init__(self, fetch: Fetch, today: date) -> None:
        super().__init__()
        self._fetch = fetch
        self._today = today
        self.glyphs: Glyphs = BRAILLE
        self.keys: Sequence[int] = ()
        self.at = 0
        self.picked: set[int] = set()
        self._rows: dict[int, Row | None] = {}
        self._hits: re.Pattern[str] | None = None

    # -- what is shown ------------------------------------------------------------

    def show(
        self, keys: Sequence[int], *, top: bool, words: Sequence[str] = ()
    ) -> None:
        """Show other keys.

        Args:
            keys: What was found.
            top: Whether to begin at the top; else the cursor stays at its card.
            words: What was looked for; it is marked.
        """
        here = self.key
        self._hits = pattern_of(words)
        self.keys = keys
        if top:
            self.at = 0
        elif here is not None and not (self.at < len(keys) and keys[self.at] == here):
            self.at = _place_of(keys, here, self.at)
        self.at = max(0, min(self.at, len(keys) - 1))
        self.virtual_size = Size(self.size.width, len(keys))
        if top:
            self.scroll_to(y=0, animate=False)
        self._follow()
        self.refresh()

    def forget_rows(self, today: date) -> None:
        """Ask for every row anew: something may have changed."""
        self._today = today
        self._rows.clear()
        self.refresh()

    @property
    def key(self) -> int | None:
        """The key under the cursor."""
        return self.keys[self.at] if 0 <= self.at < len(self.keys) else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        key = self.key
        if key is None:
            return None
        if key not in self._rows:
            self._load([key])
        return self._rows[key]

    def _load(self, keys: Sequence[int]) -> None:
        missing = [key for key in keys if key not in self._rows]
        if not missing:
            return
        if len(self._rows) > MOST_KEPT:
            self._rows.clear()
            missing = list(keys)
        found = {row.key: row for row in self._fetch(missing)}
        self._rows |= {key: found.get(key) for key in missing}

    # -- drawing -------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return the row that stands in a line of the screen."""
        top = int(self.scroll_offset.y)
        index = top + y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not 0 <= index < len(self.keys):
            return Strip.blank(width, base)
        self._load(self.keys[top : top + self.size.height])
        return self._line(index, width, base)

    def _line(self, index: int, width: int, base: Style) -> Strip:
        key = self.keys[index]
        row = self._rows.get(key)
        here, picked = index == self.at, key in self.picked
        style = base
        if here:
            style += self.get_component_rich_style("card-table--cursor", partial=True)
        if picked:
            style += self._coloured("picked")
        flag, muted = style + self._coloured("flag"), style + self._coloured("muted")
        parts = [
            Segment(self.glyphs.cursor if here else " ", style),
            Segment(self.glyphs.picked if picked else " ", style),
            Segment(self.glyphs.flag if row is not None and row.flag else " ", flag),
            Segment(" ", style),
        ]
        if row is None:
            parts.append(Segment("gone", muted))
            return Strip(parts).adjust_cell_length(width, style)
        for number, (column, room) in enumerate(layout(width)):
            text = fit(column.cell(row, self._today), room, self.glyphs)
            if column.right:
                text = " " * (room - cell_len(text.rstrip())) + text.rstrip()
            if number:
                parts.append(Segment(f"{text} ", muted))
            else:
                hit = style + self.get_component_rich_style(
                    "card-table--hit", partial=True
                )
                parts += [
                    Segment(part, hit if is_hit else style)
                    for part, is_hit in parted(f"{text} ", self._hits)
                ]
        return Strip(parts).adjust_cell_length(width, style)

    def _coloured(self, part: str) -> Style:
        """Return the colour of a part, mixed with what lies beneath it."""
        return Style(color=self.get_component_rich_style(f"card-table--{part}").color)

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        self.virtual_size = Size(self.size.width, len(self.keys))
        self._follow()

    # -- moving and selecting --------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor, not past the ends."""
        self.go_to(self.at + by)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row, and bring it into sight."""
        self.at = max(0, min(index, len(self.keys) - 1))
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def _follow(self) -> None:
        top, height = int(self.scroll_offset.y), max(1, self.size.height)
        if self.at < top:
            self.scroll_to(y=self.at, animate=False)
        elif self.at >= top + height:
            self.scroll_to(y=self.at - height + 1, animate=False)

    def pick(self, index: int) -> None:
        """Select a row, or let it go."""
        if 0 <= index < len(self.keys):
            self.picked ^= {self.keys[index]}
            self.refresh()
            self.post_message(self.Moved())

    def pick_all(self) -> None:
        """Select every row; let all go where all are selected."""
        every = set(self.keys)
        self.picked = set() if every and every <= self.picked else self.picked | every
        self.refresh()
        self.post_message(self.Moved())

    def pick_between(self, first: int, last: int) -> None:
        """Select the rows from one to another."""
        low, high = sorted((first, last))
        self.picked |= set(self.keys[low : high + 1])
        self.refresh()
        self.post_message(self.Moved())

    def let_go(self) -> None:
        """Select nothing."""
        self.picked = set()
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row; with ctrl select it, with shift all up to it."""
        index = int(self.scroll_offset.y) + event.y
        if not 0 <= index < len(self.keys):
            return
        before = self.at
        if event.shift:
            self.pick_between(before, index)
        elif event.ctrl or event.x in (1, 2):
            self.pick(index)
        elif index == before:
            self.post_message(self.Opened())
        self.go_to(index)


def _place_of(keys: Sequence[int], key: int, otherwise: int) -> int:
    """Return where a key stands, or another place where it is not found."""
    try:
        return keys.index(key)
    except ValueError:
        return otherwise
