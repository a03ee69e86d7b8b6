"""What do the commands of every morning say?"""

from pathlib import Path

import pytest

from srs.cli.daily import farewell
from srs.cli.door import Door
from srs.cli.main import run
from srs.core.log import Rating
from srs.study.review import ReviewSession
from tests.conftest import Clock, Open
from tests.faults.world import World

DECK = "Q: Which knot makes a loop that does not slip?\nA: The bowline\n"


def test_whoever_leaves_early_hears_what_is_left(collect: Open) -> None:
    """The line after the app tells of today's cards as long as there are any."""
    collection = collect({"knots.md": DECK})

    assert farewell(collection) == "Left today: 1 card, about 1 min. Type: srs"


def test_whoever_is_done_hears_when_to_come_back(collect: Open) -> None:
    """With nothing left today, the line after the app tells of the next cards."""
    collection = collect({"knots.md": DECK})
    ReviewSession(collection).answer(Rating.EASY, duration_ms=1000)

    told = farewell(collection)

    assert told.startswith("Next: the next card comes in ")
    assert told.endswith("d. Type: srs")


@pytest.mark.parametrize("cram", ["--cram", "--forgotten"])
def test_ahead_and_cram_are_not_taken_together(tmp_path: Path, cram: str) -> None:
    """One writes answers, the other none: the sentence says so."""
    with World(tmp_path).terminal("review", "--ahead", "3", cram) as terminal:
        code = terminal.wait_for_end()

    assert code == 2
    assert b"--ahead writes answers" in terminal.stream


def test_nothing_forgotten_is_nothing_to_go_through(tmp_path: Path) -> None:
    """Before anything is forgotten `--forgotten` says so, and opens no screen."""
    world = World(tmp_path)
    world.write("knots.md", DECK)
    with world.terminal("review", "--forgotten") as terminal:
        code = terminal.wait_for_end()

    assert code == 3
    assert b"No card is found to go through." in terminal.stream


@pytest.mark.parametrize("queue", [("--cram",), ("--cram", "knots")])
def test_queues_are_begun_at_the_door(tmp_path: Path, queue: tuple[str, ...]) -> None:
    """A cram asks what is not due; looking ahead leaves what was answered today."""
    world = World(tmp_path)
    world.write("knots.md", DECK)
    with world.terminal("review") as terminal:
        terminal.wait_for("show")
        terminal.press(" ")
        terminal.wait_for("Good")
        terminal.press("4")
        terminal.settle(quiet=0.3)
    written = world.reviews()
    with world.terminal("review", *queue) as terminal:
        terminal.wait_for("Which knot")
    with world.terminal("review", "--ahead", "30") as terminal:
        code = terminal.wait_for_end()

    assert written == 1
    assert world.reviews() == 1
    assert code == 3
    assert b"Nothing is due." in terminal.stream


# -- starting ------------------------------------------------------------------------


def test_without_a_deck_those_that_wait_are_listed(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """`srs start` alone says which decks wait, and how one is begun."""
    waits = "---\nstart: manual\n---\nQ: Which bend joins two ropes?\nA: Sheet bend\n"
    collection = collect({"knots.md": DECK, "bends.md": waits})
    door = Door(clock=clock)

    assert run(["-C", str(collection.root), "start"], door) == 0
    assert capsys.readouterr().out == "bends  1 card\nBegin one: srs start DECK\n"
    run(["-C", str(collection.root), "start", "bends"], door)
    capsys.readouterr()
    assert run(["-C", str(collection.root), "start"], door) == 0
    assert capsys.readouterr().out == "No deck waits to be started.\n"
