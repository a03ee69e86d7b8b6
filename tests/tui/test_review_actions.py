"""What can be done to the card on the screen, besides rating it?"""

import base64
from pathlib import Path

import pytest

from srs.core.schedule import New
from srs.study.agenda import Scope
from srs.study.scan import scan
from srs.tui.app import SrsApp
from srs.tui.card_view import CardView
from srs.tui.dialogs import AskScreen, ChooseScreen
from srs.tui.info import InfoScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, Window, card, learn, rate, window

ALL = Scope()


async def test_a_card_is_put_away_and_brought_back(collect: Open, clock: Clock) -> None:
    """`s` suspends, `b` buries, and `u` brings each back as the current card."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        first = card(seen)
        await seen.press("s")
        second = card(seen)
        assert seen.said() == ["Suspended. u brings it back."]
        await seen.press("b")
        assert len({first, second, card(seen)}) == 3
        await seen.press("u")
        assert card(seen) == second
        await seen.press("u")

        assert card(seen) == first
        assert seen.said() == ["Taken back: Suspended."]


async def test_undo_takes_a_rating_back(collect: Open, clock: Clock) -> None:
    """After `u` the card is asked again, new as it was."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL) as seen:
        first = card(seen)
        await rate(seen, clock, "1")
        await seen.press("u")

        assert card(seen) == first
        assert isinstance(collection.store.schedules.state(first).schedule, New)
        await seen.press("u")
        assert seen.said() == ["Nothing to undo."]
        seen.on(ReviewScreen)


async def test_a_flag_stands_in_the_head(collect: Open) -> None:
    """`f` flags with a line to the author, an empty line takes the flag away."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL) as seen:
        assert "⚑" not in seen.static("head")
        await seen.press("f")
        seen.on(AskScreen)
        await seen.write("Too long")
        await seen.press("enter")
        assert "⚑" in seen.static("head")
        state = collection.store.schedules.state(card(seen))
        assert (state.flag, state.flag_note) == (1, "Too long")

        await seen.press("f", "ctrl+u", "enter")
        assert "⚑" not in seen.static("head")


async def test_a_typed_answer_is_compared(collect: Open) -> None:
    """`t` asks for the answer and shows what differs, letter by letter."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("t")
        await seen.write("The bowlin")
        await seen.press("enter")

        assert "You wrote: The bowlin[+e]" in seen.text()
        assert seen.on(ReviewScreen).revealed
        assert "t type" not in seen.hints()


async def test_a_change_is_shown_once(collect: Open, clock: Clock) -> None:
    """An edited card shows what changed, until it is rated."""
    collection = collect({"one.md": "Q: Which gene is it?\nA: The dominant one here\n"})
    learn(collection, clock)
    clock.sleep(days=1)
    deck = collection.root / "one.md"
    deck.write_text("Q: Which gene is it?\nA: The recessive one here\n", "utf-8")
    scan(collection)
    async with window(collection, begin=ALL) as seen:
        assert "r relearn" not in seen.hints()
        await seen.press("space")
        assert "−dominant +recessive" in seen.text()
        assert "r relearn" in seen.hints()
        clock.sleep(seconds=1)
        await seen.press("1")

    clock.sleep(minutes=15)
    async with window(collection, begin=ALL) as seen:
        await seen.press("space")
        assert "Changed since" not in seen.text()


async def test_a_changed_card_is_relearned(collect: Open, clock: Clock) -> None:
    """`r` makes an edited card new again; `u` takes that back."""
    collection = collect({"one.md": "Q: Which gene is it?\nA: The dominant one here\n"})
    learn(collection, clock)
    clock.sleep(days=1)
    deck = collection.root / "one.md"
    deck.write_text("Q: Which gene is it?\nA: The recessive one here\n", "utf-8")
    scan(collection)
    async with window(collection, begin=ALL) as seen:
        asked = card(seen)
        await seen.press("r")
        assert not isinstance(collection.store.schedules.state(asked).schedule, New)
        await seen.press("space", "r")
        assert isinstance(collection.store.schedules.state(asked).schedule, New)
        await seen.press("u")
        assert not isinstance(collection.store.schedules.state(asked).schedule, New)


async def test_info_opens_and_closes(collect: Open) -> None:
    """`i` shows the card's history, `q` comes back to the same side."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("space", "i")
        seen.on(InfoScreen)
        await seen.press("q")

        assert seen.on(ReviewScreen).revealed


async def test_a_card_comes_back_after_an_edit(collect: Open) -> None:
    """Without an editor our own opens at the card; the same card is shown again."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL) as seen:
        asked = card(seen)
        await seen.press("space", "e", "end", "backspace")
        await seen.write(", when pulled?")
        await seen.press("ctrl+s")

        assert card(seen) == asked
        assert seen.on(ReviewScreen).revealed
        assert seen.said() == ["Same card. Edited, history kept."]
        assert "does not slip, when pulled?" in seen.text()


async def test_a_new_card_lands_under_the_same_concept(collect: Open) -> None:
    """`a` writes a card at the end of the current heading."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL) as seen:
        await seen.press("a")
        await seen.write("Which is quick?")
        await seen.press("tab")
        await seen.write("The slip knot")
        await seen.press("ctrl+s")

        text = (collection.root / "knots.md").read_text("utf-8")
        part = text.partition("## Loops")[2].partition("## Bends")[0]
        assert "Q: Which is quick?\nA: The slip knot" in part
        assert seen.on(ReviewScreen).session.left() == 4


# -- links and pictures --------------------------------------------------------------

LINKED = "Q: See [the page](https://example.org/a?b=c).\nA: No\n"


async def test_a_link_is_opened_after_its_address_was_seen(
    collect: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`o` and a click show the whole address first, and `enter` opens it."""
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    async with window(collect({"one.md": LINKED}), begin=ALL) as seen:
        assert "o link" in seen.hints()
        await seen.press("o")
        seen.on(ChooseScreen)
        assert "https://example.org/a?b=c" in seen.text()
        await seen.press("q")
        assert opened == []

        await seen.pilot.click(CardView, offset=(7, 1))
        await seen.settle()
        seen.on(ChooseScreen)
        await seen.press("enter")
        assert opened == ["https://example.org/a?b=c"]


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


async def test_a_picture_is_its_description_where_none_can_be_drawn(
    collect: Open,
) -> None:
    """Without what draws pictures the description stands, and `o` can open it."""
    collection = collect({"one.md": "Q: What is ![a cell](cell.png)?\nA: No\n"})
    (collection.root / "cell.png").write_bytes(PNG)
    async with window(collection, begin=ALL) as seen:
        assert not seen.app.draws_pictures
        assert "a cell" in seen.text()
        assert "o link" in seen.hints()


@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")
async def test_a_picture_is_drawn_where_it_can_be(collect: Open, home: Path) -> None:
    """With a way that is named, the picture stands below the text of its side."""
    pytest.importorskip("textual_image", reason="the extra `images` is not installed")
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('images = "blocks"\n', encoding="utf-8")
    deck = "Q: What is ![a cell](cell.png)?\nA: No\n\nQ: And?\nA: Yes\n"
    collection = collect({"one.md": deck})
    (collection.root / "cell.png").write_bytes(PNG)
    app = SrsApp(collection, begin=ALL)
    app.prepare()
    async with app.run_test(size=(80, 24)) as pilot:
        seen = Window(app, pilot)
        await seen.settle()
        assert len(app.screen.query(".picture")) == 1
        assert "a cell" in seen.text()
        await seen.press("space", "4")

        assert len(app.screen.query(".picture")) == 0
