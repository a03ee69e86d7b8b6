"""How are problems of the decks shown?"""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Open
from tests.tui.screens import SIZES, window

BAD = "Q: One?\nA: 1\n\nC: no gap here\n\nQ: lonely\n\nA: too late\n"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Each problem with file, line and column, what is there and what would help."""
    async with window(collect({"bad.md": BAD}), size=size) as seen:
        await seen.press("P")

        assert seen.text() == snapshot


async def test_markup_of_a_deck_is_text(collect: Open) -> None:
    """A problem that quotes `[/]` from a deck shows it as it is."""
    async with window(collect({"bad.md": "C: a [/] b\n\nA: [/red] late\n"})) as seen:
        await seen.press("P")

        assert "[/red] late" in seen.text()
