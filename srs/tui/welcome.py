"""Where do the decks go, and when does a day end? Asked once, before anything else."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from srs.core.errors import SrsError
from srs.core.text import safe_line
from srs.study.setup import (
    USUAL_PLACE,
    StarterDeck,
    make_collection,
    remember,
    starter,
    suggested_zone,
)
from srs.study.words import number
from srs.tui.dialogs import AskScreen

USUAL_ROLLOVER = 4


class WelcomeApp(App[Path]):
    """The first screen a learner sees; its answer is the collection's directory."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "begin", show=False),
        Binding("c", "place", show=False),
        Binding("z", "zone", show=False),
        Binding("e", "empty", show=False),
        Binding("q,escape,ctrl+q", "leave", show=False),
    ]
    CSS = """
    Screen { background: $background; }
    #page { padding: 1 2; max-width: 90; }
    #page Static { height: auto; margin-bottom: 1; }
    #trouble { color: $text-error; }
    #foot { dock: bottom; height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.animation_level = "none"
        self._clock = clock
        self._place = USUAL_PLACE
        self._zone = suggested_zone()
        self._rollover = USUAL_ROLLOVER
        self._starter = True
        self._decks: list[StarterDeck] = starter()

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static(
                Content.styled(
                    "Welcome to srs: a few questions a day, kept for good.", "bold"
                )
            )
            yield Static(id="answers")
            yield Static(id="decks")
            yield Static(id="trouble")
        yield Static(
            Content("enter start   c place   z day's end   e no decks   q quit"),
            id="foot",
        )

    def on_mount(self) -> None:
        """Show what would be done."""
        self._draw()

    def _draw(self, trouble: str = "") -> None:
        now = self._clock().astimezone(ZoneInfo(self._zone))
        lines = [
            f"Decks: plain files in {safe_line(str(self._place))}",
            f"Your day ends {self._rollover:02}:00, {self._zone} (now {now:%H:%M})",
        ]
        self._fill("answers", Content("\n".join(lines)))
        self._fill("decks", self._deck_lines())
        self._fill("trouble", Content(trouble))

    def _deck_lines(self) -> Content:
        if not self._starter:
            return Content("No decks: you write your own.  (e brings them back)")
        first = [deck for deck in self._decks if deck.begins]
        later = len(self._decks) - len(first)
        lines = [
            Content.assemble(
                ("▸ ", "$text-accent"),
                (f"{deck.name:<34}", "bold"),
                f"{deck.cards} cards",
            )
            for deck in first
        ]
        if later:
            lines.append(Content(f"  {number(later, 'more deck'):<34}not started"))
        return Content("\n").join(lines)

    def _fill(self, name: str, content: Content) -> None:
        widget = self.query_one(f"#{name}", Static)
        widget.update(content)
        widget.display = bool(content.plain)

    # -- changing the answers ------------------------------------------------------

    @work
    async def action_place(self) -> None:
        """Choose another directory."""
        answer = await self.push_screen_wait(
            AskScreen("Where shall the decks go?", value=str(self._place))
        )
        if answer and answer.strip():
            self._place = Path(answer.strip())
        self._draw()

    @work
    async def action_zone(self) -> None:
        """Choose the zone and the hour at which a day ends."""
        zone = await self.push_screen_wait(
            AskScreen("Your time zone, such as Europe/Berlin", value=self._zone)
        )
        if zone is None:
            return
        if zone.strip() not in available_timezones():
            self._draw(f"There is no time zone {safe_line(zone.strip())}.")
            return
        self._zone = zone.strip()
        hour = await self.push_screen_wait(
            AskScreen(
                "At which hour does your day end, 0 to 23?", value=str(self._rollover)
            )
        )
        if hour is not None and hour.strip().isdecimal() and int(hour) < 24:
            self._rollover = int(hour)
            self._draw()
        elif hour is not None:
            self._draw(f"An hour is a number from 0 to 23, not {safe_line(hour)}.")

    def action_empty(self) -> None:
        """Begin without the starter decks, or with them again."""
        self._starter = not self._starter
        self._draw()

    # -- ending --------------------------------------------------------------------

    def action_begin(self) -> None:
        """Make the collection and go on into the first review."""
        try:
            made = make_collection(self._place, starter=self._starter)
            remember(made.root, timezone=self._zone, rollover=self._rollover)
        except SrsError as error:
            self._draw(str(error))
            return
        self.exit(made.root)

    def action_leave(self) -> None:
        """Leave without having made anything."""
        self.exit(None)
