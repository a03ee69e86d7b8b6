"""Is this our store, is it sound, and how is it written safely?

`open_store` makes or opens the one file in which a collection's history lies.
A file that is empty, foreign, damaged or newer is refused and left as it is:
what looks like an empty collection is always really one.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from srs.core.errors import StoreBusy, StoreDamaged, StoreError, StoreNewer
from srs.core.text import safe_line
from srs.store import backup, engine
from srs.store.anki_rows import AnkiRows
from srs.store.cache import Cache
from srs.store.cards import Cards
from srs.store.engine import APPLICATION_ID, Connection
from srs.store.files import companion, make_private, publish, remove
from srs.store.log import Log
from srs.store.progress_rows import ProgressRows
from srs.store.schedules import Schedules
from srs.store.shape import TRUTH_NAMES as TRUTH_NAMES  # asked for here as well
from srs.store.shape import VERSION
from srs.store.shape import names as names
from srs.store.stamps import renew_state

PAGE_CACHE_KB = 32 * 1024
"""The most memory that pages of the file may take; a small store takes little."""
LOOK_CACHE_KB = 4 * 1024
"""The same for a program that has a look and ends: a few reads go through once."""
WAL_ROOM = 4_200_000
"""Bytes of a write-ahead log that SQLite has filled and begins anew: 1,000 pages."""
AMPLE = 10
"""A disk with room for so many of these has room for one."""
SPILLING_PAGES = 10
"""So few pages in memory that a large change is written out before it is committed."""


def _migrate(connection: Connection) -> None:
    from srs.store.migrations import apply  # it imports sqlite-utils

    apply(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A shape of the truth: its version, and how a store gets it."""

    version: int
    migrate: Callable[[Connection], None]


SCHEMA = Schema(version=VERSION, migrate=_migrate)


class Store:
    """An open store. It belongs to the thread that opened it."""

    def __init__(
        self, connection: Connection, *, path: Path, device: str, writable: bool
    ) -> None:
        self.connection = connection
        self.path = path
        self.device = device
        self.writable = writable
        """Whether events can be written; if not, this is a copy in memory."""
        self.log = Log(connection, self.transaction, device=device, writable=writable)
        self.cache = Cache(connection, self.transaction)
        self.cards = Cards(connection)
        self.schedules = Schedules(connection)
        self.progress = ProgressRows(connection)
        self.anki_rows = AnkiRows(connection)
        self._depth = 0
        self._failed = False
        self._file = _identity(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed is kept."""
        self.connection.close()

    def only_look(self) -> None:
        """Keep few pages of the file in memory from now on."""
        self.connection.execute(f"pragma cache_size = -{LOOK_CACHE_KB}")

    def make_room(self) -> None:
        """Let the write-ahead log have its full length before the first rating.

        A commit that makes the file longer waits two to three times as long for the
        disk as one that overwrites it, and the log begins at nothing in each sitting.
        A large change that is taken back leaves its pages behind the log's end, where
        they mean nothing. On a disk that is nearly full nothing is done.
        """
        from shutil import disk_usage  # it imports three ways to compress

        pragma = self.connection.execute
        wal = self.writable and pragma("pragma journal_mode").fetchone()[0] == "wal"
        has_room = disk_usage(self.path.parent).free > AMPLE * WAL_ROOM
        if not wal or not has_room or _size(self.path, "-wal") >= WAL_ROOM:
            return
        pragma(f"pragma cache_size = {SPILLING_PAGES}")
        with suppress(StoreError):
            pragma("begin immediate")
            pragma(
                "insert or replace into meta(key, value)"
                " values ('room', printf('%.*c', ?, 'x'))",
                (WAL_ROOM,),
            )
        if self.connection.in_transaction:
            pragma("rollback")
        pragma(f"pragma cache_size = -{PAGE_CACHE_KB}")

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self.connection.execute("pragma data_version").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the block's writes one commit, or none of them when it raises.

        A block inside another joins it.

        Raises:
            StoreFull, StoreReadOnly, StoreBusy, StoreDamaged: Nothing was written.
        """
        if self._depth:
            with self._joined():
                yield
            return
        self._must_be_the_same_file()
        self.connection.execute("begin immediate")
        self._failed = False
        try:
            with self._joined():
                yield
            self._commit()
        finally:
            # A full disk may have ended the transaction already.
            if self.connection.in_transaction:
                self.connection.execute("rollback")

    @contextmanager
    def _joined(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        except BaseException:
            self._failed = True
            raise
        finally:
            self._depth -= 1

    def _commit(self) -> None:
        if self._failed or not self.connection.in_transaction:
            raise StoreError("A part of this change failed: nothing was written.")
        renew_state(self.connection)
        self.connection.execute("commit")

    def _must_be_the_same_file(self) -> None:
        """Refuse to write into a file that was deleted or replaced meanwhile.

        SQLite would go on writing into a file that nobody can find again.
        """
        if self.writable and _identity(self.path) != self._file:
            raise StoreDamaged(
                f"{safe_line(str(self.path))} was moved or replaced while it was "
                "open: nothing was written.",
                next_step="Start the program again.",
            )


def open_store(path: Path, *, device: str, schema: Schema = SCHEMA) -> Store:
    """Return the store at a path, made first where there is none.

    Args:
        path: The file; its folder is made too.
        device: Who writes, 8 hex digits.
        schema: The shape of the truth that this program knows.

    Raises:
        StoreDamaged: The file is empty, foreign or broken, or it is missing
            though backups show that there was one.
        StoreNewer: A later version of the program wrote it.
        StoreBusy, StoreFull, StoreReadOnly: It cannot be opened now.
    """
    if not path.exists():
        _create(path, schema)
    elif not path.is_file() or path.stat().st_size == 0:
        raise engine.damaged(path, "is empty, no store")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = connect_sound(path, schema) if writable else _copied(path, schema)
    try:
        _upgrade(connection, path, schema, keep_backup=writable)
        present = names(connection)
        if missing := TRUTH_NAMES - present:
            raise engine.damaged(path, f"lacks {', '.join(sorted(missing))}")
        store = Store(connection, path=path, device=device, writable=writable)
        store.cache.fit(present)
    except BaseException:
        connection.close()
        raise
    return store


def connect_sound(path: Path, schema: Schema = SCHEMA) -> Connection:
    """Return a connection that writes durably, to a store that was looked at."""
    _refuse_newer_in_wal(path, schema)
    connection = engine.connect(path)
    try:
        gate(connection, path, schema)
        make_durable(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def gate(connection: Connection, path: Path, schema: Schema = SCHEMA) -> int:
    """Return the version of the store's shape; refuse what is not ours to open."""
    mark = connection.execute("pragma application_id").fetchone()[0]
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if mark != APPLICATION_ID:
        raise engine.damaged(path, "is a database, but none of this program's")
    if version > schema.version:
        raise StoreNewer(
            f"A later version of this program wrote {safe_line(str(path))} "
            f"(shape {version}; this one knows {schema.version}); "
            "it was left as it is.",
            next_step="Install the newest version of srs.",
        )
    return version


def make_durable(connection: Connection) -> None:
    """Set the journal so that no confirmed commit is lost, even with the power."""
    wanted = "wal" if engine.wal_is_sound(engine.sqlite_version()) else "delete"
    mode = connection.execute("pragma journal_mode").fetchone()[0]
    if mode != wanted:
        # While another program is connected, the journal cannot change.
        with suppress(StoreBusy):
            mode = connection.execute(f"pragma journal_mode = {wanted}").fetchone()[0]
    if mode == "wal" and wanted != "wal":
        raise StoreBusy(
            f"Another program holds {safe_line(str(connection.path))}, and this "
            "SQLite must have it alone.",
            next_step="Close the other program and try again.",
        )
    level = "full" if mode == "wal" else "extra"
    connection.execute(f"pragma synchronous = {level}")
    # An import writes all over an index; with 2 MB its pages come and go.
    connection.execute(f"pragma cache_size = -{PAGE_CACHE_KB}")


def _create(path: Path, schema: Schema) -> None:
    """Make an empty store; it appears under its name only when it is whole."""
    if lost := backup.backups(backup.folder_of(path)):
        raise StoreDamaged(
            f"{safe_line(str(path))} is missing, but backups of it exist; the "
            f"newest is {safe_line(lost[0].path.name)}.",
            next_step="`srs restore` puts the newest backup in its place.",
        )
    make_private(path.parent)
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        connection = engine.connect(fresh)
        try:
            make_durable(connection)
            schema.migrate(connection)
        finally:
            connection.close()
        publish(fresh, path)
    except OSError as error:
        raise engine.cannot_write(path, error) from error
    finally:
        remove(fresh)


def _upgrade(
    connection: Connection, path: Path, schema: Schema, *, keep_backup: bool
) -> None:
    """Bring an older store to the program's shape, after a backup."""
    version = gate(connection, path, schema)
    if version == schema.version:
        return
    if keep_backup:
        backup.before_migration(connection, backup.folder_of(path), version)
    schema.migrate(connection)


def _copied(path: Path, schema: Schema) -> Connection:
    """Return a copy in memory of a store that cannot be written."""
    waiting = _size(path, "-wal") or _size(path, "-journal")
    source = engine.connect(path, mode="ro", immutable=not waiting)
    copy = engine.memory(path)
    try:
        gate(source, path, schema)
        source.backup(copy)
    except engine.sqlite3.Error as error:
        copy.close()
        raise source.told(error) from error
    except StoreError:
        copy.close()
        raise
    finally:
        source.close()
    return copy


def _refuse_newer_in_wal(path: Path, schema: Schema) -> None:
    """Look into a log that a crash left before a writing connection absorbs it."""
    if not _size(path, "-wal"):
        return
    looker = engine.connect(path, mode="ro")
    try:
        gate(looker, path, schema)
    finally:
        looker.close()


def _size(path: Path, suffix: str) -> int:
    beside = companion(path, suffix)
    return beside.stat().st_size if beside.exists() else 0


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
