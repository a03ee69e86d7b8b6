"""Opening: what is refused, what is set, what one commit carries."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from srs.core.card import CardId
from srs.core.errors import StoreDamaged, StoreError, StoreNewer, StoreReadOnly
from srs.core.log import Rating, Reviewed
from srs.store import engine
from srs.store.database import (
    SCHEMA,
    WAL_ROOM,
    Schema,
    Store,
    gate,
    make_durable,
    open_store,
)

DEVICE = "0000000a"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)


def review(store: Store, card: int = 1) -> None:
    """Append a review."""
    event = Reviewed(card=CardId(card), rating=Rating.GOOD, duration_ms=1)
    store.log.append(event, at=NOON, offset_min=0, day=TODAY)


def digest(path: Path) -> str:
    """Return what a file holds, in short."""
    return sha256(path.read_bytes()).hexdigest()


def pragma(store: Store, name: str) -> object:
    """Return what SQLite says of a setting."""
    return store.connection.execute(f"pragma {name}").fetchone()[0]


# -- a new store --------------------------------------------------------------------


def test_a_new_store_is_the_owners_alone(path: Path) -> None:
    """Folder and file are made, private, and nothing is left beside them."""
    open_store(path, device=DEVICE).close()

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]


def test_a_new_store_that_fails_leaves_nothing(path: Path) -> None:
    """A store appears under its name only when it is whole."""

    def broken(connection: engine.Connection) -> None:
        connection.execute("create table half (a)")
        raise StoreDamaged("no")

    with pytest.raises(StoreDamaged, match="no"):
        open_store(path, device=DEVICE, schema=Schema(version=1, migrate=broken))

    assert list(path.parent.iterdir()) == []


def test_every_connection_is_set_up(store: Store) -> None:
    """What SQLite forgets between connections is set on each."""
    sound = engine.wal_is_sound(engine.sqlite_version())

    assert {
        name: pragma(store, name)
        for name in (
            "application_id",
            "user_version",
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "trusted_schema",
            "recursive_triggers",
            "busy_timeout",
        )
    } == {
        "application_id": 0x73727331,
        "user_version": SCHEMA.version,
        "journal_mode": "wal" if sound else "delete",
        "synchronous": 2 if sound else 3,
        "foreign_keys": 1,
        "trusted_schema": int(engine.sqlite_version() < (3, 44)),
        "recursive_triggers": 1,
        "busy_timeout": 5000,
    }


def test_what_was_written_is_there_again(path: Path) -> None:
    """A store that was closed holds what was appended."""
    with open_store(path, device=DEVICE) as store:
        review(store)
        before = list(store.log.all())

    with open_store(path, device=DEVICE) as store:
        assert list(store.log.all()) == before


def test_opening_needs_no_sqlite_utils(path: Path) -> None:
    """A store that exists is opened without the import of 170 ms."""
    open_store(path, device=DEVICE).close()
    script = (
        "import sys; from pathlib import Path; from srs.store.database import"
        f" open_store; s = open_store(Path({str(path)!r}), device='0000000a');"
        " s.log.count(); s.close(); assert 'sqlite_utils' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


# -- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"garbage " * 1000, "is no sound database"),
        (b"SQLite format 3\0" + b"\0" * 5000, "is no sound database"),
    ],
    ids=["empty", "garbage", "zeroed"],
)
def test_what_is_no_database_is_refused(
    path: Path, content: bytes, sentence: str
) -> None:
    """Such a file is never taken for an empty collection, and stays as it is."""
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(StoreDamaged, match=sentence) as caught:
        open_store(path, device=DEVICE)

    assert "srs restore" in caught.value.next_step
    assert path.read_bytes() == content


def test_a_foreign_database_is_refused(path: Path) -> None:
    """Somebody else's database is left alone."""
    path.parent.mkdir()
    foreign = sqlite3.connect(path)
    foreign.execute("create table event (a)")
    foreign.close()
    before = digest(path)

    with pytest.raises(StoreDamaged, match="none of this program's"):
        open_store(path, device=DEVICE)

    assert digest(path) == before


def test_a_folder_is_no_store(path: Path) -> None:
    """A folder of that name is refused."""
    path.mkdir(parents=True)

    with pytest.raises(StoreDamaged):
        open_store(path, device=DEVICE)


def test_a_store_without_its_triggers_is_refused(path: Path) -> None:
    """A truth that something could change is no truth."""
    with open_store(path, device=DEVICE) as store:
        store.connection.execute("drop trigger event_no_delete")

    with pytest.raises(StoreDamaged, match="lacks event_no_delete"):
        open_store(path, device=DEVICE)


def test_a_missing_store_with_backups_is_said(path: Path) -> None:
    """Where backups show that there was a history, none is begun silently."""
    (path.parent / "backups").mkdir(parents=True)
    (path.parent / "backups" / "2026-11-24.sqlite").write_bytes(b"x")

    with pytest.raises(StoreDamaged, match=r"missing.*2026-11-24\.sqlite") as caught:
        open_store(path, device=DEVICE)

    assert "srs restore" in caught.value.next_step
    assert not path.exists()


def test_a_newer_store_is_refused_and_stays(path: Path) -> None:
    """A later version's store is named as such and not changed by one byte."""
    with open_store(path, device=DEVICE) as store:
        review(store)
        store.connection.execute(f"pragma user_version = {SCHEMA.version + 1}")
    before = digest(path)

    with pytest.raises(StoreNewer, match="later version"):
        open_store(path, device=DEVICE)

    assert digest(path) == before
    assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]


def test_a_newer_store_that_crashed_stays_too(path: Path) -> None:
    """What a later version left in its journal is not moved into the file."""
    script = (
        "import os; from pathlib import Path; from srs.store.database import"
        f" open_store; s = open_store(Path({str(path)!r}), device='0000000a');"
        " s.connection.execute('pragma user_version = 99'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    before = digest(path)

    with pytest.raises(StoreNewer, match="later version"):
        open_store(path, device=DEVICE)

    assert digest(path) == before


# -- transactions -------------------------------------------------------------------


def write_and_fail(store: Store) -> None:
    """Write two things in one transaction, and fail."""
    with store.transaction():
        review(store)
        store.cache.set("key", "value")
        raise RuntimeError


def write_and_swallow(store: Store) -> None:
    """Write two things in one transaction, and hide that the second failed."""
    with store.transaction():
        review(store)
        with suppress(RuntimeError):
            write_and_fail(store)


def test_nested_blocks_are_one_commit(path: Path) -> None:
    """An outer block that fails takes back what inner ones wrote."""
    with open_store(path, device=DEVICE) as store:
        with pytest.raises(RuntimeError):
            write_and_fail(store)
        assert (store.log.count(), store.cache.get("key")) == (0, None)

        with store.transaction():
            review(store)
            store.cache.set("key", "value")
        assert (store.log.count(), store.cache.get("key")) == (1, "value")


def test_a_part_that_failed_spoils_the_whole(store: Store) -> None:
    """An inner failure that somebody swallows still undoes the commit."""
    with pytest.raises(StoreError, match="nothing was written"):
        write_and_swallow(store)

    assert store.log.count() == 0
    review(store)
    assert store.log.count() == 1


def test_a_replaced_file_is_not_written(path: Path) -> None:
    """A store that was deleted or replaced while open refuses to go on."""
    with open_store(path, device=DEVICE) as store:
        review(store)
        path.rename(path.with_name("moved.sqlite"))
        with pytest.raises(StoreDamaged, match="moved or replaced"):
            review(store)


def test_others_writes_are_noticed(path: Path) -> None:
    """The data version changes with others' commits and not with one's own."""
    with (
        open_store(path, device=DEVICE) as one,
        open_store(path, device="b" * 8) as two,
    ):
        before = one.data_version()
        review(one)
        assert one.data_version() == before
        review(two)
        assert one.data_version() != before
        assert one.log.count() == 2


def test_a_connection_is_no_transaction(store: Store) -> None:
    """`with connection` would commit by surprise, so it is refused."""
    with pytest.raises(TypeError, match="transaction"), store.connection:
        pass


# -- a store that can only be read --------------------------------------------------


def as_ordinary_user(script: str) -> None:
    """Run a script as somebody whom rights concern: root ignores them."""
    # The interpreter's own files may be root's alone: imports come first.
    lower = """
import os, tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from srs.core.card import CardId
from srs.core.errors import StoreReadOnly
from srs.core.log import Suspended
from srs.store.database import open_store
with tempfile.TemporaryDirectory() as folder:
    with open_store(Path(folder) / "s" / "s.sqlite", device="0000000a") as store:
        store.cache.search("everything is imported now")
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
"""
    subprocess.run([sys.executable, "-c", lower + script], check=True, cwd="/")


@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX's")
@pytest.mark.parametrize("locked", ["path", "path.parent", "both"])
def test_what_cannot_be_written_can_be_read(locked: str) -> None:
    """A read-only file or folder opens for looking, and says so on writing."""
    names = "[path, path.parent]" if locked == "both" else f"[{locked}]"
    as_ordinary_user(f"""
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "c" / "store.sqlite"
    now = dict(at=datetime(2026, 11, 25, tzinfo=UTC), offset_min=0,
               day=date(2026, 11, 25))
    with open_store(path, device="0000000a") as store:
        store.log.append(Suspended(card=CardId(1)), **now)
        store.cache.set("cache_version", "old")
    for each in {names}:
        each.chmod(0o500 if each.is_dir() else 0o400)
    with open_store(path, device="0000000a") as store:
        assert not store.writable
        assert store.log.count() == 1
        store.cache.set("key", "in memory only")
        assert store.cache.search("nothing") == []
        try:
            store.log.append(Suspended(card=CardId(2)), **now)
        except StoreReadOnly as error:
            assert "can only be read" in str(error)
        else:
            raise AssertionError("it was written")
        assert store.log.count() == 1
    path.parent.chmod(0o700)
    assert [each.name for each in path.parent.iterdir()] == ["store.sqlite"]
""")


@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX's")
def test_a_journal_that_cannot_be_read_is_said() -> None:
    """Where a crash left a journal that nobody may take in, one sentence refuses."""
    as_ordinary_user("""
from srs.core.errors import StoreError

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "c" / "store.sqlite"
    child = os.fork()
    if child == 0:
        store = open_store(path, device="0000000a")
        store.connection.execute("begin immediate")
        store.connection.execute("create table filler (a)")
        store.connection.execute("pragma cache_size = 5")
        store.connection.execute("insert into filler values (randomblob(900000))")
        os._exit(0)
    os.waitpid(child, 0)
    left = {each.name.removeprefix(path.name) for each in path.parent.iterdir()}
    assert left & {"-wal", "-journal"}, left
    path.parent.chmod(0o500)
    try:
        with open_store(path, device="0000000a") as store:
            assert not store.writable
            assert store.log.count() == 0
    except StoreError as error:
        assert "cannot be" in error.sentence and error.next_step
    path.parent.chmod(0o700)
    with open_store(path, device="0000000a") as store:
        assert store.log.count() == 0
""")


def test_a_read_only_store_says_so(store: Store) -> None:
    """Nothing reaches the log of a copy in memory."""
    copy = Store(store.connection, path=store.path, device=DEVICE, writable=False)

    with pytest.raises(StoreReadOnly, match="can only be read"):
        review(copy)
    with pytest.raises(StoreReadOnly):
        copy.log.add([])
    with pytest.raises(StoreReadOnly):
        copy.log.add_texts([])


# -- journals -----------------------------------------------------------------------


def test_the_gate_tells_the_version(store: Store) -> None:
    """A store of ours says which shape it has."""
    assert gate(store.connection, store.path) == SCHEMA.version


def test_the_journal_is_set_right(path: Path) -> None:
    """A store that came with another journal gets the safe one at opening."""
    open_store(path, device=DEVICE).close()
    other = sqlite3.connect(path)
    other.execute("pragma journal_mode = delete")
    other.close()

    with open_store(path, device=DEVICE) as store:
        sound = engine.wal_is_sound(engine.sqlite_version())
        assert pragma(store, "journal_mode") == ("wal" if sound else "delete")
        make_durable(store.connection)


@pytest.mark.skipif(
    not engine.wal_is_sound(engine.sqlite_version()),
    reason="this SQLite has no sound write-ahead log",
)
def test_room_for_ratings_changes_nothing_and_no_commit_lengthens_the_log(
    tmp_path: Path,
) -> None:
    """With room made, commits overwrite the write-ahead log instead of growing it."""
    store = open_store(tmp_path / "store.sqlite", device=DEVICE)
    before = store.connection.execute("select * from meta").fetchall()
    version = store.data_version()
    store.make_room()
    assert store.connection.execute("select * from meta").fetchall() == before
    log = tmp_path / "store.sqlite-wal"
    length = log.stat().st_size
    assert length >= WAL_ROOM
    for number in range(50):
        with store.transaction():
            store.cache.set("some", str(number))
    assert log.stat().st_size == length
    assert store.data_version() == version
    store.close()
    again = open_store(tmp_path / "store.sqlite", device=DEVICE)
    assert again.cache.get("some") == "49"
    assert again.cache.get("room") is None
    again.close()
