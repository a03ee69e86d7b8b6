"""What does a new learner see first, and what comes of it?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from srs.study.setup import settings_file
from srs.tui.welcome import WelcomeApp
from tests.conftest import Clock
from tests.tui.screens import SIZES


@asynccontextmanager
async def _welcome(
    clock: Clock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[WelcomeApp, Pilot[Path]]]:
    app = WelcomeApp(clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def _text(app: WelcomeApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def _write(pilot: Pilot[Path], text: str) -> None:
    await pilot.press("ctrl+u", *text, "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Where the decks go, when a day ends, what the first day brings."""
    async with _welcome(clock, size) as (app, _):
        assert _text(app) == snapshot


async def test_enter_makes_the_collection(clock: Clock, home: Path) -> None:
    """`enter` copies the starter decks and remembers the answers."""
    async with _welcome(clock) as (app, pilot):
        await pilot.press("enter")

    assert app.return_value == home / "srs"
    assert (home / "srs" / "srs.toml").is_file()
    assert len(list((home / "srs").glob("*.md"))) > 5
    settings = settings_file().read_text("utf-8")
    assert 'timezone = "Europe/Berlin"' in settings
    assert "rollover = 4" in settings


async def test_the_answers_can_be_changed(clock: Clock, home: Path) -> None:
    """`c`, `z` and `e` change place, zone, hour and decks."""
    async with _welcome(clock) as (app, pilot):
        await pilot.press("c")
        await _write(pilot, str(home / "mine"))
        await pilot.press("z")
        await _write(pilot, "Asia/Tokyo")
        await _write(pilot, "3")
        await pilot.press("e")
        await pilot.pause()
        assert "Your day ends 03:00, Asia/Tokyo (now 17:00)" in _text(app)
        assert "No decks: you write your own." in _text(app)
        await pilot.press("enter")

    assert app.return_value == home / "mine"
    assert list((home / "mine").glob("*.md")) == []
    assert 'timezone = "Asia/Tokyo"' in settings_file().read_text("utf-8")


async def test_what_cannot_be_is_told(clock: Clock, home: Path) -> None:
    """A zone and a place that are none are told, and nothing is made."""
    (home / "file").write_text("", encoding="utf-8")
    async with _welcome(clock) as (app, pilot):
        await pilot.press("z")
        await _write(pilot, "Nowhere")
        assert "There is no time zone Nowhere." in _text(app)
        await pilot.press("c")
        await _write(pilot, str(home / "file" / "decks"))
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be made a collection" in _text(app)
        await pilot.press("q")

    assert app.return_value is None
    assert not settings_file().exists()
