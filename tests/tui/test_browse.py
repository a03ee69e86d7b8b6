"""The search screen: what is found while one types, and what is done to it."""

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from textual import events
from textual.widgets import Input

from srs.core.log import Rating
from srs.study.agenda import Scope
from srs.tui.browse import BrowseScreen
from srs.tui.browse_table import CardTable
from srs.tui.info import InfoScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, Window, learn, window

MORE = """# Weather

Q: What makes a [/red] sky? #sky
A: Dust\x1b[31m and low light

Q: 雲は何でできていますか?
A: 水
"""


def table(seen: Window) -> CardTable:
    """Return the table of the search screen."""
    return seen.on(BrowseScreen).table


def fronts(seen: Window) -> list[str]:
    """Return the fronts of the rows, from the first to the last."""
    found = table(seen)
    return [row.front for row in seen.on(BrowseScreen)._fetch(found.keys)]


async def until(seen: Window, holds: Callable[[], bool]) -> None:
    """Wait until the finder's thread has told what makes something hold."""
    for _ in range(2000):
        if holds():
            await seen.settle()
            return
        await seen.pilot.pause(0.005)
    pytest.fail(f"it never held; the screen:\n{seen.text()}")


async def found(seen: Window, count: int) -> None:
    """Wait until so many cards are found, and no more are looked for."""
    screen = seen.on(BrowseScreen)
    await until(seen, lambda: screen._whole and len(screen.table.keys) == count)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    collect: Open, clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Table, preview, hostile text and wide characters at every size."""
    collection = collect({"knots.md": KNOTS, "sky/weather.md": MORE})
    learn(collection, clock, rating=Rating.EASY)
    async with window(collection, size=size) as seen:
        await seen.press("slash")
        await found(seen, 6)
        typing = seen.text()
        await seen.press("enter", "j", "space", "j")

        assert typing == snapshot
        assert seen.text() == snapshot


async def test_cards_are_found_while_typing(collect: Open) -> None:
    """Each letter narrows what is found; a wrong query is told in its place."""
    async with window(collect({"knots.md": KNOTS, "w.md": MORE})) as seen:
        await seen.press("slash")
        await found(seen, 6)
        await seen.write("knot")
        await found(seen, 2)
        await seen.write(" is:")
        assert seen.static("hint").startswith("tab is:due  is:new")
        await seen.write("neww")
        await until(seen, lambda: "is:new" in seen.static("hint"))

        assert "there is no is:neww" in seen.static("hint")
        await seen.press("backspace")
        await found(seen, 2)
        assert "neww" not in seen.static("hint")


async def test_tab_finishes_the_word(collect: Open) -> None:
    """The word that is begun goes on as the line below says."""
    async with window(collect({"knots.md": KNOTS, "w.md": MORE})) as seen:
        await seen.press("slash")
        await seen.write("ta")
        assert seen.static("hint") == "tab tag:"
        await seen.press("tab", "tab")

        assert seen.app.screen.query_one(Input).value == "tag:sky "
        await found(seen, 1)


async def test_it_opens_over_a_review_and_leaves_it_as_it_was(collect: Open) -> None:
    """`/` works from anywhere; escape goes back step by step."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("slash")
        await found(seen, 4)
        await seen.write("bight")
        await found(seen, 2)
        await seen.press("escape", "space", "escape")
        assert table(seen).picked == set()
        await seen.press("escape")

        seen.on(ReviewScreen)


async def test_many_are_suspended_and_one_undo_brings_them_back(collect: Open) -> None:
    """What is selected stays selected under another query; one batch, one undo."""
    async with window(collect({"knots.md": KNOTS, "w.md": MORE})) as seen:
        await seen.press("slash")
        await seen.write("bight")
        await found(seen, 2)
        await seen.press("enter", "asterisk", "slash")
        await seen.press("ctrl+u")
        await seen.write("sky")
        await found(seen, 1)
        await seen.press("enter", "space", "s")
        await until(seen, lambda: bool(seen.said()) and "suspended" in seen.said()[-1])
        assert seen.said()[-1] == "3 cards suspended. u takes it back."
        schedules = seen.app.collection.store.schedules
        picked = sorted(table(seen).picked)
        assert [schedules.state(card).suspended for card in picked] == [True] * 3  # type: ignore[arg-type]
        await seen.press("u")
        await until(seen, lambda: "Taken back" in seen.said()[-1])

        assert [schedules.state(card).suspended for card in picked] == [False] * 3  # type: ignore[arg-type]


async def test_resetting_asks_first(collect: Open, clock: Clock) -> None:
    """A no leaves the cards; a yes makes them new."""
    collection = collect({"knots.md": KNOTS})
    learn(collection, clock, rating=Rating.EASY)
    async with window(collection) as seen:
        await seen.press("slash")
        await seen.write("prop:reviews>0")
        await found(seen, 3)
        await seen.press("enter", "asterisk", "r", "n", "r", "y")
        await found(seen, 0)

        assert seen.said()[-1] == "3 cards made new again. u takes it back."


async def test_a_due_day_is_set(collect: Open, clock: Clock) -> None:
    """Days from today; nonsense is told, and nothing moves."""
    collection = collect({"knots.md": KNOTS})
    learn(collection, clock, rating=Rating.EASY)
    async with window(collection) as seen:
        await seen.press("slash")
        await seen.write("prop:reviews>0")
        await found(seen, 3)
        await seen.press("enter", "d")
        await seen.write("soon\n")
        assert "no days from today on" in seen.text()
        await seen.press("escape", "asterisk", "d")
        await seen.write("soon\n")
        await seen.press("ctrl+u")
        assert "no days from today on" not in seen.text()
        await seen.write("5\n")
        await until(seen, lambda: "moved" in seen.said()[-1])
        await seen.press("slash")
        await seen.write(" prop:due=5")

        await found(seen, 3)


async def test_sorting_and_turning(collect: Open, clock: Clock) -> None:
    """By last seen, the newest first; what was never seen comes last either way."""
    collection = collect({"knots.md": KNOTS})
    learn(collection, clock, rating=Rating.EASY)
    async with window(collection, size=(120, 40)) as seen:
        await seen.press("slash")
        await found(seen, 4)
        by_place = fronts(seen)
        await seen.pilot.click("TableHead", offset=(67, 0))
        await until(seen, lambda: seen.on(BrowseScreen).wanted.sort == "seen")
        await found(seen, 4)
        newest = fronts(seen)
        await seen.press("enter", "less_than_sign")
        await until(seen, lambda: fronts(seen) != newest)
        oldest = fronts(seen)

        assert newest[-1] == oldest[-1]
        assert newest[:-1] == oldest[-2::-1]
        assert sorted(newest) == sorted(by_place)


async def test_what_is_found_can_be_reviewed(collect: Open) -> None:
    """`l` begins a sitting with the due cards of what was found."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await seen.write("reef")
        await found(seen, 1)
        await seen.press("enter", "l")
        shown = seen.on(ReviewScreen).session.current

        assert shown is not None
        assert "reef" in shown.note.asked


async def test_a_card_tells_its_history(collect: Open) -> None:
    """`i` opens its page, and back is the search as it was."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await found(seen, 4)
        await seen.press("enter", "j", "i")
        seen.on(InfoScreen)
        await seen.press("q")

        assert table(seen).at == 1


async def test_the_preview_takes_the_tables_place_when_narrow(collect: Open) -> None:
    """At 60 columns enter shows the card, and escape the table again."""
    async with window(collect({"knots.md": KNOTS}), size=(60, 20)) as seen:
        await seen.press("slash")
        await found(seen, 4)
        await seen.press("enter", "enter")
        assert "Sailors tie it with one hand." in seen.text()
        await seen.press("j")
        await seen.pilot.pause(0.05)
        assert "joins two ropes" in seen.text()
        await seen.press("escape")

        assert table(seen).region.height > 0


async def test_the_mouse_selects(collect: Open) -> None:
    """A click moves, ctrl and a click selects, shift and a click all up to there."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await found(seen, 4)
        await seen.pilot.click("CardTable", offset=(10, 1))
        assert table(seen).at == 1
        await seen.pilot.click("CardTable", offset=(10, 3), shift=True)
        assert len(table(seen).picked) == 3
        await seen.pilot.click("CardTable", offset=(10, 2), control=True)

        assert len(table(seen).picked) == 2


async def test_an_empty_table_says_what_to_do(collect: Open) -> None:
    """Nothing found, nothing to act upon, and no key crashes."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await seen.write("zebra")
        await found(seen, 0)
        assert seen.static("hint") == "No card is found. f1 shows how to search."
        await seen.press("enter", "j", "space", "e", "i", "G", "enter", "s")
        assert seen.said()[-1] == "There is no card here that could be meant."


async def test_a_search_is_saved_and_chosen(collect: Open) -> None:
    """`ctrl+s` asks for a name, `'` lists what is saved, the palette too."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await seen.press("enter", "apostrophe")
        assert "Nothing is saved yet" in seen.said()[-1]
        await seen.press("slash")
        await seen.write("reef")
        await seen.press("ctrl+s")
        await seen.write("[/b] mine\n")
        assert seen.app.collection.settings.searches == {"[/b] mine": "reef"}
        await seen.press("ctrl+u")
        await found(seen, 4)
        await seen.press("enter", "apostrophe", "enter")
        await found(seen, 1)
        offered = [it.title for it in seen.app.get_system_commands(seen.app.screen)]

        assert {"Forgotten today", "Review ahead"} < set(offered)
        assert any("mine" in title for title in offered)


async def test_what_is_found_can_be_crammed(collect: Open) -> None:
    """`L` goes through all found; the end says that nothing was written."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await seen.write("reef")
        await found(seen, 1)
        await seen.press("enter", "L", "space", "3")

        assert "Crammed: no answer was written" in seen.text()
        assert seen.app.collection.store.log.count() == 0


async def test_a_saved_search_is_renamed_and_deleted(collect: Open) -> None:
    """The list of saved ones ends with what can be done to them."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await seen.write("reef")
        await seen.press("ctrl+s")
        await seen.write("a\n")
        await seen.press("enter", "apostrophe", "j", "enter", "enter")
        await seen.write("b\n")
        assert seen.app.collection.settings.searches == {"ab": "reef"}
        await seen.press("apostrophe", "j", "j", "enter", "enter")

        assert seen.said()[-1] == "ab is deleted."
        assert seen.app.collection.settings.searches == {}


async def test_the_link_of_a_card_is_shown_before_it_is_opened(collect: Open) -> None:
    """`o` shows the whole address, or says that there is none."""
    deck = "Q: zebra?\nA: See <https://e.org/z>\n\nQ: heron?\nA: 2\n"
    async with window(collect({"a.md": deck})) as seen:
        await seen.press("slash")
        await found(seen, 2)
        await seen.press("enter", "o")
        assert "https://e.org/z" in seen.text()
        await seen.press("escape", "j", "o")

        assert "no link or picture" in seen.said()[-1]


async def test_letters_typed_before_the_line_stood_act_on_no_card(
    collect: Open,
) -> None:
    """What reaches the screen while the line has the focus is written there."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("slash")
        await found(seen, 4)
        seen.app.screen.post_message(events.Key("s", "s"))
        await until(seen, lambda: seen.app.screen.query_one(Input).value == "s")

        assert seen.said() == []
