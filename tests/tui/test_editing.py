"""How does the learner edit a deck and come back?"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import TextArea

from srs.study.agenda import Scope
from srs.tui.editing import EditScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Open
from tests.tui.screens import KNOTS, SIZES, Window, window


def _area(seen: Window) -> TextArea:
    return seen.on(EditScreen).query_one(TextArea)


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without nano and micro."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The deck with its line numbers, at the card, and the keys."""
    async with window(collect({"knots.md": KNOTS}), size=size, begin=Scope()) as seen:
        await seen.press("e")

        assert _area(seen).cursor_location == (4, 0)
        assert seen.text() == snapshot


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
async def test_every_other_byte_stays(collect: Open, end: str, mark: str) -> None:
    """Line ends and byte-order mark are as they were after a letter was added."""
    collection = collect({"knots.md": KNOTS})
    deck = collection.root / "knots.md"
    text = mark + KNOTS.replace("\n", end)
    deck.write_bytes(text.encode("utf-8"))
    async with window(collection, begin=Scope()) as seen:
        await seen.press("e", "end")
        await seen.write("!")
        await seen.press("ctrl+s")
        seen.on(ReviewScreen)

        expected = text.replace("does not slip?", "does not slip?!")
        assert deck.read_bytes().decode("utf-8") == expected


@pytest.mark.parametrize(
    "text",
    ["Q: A?\r\nA: B\nX: C\n", "Q: A\u2028?\nA: B\n", "Q: A\x1b?\nA: B\n"],
    ids=["mixed", "separator", "control"],
)
async def test_what_cannot_be_shown_is_not_edited(collect: Open, text: str) -> None:
    """A file that saving would change elsewhere is refused, and left as it is."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=Scope()) as seen:
        deck = collection.root / "knots.md"
        deck.write_bytes(text.encode("utf-8"))
        await seen.press("e")

        seen.on(ReviewScreen)
        assert seen.said() == [
            "knots.md holds control characters or mixed line ends."
            " Edit it elsewhere: export EDITOR=nano"
        ]
        assert deck.read_bytes() == text.encode("utf-8")


async def test_another_programs_change_is_not_overwritten(collect: Open) -> None:
    """A deck that was changed meanwhile is kept, and the text stays on the screen."""
    collection = collect({"knots.md": KNOTS})
    deck = collection.root / "knots.md"
    async with window(collection, begin=Scope()) as seen:
        await seen.press("e")
        await seen.write("!")
        deck.write_text("Q: Other?\nA: Yes\n", encoding="utf-8")
        await seen.press("ctrl+s")

        assert "was changed by another program meanwhile" in seen.text()
        assert deck.read_text("utf-8") == "Q: Other?\nA: Yes\n"
        seen.on(EditScreen)


async def test_unsaved_text_is_asked_about(collect: Open) -> None:
    """`escape` leaves at once where nothing changed, else at a second press."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("e", "escape")
        seen.on(ReviewScreen)
        await seen.press("e")
        await seen.write("!")
        await seen.press("escape")
        assert "This is not saved." in seen.text()
        await seen.press("escape")

        seen.on(ReviewScreen)
