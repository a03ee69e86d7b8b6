"""Does a rating that was shown as saved survive the death of the program?"""

import signal
from pathlib import Path

import pytest

from tests.bench.terminal import Gone, Terminal
from tests.faults.world import COUNT, World, answered, cards, dice, rate

BATCHES = 4
PER_BATCH = max(1, COUNT // BATCHES)
GENTLE = max(1, COUNT // 20)

pytestmark = pytest.mark.slow


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A collection with more new cards than a test can answer."""
    made = World(tmp_path)
    made.write("numbers.md", cards(3000))
    return made


def drain(terminal: Terminal) -> None:
    """Read what the program wrote before it died."""
    try:
        while True:
            terminal.read(0.2)
    except Gone:
        pass


def review_until_killed(world: World, number: signal.Signals, seed: int) -> Terminal:
    """Review with a hurried hand, and send the signal at some moment."""
    chance = dice(seed)
    terminal = world.terminal("review", "--new", "500")
    terminal.wait_for(" of ")
    terminal.wait_for("show")
    try:
        for _ in range(chance.randint(0, 4)):
            rate(terminal, chance.choice("1234"))
        # The last keys come without waiting, so that it dies in the middle of work.
        for _ in range(chance.randint(1, 3)):
            terminal.press(" " + chance.choice("1234"))
        end = chance.uniform(0, 0.15)
        while end > 0:
            terminal.read(0.01)
            end -= 0.01
        terminal.kill(number)
        drain(terminal)
    except Gone:
        pass
    return terminal


@pytest.mark.parametrize("batch", range(BATCHES))
def test_kill_9_loses_no_rating_that_was_shown_as_saved(
    world: World, batch: int
) -> None:
    """After each kill the log holds what the screen counted, and the cache agrees."""
    before = 0
    for turn in range(PER_BATCH):
        seed = batch * 1000 + turn
        with review_until_killed(world, signal.SIGKILL, seed) as terminal:
            shown = max(0, answered(terminal))
        stored = world.reviews() - before

        assert stored >= shown, f"seed {seed}: {shown} shown, {stored} stored"
        assert world.unsound() == [], f"seed {seed}"
        before += stored
    assert before > 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_friendly_signal_loses_nothing_either(
    world: World, number: signal.Signals
) -> None:
    """SIGTERM and SIGHUP end the program without a traceback and lose no rating."""
    before = 0
    for seed in range(GENTLE):
        with review_until_killed(world, number, seed) as terminal:
            shown = max(0, answered(terminal))
            code = terminal.reap()
            said = terminal.stream.decode("utf-8", "replace")
        stored = world.reviews() - before

        assert code in (-number, 128 + number, 0, 1), f"seed {seed}: {code}"
        assert "Traceback" not in said
        assert stored >= shown, f"seed {seed}: {shown} shown, {stored} stored"
        assert world.unsound() == []
        before += stored


def test_a_terminal_that_goes_away_takes_nothing_along(world: World) -> None:
    """When the window is closed, the program ends and the ratings are kept."""
    with world.terminal("review", "--new", "50") as terminal:
        terminal.wait_for("show")
        for key in "341":
            rate(terminal, key)
        terminal.hang_up()
        terminal.reap()

    assert world.reviews() == 3
    assert world.unsound() == []
