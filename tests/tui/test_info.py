"""What is told of a card?"""

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.core.log import Rating
from srs.study.agenda import Scope
from srs.tui.charts import Plot
from srs.tui.info import InfoScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, learn, window


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Facts, forgetting curve and history of a card with two reviews."""
    collection = collect({"one.md": "Q: Which knot makes a loop?\nA: The bowline\n"})
    learn(collection, clock, rating=Rating.EASY)
    clock.sleep(days=10)
    learn(collection, clock)
    clock.sleep(days=60)
    async with window(collection, size=size, begin=Scope()) as seen:
        await seen.press("i")

        assert seen.text() == snapshot


async def test_a_new_card_has_no_curve(collect: Open) -> None:
    """Before the first review there are facts, and the words that nothing happened."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("i")

        assert not seen.on(InfoScreen).query(Plot)
        assert "No history yet." in seen.text()


async def test_the_arrows_read_the_curve(collect: Open, clock: Clock) -> None:
    """`→` chooses a review of the curve and writes it out; `j` scrolls."""
    collection = collect({"one.md": "Q: Which knot?\nA: The bowline\n"})
    learn(collection, clock, rating=Rating.EASY)
    clock.sleep(days=30)
    async with window(collection, size=(60, 20), begin=Scope()) as seen:
        await seen.press("i", "right")
        assert seen.app.screen.query_one(Plot).chosen == 0
        await seen.press("G")

        assert seen.on(InfoScreen).body().scroll_offset.y > 0
