"""What happens to the history when machines fail.

A store that is damaged is never taken for an empty one, what was confirmed is kept,
and every error is a sentence.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from srs.core.card import CardId
from srs.core.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from srs.core.log import Decision, Logged, Rating, Reviewed
from srs.store.backup import back_up, folder_of
from srs.store.database import Store, open_store
from srs.store.files import remove
from srs.store.restore import restore

DEVICE = "0000000a"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DECISION = Decision(phase="review", step=0, due_day=TODAY)


def put(store: Store, count: int = 1) -> list[Logged]:
    """Append some reviews."""
    event = Reviewed(
        card=CardId(7), rating=Rating.GOOD, duration_ms=5000, decision=DECISION
    )
    return store.log.append_all([event] * count, at=NOON, offset_min=0, day=TODAY)


@pytest.fixture
def full(path: Path) -> bytes:
    """Return the bytes of a store of 2,000 reviews; a backup has the first 1,000."""
    with open_store(path, device=DEVICE) as store:
        put(store, 1000)
        back_up(store.connection, folder_of(path), "2026-11-24")
        put(store, 1000)
    return path.read_bytes()


def refusal(deed: Callable[[], object]) -> StoreError | None:
    """Return the error with which a deed was refused, if it was."""
    try:
        deed()
    except StoreError as error:
        return error
    return None


# -- damage -------------------------------------------------------------------------


def look(path: Path) -> None:
    """Open a store and read it in every way."""
    before = path.read_bytes()
    try:
        store = open_store(path, device=DEVICE)
    except StoreDamaged:
        assert path.read_bytes() == before
        raise
    with store:
        assert store.log.count() > 0
        assert list(store.log.all())
        store.log.review_columns()
        store.log.of(CardId(7))
        store.log.undoable(5)


def check_damaged(path: Path, damaged: bytes) -> None:
    """Check what must hold for a damaged file, and that restoring heals it."""
    remove(path)
    path.write_bytes(damaged)
    told = refusal(lambda: look(path))
    assert told is None or (type(told), "srs restore" in told.next_step) == (
        StoreDamaged,
        True,
    )
    found = restore(path, path.parent / "backups" / "2026-11-24.sqlite", salvage=True)
    assert found.events >= 1000
    with open_store(path, device=DEVICE) as store:
        assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert len(list(store.log.all())) == found.events
        put(store)
    assert found.aside is not None
    remove(found.aside)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_store_is_not_empty(path: Path, full: bytes, share: float) -> None:
    """A file that ends early is damaged, and a restore saves what can be read."""
    check_damaged(path, full[: int(len(full) * share)])


@pytest.mark.parametrize("start", [0, 50, 100, 4096, 8192, 65536])
def test_a_zeroed_stretch_is_not_empty(path: Path, full: bytes, start: int) -> None:
    """Blocks that a disk lost are damage."""
    check_damaged(path, full[:start] + bytes(4096) + full[start + 4096 :])


@pytest.mark.parametrize("start", [0, 16, 4096, 20000])
def test_garbage_is_not_empty(path: Path, full: bytes, start: int) -> None:
    """Foreign bytes in the middle are damage."""
    noise = random.Random(start).randbytes(4096)
    check_damaged(path, full[:start] + noise + full[start + 4096 :])


@pytest.mark.slow
def test_flipped_bits_are_never_an_empty_collection(path: Path, full: bytes) -> None:
    """After any of 200 flips the store opens with its events, or says what to do."""
    chance = random.Random(20261125)
    for _ in range(200):
        damaged = bytearray(full)
        # Half of them where it hurts: header and schema.
        most = 8192 if chance.random() < 0.5 else len(damaged)
        place = chance.randrange(most)
        damaged[place] ^= 1 << chance.randrange(8)
        check_damaged(path, bytes(damaged))


# -- a full disk --------------------------------------------------------------------


def fill_up(store: Store) -> int:
    """Append until the disk is full; return how many events were confirmed."""
    confirmed = store.log.count()
    for _ in range(20_000):
        told = refusal(lambda: put(store, 20))
        if told is not None:
            assert (type(told), "nothing was written" in told.sentence) == (
                StoreFull,
                True,
            )
            return confirmed
        confirmed += 20
    raise AssertionError("the disk never filled")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX's")
def test_a_file_that_cannot_grow_keeps_what_was_confirmed(store: Store) -> None:
    """Nothing is half written; with room again the same store goes on."""
    with largest_file(400_000):
        confirmed = fill_up(store)
        assert store.log.count() == confirmed
        with suppress(StoreFull):
            confirmed += len(put(store, 1))

    put(store)
    assert store.log.count() == confirmed + 1
    assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)


@contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Mount something at a folder, or skip the test where nobody may."""
    folder.mkdir(exist_ok=True)
    command = ["mount", *arguments, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("this user cannot mount")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_what_was_confirmed(tmp_path: Path) -> None:
    """On a disk of 2 MB: a sentence, nothing lost, and on it goes after making room."""
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=2m", "srs-test"):
        path = disk / "c" / "store.sqlite"
        ballast = disk / "ballast"
        with open_store(path, device=DEVICE) as store:
            ballast.write_bytes(bytes(300_000))
            confirmed = fill_up(store)
            with pytest.raises(StoreFull):
                back_up(store.connection, folder_of(path), "2026-11-25")
            assert list(folder_of(path).iterdir()) == []
            ballast.unlink()
            put(store)
            assert store.log.count() == confirmed + 1
        with open_store(path, device=DEVICE) as store:
            assert store.log.count() == confirmed + 1
            check = store.connection.execute("pragma integrity_check")
            assert check.fetchone() == ("ok",)


def test_a_disk_without_room_for_a_store_is_said(tmp_path: Path) -> None:
    """A new store that does not fit leaves nothing behind, and says so."""
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=64k", "srs-test"):
        (disk / "ballast").write_bytes(bytes(40_000))
        with pytest.raises(StoreFull):
            open_store(disk / "store.sqlite", device=DEVICE)
        assert [each.name for each in disk.iterdir()] == ["ballast"]


def test_a_mount_that_is_read_only_can_be_looked_at(tmp_path: Path, path: Path) -> None:
    """A store on a read-only mount opens for reading and refuses events."""
    with open_store(path, device=DEVICE) as store:
        put(store, 5)
    mount = tmp_path / "mount"
    with mounted(mount, "--bind", str(path.parent)):
        locked = ["mount", "-o", "remount,bind,ro", str(mount)]
        if subprocess.run(locked, capture_output=True, check=False).returncode:
            pytest.skip("this user cannot mount read-only")
        with open_store(mount / path.name, device=DEVICE) as store:
            assert not store.writable
            assert store.log.count() == 5
            with pytest.raises(StoreReadOnly):
                put(store)


# -- several processes --------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from srs.core.card import CardId
from srs.core.log import Rating, Reviewed
from srs.store.database import open_store

path, device, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_store(path, device=device) as store:
    print("open", flush=True)
    sys.stdin.readline()
    for number in range(count):
        with store.transaction():
            store.cache.set(device, str(number))
            entry = store.log.append(
                Reviewed(card=CardId(number), rating=Rating.GOOD, duration_ms=1),
                at=datetime(2026, 11, 25, 12, tzinfo=UTC), offset_min=0,
                day=date(2026, 11, 25))
        print(entry.id, flush=True)
    print("done", flush=True)
    sys.stdin.readline()
    print(store.log.count())
"""


def writer(path: Path, device: str, count: int) -> subprocess.Popen[str]:
    """Start a process that appends events and prints the id of each confirmed one."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), device, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str], *, until: str) -> list[str]:
    """Return the lines that a process prints before a certain one."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        if line.strip() == until:
            return lines
        lines.append(line.strip())
    raise AssertionError(f"the process ended before it said {until}")


def go(process: subprocess.Popen[str]) -> None:
    """Let a process go on that waits."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_lose_nothing(path: Path) -> None:
    """Two that make and fill one store at once both get all of their events in."""
    started = [writer(path, device, 150) for device in (DEVICE, "0000000b")]
    assert [told(process, until="open") for process in started] == [[], []]
    for process in started:
        go(process)

    printed = [told(process, until="done") for process in started]

    assert [len(ids) for ids in printed] == [150, 150]
    # Each sees what the other wrote.
    assert [process.communicate("\n")[0] for process in started] == ["300\n"] * 2
    assert [process.returncode for process in started] == [0, 0]
    with open_store(path, device=DEVICE) as store:
        stored = [entry.id for entry in store.log.all()]
        assert sorted(stored) == sorted(printed[0] + printed[1])
        at = [entry.at for entry in store.log.all()]
        assert len(set(at)) == 300
    assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]


def kill_after(path: Path, confirmed: int) -> list[str]:
    """Kill a writing process after so many confirmed events; return their ids."""
    process = writer(path, DEVICE, 10_000)
    assert process.stdout is not None
    assert told(process, until="open") == []
    go(process)
    ids = [process.stdout.readline().strip() for _ in range(confirmed)]
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read().split("\n")
    process.communicate()
    # The last line may be cut: it was not confirmed.
    return ids + [line for line in rest[:-1] if line]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize(
    "rounds", [3, pytest.param(40, marks=pytest.mark.slow)], ids=str
)
def test_what_was_confirmed_survives_a_kill(path: Path, rounds: int) -> None:
    """A process that is killed at any moment leaves every event that it confirmed."""
    chance = random.Random(rounds)
    confirmed: list[str] = []
    for _ in range(rounds):
        confirmed += kill_after(path, chance.randrange(0, 60))
    with open_store(path, device=DEVICE) as store:
        stored = {entry.id for entry in store.log.all()}
        assert set(confirmed) <= stored
        assert len(stored) <= len(confirmed) + rounds
        assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_kill_while_the_store_is_made_is_no_harm(path: Path) -> None:
    """A store that was being made when the power went is simply made again."""
    script = (
        "import os, signal; from pathlib import Path;"
        " from srs.store.database import Schema, open_store;"
        " die = lambda connection: os.kill(os.getpid(), signal.SIGKILL);"
        f" open_store(Path({str(path)!r}), device='0000000a',"
        " schema=Schema(version=1, migrate=die))"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    assert not path.exists()

    with open_store(path, device=DEVICE) as store:
        put(store)
        assert store.log.count() == 1
