"""Decks are read again when they are saved, and the screens show it in place."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.watched import concerns
from srs.tui import watching
from srs.tui.dialogs import AskScreen
from srs.tui.done import DoneScreen
from srs.tui.home import HomeScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Open
from tests.tui.screens import KNOTS, Window, card, window

ALL = Scope()


async def until(seen: Window, holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await seen.pilot.pause(0.01)


def save(collection: Collection, text: str, name: str = "knots.md") -> None:
    """Save a deck as editors do: beside it, then under its name."""
    fresh = collection.root / f".{name}.new"
    fresh.write_text(text, encoding="utf-8")
    fresh.rename(collection.root / name)


async def test_home_counts_anew_and_says_what_happened(collect: Open) -> None:
    """A new card and an edited one; problems and new decks have their places."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, watches=True) as seen:
        edited = KNOTS.replace("that does not slip", "that never slips")
        save(collection, f"{edited}\nQ: New?\nA: Yes\n\nC: no gap\n")
        await until(seen, lambda: bool(seen.said()))

        assert seen.said() == ["1 edited (history kept), 2 new"]
        seen.on(HomeScreen)
        assert "4 new" in seen.static("today")
        assert seen.static("notices") == "1 problem in the decks: P shows them."


async def test_the_card_under_the_eyes_changes_in_place(collect: Open) -> None:
    """The question stays a question, the same card, until the answer is wanted."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL, watches=True) as seen:
        first = card(seen)
        save(collection, KNOTS.replace("that does not slip", "with a sure eye"))
        await until(seen, lambda: "sure eye" in seen.text())

        assert card(seen) == first
        assert seen.said() == ["Same card. Edited, history kept."]
        assert "The bowline" not in seen.text()
        assert "1 of 3" in seen.static("head")


async def test_a_shown_answer_changes_too(collect: Open) -> None:
    """It stays shown, with its ratings, and can be rated."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL, watches=True) as seen:
        first = card(seen)
        await seen.press("space")
        save(collection, KNOTS.replace("The bowline", "The king of knots"))
        await until(seen, lambda: "The king of knots" in seen.text())

        assert seen.on(ReviewScreen).revealed
        assert card(seen) == first
        await seen.press("3")
        assert card(seen) != first


async def test_a_card_that_goes_makes_room_for_the_next(collect: Open) -> None:
    """It is told; with the last card the sitting ends."""
    collection = collect({"knots.md": "Q: One?\nA: 1\n\nQ: Two?\nA: 2\n"})
    async with window(collection, begin=ALL, watches=True) as seen:
        save(collection, "Q: Two?\nA: 2\n")
        await until(seen, lambda: "Two?" in seen.text())
        assert seen.said() == ["That card is not here any more: 1 gone."]
        save(collection, "Nothing.\n")
        await until(seen, lambda: isinstance(seen.app.screen, DoneScreen))
        await seen.settle()


async def test_what_stands_above_the_card_stays(collect: Open) -> None:
    """A line that is being written is not taken away; the card changes after it."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL, watches=True) as seen:
        review = seen.on(ReviewScreen)
        await seen.press("f")
        save(collection, KNOTS.replace("that does not slip", "with a sure eye"))
        await until(seen, lambda: review._changes is not None)
        seen.on(AskScreen)
        await seen.press("escape")
        await until(seen, lambda: "sure eye" in seen.text())

        assert seen.on(ReviewScreen) is review


async def test_other_decks_leave_the_card_alone(collect: Open) -> None:
    """What became of other cards is told, and the card stays as it is."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL, watches=True) as seen:
        first = card(seen)
        save(collection, "Q: Else?\nA: Yes\n", name="other.md")
        await until(seen, lambda: bool(seen.said()))

        assert seen.said() == ["1 new"]
        assert card(seen) == first


async def test_without_watches_one_looks_now_and_then(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system has no watch left, savings are found all the same."""
    monkeypatch.setattr(watching, "LOOK_MS", 20)
    monkeypatch.setattr("watchfiles.awatch", _no_watch_left)
    collection = collect({"knots.md": KNOTS})
    async with window(collection, watches=True) as seen:
        save(collection, f"{KNOTS}\nQ: New?\nA: Yes\n")
        await until(seen, lambda: seen.said() == ["1 new"])


def _no_watch_left(*_: object, **__: object) -> object:
    raise OSError(28, "No space left on device")


async def test_it_can_be_switched_off(
    collect: Open, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """With `watch = false` nobody looks."""
    folder = home / "config" / "srs"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("watch = false\n", encoding="utf-8")
    collection = collect({"knots.md": KNOTS})
    async with window(collection, watches=collection.settings.watch) as seen:
        assert not seen.app.watches
        assert [one.group for one in seen.app.workers if one.group == "watch"] == []


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("a.md", True),
        ("a/b.MARKDOWN", True),
        ("folder", True),
        (".gitignore", True),
        ("a/.srsignore", True),
        (".obsidian", True),
        (".a.md.srs-1-ab", False),
        (".git/a.md", False),
        ("picture.png", False),
        ("../a.md", False),
        ("", False),
    ],
)
def test_what_concerns_the_decks(tmp_path: Path, path: str, counts: bool) -> None:
    """Decks, folders and ignore files do; hidden files and others do not."""
    assert concerns(tmp_path, f"{tmp_path}/{path}") is counts
