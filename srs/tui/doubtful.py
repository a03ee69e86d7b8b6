"""Is this the same question as before? Asked after a sitting, never in the middle."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.text import safe, safe_line
from srs.study.collection import Collection
from srs.study.identity import confirm, doubts, reject
from srs.study.outcome import refresh
from srs.study.scan_links import Relinked
from srs.study.scan_report import Doubt
from srs.study.words import number
from srs.tui.diff import changed_words


class DoubtfulScreen(Screen[None]):
    """One doubtful match after another; leaving keeps the rest for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "keep", show=False),
        Binding("n", "fresh", show=False),
        Binding("a", "all", show=False),
        Binding("q,escape", "leave", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]
    DEFAULT_CSS = """
    DoubtfulScreen {
        #head { height: 1; padding: 0 1; color: $text-muted; }
        #body { height: 1fr; padding: 1 2; max-width: 92; }
        #body Static { height: auto; margin-bottom: 1; }
        #foot { dock: bottom; height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._doubts: list[Doubt] = []

    def compose(self) -> ComposeResult:
        """Lay out head, both texts and foot."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="body"):
            yield Static(id="question", markup=False)
            yield Static(id="change", markup=False)
            yield Static(id="before", markup=False)
            yield Static(id="after", markup=False)
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Show the first doubt."""
        self._draw()

    def _draw(self) -> None:
        self._doubts = doubts(self._collection.store)
        if not self._doubts:
            self.dismiss()
            return
        doubt = self._doubts[0]
        place = f"{safe_line(doubt.path)}:{doubt.line}"
        self._fill("head", Content(f"{place}   {len(self._doubts)} to settle"))
        self._fill("question", Content.styled("Same question as before?", "bold"))
        before, after = _told(doubt.before), _told(doubt.after)
        self._fill("change", changed_words(before, after))
        self._fill("before", Content.assemble(("Before\n", "$text-muted"), before))
        self._fill("after", Content.assemble(("Now\n", "$text-muted"), after))
        kept = number(doubt.reviews, "review")
        self._fill(
            "foot",
            Content(
                f"y keep its {kept}   n start fresh   a all as suggested   q later"
            ),
        )

    def _fill(self, name: str, content: Content) -> None:
        self.query_one(f"#{name}", Static).update(content)

    def action_keep(self) -> None:
        """It is the same question: it keeps its history."""
        self._settle(confirm, self._doubts[:1])

    def action_fresh(self) -> None:
        """It is another question: it starts anew."""
        self._settle(reject, self._doubts[:1])

    def action_all(self) -> None:
        """All are what they look like: they keep their histories."""
        self._settle(confirm, self._doubts)

    def _settle(self, judge: Callable[..., Relinked], chosen: Sequence[Doubt]) -> None:
        collection = self._collection
        try:
            done = judge(
                collection.store,
                chosen,
                at=collection.clock(),
                calendar=collection.calendar,
            )
            collection.forget_caches()
            refresh(collection, done.regrouped)
        except SrsError as error:
            self.notify(safe(str(error)), severity="error", markup=False)
            return
        self._draw()

    def action_leave(self) -> None:
        """Leave the rest for later: nothing is lost."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll a line."""
        self.query_one("#body").scroll_relative(y=by, animate=False)


def _told(text: tuple[str, str]) -> str:
    return "\n".join(part for part in text if part)
