"""How is SQLite spoken to, and what do its errors mean for the learner?

One connection class for the whole room: it speaks to whichever SQLite is newer,
the bundled one of `pysqlite3` or the standard library's, and turns the errors
of disks, rights and rivals into the sentences of `srs.core.errors`. Errors of
our own making pass through and crash.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from srs.core.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from srs.core.text import safe_line

if TYPE_CHECKING:
    import sqlite3
else:
    # The same choice as sqlite_utils.utils makes, without its 170 ms of import:
    # a connection made here can be handed to sqlite-utils.
    try:
        import pysqlite3.dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = [
    "Connection",
    "Interrupted",
    "connect",
    "sqlite3",
    "sqlite_version",
    "wal_is_sound",
]

APPLICATION_ID = 0x73727331
"""`srs1`: marks a file as a store of this program."""

BUSY_TIMEOUT_S = 5.0

_WRITING = {
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_DIR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMSIZE",
    "SQLITE_IOERR_SHMMAP",
    "SQLITE_IOERR_COMMIT_ATOMIC",
}
# Windows knows no quota by this name.
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FIXED_BACKPORTS = ((3, 50, 7), (3, 44, 6))
_FIXED = (3, 51, 3)


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite in use."""
    return sqlite3.sqlite_version_info


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Return whether two connections in WAL mode can never lose a commit.

    Source:
        SQLite's release notes: the WAL-reset race of 3.7.0 to 3.51.2 is fixed
        in 3.51.3 and, for older branches, in 3.50.7 and 3.44.6.
    """
    return version >= _FIXED or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED_BACKPORTS
    )


class Interrupted(Exception):
    """Another thread ended the statement: nobody waits for its answer any more."""


TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What a statement raises. Of a damaged file even the error's text may be damaged."""


class Cursor(sqlite3.Cursor):
    """A cursor whose errors are told as `Connection` tells them."""

    connection: "Connection"

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        with self.connection.telling():
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return up to `size` rows."""
        with self.connection.telling():
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        with self.connection.telling():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except TROUBLES as error:
            raise self.connection.told(error) from error


class Connection(sqlite3.Connection):
    """A connection that tells of the machine's troubles in whole sentences."""

    path: Path = Path()
    """The store's file, named in errors."""

    def told(self, error: Exception, statement: str = "") -> Exception:
        """Return what the learner should hear, or the error itself for a bug."""
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return Interrupted()
        return trouble(error, self.path, writing=is_writing(statement)) or error

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raise the troubles of the block as `StoreError`."""
        try:
            yield
        except TROUBLES as error:
            raise self.told(error) from error

    def cursor(self, factory: Any = Cursor) -> Any:
        """Return a cursor that tells its errors too."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        """Run one statement."""
        try:
            # Not every version asks `cursor` when it executes.
            return self.cursor().execute(sql, parameters)
        except TROUBLES as error:
            raise self.told(error, sql) from error

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        """Run one statement for each of many rows."""
        try:
            return self.cursor().executemany(sql, parameters)
        except TROUBLES as error:
            raise self.told(error, sql) from error

    def __enter__(self) -> Self:
        raise TypeError("a connection is no transaction: use Store.transaction()")


def connect(path: Path, *, mode: str = "rw", immutable: bool = False) -> Connection:
    """Return a connection to a file that exists; nothing is read yet.

    Args:
        path: The store's file.
        mode: `rw` or `ro`, as in SQLite's URI names.
        immutable: Whether the file surely does not change: then nothing is
            written beside it either.
    """
    query = f"?mode={mode}" + ("&immutable=1" if immutable else "")
    try:
        connection = sqlite3.connect(
            Path(os.path.abspath(path)).as_uri() + query,  # noqa: PTH100 - no links
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            factory=Connection,
            cached_statements=256,
        )
    except sqlite3.Error as error:
        raise trouble(error, path) or error from error
    connection.path = path
    _protect(connection)
    return connection


def memory(path: Path) -> Connection:
    """Return an empty database in memory that speaks of a path in its errors."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, factory=Connection, cached_statements=256
    )
    connection.path = path
    _protect(connection)
    return connection


def _protect(connection: Connection) -> None:
    # Before 3.44 the full-text index counts as unsafe, and its triggers would fail.
    if sqlite_version() >= (3, 44):
        connection.execute("pragma trusted_schema = off")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma cell_size_check = on")
    # Without it `insert or replace` would delete past the triggers.
    connection.execute("pragma recursive_triggers = on")


def is_writing(statement: str) -> bool:
    """Return whether a statement writes to the disk."""
    words = statement.split(maxsplit=1)
    if not words or words[0].lower() in {"select", "explain", "with"}:
        return False
    return words[0].lower() != "pragma" or "=" in statement


def trouble(
    error: Exception, path: Path, *, writing: bool = False
) -> StoreError | None:
    """Return what an error means for the learner, or None for a bug of ours.

    Args:
        error: What SQLite raised.
        path: The store's file.
        writing: Whether the statement wrote: pysqlite3 names any failure of the disk
            `SQLITE_IOERR` and leaves out of which kind it was.
    """
    unreadable = str(error).startswith(("Could not decode", "malformed JSON"))
    if unreadable or isinstance(error, UnicodeDecodeError):
        return damaged(path, "holds text that cannot be read")
    name: str = getattr(error, "sqlite_errorname", "")
    where = safe_line(str(path))
    refused = name in _WRITING or (writing and name == "SQLITE_IOERR")
    if refused or name.startswith("SQLITE_FULL"):
        return StoreFull(
            f"The disk took no more for {where}: nothing was written.",
            next_step="Make room (or lift the quota) and go on from here.",
        )
    return _rights(name, where) or _soundness(name, path)


def _rights(name: str, where: str) -> StoreError | None:
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreReadOnly(
            f"{where} cannot be written: nothing was saved.",
            next_step="Check the rights of the file and of its folder.",
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return StoreReadOnly(
            f"{where} cannot be opened.",
            next_step="Check the rights of the file and of its folder.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return StoreBusy(
            f"Another program holds {where}: nothing was written.",
            next_step="Wait for it or close it, and try again.",
        )
    return None


def _soundness(name: str, path: Path) -> StoreError | None:
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")):
        return damaged(path, "is no sound database")
    if name.startswith("SQLITE_IOERR"):
        return damaged(path, f"cannot be read from the disk ({name})")
    return None


def damaged(path: Path, what: str) -> StoreDamaged:
    """Return the error for a file that was found to be no sound store."""
    return StoreDamaged(
        f"{safe_line(str(path))} {what}; it was left as it is.",
        next_step="`srs restore` puts the newest backup in its place.",
    )


def cannot_write(path: Path, error: OSError) -> StoreError:
    """Return what an error of the file system means for a file to be written."""
    where, reason = safe_line(str(path)), error.strerror or type(error).__name__
    if error.errno in _NO_ROOM:
        return StoreFull(
            f"The disk took no more for {where} ({reason}).",
            next_step="Make room (or lift the quota) and go on from here.",
        )
    return StoreReadOnly(
        f"{where} cannot be written ({reason}).",
        next_step="Check the rights of its folder.",
    )
