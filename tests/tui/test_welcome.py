"""What does a new learner see first, and what comes of it?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

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


async def test_what_is_pasted_is_made_safe(clock: Clock) -> None:
    """No control character of a paste reaches the line that is written."""
    async with _welcome(clock) as (app, pilot):
        await pilot.press("c", "ctrl+u")
        app.post_message(Paste("~/my\x1b[31mdecks"))
        await pilot.pause()

        value = app.screen.query_one(Input).value
        assert value.startswith("~/my")
        assert "\x1b" not in value


@pytest.mark.parametrize(
    ("key", "answer", "told"),
    [
        ("z", "Nowhere", "There is no time zone Nowhere. Try Europe/Berlin"),
        ("z", "tokyo", "There is no time zone tokyo. Try Asia/Tokyo."),
        ("z", "Europe/Berlim", "Try Europe/Berlin"),
        ("z", "", "There is no time zone"),
        ("c", " ", "A directory is wanted, such as ~/srs."),
        ("c", "~nobody-here/srs", "names nobody's home"),
    ],
)
async def test_an_answer_that_will_not_do_stays_to_be_mended(
    clock: Clock, key: str, answer: str, told: str
) -> None:
    """What is wrong stands below the line, which keeps what was typed."""
    async with _welcome(clock) as (app, pilot):
        await pilot.press(key)
        await _write(pilot, answer)
        lines = _text(app)
        assert told in " ".join(lines.replace("│", " ").split())
        assert app.screen.query_one(Input).value == answer

        await _write(pilot, "europe/berlin" if key == "z" else "~/other")
        assert told not in _text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Welcome" in _text(app)


@pytest.mark.parametrize("hour", ["25", "four", "-1", "²", ""])
async def test_an_hour_is_asked_for_until_it_is_one(clock: Clock, hour: str) -> None:
    """A wrong hour is told with an example; the next answer counts."""
    async with _welcome(clock) as (app, pilot):
        await pilot.press("z", "enter")
        await pilot.pause()
        await _write(pilot, hour)
        assert "from 0 to 23, such as 4" in _text(app)
        await _write(pilot, "3")

        assert "Your day ends 03:00" in _text(app)


async def test_a_place_in_a_file_is_told_where_it_is_typed(
    clock: Clock, home: Path
) -> None:
    """A file is no place for decks, nor is anything in it; nothing is made."""
    (home / "file").write_text("", encoding="utf-8")
    async with _welcome(clock) as (app, pilot):
        await pilot.press("c")
        await _write(pilot, "~/file/decks")
        assert "is a file. A directory is wanted" in " ".join(_text(app).split())
        await pilot.press("escape", "q")

    assert app.return_value is None
    assert not settings_file().exists()


async def test_a_place_that_fails_after_all_is_told(clock: Clock, home: Path) -> None:
    """Where the directory cannot be made on `enter`, the first screen says so."""
    async with _welcome(clock) as (app, pilot):
        (home / "srs").write_text("", encoding="utf-8")
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be made a collection" in _text(app)
        await pilot.press("q")

    assert app.return_value is None
