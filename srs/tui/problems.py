"""What is wrong in the decks, and where?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from srs.core.card import Problem
from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.problems import problems_of
from srs.study.words import number

STYLES = {"error": "$text-error", "warning": "$text-warning"}


class ProblemsScreen(Screen[None]):
    """Every problem with its place; the rest of the deck is read all the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,P", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ProblemsScreen {
        #head, #foot { height: 1; padding: 0 1; color: $text-muted; }
        #body { height: 1fr; padding: 0 1; }
        #list { height: auto; }
    }
    """

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection

    def compose(self) -> ComposeResult:
        """Lay out head, list and foot."""
        found = [
            problem
            for problem in problems_of(self._collection)
            if problem.severity != "information"
        ]
        yield Static(
            Content(f"{number(len(found), 'problem')}; all else is read"), id="head"
        )
        with VerticalScroll(id="body"):
            yield Static(Content("\n\n").join(map(_told, found)), id="list")
        yield Static(Content("q back   j k scroll"), id="foot")

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#body").scroll_relative(y=by, animate=False)


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
