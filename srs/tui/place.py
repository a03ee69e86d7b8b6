"""What do all screens share? A title, the key bar, help, back, and scrolling."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding
from textual.screen import Screen

from srs.tui.key_bar import KeyBar
from srs.tui.keys import Key, Where, on

Answer = TypeVar("Answer")


def bindings(*places: Where) -> list[Binding]:
    """Return Textual's bindings for the keys of some places."""
    return [
        Binding(key.keys, key.action, key.label or key.help, show=False, id=key.id)
        for key in on(*places)
    ]


class Place(Screen[Answer]):
    """A screen of the app, with its keys from the one list."""

    WHERE: ClassVar[tuple[Where, ...]] = ("everywhere",)
    TOPIC: ClassVar[str] = "keys"
    """The manual's page that `?` opens."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's own declaration
        (0, "-narrow"),
        (80, "-normal"),
        (120, "-wide"),
    ]

    def hints(self) -> Sequence[Key]:
        """Return the keys to hint at now."""
        return on(*self.WHERE)

    def refresh_hints(self) -> None:
        """Bring the key bar up to date."""
        for bar in self.query(KeyBar):
            bar.set_keys([self._as_mapped(key) for key in self.hints()])

    def _as_mapped(self, key: Key) -> Key:
        from dataclasses import replace

        keys = getattr(self.app, "key_wishes", {}).get(key.id)
        return replace(key, keys=keys) if keys else key

    async def action_help(self) -> None:
        """Open the manual at this screen's page."""
        from srs.tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self.TOPIC, self.WHERE))

    def action_back(self) -> None:
        """Leave this screen."""
        self.dismiss()
