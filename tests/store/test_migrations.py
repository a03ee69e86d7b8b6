"""Every shape the truth ever had leads to today's."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from srs.core.card import CardId
from srs.core.errors import StoreNewer
from srs.core.log import Rating, Reviewed
from srs.store.backup import backups, folder_of
from srs.store.database import SCHEMA, TRUTH_NAMES, Schema, names, open_store
from srs.store.engine import Connection, memory, sqlite3
from srs.store.migrations import MIGRATIONS, apply, m001_events_and_texts

DEVICE = "0000000a"
LATER = Migrations("srs")
LATER()(m001_events_and_texts)


@LATER()
def m002_something_new(db: Database) -> None:
    """Stand for a shape that comes after today's."""
    db.execute("create table something_new (a text) strict")


def later(connection: Connection) -> None:
    """Bring a store to the later shape."""
    apply(connection, LATER)


NEXT = Schema(version=2, migrate=later)


def fill(path: Path) -> None:
    """Make a store of today's shape with one review."""
    with open_store(path, device=DEVICE) as store:
        store.log.append(
            Reviewed(card=CardId(1), rating=Rating.GOOD, duration_ms=1),
            at=datetime(2026, 11, 25, 12, tzinfo=UTC),
            offset_min=0,
            day=date(2026, 11, 25),
        )


def test_the_version_counts_the_migrations() -> None:
    """The program's version is the number of functions, and they make the truth."""
    connection = memory(Path("m"))
    apply(connection)
    found = connection.execute("pragma user_version").fetchone()[0]
    made = names(connection)
    connection.close()

    assert found == SCHEMA.version == len(MIGRATIONS._migrations)
    assert made >= TRUTH_NAMES


def test_applying_again_changes_nothing() -> None:
    """Two processes that migrate at once do it once."""
    connection = memory(Path("m"))
    apply(connection)
    before = connection.execute("select sql from sqlite_schema").fetchall()
    apply(connection)
    after = connection.execute("select sql from sqlite_schema").fetchall()
    connection.close()

    assert before == after


def test_an_older_store_is_copied_and_brought_forward(path: Path) -> None:
    """A backup of the old shape comes first; events stay as they were."""
    fill(path)
    with open_store(path, device=DEVICE) as store:
        before = list(store.log.all())

    with open_store(path, device=DEVICE, schema=NEXT) as store:
        assert list(store.log.all()) == before
        assert "something_new" in names(store.connection)
        assert store.connection.execute("pragma user_version").fetchone() == (2,)

    (copy,) = backups(folder_of(path))
    assert (copy.path.name, copy.day, copy.reason) == (
        "2026-11-25-before-shape-2.sqlite",
        date(2026, 11, 25),
        "before-shape-2",
    )
    with pytest.raises(StoreNewer):
        open_store(path, device=DEVICE)
    with open_store(copy.path, device=DEVICE) as store:
        assert list(store.log.all()) == before


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    """All steps and the version are one commit."""
    fill(path)

    @LATER(name="m003_broken")
    def broken(db: Database) -> None:
        db.execute("create table half (a text)")
        db.execute("no statement at all")

    try:
        with pytest.raises(sqlite3.OperationalError):
            open_store(path, device=DEVICE, schema=NEXT)
    finally:
        LATER._migrations.pop()

    with open_store(path, device=DEVICE) as store:
        assert not {"half", "something_new"} & names(store.connection)
        assert store.log.count() == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlite_utils import Migrations
from srs.store.database import Schema, open_store
from srs.store.migrations import apply, m001_events_and_texts

later = Migrations("srs")
later()(m001_events_and_texts)

@later()
def m002_killed(db):
    db.execute("create table something_new (a text) strict")
    db.execute("create table filler (a text)")
    for _ in range(2000):
        db.execute("insert into filler values (hex(randomblob(2000)))")
    os.kill(os.getpid(), signal.SIGKILL)

open_store(Path(sys.argv[1]), device="0000000a",
           schema=Schema(version=2, migrate=lambda c: apply(c, later)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_kill_in_the_middle_leaves_the_old_shape(path: Path) -> None:
    """A process that dies while it migrates leaves a store that opens as before."""
    fill(path)
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)

    with open_store(path, device=DEVICE) as store:
        assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert not {"filler", "something_new"} & names(store.connection)
        assert store.log.count() == 1
    with open_store(path, device=DEVICE, schema=NEXT) as store:
        assert store.log.count() == 1
