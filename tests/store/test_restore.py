"""Restore: the backup comes back, the old file stays, failures change nothing."""

from contextlib import nullcontext
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from srs.core.card import CardId, Fingerprint
from srs.core.errors import StoreBusy, StoreDamaged, StoreFull, StoreNewer
from srs.core.log import Logged, Rating, Reviewed
from srs.store import engine
from srs.store.backup import back_up, folder_of
from srs.store.database import Store, open_store
from srs.store.restore import inspect, restore

DEVICE = "0000000a"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def put(store: Store, *cards: int) -> list[Logged]:
    """Append reviews of some cards."""
    return store.log.append_all(
        [
            Reviewed(card=CardId(card), rating=Rating.GOOD, duration_ms=1)
            for card in cards
        ],
        at=NOON,
        offset_min=0,
        day=date(2026, 11, 25),
    )


@pytest.fixture
def backup(path: Path) -> Path:
    """A store with a backup of 300 events and 100 more since; returns the backup."""
    with open_store(path, device=DEVICE) as store:
        put(store, *range(300))
        store.log.add_texts([(Fingerprint("old"), "text", 1)])
        copy = back_up(store.connection, folder_of(path), "2026-11-25")
        put(store, *range(300, 400))
        store.log.add_texts([(Fingerprint("new"), "text", 2)])
    return copy


def everything(path: Path) -> dict[str, str]:
    """Return every file beside a store with what it holds, in short."""
    return {
        str(each.relative_to(path.parent)): sha256(each.read_bytes()).hexdigest()
        for each in path.parent.rglob("*")
        if each.is_file()
    }


def test_a_lost_store_comes_back(path: Path, backup: Path) -> None:
    """Where the file is gone the backup takes its name, and stays where it was."""
    path.unlink()

    found = restore(path, backup)

    assert (found.aside, found.events, found.saved) == (None, 300, 0)
    assert backup.is_file()
    with open_store(path, device=DEVICE) as store:
        assert store.log.count() == 300
        assert store.log.seen([Fingerprint("old"), Fingerprint("new")]) == {"old"}


def test_a_sound_store_goes_back_in_time(path: Path, backup: Path) -> None:
    """Who restores over a sound file gets the past; the present is kept beside it."""
    found = restore(path, backup)

    assert (found.events, found.saved) == (300, 0)
    assert found.aside == path.with_name("store-replaced-1.sqlite")
    with open_store(found.aside, device=DEVICE) as store:
        assert store.log.count() == 400
    again = restore(path, backup, salvage=True)
    assert again.aside == path.with_name("store-replaced-2.sqlite")


def test_a_sound_store_can_give_its_events(path: Path, backup: Path) -> None:
    """On request nothing that the old file holds is left behind."""
    found = restore(path, backup, salvage=True)

    assert (found.events, found.saved) == (400, 100)
    with open_store(path, device=DEVICE) as store:
        assert store.log.seen([Fingerprint("old"), Fingerprint("new")]) == {
            "old",
            "new",
        }


def test_a_truncated_store_gives_what_it_still_has(path: Path, backup: Path) -> None:
    """Of a damaged file the readable events since the backup are saved."""
    whole = path.read_bytes()
    damaged = whole[: len(whole) * 3 // 4]
    path.write_bytes(damaged)

    found = restore(path, backup)

    assert found.events == 300 + found.saved
    assert found.aside is not None
    assert found.aside.read_bytes() == damaged
    with open_store(path, device=DEVICE) as store:
        assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert len(list(store.log.all())) == found.events


def test_garbage_gives_nothing(path: Path, backup: Path) -> None:
    """A file that is no database at all is put aside as it is."""
    path.write_bytes(b"garbage" * 1000)

    found = restore(path, backup)

    assert (found.events, found.saved) == (300, 0)
    assert found.aside is not None
    assert found.aside.read_bytes() == b"garbage" * 1000


def test_a_journal_goes_with_its_file(path: Path, backup: Path) -> None:
    """A journal that a crash left goes aside with its file, and to no other."""
    path.write_bytes(b"garbage" * 1000)
    path.with_name("store.sqlite-wal").write_bytes(b"journal")

    found = restore(path, backup)

    assert found.aside is not None
    assert found.aside.with_name(found.aside.name + "-wal").read_bytes() == b"journal"
    assert not path.with_name("store.sqlite-wal").exists()


@pytest.mark.parametrize("content", [None, b"", b"garbage" * 999], ids=str)
def test_a_bad_backup_changes_nothing(
    path: Path, backup: Path, content: bytes | None
) -> None:
    """What is no sound store is refused before anything is touched."""
    bad = path.with_name("bad.sqlite")
    if content is not None:
        bad.write_bytes(content)
    before = everything(path)

    with pytest.raises(StoreDamaged):
        restore(path, bad)

    assert everything(path) == before


def test_a_newer_backup_changes_nothing(path: Path, backup: Path) -> None:
    """A later version's backup is refused."""
    with open_store(backup, device=DEVICE) as store:
        store.connection.execute("pragma user_version = 99")
        store.connection.execute("pragma journal_mode = delete")
    before = everything(path)

    with pytest.raises(StoreNewer):
        restore(path, backup)

    assert everything(path) == before


def test_an_open_store_is_not_replaced(path: Path, backup: Path) -> None:
    """While a program has the store open it would write into the old file."""
    with open_store(path, device=DEVICE) as store:
        put(store, 1)
        # In WAL mode even a program that does nothing now is noticed.
        wal = engine.wal_is_sound(engine.sqlite_version())
        busy = pytest.raises(StoreBusy, match="open in another program")
        with nullcontext() if wal else store.transaction(), busy:
            restore(path, backup)
        assert put(store, 2)
        assert store.log.count() == 402

    assert not path.with_name("store-replaced-1.sqlite").exists()


def test_a_copy_that_fails_changes_nothing(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room for the copy leaves everything as it was."""
    import resource

    before = everything(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(StoreFull):
            restore(path, backup)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert everything(path) == before


def test_a_backup_without_its_triggers_is_refused(path: Path, backup: Path) -> None:
    """A copy that somebody made writable is no truth."""
    with open_store(backup, device=DEVICE) as store:
        store.connection.execute("drop trigger event_no_update")

    with pytest.raises(StoreDamaged, match="lacks event_no_update"):
        inspect(backup)
