"""What do tests of screens share? The app in a window of a size, and its text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from srs.core.card import CardId
from srs.core.log import Rating, Reviewed
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.tui.app import SrsApp
from srs.tui.review import ReviewScreen
from tests.conftest import Clock

SIZES = [(60, 20), (80, 24), (120, 40), (40, 15)]
"""Columns and rows: narrow, usual, wide, and a phone."""

KNOTS = """# Knots

## Loops

Q: Which knot makes a loop that does not slip?
A: The bowline
X: Sailors tie it with one hand.
S: Ashley, The Ashley Book of Knots, 1944

## Bends

C: A [reef knot] joins two ropes of equal thickness.

T: Bight
D: A curved part of a rope that crosses nothing
"""

Shown = TypeVar("Shown", bound=Screen[Any])


class Window(NamedTuple):
    """A running app and what drives it."""

    app: SrsApp
    pilot: Pilot[int]

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until their consequences are drawn."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to be done."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "\n": "enter"}
        await self.pilot.press(*(names.get(char, char) for char in text))
        await self.settle()

    def text(self) -> str:
        """Return the text of the screen, without what is empty at the lines' ends."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def said(self) -> list[str]:
        """Return the sentences that stand on the screen above the keys."""
        return self.app.said

    def static(self, name: str) -> str:
        """Return the text of a line of the screen."""
        return str(self.app.screen.query_one(f"#{name}", Static).content)

    def hints(self) -> list[str]:
        """Return the hints of the screen, as the key bar has them when it is wide."""
        keys = self.app.screen.hints()  # type: ignore[attr-defined]
        return [f"{key.first} {key.label}" for key in keys if key.label]

    def on(self, kind: type[Shown]) -> Shown:
        """Return the screen that is shown, which must be of a kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), type(screen).__name__
        return screen


@asynccontextmanager
async def window(
    collection: Collection,
    *,
    size: tuple[int, int] = (80, 24),
    begin: Scope | None = None,
    first_run: bool = False,
    watches: bool = False,
) -> AsyncIterator[Window]:
    """Run the app over a collection, as the door would; watch no deck unless asked."""
    app = SrsApp(collection, begin=begin, first_run=first_run)
    app.watches = watches
    async with app.run_test(size=size, notifications=True) as pilot:
        opened = Window(app, pilot)
        await opened.settle()
        yield opened


def count(
    monkeypatch: pytest.MonkeyPatch, kind: type, method: str, done: list[str]
) -> None:
    """Let a list have the method's name each time Textual calls it."""
    real = getattr(kind, method)

    def counted(*given: object, **named: object) -> object:
        done.append(method)
        return real(*given, **named)

    monkeypatch.setattr(kind, method, counted)


def learn(
    collection: Collection,
    clock: Clock,
    *,
    days: int = 1,
    rating: Rating = Rating.GOOD,
) -> None:
    """Answer everything that comes on some days; the clock ends on the day after."""
    for _ in range(days):
        session = ReviewSession(collection)
        while session.current is not None:
            clock.at += timedelta(seconds=8)
            session.answer(rating, duration_ms=8000)
        clock.sleep(days=1)


def ratings(seen: Window) -> list[tuple[Rating, int]]:
    """Return the ratings in the log, each with its milliseconds."""
    return [
        (entry.event.rating, entry.event.duration_ms)
        for entry in seen.app.collection.store.log.all()
        if isinstance(entry.event, Reviewed)
    ]


def card(seen: Window) -> CardId:
    """Return the card that is asked."""
    shown = seen.on(ReviewScreen).session.current
    assert shown is not None
    return shown.card


async def rate(seen: Window, clock: Clock, *keys: str) -> None:
    """Show and rate one card after another, two seconds each."""
    for key in keys:
        await seen.press("space")
        clock.sleep(seconds=2)
        await seen.press(key)
