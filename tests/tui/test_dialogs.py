"""How is one line, a yes or a choice asked for?"""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import ModalScreen

from srs.tui.dialogs import AskScreen, ChooseScreen, ConfirmScreen, Lines
from tests.conftest import Open
from tests.tui.screens import KNOTS, SIZES, Window, window

LONG = "https://example.org/" + "a-very-long-address/" * 4 + "end"


async def _ask(seen: Window, screen: ModalScreen[Any]) -> list[object]:
    """Show a screen; return the list that its answer will stand in."""
    answers: list[object] = []
    seen.app.push_screen(screen, answers.append)
    await seen.settle()
    return answers


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_line_is_asked_for(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The question, the line with what is suggested, and the keys."""
    async with window(collect({"knots.md": KNOTS}), size=size) as seen:
        await _ask(seen, AskScreen("Over how many days?", value="7"))

        assert seen.text() == snapshot


async def test_a_line_is_answered_or_left(collect: Open) -> None:
    """`enter` gives the line, `escape` gives none."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        answers = await _ask(seen, AskScreen("Days?", value="7"))
        await seen.write("0")
        await seen.press("enter")
        assert answers == ["70"]
        answers = await _ask(seen, AskScreen("Days?", value="7"))
        await seen.press("escape")
        assert answers == [None]


@pytest.mark.parametrize(
    ("key", "answer"),
    [("y", True), ("enter", True), ("n", False), ("q", False), ("escape", False)],
)
async def test_a_yes_is_asked_for(collect: Open, key: str, answer: bool) -> None:
    """`y` and `enter` are a yes, the ways out are a no."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        answers = await _ask(seen, ConfirmScreen(Content("Do it? [/x]")))
        assert "Do it? [/x]" in seen.text()
        await seen.press(key)

        assert answers == [answer]


async def test_a_long_text_leaves_the_keys_on_the_screen(collect: Open) -> None:
    """On a low screen a long text scrolls, and the keys stay."""
    async with window(collect({"knots.md": KNOTS}), size=(40, 15)) as seen:
        text = Content("\n".join(f"line {number}" for number in range(40)))
        await _ask(seen, ConfirmScreen(text))

        assert "y yes  n no" in seen.text()
        assert "line 39" not in seen.text()
        await seen.press("end")
        assert "line 39" in seen.text()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_address_is_shown_whole(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """However narrow the window, every character of an address can be read."""
    async with window(collect({"knots.md": KNOTS}), size=size) as seen:
        await _ask(seen, ChooseScreen("Open", ["https://a.org", LONG]))

        assert seen.text() == snapshot
        rows = [line.strip(" │▸") for line in seen.text().splitlines()]
        assert LONG in "".join(rows)


async def test_a_line_is_chosen(collect: Open) -> None:
    """`j` moves, `enter` takes; `q` takes none; a second click takes too."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        answers = await _ask(seen, ChooseScreen("Open", ["one", "two", "three"]))
        await seen.press("j", "j", "j", "k", "enter")
        assert answers == [1]
        answers = await _ask(seen, ChooseScreen("Open", ["one", "two"]))
        await seen.press("q")
        assert answers == [None]
        answers = await _ask(seen, ChooseScreen("Open", ["one", "two"]))
        pilot: Pilot[int] = seen.pilot
        await pilot.click(Lines, offset=(3, 1))
        await pilot.click(Lines, offset=(3, 1))
        await seen.settle()
        assert answers == [1]
