"""How is a card written in the app?"""

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.study.agenda import Scope
from srs.tui.adding import AddScreen
from srs.tui.home import HomeScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, Window, card, rate, ratings, window


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Deck, question, answer and keys, all to be seen in a low window too."""
    async with window(collect({"knots.md": KNOTS}), size=size) as seen:
        await seen.press("a")

        assert seen.text() == snapshot


async def test_a_question_goes_into_the_inbox(collect: Open) -> None:
    """From home a card goes to the inbox, which is made, and counts at once."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:
        await seen.press("a")
        await seen.write("What is new?")
        await seen.press("tab")
        await seen.write("This")
        await seen.press("ctrl+s")

        assert seen.said() == ["Written: inbox.md:1. u takes it back."]
        text = (collection.root / "inbox.md").read_text("utf-8")
        assert text == "Q: What is new?\nA: This\n"
        assert "4 new" in seen.static("today")


async def test_a_text_with_gaps_is_a_cloze(collect: Open) -> None:
    """Brackets without an answer make a cloze."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:
        await seen.press("a")
        await seen.write("The [moon] shines")
        await seen.press("ctrl+s")

        text = (collection.root / "inbox.md").read_text("utf-8")
        assert text == "C: The [moon] shines\n"


async def test_another_deck_can_be_named(collect: Open) -> None:
    """The deck's line takes a deck's name; one outside the collection is refused."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:
        await seen.press("a")
        await seen.write("What is new?")
        await seen.press("tab")
        await seen.write("This")
        await seen.press("shift+tab", "shift+tab", "ctrl+u")
        await seen.write("../out")
        await seen.press("ctrl+s")
        assert "is no place in the collection" in seen.text()
        await seen.press("ctrl+u")
        await seen.write("knots")
        await seen.press("ctrl+s")

        text = (collection.root / "knots.md").read_text("utf-8")
        assert text == KNOTS + "\nQ: What is new?\nA: This\n"


async def test_what_would_be_lost_is_asked_about(collect: Open) -> None:
    """`escape` with a text warns first; a card that is none is told."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("a", "ctrl+s")
        assert "The card asks nothing." in seen.text()
        await seen.write("Half a")
        await seen.press("escape")
        assert "Leave again to throw it away." in seen.text()
        seen.on(AddScreen)
        await seen.press("escape")

        seen.on(HomeScreen)


async def test_an_empty_one_is_left_at_once(collect: Open) -> None:
    """`escape` without a text goes back."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("a", "escape")

        seen.on(HomeScreen)


async def _add(seen: Window, asked: str) -> None:
    await seen.press("a")
    await seen.write(asked)
    await seen.press("tab")
    await seen.write("Yes")
    await seen.press("ctrl+s")


async def test_a_new_card_is_taken_back_before_what_was_done_before(
    collect: Open, clock: Clock
) -> None:
    """`u` takes cards out in turn, the last first, and then the rating before them."""
    collection = collect({"knots.md": KNOTS})
    inbox = collection.root / "inbox.md"
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "3")
        await seen.press("q")
        await _add(seen, "First?")
        await _add(seen, "Second?")
        assert "Second?" in inbox.read_text("utf-8")
        await seen.press("u")
        assert seen.said() == ["Taken back: the new card at inbox.md:4."]
        assert inbox.read_text("utf-8") == "Q: First?\nA: Yes\n"
        await seen.press("u")
        assert not inbox.exists()
        assert len(ratings(seen)) == 1
        await seen.press("u")

        assert seen.said() == ["Taken back: Good."]


async def test_in_review_a_new_card_is_taken_back_and_the_card_stays(
    collect: Open, clock: Clock
) -> None:
    """The deck's file is again what it was, to the byte, and the same card is asked."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "3")
        asked = card(seen)
        await _add(seen, "What is new?")
        assert (collection.root / "knots.md").read_text("utf-8") != KNOTS
        await seen.press("u")

        assert (collection.root / "knots.md").read_text("utf-8") == KNOTS
        assert card(seen) == asked
        assert len(ratings(seen)) == 1


async def test_a_new_card_in_a_changed_file_stays(collect: Open) -> None:
    """A file that was edited since is left alone, and `u` says so."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection) as seen:
        await _add(seen, "What is new?")
        inbox = collection.root / "inbox.md"
        inbox.write_text("Q: What is new?\nA: Much\n", encoding="utf-8")
        await seen.press("u")

        assert seen.said()[0].startswith("The card at inbox.md:1 stays")
        assert inbox.read_text("utf-8") == "Q: What is new?\nA: Much\n"
        await seen.press("u")
        assert seen.said() == ["Nothing to undo."]


async def test_a_rating_after_a_new_card_is_taken_back_first(
    collect: Open, clock: Clock
) -> None:
    """What was done last goes first: the rating, then the card."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=Scope()) as seen:
        await _add(seen, "What is new?")
        await rate(seen, clock, "3")
        await seen.press("u")
        assert seen.said() == ["Taken back: Good."]
        await seen.press("u")

        assert seen.said()[0].startswith("Taken back: the new card at knots.md:")
