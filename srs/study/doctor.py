"""Is the history sound, and is it kept safely?

The doctor looks and changes nothing. It works on a store that cannot be opened,
for that is when it is asked.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from srs.core.errors import StoreError
from srs.core.log import Logged, Undone
from srs.core.text import safe, safe_line
from srs.store import backup as backups
from srs.store import engine
from srs.store.database import Store, open_store
from srs.store.files import SUFFIXES, companion

Compare = Callable[[Store], Iterable[str]]
"""Replays the log and says, a line each, where the cache differs."""

NETWORKS = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "davfs2",
        "fuse.davfs",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
"""File systems on which the locks of databases are not to be trusted."""

STALE_BACKUP_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the doctor's."""

    level: Literal["well", "note", "wrong"]
    sentence: str
    next_step: str = ""


def doctor(
    path: Path,
    *,
    at: datetime,
    today: date,
    thorough: bool = False,
    compare: Compare | None = None,
) -> list[Finding]:
    """Return what is well and what is wrong with a store; nothing is changed.

    Args:
        path: The store's file.
        at: Now.
        today: The study day.
        thorough: Whether indexes are checked against their tables and every event
            is read too, which takes ten times as long.
        compare: How the cache is checked against the log.
    """
    found = [_place(path), *_network(path)]
    if not path.exists() and not backups.backups(backups.folder_of(path)):
        return [*found, Finding(level="note", sentence="There is no history yet.")]
    try:
        with open_store(path, device="00000000") as store:
            found += [_engine(store), _size(store)]
            found += _pages(store, thorough=thorough)
            found += [*_future(store, at), *_cache(store, compare)]
    except StoreError as error:
        found.append(
            Finding(level="wrong", sentence=error.sentence, next_step=error.next_step)
        )
    return [*found, *_leftovers(path), _last_backup(path, today)]


def _place(path: Path) -> Finding:
    return Finding(
        level="well", sentence=f"The history lies at {safe_line(str(path))}."
    )


def _network(path: Path) -> list[Finding]:
    kind = file_system(path)
    if kind not in NETWORKS:
        return []
    return [
        Finding(
            level="wrong",
            sentence=f"It lies on a network file system ({safe_line(kind)}), where two "
            "machines can damage it.",
            next_step="Set XDG_DATA_HOME to a folder of a disk in this machine.",
        )
    ]


def file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Return the kind of file system that a path lies on, or nothing if unknown.

    Args:
        path: Any path.
        mounts: The kernel's list, one `device place kind options …` a line.
    """
    if sys.platform != "linux" or not mounts.exists():
        return ""
    kinds: dict[str, str] = {}
    text = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            place = parts[1].replace("\\040", " ").replace("\\134", "\\")
            kinds[place] = parts[2]
    resolved = path.resolve()
    for folder in (resolved, *resolved.parents):
        if str(folder) in kinds:
            return kinds[str(folder)]
    return ""


def _engine(store: Store) -> Finding:
    version = ".".join(map(str, engine.sqlite_version()))
    if not store.writable:
        return Finding(
            level="note",
            sentence=f"SQLite {version}; the store can only be read here.",
            next_step="Check the rights of the file and of its folder.",
        )
    mode = store.connection.execute("pragma journal_mode").fetchone()[0]
    if engine.wal_is_sound(engine.sqlite_version()):
        return Finding(level="well", sentence=f"SQLite {version}, journal {mode}.")
    return Finding(
        level="note",
        sentence=f"SQLite {version}, journal {mode}: slower, since this version can "
        "lose a commit with the faster one.",
        next_step="A Python with SQLite 3.51.3 or newer, or the package pysqlite3.",
    )


def _pages(store: Store, *, thorough: bool) -> list[Finding]:
    check = "integrity_check" if thorough else "quick_check"
    rows = store.connection.execute(f"pragma {check}(10)").fetchall()
    lines = [safe(str(row[0])) for row in rows]
    if thorough:
        for _ in store.log.all():
            pass
    if lines == ["ok"]:
        return [Finding(level="well", sentence="Every page of the file is sound.")]
    return [
        Finding(
            level="wrong",
            sentence=f"The file is damaged: {line}.",
            next_step="`srs restore` puts the newest backup in its place.",
        )
        for line in lines
    ]


def _size(store: Store) -> Finding:
    size = sum(
        beside.stat().st_size
        for suffix in SUFFIXES
        if (beside := companion(store.path, suffix)).exists()
    )
    return Finding(
        level="well",
        sentence=f"It holds {store.log.count():,} events in {_bytes(size)}.",
    )


def _bytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _future(store: Store, at: datetime) -> list[Finding]:
    ahead = future_events(store, at)
    if not ahead:
        return []
    last = ahead[-1]
    return [
        Finding(
            level="wrong",
            sentence=f"{len(ahead):,} events lie in the future, the last on "
            f"{last.at:%Y-%m-%d} from device {last.device}: a clock was wrong.",
            next_step="`srs doctor --void-future` takes them back; it can be undone.",
        )
    ]


def future_events(store: Store, at: datetime) -> list[Logged]:
    """Return the live events that lie further ahead than clocks err."""
    dead = store.log.dead()
    return [
        entry
        for entry in store.log.from_the_future(at)
        if entry.id not in dead and not isinstance(entry.event, Undone)
    ]


def void_future(
    store: Store, *, at: datetime, offset_min: int, day: date
) -> list[Logged]:
    """Take back every event from the future, and return them.

    The caller replays their cards afterwards.
    """
    ahead = future_events(store, at)
    store.log.append_all(
        [Undone(target=entry.id) for entry in ahead],
        at=at,
        offset_min=offset_min,
        day=day,
    )
    return ahead


def _cache(store: Store, compare: Compare | None) -> list[Finding]:
    if compare is None:
        return []
    differences = [safe(line) for line in compare(store)]
    if not differences:
        return [Finding(level="well", sentence="Schedules agree with the log.")]
    return [
        Finding(
            level="wrong",
            sentence=f"A schedule differs from what the log gives: {line}.",
            next_step="`srs doctor --rebuild` makes the schedules anew from the log.",
        )
        for line in differences[:10]
    ]


def _leftovers(path: Path) -> list[Finding]:
    if not path.parent.is_dir():
        return []
    found = []
    for other in sorted(path.parent.iterdir()):
        name = safe_line(other.name)
        if other.name.startswith(f"{path.stem}-replaced-"):
            found.append(f"{name} is what a restore replaced; delete it if you like.")
        elif other.name.startswith(f"{path.name}.new-"):
            found.append(f"{name} was left by a crash and can be deleted.")
    return [Finding(level="note", sentence=sentence) for sentence in found]


def _last_backup(path: Path, today: date) -> Finding:
    found = backups.backups(backups.folder_of(path))
    if not found:
        return Finding(
            level="note", sentence="There is no backup yet.", next_step="srs backup"
        )
    age = (today - found[0].day).days
    sentence = f"The newest of {len(found)} backups is of {found[0].day}."
    if age > STALE_BACKUP_DAYS:
        return Finding(level="note", sentence=sentence, next_step="srs backup")
    return Finding(level="well", sentence=sentence)
