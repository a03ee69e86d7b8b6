"""How are plans offered?"""

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from srs.core.log import Rating
from srs.study.collection import Collection
from srs.tui.dialogs import AskScreen
from tests.conftest import Clock, Open
from tests.tui.screens import SIZES, learn, window

MANY = "\n\n".join(f"Q: Question {n}?\nA: {n}" for n in range(40))


@pytest.fixture
def late(collect: Open, clock: Clock) -> Collection:
    """Return a collection after a pause of 40 days."""
    collection = collect({"one.md": f"---\nnew_per_day: 40\n---\n\n{MANY}"})
    learn(collection, clock, rating=Rating.EASY)
    clock.sleep(days=40)
    return collection


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_plan_is_shown_before_it_is_done(
    late: Collection, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Days with and without the plan, and what it costs; nothing has moved yet."""
    async with window(late, size=size) as seen:
        await seen.press("c", "enter")

        assert seen.text() == snapshot


async def test_a_backlog_is_spread_and_taken_back(late: Collection) -> None:
    """`y` moves the cards, the notice goes, and one undo brings all back."""
    async with window(late) as seen:
        before = seen.static("today")
        assert "have waited" in seen.static("notices")
        await seen.press("c", "enter", "y")
        assert seen.static("today") != before
        assert "c spread" not in seen.hints()
        await seen.press("u")

        assert seen.static("today") == before


@pytest.mark.parametrize("answer", ["0", "many", "366"])
async def test_a_number_of_days_is_wanted(late: Collection, answer: str) -> None:
    """What is no number of days is refused with the bounds."""
    async with window(late) as seen:
        await seen.press("c", "ctrl+u")
        await seen.write(answer)
        await seen.press("enter")

        assert "A number of days from 1 to 365 is wanted, such as 7." in seen.text()
        assert seen.on(AskScreen).query_one(Input).value == answer


async def test_a_no_changes_nothing(late: Collection) -> None:
    """Without a yes nothing is written."""
    count = late.store.log.count()
    async with window(late) as seen:
        await seen.press("c", "enter", "n")

        assert late.store.log.count() == count


async def test_a_break_is_planned(late: Collection) -> None:
    """The palette's break asks for the days, and refuses what are none."""
    async with window(late) as seen:
        await seen.app.run_action("plan_break")
        await seen.settle()
        await seen.press("ctrl+u")
        await seen.write("soon")
        await seen.press("enter")
        assert "Write the days as 2026-12-20..2027-01-03." in seen.text()
        await seen.press("ctrl+u")
        await seen.write("2026-04-20..2026-04-25")
        await seen.press("enter")
        assert "A break from 20 Apr 2026 to 25 Apr 2026" in seen.text()
        await seen.press("y")
        assert len(late.breaks) == 1
