"""Can two programs review one collection at the same time?"""

from pathlib import Path

from tests.faults.world import World, cards, rate

ROUNDS = 8


def test_two_programs_lose_nothing_and_see_each_other(tmp_path: Path) -> None:
    """All ratings are kept, none is refused, and what one rated the other skips."""
    world = World(tmp_path)
    world.write("numbers.md", cards(60))
    world.run("scan")
    with (
        world.terminal("review", "--new", "50") as one,
        world.terminal("review", "--new", "50") as two,
    ):
        for terminal in (one, two):
            terminal.wait_for("show")
        for turn in range(ROUNDS):
            first, second = (one, two) if turn % 2 else (two, one)
            rate(first, "4")
            rate(second, "4")
        said = (one.stream + two.stream).decode("utf-8", "replace")

    assert world.reviews() == 2 * ROUNDS
    assert world.unsound() == []
    assert "locked" not in said
    assert "Another program" not in said
    # Only the card that both had before them at first may have been rated twice.
    rated = [getattr(entry.event, "card", None) for entry in world.events()]
    assert len(rated) - len(set(rated)) <= ROUNDS


def test_two_programs_that_rate_at_the_same_moment_wait_for_each_other(
    tmp_path: Path,
) -> None:
    """Keys pressed at once in both lead to two ratings, in whichever order."""
    world = World(tmp_path)
    world.write("numbers.md", cards(60))
    world.run("scan")
    with (
        world.terminal("review", "--new", "50") as one,
        world.terminal("review", "--new", "50") as two,
    ):
        both = (one, two)
        for terminal in both:
            terminal.wait_for("show")
        for turn in range(ROUNDS):
            for terminal in both:
                terminal.press(" ")
            for terminal in both:
                terminal.wait_for("3 Good")
            for terminal in both:
                terminal.press("3")
            for terminal in both:
                terminal.wait_for(f"{turn + 2} of ")
        said = (one.stream + two.stream).decode("utf-8", "replace")

    assert world.reviews() == 2 * ROUNDS
    assert world.unsound() == []
    assert "locked" not in said
