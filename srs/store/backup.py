"""Which copies of the history are kept, and how does one come back?

A backup is a whole store of its own, in the folder `backups` beside the store.
It is written under another name, looked through, synced and only then renamed:
a half-written backup is never taken for one.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from srs.core.day import day_of_number
from srs.core.errors import StoreReadOnly
from srs.core.text import safe_line
from srs.store import engine
from srs.store.engine import Connection
from srs.store.files import make_private, remove, replace

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(-before-[a-z0-9-]+)?\.sqlite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of the store."""

    path: Path
    day: date
    """The study day it was made on; for one before a migration, of its last event."""
    reason: str
    """Empty for a daily one, else such as `before-shape-2`."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How many backups stay."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def folder_of(store: Path) -> Path:
    """Return the folder of a store's backups."""
    return store.parent / "backups"


def backups(folder: Path) -> list[Backup]:
    """Return the backups in a folder, the newest first."""
    found = []
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match and path.is_file() and (size := path.stat().st_size):
                reason = (match[2] or "").removeprefix("-")
                with suppress(ValueError):
                    day = date.fromisoformat(match[1])
                    found.append(Backup(path=path, day=day, reason=reason, size=size))
    return sorted(found, key=lambda each: (each.day, each.reason == ""), reverse=True)


def back_up(connection: Connection, folder: Path, name: str) -> Path:
    """Write a copy of the store into a folder, durably, and return its path.

    Raises:
        StoreFull, StoreDamaged, StoreReadOnly: There is no new backup; what was
            there before stays.
    """
    path = folder / f"{name}.sqlite"
    fresh = folder / f"{name}.new-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        make_private(folder)
        connection.execute("vacuum into ?", (str(fresh),))
        fresh.chmod(0o600)
        verify(fresh)
        replace(fresh, path)
    except OSError as error:
        raise engine.cannot_write(path, error) from error
    except StoreReadOnly as error:  # it names the store
        raise StoreReadOnly(
            f"{safe_line(str(path))} cannot be written.",
            next_step="Check the rights of its folder.",
        ) from error
    finally:
        remove(fresh)
    return path


def before_migration(connection: Connection, folder: Path, version: int) -> Path:
    """Write the copy that precedes a change of shape, named after its last event."""
    row = connection.execute("select max(day) from event").fetchone()
    day = day_of_number(row[0] or 0)
    return back_up(connection, folder, f"{day}-before-shape-{version + 1}")


def verify(path: Path) -> None:
    """Refuse a file whose pages are not those of a sound database.

    Raises:
        StoreDamaged: What is wrong with it.
    """
    connection = engine.connect(path, mode="ro", immutable=True)
    try:
        found = connection.execute("pragma quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise engine.damaged(path, f"is damaged ({found})")


def rotate(folder: Path, keep: Keep) -> list[Path]:
    """Delete the daily backups that are too many, and return their paths.

    Copies from before a migration or a purge are never deleted here.
    """
    daily = [each for each in backups(folder) if not each.reason]
    wanted = kept((each.day for each in daily), keep)
    surplus = [each.path for each in daily if each.day not in wanted]
    for path in surplus:
        path.unlink(missing_ok=True)
    return surplus


def kept(days: Iterable[date], keep: Keep) -> set[date]:
    """Return the days whose backups stay: days, then weeks, then months.

    The newest of a week stands for the week, the newest of a month for the month.
    """
    ordered = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in ordered:
        year, week, _ = day.isocalendar()
        weeks.setdefault((year, week), day)
        months.setdefault((day.year, day.month), day)
    return {
        *ordered[: keep.daily],
        *list(weeks.values())[: keep.weekly],
        *list(months.values())[: keep.monthly],
    }
