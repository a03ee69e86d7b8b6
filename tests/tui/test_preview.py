"""The preview: all cards of a file, anew at each saving, without a collection."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from srs.core.errors import DeckError
from srs.study.preview import Look, plain
from srs.tui.card_page import CardPage
from srs.tui.key_bar import KeyBar
from srs.tui.preview import PreviewApp

DECK = """# Knots

## Loops

Q: Which knot makes a loop?
A: The **bowline**

C: A [reef knot] joins.

Q: broken
"""


def app_over(deck: Path, text: str = DECK) -> PreviewApp:
    """Write a deck, and return the app that shows it."""
    deck.write_text(text, encoding="utf-8")
    return PreviewApp(Look(deck, here=deck.parent))


def seen(app: PreviewApp) -> str:
    """Return the text of the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await pilot.pause(0.01)


async def test_all_cards_are_shown_with_what_is_wrong(tmp_path: Path) -> None:
    """Problems on top; each card with its place, its front and its back."""
    app = app_over(tmp_path / "knots.md")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        text = seen(app)

    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert lines[0] == "Knots · 2 cards · 1 note not asked"
    assert lines[1] == "10: error: A question without an `A:` line."
    shown = lines[lines.index("1 · line 5 · Loops") : -1]
    assert [line for line in shown if "─" not in line] == [
        "1 · line 5 · Loops",
        "Which knot makes a loop?",
        "The bowline",
        "2 · line 8 · Loops",
        "A […] joins.",
        "A reef knot joins.",
    ]
    assert lines[-1] == "q leave"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["knots.md"]


async def test_a_saving_is_shown_at_the_same_place(tmp_path: Path) -> None:
    """The cards change, and one still looks at what one looked at."""
    deck = tmp_path / "long.md"
    text = "".join(f"Q: Question {at}\nA: Answer {at}\n\n" for at in range(60))
    app = app_over(deck, text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("pagedown", "pagedown")
        page = app.screen.query_one(CardPage)
        at = page.scroll_y
        fresh = deck.with_name("fresh")
        fresh.write_text(text.replace("Question 2\n", "Something else\n"))
        fresh.rename(deck)
        await until(pilot, lambda: "Something else" in seen(app))

        assert at > 0
        assert page.scroll_y == at


async def test_a_file_that_goes_is_told_and_its_cards_stay(tmp_path: Path) -> None:
    """Until it is there again."""
    deck = tmp_path / "knots.md"
    app = app_over(deck)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        deck.unlink()
        await until(pilot, lambda: "is no file" in seen(app))
        assert "Which knot makes a loop?" in seen(app)
        deck.write_text("Q: Back?\nA: Yes\n", encoding="utf-8")
        await until(pilot, lambda: "Back?" in seen(app))

        assert "is no file" not in seen(app)


async def test_q_leaves_and_other_keys_do_nothing(tmp_path: Path) -> None:
    """There is nothing to add, undo or search here."""
    app = app_over(tmp_path / "knots.md")
    async with app.run_test() as pilot:
        await pilot.press("a", "u", "p", "slash", "question_mark")
        assert app.is_running
        assert app.screen.query_one(KeyBar)
        assert str(app.screen.query_one("#head", Static).content).startswith("Knots")
        await pilot.press("q")
        await pilot.pause()

    assert app.return_value == 0


def test_a_card_as_plain_text(tmp_path: Path) -> None:
    """Place, front, a line, back; what a cloze hides is a gap."""
    look = app_over(tmp_path / "knots.md").look

    assert [plain(*card) for card in look.found.cards] == [
        "knots.md:5\nWhich knot makes a loop?\n---\nThe **bowline**",
        "knots.md:8\nA […] joins.\n---\nA reef knot joins.",
    ]


def test_no_file_is_named(tmp_path: Path) -> None:
    """A folder or a name of nothing is told, with what can be typed."""
    for path in (tmp_path, tmp_path / "none.md"):
        with pytest.raises(DeckError, match="is no file"):
            Look(path, here=tmp_path)
