"""How does a history come back after its file was lost or damaged?

The backup is looked through, copied beside the store, given every event that the
damaged file still yields, and only then put in its place. The old file is kept
under another name. When anything fails, everything is as it was.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srs.core.errors import StoreBusy, StoreDamaged, StoreError
from srs.core.text import safe_line
from srs.store import engine
from srs.store.database import SCHEMA, TRUTH_NAMES, Schema, gate, names
from srs.store.engine import Connection
from srs.store.files import SUFFIXES, companion, remove, sync
from srs.store.rows import COLUMNS, from_row

_PLACES = ", ".join("?" * 11)
_INSERT_EVENT = f"insert or ignore into event({COLUMNS}) values ({_PLACES})"
_INSERT_TEXT = "insert or ignore into note_text values (?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did."""

    backup: Path
    aside: Path | None
    """Where the file lies that was there before, if there was one."""
    events: int
    """How many the store has now."""
    saved: int
    """How many of them came from the old file, newer than the backup."""


def restore(
    store: Path, backup: Path, *, salvage: bool | None = None, schema: Schema = SCHEMA
) -> Restored:
    """Put a backup in the store's place; the old file is kept beside it.

    Args:
        store: The store's file, which may be damaged or missing.
        backup: The copy to put there; it stays where it is.
        salvage: Whether events of the old file are added; None for only if the
            old file is damaged, since who restores over a sound one wants the past.
        schema: The shape of the truth that this program knows.

    Raises:
        StoreDamaged, StoreNewer: The backup cannot be used.
        StoreBusy: A program has the store open.
        StoreFull, StoreReadOnly: There was no room or no right.
    """
    inspect(backup, schema)
    sound = _is_sound(store, schema)
    if sound:
        _have_alone(store)
    fresh = _beside(store, "restoring")
    try:
        with _disk(store):
            shutil.copyfile(backup, fresh)
            fresh.chmod(0o600)
        events, saved = _filled(
            fresh, store, schema, not sound if salvage is None else salvage
        )
        with _disk(store):
            sync(fresh)
            aside = _exchange(fresh, store)
    finally:
        remove(fresh)
    return Restored(backup=backup, aside=aside, events=events, saved=saved)


def inspect(path: Path, schema: Schema = SCHEMA) -> None:
    """Refuse a file that is no sound store of a shape that this program knows.

    Raises:
        StoreDamaged, StoreNewer, StoreReadOnly: What is wrong with it.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise engine.damaged(path, "is empty or missing, no store")
    connection = engine.connect(path, mode="ro", immutable=True)
    try:
        gate(connection, path, schema)
        _whole(connection, path)
    finally:
        connection.close()


def _whole(connection: Connection, path: Path) -> None:
    found = connection.execute("pragma quick_check(1)").fetchone()[0]
    if found != "ok":
        raise engine.damaged(path, f"is damaged ({safe_line(str(found))})")
    if missing := TRUTH_NAMES - names(connection):
        raise engine.damaged(path, f"lacks {', '.join(sorted(missing))}")


def _is_sound(store: Path, schema: Schema) -> bool:
    """Return whether the store could be opened and used as it is."""
    if not store.is_file() or store.stat().st_size == 0:
        return False
    try:
        with _copy(store) as copy:
            gate(copy, store, schema)
            _whole(copy, store)
    except StoreDamaged:
        return False
    return True


@contextmanager
def _copy(store: Path) -> Iterator[Connection]:
    """Open a copy of the store and of its journal, for looking changes a file."""
    place = _beside(store, "looking")
    try:
        with _disk(store):
            for suffix in ("", "-wal", "-journal"):
                if (source := companion(store, suffix)).exists():
                    shutil.copyfile(source, companion(place, suffix))
        connection = engine.connect(place)
        try:
            yield connection
        finally:
            connection.close()
    finally:
        remove(place)


def _have_alone(store: Path) -> None:
    """Make sure that no other program would go on writing into the old file."""
    connection = engine.connect(store)
    try:
        connection.execute("pragma busy_timeout = 500")
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("begin exclusive")
        connection.execute("rollback")
    except StoreBusy as error:
        raise StoreBusy(
            f"{safe_line(str(store))} is open in another program: nothing was changed.",
            next_step="Close it there, then restore.",
        ) from error
    finally:
        connection.close()


def _filled(fresh: Path, store: Path, schema: Schema, salvage: bool) -> tuple[int, int]:
    """Bring the copy to this program's shape, and add what the old file yields."""
    connection = engine.connect(fresh)
    try:
        if gate(connection, fresh, schema) < schema.version:
            schema.migrate(connection)
        before = _count(connection)
        if salvage and store.exists() and store.stat().st_size:
            with suppress(StoreDamaged), _copy(store) as old:
                _add_readable(old, connection)
        after = _count(connection)
        if after > before:
            # The backup's cache knows nothing of them: it must not fit.
            connection.execute("drop table if exists meta")
        # One file, without a journal beside it, is what gets the store's name.
        connection.execute("pragma journal_mode = delete")
        return after, after - before
    finally:
        connection.close()


def _count(connection: Connection) -> int:
    return int(connection.execute("select count(*) from event").fetchone()[0])


def _add_readable(old: Connection, new: Connection) -> None:
    """Add every event and text that can still be read, from both ends of the table."""
    new.execute("begin immediate")
    for order in ("asc", "desc"):
        events = _readable(old, f"select {COLUMNS} from event order by id {order}")
        for row in events:
            with suppress(ValueError, TypeError, AttributeError):
                from_row(row)
                new.execute(_INSERT_EVENT, row)
        query = "select fingerprint, text, first_seen_ms from note_text"
        for row in _readable(old, f"{query} order by fingerprint {order}"):
            with suppress(engine.sqlite3.Error):
                new.execute(_INSERT_TEXT, row)
    new.execute("commit")


def _readable(old: Connection, query: str) -> Iterator[Any]:
    with suppress(StoreError, engine.sqlite3.Error):
        yield from old.execute(query)


def _exchange(fresh: Path, store: Path) -> Path | None:
    """Move the old file and its companions aside and the new one in."""
    aside = (
        _aside(store)
        if any(companion(store, end).exists() for end in SUFFIXES)
        else None
    )
    moved: list[tuple[Path, Path]] = []
    try:
        for suffix in SUFFIXES:
            source = companion(store, suffix)
            if aside is not None and source.exists():
                source.rename(companion(aside, suffix))
                moved.append((source, companion(aside, suffix)))
        fresh.rename(store)
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise
    sync(store.parent)
    return aside


def _aside(store: Path) -> Path:
    """Return a free name for the old file."""
    number = 1
    while _there(_numbered(store, number)):
        number += 1
    return _numbered(store, number)


def _there(store: Path) -> bool:
    return any(companion(store, suffix).exists() for suffix in SUFFIXES)


def _numbered(store: Path, number: int) -> Path:
    return store.with_name(f"{store.stem}-replaced-{number}{store.suffix}")


def _beside(store: Path, why: str) -> Path:
    return store.with_name(f"{store.name}.{why}-{os.getpid()}-{os.urandom(4).hex()}")


@contextmanager
def _disk(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise engine.cannot_write(store, error) from error
