"""What came of the ideas that incubate? A quiet place, after the reviews.

Nothing here is right or wrong: an idea is let go, waits, or has given something.
"""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from srs.core.card import CardId
from srs.core.idea import FRUITFUL_DAYS
from srs.core.log import Verdict
from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.ideas import Incubating, due_ideas, ideas, judge, looked_after, think
from srs.study.outcome import undo_last
from srs.study.scan import scan
from srs.study.told import undone_words
from srs.study.words import days, number
from srs.tui import card_parts
from srs.tui.card_page import CardPage
from srs.tui.host import Host
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings, cut


async def look_at_ideas(app: Host) -> None:
    """Show today's ideas, one after another; say so where there are none."""
    found = due_ideas(app.collection)
    if not found:
        app.say(nothing_words(app.collection))
        return
    looked_at = await app.push_screen_wait(IdeasScreen(app.collection, found))
    if looked_at:
        app.say(f"{number(looked_at, 'idea')} looked at. u takes the last one back.")


def nothing_words(collection: Collection) -> str:
    """Return why no idea is asked about, and what can be done."""
    waiting = [one for one in ideas(collection) if one.state == "incubating"]
    if not waiting:
        return "No idea incubates. A line that begins with I: in a deck is one."
    ahead = min(one.idea.due for one in waiting) - collection.today()
    return (
        f"{number(len(waiting), 'idea incubates', 'ideas incubate')}; the next comes"
        f" in {days(ahead.days)}. All of them: srs ideas"
    )


class IdeasScreen(Place[int]):
    """One idea after another; leaving keeps the rest for later."""

    WHERE: ClassVar[tuple[Where, ...]] = ("idea", "everywhere")
    TOPIC = "ideas"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("idea", "everywhere", "scroll")]
    DEFAULT_CSS = """
    IdeasScreen {
        #head { height: 1; padding: 0 1; color: $text-muted; }
        #foot { height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, collection: Collection, found: list[Incubating]) -> None:
        super().__init__()
        self._collection = collection
        self._day = collection.today()
        self._left = found
        self._looked_at = 0

    def compose(self) -> ComposeResult:
        """Lay out head, idea, what became of it, and key bar."""
        yield Static(id="head", markup=False)
        yield CardPage(id="body")
        yield Static(id="foot", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first idea."""
        self._show()

    def on_resize(self) -> None:
        """Fit the head to the window."""
        self._show_head()

    @property
    def current(self) -> Incubating:
        """The idea on the screen."""
        return self._left[0]

    # -- what stands on the screen ---------------------------------------------------

    def _show(self) -> None:
        one = self.current
        page = self.query_one(CardPage)
        parts = card_parts.idea(one.note, page.card.read)
        page.show(parts, base=one.entry.deck.path, draw=None)
        page.scroll_home(animate=False, immediate=True)
        self._show_head()
        self.query_one("#foot", Static).update(Content(_became(one)))
        self.refresh_hints()

    def _show_head(self) -> None:
        if not self._left:
            return
        one = self.current
        place = one.entry.deck.title or one.entry.deck.name
        crumbs = ["Ideas", place, *one.breadcrumb]
        right = f"{self._looked_at + 1} of {self._looked_at + len(self._left)}"
        width = max(20, self.app.size.width - 2)
        left = f" {self.glyphs.crumb} ".join(crumbs)
        path = cut(left, max(8, width - len(right) - 2), self.glyphs)
        gap = " " * max(1, width - path.cell_length - len(right))
        self.query_one("#head", Static).update(Content.assemble(path, gap, right))

    def hints(self) -> list[Key]:
        """Return the keys, with the pause that each answer leads to."""
        words = {"idea-fruitful": f"fruitful {days(FRUITFUL_DAYS)}"}
        if self._left:
            pause = days(2 * self.current.idea.interval_days)
            words["idea-not-now"] = f"not now {pause}"
        return [
            replace(key, label=words.get(key.id, key.label))
            for key in on(*self.WHERE)
            if key.id not in ("add", "progress", "search")
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done to an idea; no card is written here."""
        return action not in ("add", "progress")

    # -- answering -------------------------------------------------------------------

    def action_judge(self, verdict: Verdict) -> None:
        """Record the answer, then turn to the next idea."""
        judge(self._collection, self.current.card, verdict, day=self._day)
        gone = "Let go: it stays in its deck and comes no more. u brings it back."
        self._turn(gone if verdict == "let go" else "")

    def _turn(self, sentence: str = "") -> None:
        """Turn to the next idea after an answer."""
        self._looked_at += 1
        if sentence:
            self.srs.say(sentence)
        self._turn_to(None)

    def _turn_to(self, card: CardId | None) -> None:
        """Show an idea, or the hottest one; go back where none is left."""
        found = due_ideas(self._collection, day=self._day)
        self._left = sorted(found, key=lambda one: one.card != card)
        if self._left:
            self._show()
        else:
            self.dismiss(self._looked_at)

    @work
    async def action_thought(self) -> None:
        """Write a dated thought beneath the idea."""
        from srs.tui.dialogs import AskScreen

        one = self.current
        line = await self.app.push_screen_wait(
            AskScreen(f"Your thought of {self._day.isoformat()}, one line")
        )
        if line is None or not line.strip():
            return
        at = think(self._collection, one.card, line, day=self._day)
        self._turn(f"Written: {safe_line(one.entry.deck.path)}:{at}. u takes it out.")

    @work
    async def action_edit(self) -> None:
        """Edit the deck at the idea; a new dated thought there counts as fruitful."""
        from srs.tui.editing import edit

        one = self.current
        if not await edit(
            self.srs, self._collection.root / one.entry.deck.path, one.line
        ):
            return
        report = scan(self._collection)
        known = len(one.note.thoughts)
        if looked_after(self._collection, one.card, known, day=self._day):
            self._turn("A new thought: fruitful.")
            return
        self.srs.say(report.outcome())
        self._turn_to(one.card)

    def action_undo(self) -> None:
        """Take back the last thing done, and show that idea again."""
        before = {one.card for one in self._left}
        if not self.srs.took_card_back():
            taken = undo_last(self._collection)
            self.srs.say(undone_words(taken, self._day))
        now = due_ideas(self._collection, day=self._day)
        back = [one.card for one in now if one.card not in before]
        self._looked_at = max(0, self._looked_at - len(back))
        self._turn_to(back[0] if back else self.current.card)

    def leave(self) -> None:
        """Go back; the ideas that are left come another time."""
        self.dismiss(self._looked_at)


def _became(one: Incubating) -> str:
    """Return what became of an idea so far, in one line."""
    idea = one.idea
    told = [f"Since {idea.since.isoformat()}"]
    if one.note.thoughts:
        told.append(number(len(one.note.thoughts), "thought"))
    if idea.fruitful:
        told.append(f"fruitful {number(len(idea.fruitful), 'time')}")
    if idea.not_now:
        told.append(f"not now {number(idea.not_now, 'time')}")
    return f"{', '.join(told)}. Heat {one.heat:.1f}."
