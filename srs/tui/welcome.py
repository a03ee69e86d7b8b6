"""Where do the decks go, and when does a day end? Asked once, before anything else."""

from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from textual import events, work
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
    why_no_place,
)
from srs.study.words import minutes, number
from srs.tui.dialogs import AskScreen
from srs.tui.glyphs import glyphs
from srs.tui.key_bar import KeyBar
from srs.tui.keys import on
from srs.tui.pasting import make_safe
from srs.tui.place import bindings, cut

USUAL_ROLLOVER = 4

HOURS_A_DAY = 24

_ROOMY = 56
"""From so many cells on, times stand beside the counts."""

_COLUMN = 56
"""Where it stands how an answer is changed."""


class WelcomeApp(App[Path]):
    """The first screen a learner sees; its answer is the collection's directory."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("welcome"),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; }
    #page { padding: 1 2; }
    #page Static { height: auto; margin-bottom: 1; max-width: 90; }
    #trouble { color: $text-error; }
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.animation_level = "none"
        self.glyphs = glyphs()
        self._clock = clock
        self._place = USUAL_PLACE
        self._zone = suggested_zone()
        self._rollover = USUAL_ROLLOVER
        self._starter = True
        self._decks: list[StarterDeck] = starter()

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(
                Content.styled(
                    "Welcome to srs: a few questions a day, kept for good.", "bold"
                )
            )
            yield Static(id="answers")
            yield Static(id="decks")
            yield Static(id="trouble")
        yield KeyBar(on("welcome"), namespace="app")

    async def on_event(self, event: events.Event) -> None:
        """Make pasted text safe before a line that is written shows it."""
        make_safe(event)
        await super().on_event(event)

    def on_mount(self) -> None:
        """Show what would be done."""
        self._draw()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._draw()

    def _draw(self, trouble: str = "") -> None:
        now = self._clock().astimezone(ZoneInfo(self._zone))
        place = safe_line(str(self._place))
        day = f"Your day ends {self._rollover:02}:00, {self._zone} (now {now:%H:%M})"
        lines = [
            self._line(f"Decks: plain files in {place}", "c change"),
            self._line(day, "z change"),
        ]
        self._fill("answers", Content("\n").join(lines))
        self._fill("decks", self._deck_lines())
        self._fill("trouble", Content(trouble))

    def _line(self, left: str, right: str) -> Content:
        """Return an answer, and how to change it where there is room."""
        room = min(_COLUMN, self.size.width - 4 - len(right))
        gap = room - Content(left).cell_length
        return Content(left + " " * gap + right) if gap > 0 else Content(left)

    def _deck_lines(self) -> Content:
        if not self._starter:
            return Content("No decks: you write your own.  (e brings them back)")
        roomy = self.size.width >= _ROOMY
        width = min(30, self.size.width - 19)
        first = [deck for deck in self._decks if deck.begins]
        later = len(self._decks) - len(first)
        lines = [
            Content.assemble(
                (f"{self.glyphs.cursor} ", "$text-accent"),
                cut(deck.name, width, self.glyphs).stylize("bold"),
                " " * max(1, width + 1 - len(deck.name)),
                f"{deck.new} new",
                f"   about {minutes(deck.minutes)}" if roomy else "",
            )
            for deck in first
        ]
        if later:
            more = f"  {number(later, 'more deck')}"
            lines.append(Content(f"{more:<{width + 2}} not started"))
        return Content("\n").join(lines)

    def _fill(self, name: str, content: Content) -> None:
        for widget in self.query(f"#{name}").results(Static):
            widget.update(content)
            widget.display = bool(content.plain)

    # -- changing the answers ------------------------------------------------------

    @work
    async def action_place(self) -> None:
        """Choose another directory."""
        answer = await self.push_screen_wait(
            AskScreen(
                "Where shall the decks go?", value=str(self._place), check=_wrong_place
            )
        )
        if answer is not None:
            self._place = Path(answer.strip())
        self._draw()

    @work
    async def action_zone(self) -> None:
        """Choose the zone and the hour at which a day ends."""
        zone = await self.push_screen_wait(
            AskScreen(
                "Your time zone, such as Europe/Berlin",
                value=self._zone,
                check=_wrong_zone,
            )
        )
        if zone is None:
            return
        self._zone = _zone_named(zone)
        self._draw()
        hour = await self.push_screen_wait(
            AskScreen(
                "At which hour does your day end, 0 to 23?",
                value=str(self._rollover),
                check=_wrong_hour,
            )
        )
        if hour is not None:
            self._rollover = int(hour)
            self._draw()

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
            self._draw(f"{error.sentence} Press c to choose another place.")
            return
        self.exit(made.root)

    def action_leave(self) -> None:
        """Leave without having made anything."""
        self.exit(None)


# -- what an answer must be ------------------------------------------------------------


def _wrong_place(answer: str) -> str:
    place = answer.strip()
    if not place:
        return "A directory is wanted, such as ~/srs."
    return why_no_place(Path(place))


def _zone_named(answer: str) -> str:
    """Return the zone that an answer names, whatever its case; empty if none."""
    wanted = answer.strip().replace(" ", "_").casefold()
    return next((it for it in available_timezones() if it.casefold() == wanted), "")


def _wrong_zone(answer: str) -> str:
    if _zone_named(answer):
        return ""
    wanted = answer.strip().replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    # Who types a city means the zone that ends with it.
    near = [zone for zone in zones if wanted and zone.casefold().endswith(f"/{wanted}")]
    if not near:
        known = {zone.casefold(): zone for zone in zones}
        near = [known[it] for it in get_close_matches(wanted, known, n=2, cutoff=0.7)]
    such = " or ".join(near[:2]) if near else "Europe/Berlin, America/New_York or UTC"
    return f"There is no time zone {safe_line(answer.strip())}. Try {such}."


def _wrong_hour(answer: str) -> str:
    text = answer.strip()
    if text.isascii() and text.isdecimal() and int(text) < HOURS_A_DAY:
        return ""
    return "An hour is a whole number from 0 to 23, such as 4 for 04:00."
