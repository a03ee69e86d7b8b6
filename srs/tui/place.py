"""What do all screens share? A title, the key bar, help, back, and scrolling."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar, cast

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from srs.core.text import safe_line
from srs.study.scan_report import ScanReport
from srs.tui.glyphs import Glyphs
from srs.tui.host import Host
from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on

Answer = TypeVar("Answer")

MUTED = "$text 60%"
"""`$text-muted` as contents can name it: there it would come out white."""


def bindings(*places: Where) -> list[Binding]:
    """Return Textual's bindings for the keys of some places."""
    return [
        Binding(key.keys, key.action, key.label or key.help, show=False, id=key.id)
        for key in on(*places)
    ]


def as_mapped(app: object, key: Key) -> Key:
    """Return a key as the learner has mapped it."""
    keys = getattr(app, "key_wishes", {}).get(key.id)
    if not keys:
        return key
    from dataclasses import replace

    return replace(key, keys=keys)


def cut(text: str, width: int, glyphs: Glyphs) -> Content:
    """Return a text in one line, with an ellipsis where it is too long."""
    content = Content(safe_line(text))
    if content.cell_length <= width:
        return content
    end = glyphs.ellipsis
    return content.truncate(max(1, width - len(end))) + Content(end)


class Scrolls(Screen[Answer]):
    """A screen whose body scrolls by keys."""

    def body(self) -> VerticalScroll:
        """Return what scrolls."""
        return self.query_one("#body", VerticalScroll)

    def action_down(self) -> None:
        """Scroll down a line."""
        self.body().scroll_down(animate=False, immediate=True)

    def action_up(self) -> None:
        """Scroll up a line."""
        self.body().scroll_up(animate=False, immediate=True)

    def action_first(self) -> None:
        """Scroll to the start."""
        self.body().scroll_home(animate=False, immediate=True)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.body().scroll_end(animate=False, immediate=True)

    def action_half_down(self) -> None:
        """Scroll down half a screen."""
        body = self.body()
        body.scroll_relative(y=body.size.height // 2, animate=False, immediate=True)

    def action_half_up(self) -> None:
        """Scroll up half a screen."""
        body = self.body()
        body.scroll_relative(y=-(body.size.height // 2), animate=False, immediate=True)


class Place(Scrolls[Answer]):
    """A screen of the app, with its keys from the one list."""

    WHERE: ClassVar[tuple[Where, ...]] = ("everywhere",)
    TOPIC: ClassVar[str] = "keys"
    """The manual's page that `?` opens."""
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: keys belong to the screen."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's own declaration
        (0, "-narrow"),
        (80, "-normal"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - Textual's

    @property
    def srs(self) -> Host:
        """The app this screen belongs to."""
        return cast(Host, self.app)

    @property
    def glyphs(self) -> Glyphs:
        """The characters this terminal can draw."""
        return self.srs.glyphs

    def hints(self) -> Sequence[Key]:
        """Return the keys that have something to do now, for bar and palette."""
        return on(*self.WHERE)

    def refresh_hints(self) -> None:
        """Bring the key bar up to date."""
        for bar in self.query(KeyBar):
            bar.set_keys([as_mapped(self.app, key) for key in self.hints()])

    def on_screen_resume(self) -> None:
        """Show what this screen's deed had to say, and nothing older."""
        self.srs.turned()

    def decks_changed(self, report: ScanReport) -> None:
        """Show what decks say that were saved while this screen stands."""

    async def action_help(self) -> None:
        """Open the manual at this screen's page."""
        self.srs.open_manual(self.TOPIC, self.WHERE)

    def action_progress(self) -> None:
        """Show the statistics."""
        self.srs.open_progress()

    async def action_search(self) -> None:
        """Search all cards."""
        self.srs.open_search()

    def action_back(self) -> None:
        """Close an error; where there is none, leave this screen."""
        if not self.srs.close_errors():
            self.leave()

    def leave(self) -> None:
        """Leave this screen."""
        self.dismiss()


_NOT_HERE = ("add", "undo", "search")
"""What is not hinted at on a page; a search can be begun there, too."""


class Page(Place[Answer]):
    """A screen to be read: a head, a body that scrolls, the key bar."""

    WHERE: ClassVar[tuple[Where, ...]] = ("everywhere",)
    DEFAULT_CSS = """
    Page {
        #head { height: 1; padding: 0 1; color: $text-muted; }
        #body { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
        #body > * { max-width: 90; }
        #body > Static { height: auto; margin-bottom: 1; }
    }
    """

    def hints(self) -> Sequence[Key]:
        """Return the keys of the screen; nothing is added or undone on a page."""
        return [key for key in on(*self.WHERE) if key.id not in _NOT_HERE]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done on a page only."""
        return action not in ("add", "undo")


class Box(ModalScreen[Answer]):
    """A small screen over another one, with its keys from the one list."""

    WHERE: ClassVar[tuple[Where, ...]] = ("choose",)
    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    Box {
        align: center middle;
        & > Vertical { width: 94%; max-width: 72; height: auto; max-height: 100%;
                       border: round $primary; padding: 0 1; background: $surface; }
        & Static { height: auto; }
        & KeyBar { dock: none; padding: 0; margin-top: 1; }
    }
    """

    def hints(self) -> Sequence[Key]:
        """Return the keys of the box."""
        return on(*self.WHERE)

    def on_screen_resume(self) -> None:
        """Leave behind what was said before the box came up."""
        if isinstance(self.app, Host):
            self.app.turned()

    def bar(self) -> KeyBar:
        """Return the box's own key bar."""
        return KeyBar([as_mapped(self.app, key) for key in self.hints()])
