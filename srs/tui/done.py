"""What was done in this sitting, what did it give, and what comes next?"""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.log import Linked, LinkRejected
from srs.core.order import BACKLOG_CARDS
from srs.study.agenda import Scope
from srs.study.ideas import due_ideas
from srs.study.outcome import cards_of
from srs.study.overview import Overview, next_words, overview
from srs.study.review import ReviewSession
from srs.study.scan_report import ScanReport
from srs.study.sitting import Tally
from srs.study.told import undone_words
from srs.study.words import ideas_words, minutes, number, pause
from srs.tui.doubtful import DoubtPanel
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on
from srs.tui.place import Place, bindings

MORE = 5
"""How many new cards `m` adds."""

MANY = BACKLOG_CARDS
"""So many cards left are worth an offer to spread them."""


class DoneScreen(Place[None]):
    """The finished page, or the page of a sitting that was stopped."""

    WHERE: ClassVar[tuple[Where, ...]] = ("doubtful", "done", "rest", "everywhere")
    TOPIC = "review"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("doubtful", "done", "rest", "everywhere", "scroll")
    ]
    DEFAULT_CSS = """
    DoneScreen {
        #body { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
        #body > Static { height: auto; max-width: 90; margin-bottom: 1; }
    }
    """

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.session = session
        self._found: Overview | None = None
        self._rest: ReviewSession | None = None
        """What else is left today, where this sitting is at its end."""
        self._ideas = 0
        """How many ideas come back today, once the reviews are done."""

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="did", markup=False)
            yield Static(id="next", markup=False)
            yield DoubtPanel(self.session.collection, self.glyphs)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the page."""
        self.draw()

    def decks_changed(self, report: ScanReport) -> None:
        """Say anew what comes next."""
        self.draw()

    def draw(self) -> None:
        """Say what was done, what it gave and what comes next."""
        self._found = overview(self.session.collection, charts=False)
        self._rest = self._what_is_left(self._found)
        over = self.session.current is None and self._rest is None
        self._ideas = len(due_ideas(self.session.collection)) if over else 0
        self.query_one(DoubtPanel).draw()
        did = _did(self.session.tally, stopped=self.session.current is not None)
        self._set("did", Content("\n").join(did))
        self._set("next", Content("\n".join(self._next(self._found))))
        self.refresh_hints()

    def _what_is_left(self, found: Overview) -> ReviewSession | None:
        """Return a sitting with the cards that can be asked now, if there are any."""
        if self.session.current is not None or not found.left:
            return None
        rest = ReviewSession(self.session.collection, Scope())
        return rest if rest.current is not None else None

    def _set(self, name: str, content: Content) -> None:
        widget = self.query_one(f"#{name}", Static)
        widget.update(content)
        widget.display = bool(content.plain)

    def _next(self, found: Overview) -> list[str]:
        lines = []
        session = self.session
        if session.scope.cram:
            lines.append("Crammed: no answer was written, and no due day has moved.")
        if session.current is not None:
            lines.append(
                f"{session.left()} left, about {minutes(session.minutes_left())}."
            )
        elif self._rest is not None:
            lines.append(f"{found.left} left today, about {minutes(found.minutes)}.")
        else:
            step = session.next_step_at()
            if step is not None:
                wait = step - session.collection.clock()
                lines.append(f"A card in steps comes back in {pause(wait)}.")
        if session.held:
            held = number(len(session.held), "card")
            lines.append(f"{held} of the same notes: another day.")
        due, new = found.tomorrow.due, found.tomorrow.new
        if due or new:
            parts = [f"{due} back"] if due else []
            parts += [f"{new} new"] if new else []
            spent = minutes(found.tomorrow_minutes)
            lines.append(f"Tomorrow: {', '.join(parts)}, about {spent}.")
        elif not found.left:
            lines.append(next_words(session.collection))
        if self._ideas:
            lines.append(ideas_words(self._ideas))
        if found.used_up:
            decks = number(found.used_up, "deck waits", "decks wait")
            lines.append(f"No new cards are left, and {decks}: s starts one.")
        elif session.current is None and not session.tally.answered:
            lines += self._waiting(found)
        return lines

    def _waiting(self, found: Overview) -> list[str]:
        """Return what a sitting without any card has that waits for another day."""
        names = self.session.scope.decks
        rows = [it for it in found.decks if it.name in names]
        waiting = sum(it.waiting for it in rows)
        if not waiting:
            return []
        more = min(MORE, waiting)
        return [
            f"{number(waiting, 'new card waits', 'new cards wait')} for another day:"
            f" today's are given out. m meets {more} now."
        ]

    # -- keys ----------------------------------------------------------------------

    def _idle(self) -> set[str]:
        """Return the ids of keys that have nothing to do now."""
        idle = set[str]()
        session = self.session
        waiting = self.query_one(DoubtPanel).waiting
        if waiting:
            idle.add("add")
        else:
            idle |= {"settle-keep", "settle-fresh"}
        if waiting < 2:
            idle.add("settle-all")
        if session.current is not None or self._rest is not None:
            idle.add("more")
        else:
            idle.add("go-on")
        if not self._ideas:
            idle.add("ideas")
        many = session.current is not None and session.counts.due >= MANY
        if not many and not (self._found and self._found.behind):
            idle.add("catch-up")
        if not (self._found and self._found.used_up):
            idle.add("start-deck")
        else:
            idle.add("more")
        return idle

    def hints(self) -> list[Key]:
        """Return the keys that have something to do now."""
        idle = self._idle()
        planned = self.session.scope.minutes
        words = {
            "add": "write your own" if self.app.size.width >= 60 else "add",
            "catch-up": "spread them",
            "back": self._way_out(),
            "progress": "progress",
        }
        if planned is not None and self._rest is None:
            words["go-on"] = f"{planned} more {'minute' if planned == 1 else 'minutes'}"
        return [
            replace(key, label=words.get(key.id, key.label))
            for key in on(*self.WHERE)
            if key.id not in idle
        ]

    def _way_out(self) -> str:
        if not self.srs.leaving:
            return "home"
        return "stop" if self.session.current is not None else "quit"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; `a` answers while a match is asked about."""
        if not self.is_mounted:
            return True
        waiting = self.query_one(DoubtPanel).waiting
        if action == "all":
            return waiting > 0
        if action in ("keep", "fresh"):
            return waiting > 0
        if action == "add":
            return not waiting
        return True

    # -- doing ---------------------------------------------------------------------

    def action_go_on(self) -> None:
        """Go on with what is left."""
        if self.session.current is None:
            if self._rest is not None:
                self._rest.tally = self.session.tally
                self.srs.turn_to_review(self._rest)
            return
        if self.session.scope.minutes is not None:
            self.session.extend(self.session.scope.minutes)
        self.srs.turn_to_review(self.session)

    def action_more(self) -> None:
        """Meet more new cards."""
        scope = self.session.scope
        more = Scope(decks=scope.decks, tags=scope.tags, cards=scope.cards, more=MORE)
        session = ReviewSession(self.session.collection, more)
        if session.current is None:
            self.srs.say("There are no more new cards in these decks.")
            return
        session.tally = self.session.tally
        self.srs.turn_to_review(session)

    @work
    async def action_start_deck(self) -> None:
        """Choose a deck that waits, start it, and go on with its first cards."""
        from srs.tui.starting import choose_deck, started_words

        row = await choose_deck(self.srs)
        if row is None:
            return
        session = ReviewSession(self.session.collection, Scope(decks=(row.name,)))
        begun = session.current is not None
        self.srs.say(started_words(row, begun=begun))
        if begun:
            session.tally = self.session.tally
            self.srs.turn_to_review(session)
        else:
            self.draw()

    def action_undo(self) -> None:
        """Take back the last thing done, and show that card again."""
        if self.srs.took_card_back():
            self.session.reload()
            self.draw()
            return
        taken = self.session.undo()
        self.srs.say(undone_words(taken, self.session.collection.today()))
        shown = self.session.current
        judged = any(isinstance(it.event, Linked | LinkRejected) for it in taken)
        if shown is not None and cards_of(taken) == [shown.card] and not judged:
            self.srs.turn_to_review(self.session)
        else:
            self.draw()

    @work
    async def action_add(self) -> None:
        """Write a new card into the inbox deck."""
        from srs.tui.adding import AddScreen

        added = await self.app.push_screen_wait(
            AddScreen(self.session.collection, None)
        )
        if added:
            self.session.rescan()
            self.srs.say(added)
            self.draw()

    @work
    async def action_catch_up(self) -> None:
        """Spread what is left over some days, after a look at the forecast."""
        from srs.tui.planning import offer_catch_up

        if await offer_catch_up(self.srs):
            self.session.reload(keep=False)
            self.draw()

    def action_keep(self) -> None:
        """It is the same question."""
        self.query_one(DoubtPanel).keep()
        self._settled()

    def action_fresh(self) -> None:
        """It is another question."""
        self.query_one(DoubtPanel).fresh()
        self._settled()

    def action_all(self) -> None:
        """All are what they look like."""
        self.query_one(DoubtPanel).keep_all()
        self._settled()

    def _settled(self) -> None:
        self.session.reload()
        self.draw()

    def leave(self) -> None:
        """Go home, or leave where the sitting is all that was wanted."""
        self.srs.leave_sitting(self)


def _did(tally: Tally, *, stopped: bool) -> list[Content]:
    """Return what was done and what it gave, the first line in bold."""
    if not tally.answered:
        first = "Nothing answered yet." if stopped else "Nothing is due now."
        return [Content.styled(first, "bold")]
    spent = minutes(tally.duration_ms / 60_000)
    met = f"{number(tally.met, 'card')} met"
    if tally.second_look:
        met += f", {len(tally.second_look)} needed a second look"
    word = "" if stopped else "Done. "
    lines = []
    if tally.tested:
        held = f"{tally.held} held"
        if tally.tested != tally.answered:
            held = f"{tally.held} of {tally.tested} in review held"
        first = f"{tally.answered} answered, {held}"
        lines.append(f"{word}{first} (expected {tally.expected:.0f}), {spent}.")
        if tally.met:
            lines.append(f"{number(tally.met, 'new card')} met.")
    elif tally.met:
        lines.append(f"{word}{met}, {spent}.")
    else:
        lines.append(f"{word}{tally.answered} answered, {spent}.")
    if tally.leeches:
        lines.append(
            f"{number(len(tally.leeches), 'card')} forgotten again and again:"
            " srs list is:leech shows them; rewording helps most."
        )
    first, *rest = lines
    return [Content.styled(first, "bold"), *map(Content, rest)]
