"""What stands on the home screen, and what does it lead to?"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.store import backup
from srs.study.collection import open_collection
from srs.tui.deck_list import DeckList
from srs.tui.dialogs import ChooseScreen
from srs.tui.done import DoneScreen
from srs.tui.doubtful import DoubtfulScreen
from srs.tui.home import HomeScreen
from srs.tui.home_charts import HomeCharts
from srs.tui.problems import ProblemsScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, count, learn, window

WAITING = "---\nstart: manual\n---\n\nQ: A question?\nA: An answer\n"
TREE = {
    "knots.md": KNOTS,
    "sea/wind.md": "Q: What is a gale?\nA: Wind of force 8\n",
    "sea/tide.md": "Q: What makes the tides?\nA: The moon\n",
    "stars.md": WAITING,
}


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Decks as a tree with counts, waiting ones last, the keys on one line."""
    async with window(collect(TREE), size=size) as seen:
        assert seen.text() == snapshot


@pytest.mark.parametrize("size", [(80, 40), (120, 40)], ids=str)
async def test_the_screen_after_a_week(
    collect: Open, clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """From the seventh day, heat map and forecast stand below or beside the decks."""
    collection = collect(TREE)
    learn(collection, clock, days=6)

    async with window(collection, size=size) as seen:
        assert seen.text() == snapshot


async def test_charts_wait_for_the_seventh_day(collect: Open, clock: Clock) -> None:
    """On the sixth day there is no chart, on the seventh there are two."""
    collection = collect(TREE)
    learn(collection, clock, days=5)
    async with window(collection, size=(120, 40)) as seen:
        assert not seen.app.screen.query(HomeCharts)

    clock.sleep(days=1)
    async with window(collection, size=(120, 40)) as seen:
        charts = seen.app.screen.query_one(HomeCharts)
        assert [plot.display for plot in charts._plots] == [True, True]


async def test_charts_that_do_not_fit_are_left_out(collect: Open, clock: Clock) -> None:
    """In a usual window the heat map alone has room, and none in a low one."""
    collection = collect(TREE)
    learn(collection, clock, days=6)
    async with window(collection, size=(80, 24)) as seen:
        charts = seen.app.screen.query_one(HomeCharts)
        assert [plot.display for plot in charts._plots] == [True, False]

        await seen.pilot.resize_terminal(60, 16)
        await seen.settle()
        assert not charts.display


async def test_a_waiting_deck_is_started_and_taken_back(collect: Open) -> None:
    """`enter` starts the waiting deck under the cursor, `u` lets it wait again."""
    collection = collect({"one.md": KNOTS, "stars.md": WAITING})
    async with window(collection) as seen:
        assert seen.hints()[0] == "enter review"
        await seen.press("G")
        assert seen.hints()[0] == "enter start"
        await seen.press("enter")
        assert [entry.started for entry in collection.decks.values()] == [True, True]
        assert seen.said() == [
            "Started stars: 1 new card today. enter reviews it, u takes it back."
        ]

        await seen.press("u")
        assert [entry.started for entry in collection.decks.values()] == [True, False]
        assert seen.said() == ["Taken back: the start of stars."]


def _deck(name: str, count: int, *, start: str = "auto") -> str:
    cards = "\n\n".join(f"Q: {name} {n}?\nA: {n}" for n in range(count))
    return f"---\nstart: {start}\n---\n\n{cards}\n"


async def test_a_deck_says_what_waits_for_another_day(
    collect: Open, clock: Clock
) -> None:
    """The day's new cards are for all decks: what is left over waits, and is told."""
    decks = {"one.md": _deck("one", 12), "two.md": _deck("two", 9, start="manual")}
    collection = collect(decks)
    learn(collection, clock)
    clock.sleep(days=-1)
    async with window(collection) as seen:
        await seen.press("G", "enter")
        assert seen.said() == [
            "Started two. Today's new cards are given out: its first ones come"
            " tomorrow, or now with enter and m. u takes it back."
        ]
        rows = {row.label: row for row in seen.app.screen.query_one(DeckList).rows}
        assert (rows["one"].left, rows["one"].waiting) == (0, 2)
        assert (rows["two"].left, rows["two"].waiting) == (0, 9)
        lines = [line.split() for line in seen.text().splitlines()]
        assert ["one", "done"] in lines
        assert any(line[-4:] == ["two", "9", "new", "wait"] for line in lines)

        await seen.press("enter")
        assert seen.on(DoneScreen).session.current is None
        assert "9 new cards wait for another day" in seen.static("next")
        await seen.press("m")
        assert seen.on(ReviewScreen).session.left() == 5


async def test_a_row_gives_what_it_says(collect: Open) -> None:
    """A started deck above takes the day's new cards; `enter` on it asks as many."""
    decks = {"one.md": _deck("one", 7), "two.md": _deck("two", 9)}
    async with window(collect(decks)) as seen:
        rows = seen.app.screen.query_one(DeckList).rows
        assert [(it.label, it.new, it.waiting) for it in rows] == [
            ("All decks", 10, 6),
            ("one", 7, 0),
            ("two", 3, 6),
        ]
        await seen.press("j", "enter")

        assert seen.on(ReviewScreen).session.left() == 7


async def test_another_deck_is_offered_when_new_cards_end(
    collect: Open, clock: Clock
) -> None:
    """With every started card met, the foot says which key starts another deck."""
    decks = {
        "one.md": _deck("one", 3),
        "two.md": _deck("two", 2, start="manual"),
        "x/three.md": _deck("three", 4, start="manual"),
    }
    collection = collect(decks)
    async with window(collection) as seen:
        assert "s start a deck" not in seen.hints()
    learn(collection, clock)

    async with window(collection) as seen:
        told = "No new cards are left, and 2 decks wait: s starts one."
        assert told in seen.static("notices")
        assert "s start a deck" in seen.hints()
        await seen.press("s")
        assert [line.split() for line in seen.on(ChooseScreen)._lines] == [
            ["two", "2", "cards"],
            ["x/three", "4", "cards"],
        ]
        await seen.press("escape", "s", "j", "enter")
        chosen = seen.app.screen.query_one(DeckList).chosen
        assert chosen is not None
        assert (chosen.name, chosen.new) == ("x/three", 4)
        assert "s start a deck" not in seen.hints()
        assert seen.said() == [
            "Started three: 4 new cards today. enter reviews it, u takes it back."
        ]


async def test_enter_reviews_the_deck_under_the_cursor(collect: Open) -> None:
    """A review that is begun on a folder asks its cards only."""
    async with window(collect(TREE)) as seen:
        names = [row.label for row in seen.app.screen.query_one(DeckList).rows]
        assert names == ["All decks", "knots", "sea", "tide", "wind", "stars"]
        await seen.press("j", "j", "enter")

        assert seen.on(ReviewScreen).session.scope.decks == ("sea",)
        assert seen.on(ReviewScreen).session.left() == 2


async def test_decks_can_be_clicked(collect: Open) -> None:
    """A click chooses a deck, a click on the chosen one opens it."""
    async with window(collect(TREE)) as seen:
        decks = seen.app.screen.query_one(DeckList)
        await seen.pilot.click(DeckList, offset=(6, 1))
        assert decks.at == 1
        await seen.pilot.click(DeckList, offset=(6, 1))
        await seen.settle()

        assert seen.on(ReviewScreen).session.scope.decks == ("knots",)


async def test_hints_can_be_clicked(collect: Open) -> None:
    """A click on a hint does what it says."""
    async with window(collect(TREE)) as seen:
        await seen.pilot.click("KeyBar", offset=(3, 0))
        await seen.settle()

        seen.on(ReviewScreen)


async def test_without_decks_the_next_command_is_named(collect: Open) -> None:
    """A collection without decks says how to write the first card."""
    async with window(collect({"notes.txt": "no deck"})) as seen:
        assert seen.static("today") == (
            "No decks here yet. a writes a first card;"
            " srs init . --starter brings the starter decks."
        )
        assert "enter review" not in seen.hints()


async def test_with_waiting_decks_only_a_start_is_named(collect: Open) -> None:
    """Where no deck is started, the sentence says how one is."""
    async with window(collect({"stars.md": WAITING})) as seen:
        assert seen.static("today") == (
            "No deck is started. enter starts the one you choose."
        )


async def test_when_nothing_is_due_the_next_time_is_named(
    collect: Open, clock: Clock
) -> None:
    """After the day's work the sentence says when there is more."""
    deck = "\n\n".join(f"Q: Question {n}?\nA: {n}" for n in range(12))
    collection = collect({"one.md": deck})
    learn(collection, clock)
    clock.sleep(days=-1)

    async with window(collection) as seen:
        assert seen.static("today") == "Nothing is due. After 04:00, about 1 min."


@pytest.mark.parametrize("wished", [True, False])
async def test_a_streak_stands_only_where_it_is_wished(
    collect: Open, clock: Clock, home: Path, wished: bool
) -> None:
    """Days in a row are counted on the screen only if the setting says so."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"streak = {str(wished).lower()}\n", encoding="utf-8")
    collection = collect(TREE)
    learn(collection, clock, days=3)

    async with window(collection) as seen:
        assert ("3 days in a row" in seen.static("today")) is wished


async def test_notices_lead_to_their_screens(collect: Open) -> None:
    """Problems in the decks are counted, and `P` shows them; `d` has nothing to do."""
    async with window(collect({"one.md": "Q: One?\nA: 1\n\nC: no gap\n"})) as seen:
        assert seen.static("notices") == "1 problem in the decks: P shows them."
        assert "P problems" in seen.hints()
        assert "d doubtful" not in seen.hints()
        await seen.press("d")
        assert not isinstance(seen.app.screen, DoubtfulScreen)
        await seen.press("P")

        seen.on(ProblemsScreen)


async def test_an_edit_meanwhile_is_told(collect: Open) -> None:
    """Decks that changed since the last scan are read after the first frame."""
    collection = collect({"knots.md": KNOTS})
    (collection.root / "new.md").write_text("Q: New?\nA: Yes\n", encoding="utf-8")

    async with window(collection) as seen:
        assert seen.said() == ["3 unchanged, 1 new"]
        assert len(seen.on(HomeScreen).query_one(DeckList).rows) == 3


async def test_the_decks_are_read_again_on_demand(collect: Open) -> None:
    """`R` reads the decks now and says what it found."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("R")

        assert seen.said() == ["3 unchanged"]


async def test_the_first_paint_is_followed_by_a_backup(
    collect: Open, clock: Clock
) -> None:
    """The day's backup is written beside the app, once a day, and nothing is said."""
    collection = collect({"one.md": KNOTS})
    learn(collection, clock)
    folder = backup.folder_of(collection.store.path)

    async with window(collection) as seen:
        await seen.pilot.pause(0.1)
        await seen.app.workers.wait_for_complete()
        days = [str(each.day) for each in backup.backups(folder)]
        assert days == ["2026-03-03"]
        assert seen.said() == []


async def test_a_backup_that_fails_is_told(
    collect: Open, clock: Clock, home: Path
) -> None:
    """A folder that cannot take the backup is named, and the app goes on."""
    collection = collect({"one.md": KNOTS})
    learn(collection, clock)
    folder = backup.folder_of(collection.store.path)
    folder.write_text("in the way", encoding="utf-8")

    async with window(collection) as seen:
        await seen.pilot.pause(0.1)
        await seen.app.workers.wait_for_complete()
        await seen.settle()
        assert len(seen.said()) == 1
        assert "backup" in seen.said()[0].lower()
        seen.on(HomeScreen)


async def test_a_full_disk_leaves_the_screen(collect: Open) -> None:
    """Where a start cannot be stored, an error says so until `q` closes it."""
    collection = collect({"one.md": KNOTS, "stars.md": WAITING})
    async with window(collection) as seen:
        collection.store.connection.execute("pragma query_only = 1")
        await seen.press("G", "enter")
        assert len(seen.said()) == 1
        assert "not started" in seen.text()

        await seen.press("q")
        assert seen.said() == []
        seen.on(HomeScreen)
        await seen.press("q")
        assert seen.app.return_code == 0


async def test_another_program_may_review_meanwhile(collect: Open) -> None:
    """What another program answered is counted when home is seen again."""
    collection = collect({"one.md": KNOTS})
    async with window(collection) as seen:
        assert "3 new" in seen.static("today")
        await seen.press("question_mark")
        other = open_collection(collection.root, clock=collection.clock)
        try:
            learn(other, other.clock)  # type: ignore[arg-type]
        finally:
            other.close()
        await seen.press("q")

        assert "3 new" not in seen.static("today")


async def test_home_counts_once_before_its_first_frame(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The overview is read once until home stands, and again on each return to it."""
    done: list[str] = []
    count(monkeypatch, HomeScreen, "draw", done)
    async with window(collect({"knots.md": KNOTS})) as seen:
        assert done == ["draw"]
        await seen.press("enter", "q")
        seen.on(HomeScreen)

        assert done == ["draw"] * 2
