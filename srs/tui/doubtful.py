"""Is this the same question as before? Asked after a sitting, never in the middle."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.identity import confirm, doubts, reject
from srs.study.outcome import refresh, undo_last
from srs.study.scan_links import Relinked
from srs.study.scan_report import Doubt, ScanReport
from srs.study.told import undone_words
from srs.study.words import number
from srs.tui.diff import changed_words
from srs.tui.glyphs import Glyphs
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import MUTED, Page, bindings


class DoubtPanel(Vertical):
    """The first doubtful match that waits, and how it can be settled."""

    DEFAULT_CSS = """
    DoubtPanel { height: auto; max-width: 90; display: none; }
    DoubtPanel Static { height: auto; margin-bottom: 1; }
    """

    def __init__(self, collection: Collection, glyphs: Glyphs) -> None:
        super().__init__()
        self._collection = collection
        self._glyphs = glyphs
        self._doubts: list[Doubt] = []

    @property
    def waiting(self) -> int:
        """How many doubtful matches wait."""
        return len(self._doubts)

    def compose(self) -> ComposeResult:
        """Lay out question, difference and answers."""
        yield Static(id="same", markup=False)
        yield Static(id="difference", markup=False)
        yield Static(id="settle", markup=False)

    def draw(self) -> int:
        """Show the first doubt; return how many there are."""
        self._doubts = doubts(self._collection.store)
        self.display = bool(self._doubts)
        if not self._doubts:
            return 0
        doubt = self._doubts[0]
        place = f"{safe_line(doubt.path)}:{doubt.line}"
        more = f"  {number(self.waiting, 'match', 'matches')} to settle"
        self._fill(
            "same",
            Content.assemble(
                ("Same question as before?", "bold"),
                (f"\n{place}{more if self.waiting > 1 else ''}", MUTED),
            ),
        )
        self._fill("difference", self._difference(doubt))
        keep = f"keep its {number(doubt.reviews, 'review')}"
        every = "   a all as suggested" if self.waiting > 1 else ""
        self._fill("settle", Content(f"y {keep}   n start fresh{every}"))
        return self.waiting

    def _difference(self, doubt: Doubt) -> Content:
        parts = zip(doubt.before, doubt.after, strict=True)
        lines = [
            changed_words(before, after, glyphs=self._glyphs)
            for before, after in parts
            if before or after
        ]
        return Content("\n").join(lines)

    def _fill(self, name: str, content: Content) -> None:
        self.query_one(f"#{name}", Static).update(content)

    def keep(self) -> None:
        """It is the same question: it keeps its history."""
        self._settle(confirm, self._doubts[:1])

    def fresh(self) -> None:
        """It is another question: it starts anew."""
        self._settle(reject, self._doubts[:1])

    def keep_all(self) -> None:
        """All are what they look like: they keep their histories."""
        self._settle(confirm, self._doubts)

    def _settle(self, judge: Callable[..., Relinked], chosen: Sequence[Doubt]) -> None:
        collection = self._collection
        done = judge(
            collection.store,
            chosen,
            at=collection.clock(),
            calendar=collection.calendar,
        )
        collection.forget_caches()
        refresh(collection, done.regrouped)


class DoubtfulScreen(Page[None]):
    """One doubtful match after another; leaving keeps the rest for later."""

    WHERE: ClassVar[tuple[Where, ...]] = ("doubtful", "everywhere")
    TOPIC = "identity"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("doubtful", "everywhere", "scroll")
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection

    def compose(self) -> ComposeResult:
        """Lay out head, match and key bar."""
        yield Static(Content("Edited cards"), id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield DoubtPanel(self._collection, self.glyphs)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first doubt."""
        self._draw()

    def hints(self) -> list[Key]:
        """Return the keys of a match."""
        return [key for key in on(*self.WHERE) if key.id != "add"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to settle and to take back; no card is written here."""
        return action != "add"

    def _panel(self) -> DoubtPanel:
        return self.query_one(DoubtPanel)

    def _draw(self) -> None:
        if not self._panel().draw():
            self.dismiss()
            return
        self.refresh_hints()

    def decks_changed(self, report: ScanReport) -> None:
        """Ask about what is doubtful now."""
        if self.app.screen is self:
            self._draw()

    def action_keep(self) -> None:
        """It is the same question."""
        self._panel().keep()
        self._draw()

    def action_fresh(self) -> None:
        """It is another question."""
        self._panel().fresh()
        self._draw()

    def action_all(self) -> None:
        """All are what they look like."""
        self._panel().keep_all()
        self._draw()

    def action_undo(self) -> None:
        """Take back the last thing done."""
        taken = undo_last(self._collection)
        self.srs.say(undone_words(taken, self._collection.today()))
        self._draw()
