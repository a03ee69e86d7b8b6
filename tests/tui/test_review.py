"""How is a card asked, and what becomes of a rating?"""

from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.content import Content
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from srs.core.log import Rating, Reviewed
from srs.study.agenda import Scope
from srs.tui.done import DoneScreen
from srs.tui.glyphs import ASCII
from srs.tui.home import HomeScreen
from srs.tui.rating_bar import RatingBar
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, card, count, learn, rate, ratings, window

ALL = Scope()


def no_hints(home: Path) -> None:
    """Switch the hints for newcomers off."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("hints = false\n", encoding="utf-8")


# -- what stands on the screen -------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_question(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The question stands under its place, with nothing of the answer."""
    async with window(collect({"knots.md": KNOTS}), size=size, begin=ALL) as seen:
        assert seen.text() == snapshot


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_answer(
    collect: Open, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The answer comes with extra, source, the four ratings, and a hint below them."""
    async with window(collect({"knots.md": KNOTS}), size=size, begin=ALL) as seen:
        await seen.press("space")

        assert seen.text() == snapshot


async def test_a_cloze_is_answered_in_its_place(
    collect: Open, clock: Clock, snapshot: SnapshotAssertion
) -> None:
    """A cloze shows its passage once, with the gap filled."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await rate(seen, clock, "4")
        await seen.press("space")

        assert seen.text() == snapshot


async def test_ascii_is_enough(collect: Open, clock: Clock, home: Path) -> None:
    """With `glyphs = ascii` no character beyond ASCII is drawn."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('glyphs = "ascii"\n', encoding="utf-8")
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        assert seen.app.glyphs is ASCII
        await seen.press("space")
        assert seen.text().isascii()
        clock.sleep(seconds=1)
        await seen.press("f", "enter")
        assert seen.text().replace("▌", "").isascii()


async def test_macros_of_the_collection_are_read(collect: Open) -> None:
    """A command of `macros.tex` is known in formulas."""
    decks = {"a.md": "Q: What is $\\E$?\nA: A mean\n"}
    collection = collect(decks)
    (collection.root / "macros.tex").write_text(
        r"\newcommand{\E}{\alpha\beta}", "utf-8"
    )
    async with window(collection, begin=ALL) as seen:
        assert "What is αβ?" in seen.text()


async def test_hints_for_newcomers_vanish_after_three_sittings(
    collect: Open, clock: Clock
) -> None:
    """On the first three days a hint tells what to press; on the fourth none."""
    deck = "\n\n".join(f"Q: Question {n}?\nA: {n}" for n in range(50))
    collection = collect({"one.md": deck})
    told = []
    for _ in range(4):
        async with window(collection, begin=ALL) as seen:
            before = "press space" in seen.text()
            await seen.press("space")
            told.append((before, "Forgetting costs nothing" in seen.text()))
        learn(collection, clock)

    assert [before for before, _ in told] == [True, True, True, False]
    assert (told[0][1], told[3][1]) == (True, False)


async def test_hints_can_be_switched_off(collect: Open, home: Path) -> None:
    """With `hints = false` a newcomer sees none."""
    no_hints(home)
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        assert "press space" not in seen.text()


# -- rating --------------------------------------------------------------------------


async def test_a_rating_is_stored_with_its_time(collect: Open, clock: Clock) -> None:
    """Key 2 stores Hard, with the time from the question to the rating."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        first = card(seen)
        clock.sleep(seconds=5)
        await rate(seen, clock, "2")

        assert [rating for rating, _ in ratings(seen)] == [Rating.HARD]
        assert 7000 <= ratings(seen)[0][1] < 7100
        assert card(seen) != first


async def test_a_bouncing_space_rates_nothing(collect: Open, clock: Clock) -> None:
    """Within a quarter of a second after the reveal `space` is ignored."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("space", "space")
        assert ratings(seen) == []
        clock.sleep(milliseconds=251)
        await seen.press("space")

        assert [rating for rating, _ in ratings(seen)] == [Rating.GOOD]


async def test_nothing_is_rated_before_the_answer(collect: Open) -> None:
    """The rating keys do nothing while only the question stands."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("1", "2", "3", "4")

        assert ratings(seen) == []


async def test_ratings_can_be_clicked(collect: Open, clock: Clock) -> None:
    """A click on a rating rates with it."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("space")
        clock.sleep(seconds=1)
        bar = seen.app.screen.query_one(RatingBar)
        column = bar.render().plain.index("4 Easy") + 1
        await seen.pilot.click(RatingBar, offset=(column, 0))
        await seen.settle()

        assert [rating for rating, _ in ratings(seen)] == [Rating.EASY]


async def test_two_buttons(collect: Open, clock: Clock, home: Path) -> None:
    """With `two_buttons` only Forgot and Good stand and count."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[presets.default]\ntwo_buttons = true\n", encoding="utf-8")
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("space")
        clock.sleep(seconds=1)
        bar = seen.app.screen.query_one(RatingBar).render()
        assert isinstance(bar, Content)
        assert [word for word in bar.plain.split() if word.isalpha()] == [
            "Forgot",
            "Good",
        ]
        await seen.press("2", "4")
        assert ratings(seen) == []
        await seen.press("1")
        assert [rating for rating, _ in ratings(seen)] == [Rating.AGAIN]


@pytest.mark.parametrize("trouble", ["read-only", "busy"])
async def test_a_rating_that_cannot_be_stored(
    collect: Open, clock: Clock, trouble: str
) -> None:
    """The card stays, an error stays until the next rating that is stored."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=ALL) as seen:
        asked = card(seen)
        await seen.press("space")
        clock.sleep(seconds=1)
        connection = collection.store.connection
        blocker = None
        if trouble == "read-only":
            connection.execute("pragma query_only = 1")
        if trouble == "busy":
            connection.execute("pragma busy_timeout = 0")
            blocker = type(connection)(str(collection.store.path), isolation_level=None)
            blocker.execute("begin immediate")
        await seen.press("3")

        assert card(seen) == asked
        assert seen.on(ReviewScreen).revealed
        assert ratings(seen) == []
        assert len(seen.said()) == 1

        connection.execute("pragma query_only = 0")
        if blocker is not None:
            blocker.execute("rollback")
            blocker.close()
        await seen.press("3")
        assert [rating for rating, _ in ratings(seen)] == [Rating.GOOD]
        assert seen.said() == []


async def test_after_the_last_card_comes_the_finished_page(
    collect: Open, clock: Clock
) -> None:
    """When nothing is left, the finished page is shown."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await rate(seen, clock, "4", "4", "4")

        seen.on(DoneScreen)


async def test_leaving_keeps_what_was_rated(collect: Open, clock: Clock) -> None:
    """`q` in the middle leads to the page of a stopped sitting, and to home."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("enter")
        await rate(seen, clock, "4")
        await seen.press("q")
        assert seen.on(DoneScreen).session.tally.answered == 1
        await seen.press("q")
        seen.on(HomeScreen)


async def test_leaving_before_a_rating_goes_straight_back(collect: Open) -> None:
    """Where nothing was rated there is no page between review and home."""
    async with window(collect({"knots.md": KNOTS})) as seen:
        await seen.press("enter", "space", "q")

        seen.on(HomeScreen)


async def test_a_sitting_of_its_own_leaves_the_program(collect: Open) -> None:
    """`srs review` and `q` end the program, without a home screen."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("q")

        assert seen.app.return_code == 0


async def test_minutes_are_counted_down(collect: Open, clock: Clock) -> None:
    """A sitting of five minutes shows what is left of them, and ends after a card."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, begin=Scope(minutes=5)) as seen:
        assert "5:00 · 3 left" in seen.text()
        clock.sleep(minutes=3)
        await rate(seen, clock, "3")
        assert "1:58 · 3 left" in seen.text()
        clock.sleep(minutes=2)
        await seen.press("space")
        seen.on(ReviewScreen)
        clock.sleep(seconds=1)
        await seen.press("3")

        assert seen.on(DoneScreen).session.tally.answered == 2
        assert seen.hints()[0] == "space 5 more minutes"
        await seen.press("space")
        assert "5:00 · 3 left" in seen.text()


async def test_durations_are_never_negative(collect: Open, clock: Clock) -> None:
    """A clock that is set back while a card is shown gives a rating of no length."""
    async with window(collect({"knots.md": KNOTS}), begin=ALL) as seen:
        await seen.press("space")
        clock.at -= timedelta(minutes=1)
        await seen.press("3")

        assert ratings(seen) == [(Rating.GOOD, 0)]


# -- what a key costs ------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
async def test_a_key_changes_no_layout_and_asks_no_style_sheet(
    collect: Open,
    clock: Clock,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    """Reveals and ratings of cards that fit the window only paint, once a key."""
    no_hints(home)
    done: list[str] = []
    count(monkeypatch, Screen, "_refresh_layout", done)
    count(monkeypatch, Screen, "_compositor_refresh", done)
    count(monkeypatch, Stylesheet, "apply", done)
    async with window(collect({"knots.md": KNOTS}), size=size, begin=ALL) as seen:
        costs = []
        for key in ("space", "3", "space", "1", "space"):
            clock.sleep(seconds=2)
            done.clear()
            await seen.press(key)
            costs.append((key, list(done)))

    assert costs == [
        (key, ["_compositor_refresh"]) for key in ("space", "3", "space", "1", "space")
    ]


async def test_a_long_card_is_laid_out_with_its_scroll_bar(
    collect: Open, clock: Clock, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that must scroll costs up to three layouts, but no look at styles."""
    no_hints(home)
    done: list[str] = []
    count(monkeypatch, Screen, "_refresh_layout", done)
    count(monkeypatch, Stylesheet, "apply", done)
    long = "\n".join(f"- item {number}" for number in range(50))
    async with window(
        collect({"one.md": f"Q: All?\nA: {long}\n\nQ: And?\nA: No\n"}), begin=ALL
    ) as seen:
        done.clear()
        await seen.press("space")
        assert set(done) == {"_refresh_layout"}
        assert len(done) <= 3
        await seen.press("G")
        assert "• item 49" in seen.text()
        await rate(seen, clock, "3")

        assert "And?" in seen.text()
        assert seen.on(ReviewScreen).body().scroll_y == 0


async def test_no_scrolling_key_is_lost(collect: Open) -> None:
    """Keys that come faster than the screen is drawn scroll a line each."""
    long = "\n".join(f"- item {number}" for number in range(50))
    async with window(collect({"one.md": f"Q: All?\nA: {long}\n"}), begin=ALL) as seen:
        await seen.press("space")
        page = seen.on(ReviewScreen)
        for _ in range(3):
            page.action_down()
        page.action_up()

        assert page.body().scroll_y == 2


async def test_bets_are_offered_where_they_are_wished(
    collect: Open, clock: Clock, home: Path
) -> None:
    """Sure or unsure shows the answer and goes with the rating; space bets nothing."""
    settings = home / "config" / "srs" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("bets = true\n", encoding="utf-8")
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        assert {"y sure", "n unsure"} <= set(seen.hints())
        await seen.press("y")
        assert not {"y sure", "n unsure"} & set(seen.hints())
        await seen.press("n", "4")
        await seen.press("n", "4", "space", "4")

        bets = [
            entry.event.bet and entry.event.bet.sure
            for entry in seen.app.collection.store.log.all()
            if isinstance(entry.event, Reviewed)
        ]
        assert bets == [True, False, None]


async def test_no_bet_is_asked_for_unasked(collect: Open) -> None:
    """Off by default: neither key does anything."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope()) as seen:
        await seen.press("y", "n")

        assert not {"y sure", "n unsure"} & set(seen.hints())
        assert not seen.on(ReviewScreen).revealed
