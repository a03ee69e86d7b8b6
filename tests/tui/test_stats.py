"""What does the screen of statistics show, and how is it moved through?"""

import asyncio
import json
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.progress import VIEWS, Filters
from srs.study.progress_beside import Answer, Beside
from srs.study.progress_shown import shown_last
from srs.tui.help import HelpScreen
from srs.tui.home import HomeScreen
from srs.tui.picking import PickList, PickScreen
from srs.tui.stats import StatsScreen
from srs.tui.stats_board import TABS, Board, Tabs
from tests.bench import lived
from tests.conftest import Clock, Open
from tests.tui.screens import SIZES, Window, learn, window

HOSTILE = "[/b]\u202e\x1b[31m$x$"
DECKS = {
    "trees/oaks.md": "# Oaks\n\n## Bark {#bark}\n\n"
    + "\n\n".join(f"Q: Which oak has bark number {n}?\nA: {n}" for n in range(12))
    + "\n\n## Leaves\n\n"
    + "\n\n".join(f"Q: Which oak has leaf number {n}?\nA: {n}" for n in range(12)),
    "trees/elms.md": "# Elms\n\n## Seeds\n\n"
    + "\n\n".join(f"Q: Which elm has seed number {n}?\nA: {n}" for n in range(12)),
    "knots.md": "# Knots\n\n## Bends\n\n"
    + "\n\n".join(f"Q: Which knot has {n} turns?\nA: {n}" for n in range(30)),
}


@pytest.fixture
def two_years(collect: Open, clock: Clock) -> Collection:
    """A collection with the reviews of two years."""
    collection = collect(DECKS)
    lived.live(collection, days=730, new_a_day=0.4)
    return collection


async def _opened(seen: Window) -> StatsScreen:
    """Open the statistics, and wait until everything is worked out."""
    await seen.press("p")
    return await _worked(seen)


async def _worked(seen: Window) -> StatsScreen:
    screen = seen.on(StatsScreen)
    for _ in range(2000):
        if not any(not each.is_finished for each in seen.app.workers):
            break
        await asyncio.sleep(0.01)
    await seen.settle()
    return screen


def _tabs(seen: Window) -> str:
    return str(seen.app.screen.query_one(Tabs).render())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_eight_views(
    two_years: Collection, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Each view of two years of reviews, in every window."""
    async with window(two_years, size=size) as seen:
        await _opened(seen)
        for number, view in enumerate(VIEWS, start=1):
            await seen.press(str(number))

            assert seen.text() == snapshot(name=view)


async def test_before_the_first_review_every_view_says_what_it_needs(
    collect: Open,
) -> None:
    """No view is empty without a word, and none says a figure."""
    async with window(collect(DECKS)) as seen:
        await _opened(seen)
        assert _tabs(seen) == "[1 Now] 5 Recall  7 Concepts  8 Days "
        for number, view in enumerate(VIEWS, start=1):
            await seen.press(str(number))

            assert ("Needs " in seen.text()) == (view != "concepts"), view


async def test_after_three_days_there_is_little(
    collect: Open, clock: Clock, snapshot: SnapshotAssertion
) -> None:
    """Views with too little say how much is there and how much is needed."""
    collection = collect(DECKS)
    learn(collection, clock, days=3)
    async with window(collection) as seen:
        await _opened(seen)
        for number, view in enumerate(VIEWS, start=1):
            await seen.press(str(number))

            assert seen.text() == snapshot(name=view)
        await seen.press("3")

        assert "needs 50 tests, you have" in seen.text().lower()


async def test_the_arrows_read_values(two_years: Collection) -> None:
    """`→` reads the first value of a view, `tab` the first of the next chart."""
    async with window(two_years) as seen:
        await _opened(seen)
        await seen.press("8", "right")
        assert seen.static("read").endswith("reviews")
        await seen.press("right")
        first = seen.static("read")
        await seen.press("tab")

        assert seen.static("read") != first
        assert "due as it stands" in seen.static("read")


async def test_the_pointer_reads_values(two_years: Collection) -> None:
    """The value under the pointer is read out until the pointer leaves."""
    async with window(two_years) as seen:
        await _opened(seen)
        await seen.press("5")
        await seen.pilot.hover(Board, offset=(10, 4))
        await seen.settle()

        assert seen.static("read").startswith("last 30 days")


async def test_a_click_on_a_tab_turns_to_its_view(two_years: Collection) -> None:
    """The tabs can be clicked."""
    async with window(two_years) as seen:
        screen = await _opened(seen)
        await seen.pilot.click(Tabs, offset=(12, 0))
        await seen.settle()

        assert screen.view == "known"


async def test_a_deck_a_span_and_a_comparison(two_years: Collection) -> None:
    """`d`, `r` and `c` say what is looked at, and the figures follow."""
    async with window(two_years, size=(120, 40)) as seen:
        screen = await _opened(seen)
        whole = seen.text()
        await seen.press("d")
        await seen.write("elms")
        await seen.press("enter")
        await _worked(seen)
        assert screen.filters == Filters(decks=("trees/elms",))
        assert "Statistics · trees/elms · whole past" in seen.text()
        assert "of 12 learned cards" in seen.text() != whole

        await seen.press("c")
        await seen.write("oaks")
        await seen.press("enter")
        await _worked(seen)
        assert "trees/elms against trees/oaks" in seen.text()
        assert "of 24 learned cards" in seen.text()

        await seen.press("r", "j", "enter")
        await _worked(seen)
        assert "since 2026-02-01" in seen.text()
        assert screen.other is not None
        assert screen.other.first == screen.filters.first

        await seen.press("c", "enter")
        await _worked(seen)
        assert screen.other is None


async def test_days_that_are_no_days_are_told(two_years: Collection) -> None:
    """A span that is none leaves everything as it was, with one sentence."""
    async with window(two_years) as seen:
        screen = await _opened(seen)
        await seen.press("r", *"jjjjjjjjj", "enter")
        await seen.write("soon")
        await seen.press("enter")
        assert "soon is no range of days" in seen.text()
        await seen.press("escape")

        assert screen.filters == Filters()
        seen.on(StatsScreen)


async def test_a_view_is_exported(two_years: Collection, tmp_path: Path) -> None:
    """`x` asks for a format and a folder, and writes the view that is shown."""
    async with window(two_years) as seen:
        await _opened(seen)
        await seen.press("5", "x", "j", "enter", *["backspace"] * 200)
        await seen.write("nowhere")
        await seen.press("enter")
        assert "That is no folder." in seen.text()
        await seen.press(*["backspace"] * 20)
        await seen.write(str(tmp_path))
        await seen.press("enter")
        await _worked(seen)

        found = json.loads((tmp_path / "recall.json").read_text(encoding="utf-8"))
        assert "recall" in json.dumps(found)


async def test_recall_by_month(two_years: Collection) -> None:
    """`w` shows months, and weeks again."""
    async with window(two_years) as seen:
        await _opened(seen)
        await seen.press("5", "w")
        assert "Recall by month" in seen.text()
        await seen.press("w")

        assert "Recall by week" in seen.text()


async def test_the_help_begins_at_the_view(two_years: Collection) -> None:
    """`?` explains the figures of the view that is shown, before all others."""
    async with window(two_years, size=(120, 40)) as seen:
        await _opened(seen)
        await seen.press("4", "question_mark")
        seen.on(HelpScreen)
        assert seen.text().index("Keeping 100 cards") > 0
        await seen.press("q")

        seen.on(StatsScreen)


async def test_it_opens_from_everywhere_and_only_once(two_years: Collection) -> None:
    """`p` opens it from a review too; over itself it goes back to it."""
    async with window(two_years, begin=Scope()) as seen:
        await _opened(seen)
        await seen.press("question_mark", "p")

        seen.on(StatsScreen)
        assert len(seen.app.screen_stack) == 3


async def test_what_is_reviewed_meanwhile_counts(collect: Open, clock: Clock) -> None:
    """Opened again after reviews, the figures are those of now."""
    collection = collect(DECKS)
    learn(collection, clock)
    async with window(collection) as seen:
        await _opened(seen)
        await seen.press("q")
        seen.on(HomeScreen)
        before = len(seen.app.screen_stack)
        learn(collection, clock, days=2)
        await _opened(seen)

        assert before == 2
        assert "2 of the last 30 days" not in seen.text()
        assert "3 of the last 30 days" in seen.text()


async def test_what_was_shown_last_stands_until_there_is_more(
    collect: Open, clock: Clock
) -> None:
    """At once the last figures stand there, with the time that they are of."""
    collection = collect(DECKS)
    learn(collection, clock, days=2)
    async with window(collection) as seen:
        await _opened(seen)
        lines = seen.text().splitlines()[2:20]
    last = shown_last(collection)
    assert last is not None
    async with window(collection) as seen:
        screen = StatsScreen(collection, Silent(collection))
        await seen.app.push_screen(screen)
        await seen.settle()

        assert "as of 4 Mar 2026 " in seen.text().splitlines()[1]
        assert seen.text().splitlines()[2:20] == lines


class Silent(Beside):
    """Never answers."""

    def ask(self, view: str, filters: Filters) -> "Future[Answer]":
        """Return what will never be there."""
        return Future()


async def test_names_of_decks_are_only_text(collect: Open, clock: Clock) -> None:
    """Markup and escapes in names and questions are shown and never obeyed."""
    name = "[b]evil[@x].md"
    text = f"# {HOSTILE}\n\n## {HOSTILE} head\n\nQ: {HOSTILE}\nA: one\n"
    collection = collect({name: text})
    learn(collection, clock, days=2)
    async with window(collection, size=(120, 40)) as seen:
        await _opened(seen)
        for number in range(1, 9):
            await seen.press(str(number))
            assert "\x1b" not in seen.text()
            assert "\u202e" not in seen.text()
        await seen.press("d")
        assert "[b]evil[@x]" in seen.text()
        await seen.write("evil")
        await seen.press("enter")
        await _worked(seen)

        assert "[b]evil[@x]" in seen.text()


async def test_ascii_draws_nothing_else(two_years: Collection) -> None:
    """Where only ASCII can be drawn, the charts and their words are ASCII."""
    two_years.settings = replace(two_years.settings, glyphs="ascii")
    async with window(two_years, size=(120, 40)) as seen:
        await _opened(seen)
        for number in range(1, 9):
            await seen.press(str(number))
            drawn = [line.plain for line in seen.app.screen.query_one(Board).rows(100)]

            assert all(line.replace("\u00a0", " ").isascii() for line in drawn), number


async def test_the_list_narrows_to_what_is_typed(collect: Open) -> None:
    """A line holds all the words; `escape` takes none."""
    async with window(collect(DECKS)) as seen:
        screen = await _opened(seen)
        await seen.press("d")
        await seen.write("trees oak")
        found = seen.on(PickScreen).query_one(PickList)
        assert [found.lines[index] for index in found.left] == ["deck  trees/oaks"]
        await seen.write(" nothing")
        assert "Nothing holds these words." in seen.text()
        await seen.press("enter", "escape")

        assert screen.filters == Filters()
        seen.on(StatsScreen)


def test_the_tabs_are_the_views() -> None:
    """Every view has its tab, in the same order."""
    assert tuple(TABS) == VIEWS
