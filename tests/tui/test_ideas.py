"""The quiet place after the reviews: ideas, one after another."""

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from srs.core.log import IdeaJudged
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.ideas import due_ideas
from srs.tui.done import DoneScreen
from srs.tui.home import HomeScreen
from srs.tui.ideas import IdeasScreen
from tests.conftest import Clock, Open
from tests.tui.screens import SIZES, Window, learn, rate, window

DECK = """# Memes

## Refutation

Q: One?
A: 1

I: Why do wrong ideas outlive their refutation? #open
> 2026-02-20 Perhaps the refutation is dull, and whoever tells it is dull too.
> 2026-02-24 See [[refutation]].

I: Is $x^2$ enough?
"""


def verdicts(collection: Collection) -> list[str]:
    """Return the answers that count, in order."""
    return [
        entry.event.verdict
        for entry in collection.store.log.live_of("idea")
        if isinstance(entry.event, IdeaJudged)
    ]


def waiting(collect: Open, clock: Clock) -> Collection:
    """Return a collection in which a card and two ideas come back today."""
    collection = collect({"memes.md": DECK})
    learn(collection, clock)
    clock.sleep(days=20)
    return collection


async def at_ideas(seen: Window) -> None:
    """Wait for the decks to be read, then look at the ideas."""
    await seen.settle()
    await seen.press("I")
    seen.on(IdeasScreen)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_idea_with_its_thoughts(
    collect: Open, clock: Clock, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The question, its thoughts, what became of it, and what each answer means."""
    async with window(waiting(collect, clock), size=size) as seen:
        await at_ideas(seen)

        assert seen.text() == snapshot


async def test_the_finished_page_offers_the_ideas(collect: Open, clock: Clock) -> None:
    """Only once the reviews are done: then the page names them, and I shows them."""
    collection = waiting(collect, clock)
    async with window(collection, begin=Scope()) as seen:
        await rate(seen, clock, "3")
        seen.on(DoneScreen)

        assert "2 ideas come back: I looks at them." in seen.text()
        assert "I ideas" in seen.hints()
        await seen.press("I", "2", "3")
        seen.on(DoneScreen)

        assert seen.said() == ["2 ideas looked at. u takes the last one back."]
        assert "ideas" not in seen.static("next")
        assert verdicts(collection) == ["not now", "fruitful"]


async def test_home_tells_of_ideas_when_nothing_else_is_left(
    collect: Open, clock: Clock
) -> None:
    """With cards due it keeps still; with ideas alone it names them."""
    collection = collect({"ideas.md": "I: One?\n"})
    clock.sleep(days=7)
    async with window(collection) as seen:
        assert "1 idea comes back: I looks at it." in seen.text()
        await seen.press("I", "1")
        seen.on(HomeScreen)

        assert "comes back" not in seen.text()
    collection = waiting(collect, clock)
    async with window(collection) as seen:
        assert "come back" not in seen.text()


async def test_undo_shows_the_idea_again(collect: Open, clock: Clock) -> None:
    """Undo takes an answer back and asks about that idea again, also at the end."""
    collection = waiting(collect, clock)
    first, second = due_ideas(collection)
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("1", "u")

        assert seen.said() == ["Taken back: Idea: let go."]
        assert seen.on(IdeasScreen).current.card == first.card
        assert "1 of 2" in seen.static("head")
        await seen.press("2")

        assert seen.on(IdeasScreen).current.card == second.card
        await seen.press("3", "u")
        seen.on(HomeScreen)

    assert verdicts(collection) == ["not now"]


async def test_a_thought_is_written_beneath(collect: Open, clock: Clock) -> None:
    """The key t asks for a line and writes it with its date; u takes it out again."""
    collection = waiting(collect, clock)
    file = collection.root / "memes.md"
    before = file.read_bytes()
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("t")
        await seen.write("It is told more often.")
        await seen.press("enter")

        line = b"> 2026-03-23 It is told more often.\n"
        assert line in file.read_bytes()
        assert seen.said() == ["Written: memes.md:11. u takes it out."]
        assert verdicts(collection) == ["fruitful"]
        await seen.press("u")

        assert file.read_bytes() == before
        assert verdicts(collection) == []
        assert "1 of 2" in seen.static("head")


async def test_a_thought_may_be_left(collect: Open, clock: Clock) -> None:
    """Neither an empty line nor escape answers anything."""
    collection = waiting(collect, clock)
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("t", "enter", "t", "escape")
        seen.on(IdeasScreen)

    assert verdicts(collection) == []


async def test_a_thought_from_the_editor_counts(collect: Open, clock: Clock) -> None:
    """A dated line that was added in the editor is an answer too."""
    collection = waiting(collect, clock)
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("e", "end", "enter")
        await seen.write("> 2026-03-23 So.")
        await seen.press("ctrl+s")
        seen.on(IdeasScreen)

        assert seen.said() == ["A new thought: fruitful."]
    assert verdicts(collection) == ["fruitful"]


async def test_leaving_keeps_the_rest(collect: Open, clock: Clock) -> None:
    """The key q goes back; nothing was answered, and the ideas wait."""
    collection = waiting(collect, clock)
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("q")
        seen.on(HomeScreen)

    assert len(due_ideas(collection)) == 2


@pytest.mark.parametrize(
    ("deck", "sentence"),
    [
        ("Q: a\nA: b\n", "No idea incubates. A line that begins with I: in a deck"),
        ("I: a\n", "1 idea incubates; the next comes in 7d. All of them: srs ideas"),
    ],
)
async def test_where_none_comes_back_it_is_said(
    collect: Open, deck: str, sentence: str
) -> None:
    """The key is no riddle on any day."""
    async with window(collect({"a.md": deck})) as seen:
        await seen.press("I")
        seen.on(HomeScreen)

        assert seen.said()[0].startswith(sentence)


async def test_hostile_text_is_shown_and_not_obeyed(
    collect: Open, clock: Clock
) -> None:
    """Markup and control characters in idea, thought and heading are only text."""
    text = "## [/x] \x1b[2J\n\nI: [red]a\x1b]0;t\x07[/]?\n> 2026-03-01 [/] \x9b2J\n"
    collection = collect({"a.md": f"# [bold]t\n\n{text}"})
    clock.sleep(days=9)
    async with window(collection) as seen:
        await at_ideas(seen)
        await seen.press("t")
        box = seen.app.screen.query_one(Input)
        box.value = "[/x] $$ \x1b"
        await seen.press("enter")

        assert "\x1b" not in seen.text()
    assert b"[/x]" in (collection.root / "a.md").read_bytes()
