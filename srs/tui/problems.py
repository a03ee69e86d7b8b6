"""What is wrong in the decks, and where?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.card import Problem
from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.problems import problems_of
from srs.study.words import number
from srs.tui.key_bar import KeyBar
from srs.tui.place import Page, bindings

STYLES = {"error": "$text-error", "warning": "$text-warning"}


class ProblemsScreen(Page[None]):
    """Every problem with its place; the rest of the deck is read all the same."""

    TOPIC = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "scroll")]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection

    def compose(self) -> ComposeResult:
        """Lay out head, list and key bar."""
        found = [
            problem
            for problem in problems_of(self._collection)
            if problem.severity != "information"
        ]
        head = f"{number(len(found), 'problem')}; all else is read"
        lines = Content("\n\n").join(map(_told, found))
        yield Static(Content(head), id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(lines if found else Content("The decks have no problem."))
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the keys."""
        self.refresh_hints()


def _told(problem: Problem) -> Content:
    place = f"{safe_line(problem.path)}:{problem.line}:{problem.column}"
    parts: list[Content | str | tuple[str, str]] = [
        (place, STYLES.get(problem.severity, "")),
        f"  {safe_line(problem.message)}",
    ]
    if problem.text:
        parts.append(f"\n    {safe_line(problem.text)}")
    if problem.suggestion:
        parts.append(f"\n    {safe_line(problem.suggestion)}")
    return Content.assemble(*parts)
