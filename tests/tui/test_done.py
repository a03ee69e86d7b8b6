"""What does the finished page say, and what can be done there?"""

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.core.log import Rating
from srs.core.schedule import New
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.identity import doubts
from srs.study.scan import scan
from srs.tui.adding import AddScreen
from srs.tui.done import DoneScreen
from srs.tui.review import ReviewScreen
from tests.conftest import Clock, Open
from tests.tui.screens import KNOTS, SIZES, card, learn, rate, window

MANY = "\n\n".join(f"Q: Question {n}?\nA: {n}" for n in range(40))
BEFORE = "Q: Why do enzymes speed up a reaction?\nA: They lower the barrier.\n"
AFTER = "Q: Why does heat speed up a reaction?\nA: More hits pass the barrier.\n"


def _in_doubt(collect: Open, clock: Clock) -> Collection:
    """Return a collection with one card left and one doubtful match."""
    collection = collect({"a.md": BEFORE})
    learn(collection, clock)
    (collection.root / "a.md").write_text(AFTER, encoding="utf-8")
    (collection.root / "b.md").write_text("Q: One?\nA: 1\n", encoding="utf-8")
    scan(collection)
    assert len(doubts(collection.store)) == 1
    return collection


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_page(
    collect: Open, clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """After the first sitting: cards met, second looks, tomorrow, what next."""
    collection = collect({"knots.md": KNOTS})
    async with window(collection, size=size, begin=Scope()) as seen:
        await rate(seen, clock, "1", "4", "4", "4")

        seen.on(DoneScreen)
        assert seen.text() == snapshot


async def test_what_was_held_is_told_beside_what_was_expected(
    collect: Open, clock: Clock
) -> None:
    """For cards in review the page says how many were held, and how many expected."""
    collection = collect({"one.md": "\n\n".join(MANY.split("\n\n")[:5])})
    learn(collection, clock, rating=Rating.EASY)
    clock.sleep(days=15)
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "3", "3", "1", "3", "3")
        await rate(seen, clock, "3")

        assert seen.static("did").startswith(
            "Done. 6 answered, 4 of 5 in review held (expected "
        )


async def test_a_stopped_sitting_goes_on(collect: Open, clock: Clock) -> None:
    """`q` in the middle says what is left; `space` goes on with the same sitting."""
    async with window(collect({"one.md": MANY})) as seen:
        await seen.press("enter")
        await rate(seen, clock, "4", "4")
        left = card(seen)
        await seen.press("q")
        assert seen.static("did") == "2 cards met, 1 min."
        assert seen.static("next").splitlines()[0] == "8 left, about 5 min."
        assert seen.hints()[0] == "space go on"
        assert seen.hints()[-1] == "q home"
        await seen.press("space")

        assert card(seen) == left


async def test_a_sitting_of_minutes_can_be_spread(collect: Open, clock: Clock) -> None:
    """Where much is left of the minutes, `c` offers to spread it over days."""
    collection = collect({"one.md": f"---\nnew_per_day: 40\n---\n\n{MANY}"})
    learn(collection, clock, rating=Rating.EASY)
    clock.sleep(days=40)
    async with window(collection, begin=Scope(minutes=1)) as seen:
        await rate(seen, clock, "3")
        clock.sleep(minutes=1)
        await rate(seen, clock, "3")
        assert seen.hints()[:2] == ["space 1 more minute", "c spread them"]
        assert seen.hints()[-1] == "q stop"
        await seen.press("c", "enter")
        assert "Spread the backlog" in seen.text()
        await seen.press("y")

        left = int(seen.static("next").split()[0])
        assert 0 < left < 20


async def test_more_new_cards(collect: Open, clock: Clock) -> None:
    """`m` brings five more new cards, counted together with those before."""
    async with window(collect({"one.md": MANY}), begin=Scope()) as seen:
        await rate(seen, clock, *("4" for _ in range(10)))
        seen.on(DoneScreen)
        await seen.press("m")
        assert seen.on(ReviewScreen).session.left() == 5
        await rate(seen, clock, *("4" for _ in range(5)))

        assert seen.static("did").startswith("Done. 15 cards met")


async def test_undo_works_there(collect: Open, clock: Clock) -> None:
    """`u` on the finished page brings the last card back, unrated."""
    collection = collect({"one.md": "Q: One?\nA: 1\n"})
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "4")
        seen.on(DoneScreen)
        await seen.press("u")

        schedule = collection.store.schedules.state(card(seen)).schedule
        assert isinstance(schedule, New)


async def test_a_doubtful_match_is_asked_about(
    collect: Open, clock: Clock, snapshot: SnapshotAssertion
) -> None:
    """The page asks whether it is the same question, with what differs."""
    async with window(_in_doubt(collect, clock), begin=Scope()) as seen:
        await rate(seen, clock, "4")

        assert seen.text() == snapshot


@pytest.mark.parametrize("key", ["y", "n", "a"])
async def test_a_doubtful_match_is_settled_and_taken_back(
    collect: Open, clock: Clock, key: str
) -> None:
    """`y`, `n` and `a` settle it, `u` asks again; then `a` writes a card."""
    collection = _in_doubt(collect, clock)
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "4")
        assert "a write your own" not in seen.hints()
        await seen.press(key)
        assert doubts(collection.store) == []
        assert "a write your own" in seen.hints()
        await seen.press("u")
        assert len(doubts(collection.store)) == 1
        assert "Same question as before?" in seen.text()
        await seen.press(key, "a")

        seen.on(AddScreen)


async def test_a_kept_card_keeps_its_reviews(collect: Open, clock: Clock) -> None:
    """After `y` the edited card has the schedule of the old one."""
    collection = _in_doubt(collect, clock)
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "4")
        await seen.press("y")
        states = [
            collection.store.schedules.state(number)
            for number in collection.store.schedules.deck_of_cards()
        ]

        assert [isinstance(state.schedule, New) for state in states].count(False) == 2


async def test_the_next_deck_is_started_from_the_finished_page(
    collect: Open, clock: Clock
) -> None:
    """When all new cards are met, `s` starts a deck and goes on with its cards."""
    waits = "---\nstart: manual\n---\n\nQ: Next?\nA: Yes\n"
    decks = {"one.md": "Q: One?\nA: 1\n", "two.md": waits}
    async with window(collect(decks), begin=Scope()) as seen:
        await rate(seen, clock, "4")
        page = seen.on(DoneScreen)
        assert "No new cards are left, and 1 deck waits: s starts one." in seen.text()
        assert "s start a deck" in seen.hints()
        await seen.press("s", "enter")

        review = seen.on(ReviewScreen)
        assert review.session.scope.decks == ("two",)
        assert review.session.tally is page.session.tally
        assert seen.said() == ["Started two. u takes it back."]


async def test_what_is_left_today_can_be_gone_on_with(
    collect: Open, clock: Clock
) -> None:
    """After a sitting with a limit, `space` goes on with the rest of the day."""
    async with window(collect({"knots.md": KNOTS}), begin=Scope(limit=1)) as seen:
        await rate(seen, clock, "4")
        page = seen.on(DoneScreen)
        assert "left today, about" in seen.static("next")
        assert seen.hints()[0] == "space go on"
        await seen.press("space")

        review = seen.on(ReviewScreen)
        assert review.session.scope == Scope()
        assert review.session.tally is page.session.tally
