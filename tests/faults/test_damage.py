"""What does the program say of a store that is damaged, foreign or newer?"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from tests.faults.world import COUNT, World, cards, dice, rate

STORE_EXIT = 4


def truncated(data: bytes) -> bytes:
    """Return the first half."""
    return data[: len(data) // 2]


def empty(data: bytes) -> bytes:
    """Return nothing."""
    return b""


def zeroed(data: bytes) -> bytes:
    """Return as many zeros."""
    return bytes(len(data))


def garbage(data: bytes) -> bytes:
    """Return as many bytes of chance."""
    return dice(1).randbytes(len(data))


def headless(data: bytes) -> bytes:
    """Return the file with a ruined head."""
    return b"\x00" * 100 + data[100:]


DAMAGES: list[Callable[[bytes], bytes]] = [truncated, empty, zeroed, garbage, headless]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A collection in which three cards were rated."""
    made = World(tmp_path)
    made.write("numbers.md", cards(40))
    with made.terminal("review") as terminal:
        terminal.wait_for("show")
        for key in "341":
            rate(terminal, key)
    return made


def _beside(world: World) -> None:
    for suffix in ("-wal", "-shm"):
        path = world.store_path.with_name(world.store_path.name + suffix)
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda it: it.__name__)
def test_a_damaged_store_is_named_and_left_as_it_is(
    world: World, damage: Callable[[bytes], bytes]
) -> None:
    """The app and `srs due` say one sentence, exit with 4 and touch nothing."""
    _fold(world)
    ruined = damage(world.store_path.read_bytes())
    world.store_path.write_bytes(ruined)

    done = world.run("due")
    with world.terminal() as terminal:
        code = terminal.wait_for_end()
        said = terminal.stream.decode("utf-8", "replace")

    assert (done.returncode, done.stdout) == (STORE_EXIT, "")
    assert len(done.stderr.splitlines()) == 1
    assert str(world.store_path) in done.stderr
    assert "srs restore" in done.stderr
    assert code == STORE_EXIT
    assert "it was left as it is" in said
    assert said.rindex("\x1b[?1049l") < said.index("srs: ")
    assert "Traceback" not in said
    assert world.store_path.read_bytes() == ruined


def _fold(world: World) -> None:
    """Bring what lies in the journal into the file."""
    connection = sqlite3.connect(world.store_path)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    _beside(world)


def test_a_newer_store_is_refused_byte_for_byte(world: World) -> None:
    """A store of a later version is left alone, and the sentence says what to do."""
    _fold(world)
    connection = sqlite3.connect(world.store_path)
    connection.execute("pragma user_version = 99")
    connection.close()
    _beside(world)
    before = world.store_path.read_bytes()

    done = world.run("due")

    assert done.returncode == STORE_EXIT
    assert "later version" in done.stderr
    assert world.store_path.read_bytes() == before


@pytest.mark.slow
def test_flipped_bits_never_make_a_collection_empty(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With some bytes flipped, either all decks are there or the store is refused."""
    _fold(world)
    sound = world.store_path.read_bytes()
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    chance = dice(7)
    for _ in range(COUNT):
        ruined = bytearray(sound)
        for _ in range(chance.choice((1, 8, 200))):
            ruined[chance.randrange(len(ruined))] ^= 1 << chance.randrange(8)
        world.store_path.write_bytes(ruined)
        _beside(world)
        code = run(["-C", str(world.root), "due", "--json"], Door())
        said = capsys.readouterr()

        if code == STORE_EXIT:
            assert world.store_path.read_bytes() == bytes(ruined)
            assert len(said.err.splitlines()) == 1
        else:
            assert code in (0, 3)
            assert '"numbers"' in said.out
