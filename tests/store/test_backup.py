"""Backups: whole or absent, and thinned with age."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.errors import StoreDamaged, StoreReadOnly
from srs.core.log import Suspended
from srs.store.backup import (
    Backup,
    Keep,
    back_up,
    backups,
    folder_of,
    kept,
    rotate,
    verify,
)
from srs.store.database import Store, open_store

DEVICE = "0000000a"
MONDAY = date(2026, 11, 23)


def put(store: Store, card: int = 1) -> None:
    """Append an event."""
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    store.log.append(Suspended(card=CardId(card)), at=at, offset_min=0, day=at.date())


def test_a_backup_is_a_store_of_its_own(store: Store) -> None:
    """What is copied opens and holds the same events; nothing lies beside it."""
    put(store)

    path = back_up(store.connection, folder_of(store.path), "2026-11-25")

    assert path == store.path.parent / "backups" / "2026-11-25.sqlite"
    assert backups(path.parent) == [
        Backup(path=path, day=date(2026, 11, 25), reason="", size=path.stat().st_size)
    ]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    with open_store(path, device=DEVICE) as copy:
        assert list(copy.log.all()) == list(store.log.all())


def test_a_backup_of_the_same_day_takes_the_place(store: Store) -> None:
    """The day's last backup counts."""
    put(store, 1)
    back_up(store.connection, folder_of(store.path), "2026-11-25")
    put(store, 2)
    path = back_up(store.connection, folder_of(store.path), "2026-11-25")

    assert len(backups(folder_of(store.path))) == 1
    with open_store(path, device=DEVICE) as copy:
        assert copy.log.count() == 2


def test_a_backup_that_fails_leaves_the_old_one(store: Store, tmp_path: Path) -> None:
    """A copy that cannot be written costs nothing that was there."""
    put(store)
    path = back_up(store.connection, folder_of(store.path), "2026-11-25")
    before = path.read_bytes()
    # A page that a copy has to read is spoilt.
    root = store.connection.execute(
        "select rootpage from sqlite_schema where name = 'event'"
    ).fetchone()[0]
    size = store.connection.execute("pragma page_size").fetchone()[0]
    store.close()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 100)

    with open_store(store.path, device=DEVICE) as spoilt, pytest.raises(StoreDamaged):
        back_up(spoilt.connection, folder_of(store.path), "2026-11-25")

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    """Half-written, empty and foreign files are not listed; the order is by day."""
    names = [
        "2026-11-24.sqlite",
        "2026-11-25.sqlite",
        "2026-11-25-before-shape-2.sqlite",
        "2026-11-25-before-purge-120000.sqlite",
        "2026-11-25.new-1-a",
        "2026-13-45.sqlite",
        "notes.txt",
        "x2026-11-25.sqlite",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "2026-11-26.sqlite").touch()
    (tmp_path / "2026-11-27.sqlite").mkdir()

    assert [each.path.name for each in backups(tmp_path)] == [
        names[1],
        *sorted(names[2:4], reverse=False, key=names.index),
        names[0],
    ]
    assert backups(tmp_path / "none") == []


def test_a_damaged_copy_is_noticed(tmp_path: Path) -> None:
    """A file whose pages are off is no backup."""
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\1" * 9000)

    with pytest.raises(StoreDamaged):
        verify(path)


def test_days_weeks_and_months_are_kept() -> None:
    """Of two years' daily backups stay 7 days, 4 weeks and 12 months."""
    days = [MONDAY - timedelta(days=n) for n in range(730)]

    found = sorted(kept(days, Keep()), reverse=True)

    assert found[:7] == days[:7]
    # The weeks that end before the seven days, each by its last day.
    assert found[7:9] == [date(2026, 11, 15), date(2026, 11, 8)]
    # Then months by their last day, this one included above.
    assert found[9:] == [
        date(2026, 10, 31),
        date(2026, 9, 30),
        date(2026, 8, 31),
        date(2026, 7, 31),
        date(2026, 6, 30),
        date(2026, 5, 31),
        date(2026, 4, 30),
        date(2026, 3, 31),
        date(2026, 2, 28),
        date(2026, 1, 31),
        date(2025, 12, 31),
    ]


@given(
    st.sets(st.dates(date(2020, 1, 1), date(2027, 1, 1)), max_size=60),
    st.builds(
        Keep,
        daily=st.integers(1, 9),
        weekly=st.integers(0, 9),
        monthly=st.integers(0, 9),
    ),
)
def test_rotation_keeps_the_newest_and_not_too_many(
    days: set[date], keep: Keep
) -> None:
    """The newest always stays, the bound is never passed, and thinning is stable."""
    found = kept(days, keep)

    assert found <= days
    assert len(found) <= keep.daily + keep.weekly + keep.monthly
    assert not days or max(days) in found
    assert kept(found, keep) == found


def test_a_year_of_rotation_every_day() -> None:
    """Thinned day by day, a year leaves what thinning at the end would leave."""
    there: set[date] = set()
    for n in range(400):
        there = kept({*there, MONDAY + timedelta(days=n)}, Keep())

    everything = {MONDAY + timedelta(days=n) for n in range(400)}
    assert there == kept(everything, Keep())
    months = Counter((day.year, day.month) for day in there)
    assert len(months) == 12


def test_only_daily_backups_are_thinned(tmp_path: Path) -> None:
    """Copies from before a migration or a purge stay until somebody deletes them."""
    for day in (date(2026, 1, 1), date(2026, 1, 2)):
        (tmp_path / f"{day}.sqlite").write_bytes(b"x")
        (tmp_path / f"{day}-before-shape-2.sqlite").write_bytes(b"x")

    removed = rotate(tmp_path, Keep(daily=1, weekly=0, monthly=0))

    assert [path.name for path in removed] == ["2026-01-01.sqlite"]
    assert len(backups(tmp_path)) == 3


def test_no_right_to_write_is_said(store: Store) -> None:
    """A folder of backups that is a file is an error with a sentence."""
    put(store)
    folder_of(store.path).write_text("in the way")

    with pytest.raises(StoreReadOnly, match="cannot be written"):
        back_up(store.connection, folder_of(store.path), "2026-11-25")
