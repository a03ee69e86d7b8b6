"""How are doubtful matches settled one after another?"""

import pytest
from syrupy.assertion import SnapshotAssertion

from srs.study.collection import Collection
from srs.study.identity import doubts
from srs.study.scan import scan
from srs.tui.doubtful import DoubtfulScreen
from srs.tui.home import HomeScreen
from tests.conftest import Clock, Open
from tests.tui.screens import SIZES, learn, window

BEFORE = "Q: Why do enzymes speed up a reaction?\nA: They lower the barrier.\n"
AFTER = "Q: Why does heat speed up a reaction?\nA: More hits pass the barrier.\n"
OTHER = "Q: Who first described the structure?\nA: Two men in one small room\n"
EDITED = "Q: Who first drew that structure?\nA: A woman in another room\n"


@pytest.fixture
def two(collect: Open, clock: Clock) -> Collection:
    """Return a collection with two doubtful matches."""
    collection = collect({"a.md": BEFORE, "b.md": OTHER})
    learn(collection, clock)
    (collection.root / "a.md").write_text(AFTER, encoding="utf-8")
    (collection.root / "b.md").write_text(EDITED, encoding="utf-8")
    scan(collection)
    assert len(doubts(collection.store)) == 2
    return collection


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screen(
    two: Collection, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The difference word by word, and what each key does."""
    async with window(two, size=size) as seen:
        await seen.press("d")

        assert seen.text() == snapshot


async def test_one_after_another(two: Collection) -> None:
    """`y` and `n` settle one each; after the last, home is back."""
    async with window(two) as seen:
        assert "2 doubtful matches" in seen.static("notices")
        await seen.press("d", "y")
        seen.on(DoubtfulScreen)
        await seen.press("n")
        seen.on(HomeScreen)

        assert doubts(two.store) == []
        assert "doubtful" not in seen.static("notices")


async def test_all_at_once_and_back(two: Collection) -> None:
    """`a` settles all, and one undo asks about all again."""
    async with window(two) as seen:
        await seen.press("d", "a")
        assert doubts(two.store) == []
        await seen.press("u")

        assert len(doubts(two.store)) == 2


async def test_undo_between_two(two: Collection) -> None:
    """`u` takes back what was just settled, on the same screen."""
    async with window(two) as seen:
        await seen.press("d", "n", "u")
        seen.on(DoubtfulScreen)

        assert len(doubts(two.store)) == 2


async def test_leaving_keeps_them(two: Collection) -> None:
    """`q` leaves the rest for later."""
    async with window(two) as seen:
        await seen.press("d", "q")
        seen.on(HomeScreen)

        assert len(doubts(two.store)) == 2
