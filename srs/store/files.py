"""How does a file reach the disk whole or not at all?

Written beside its place, synced, renamed, and the folder synced after it.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

SUFFIXES = ("", "-wal", "-shm", "-journal")
"""What is added to a store's name for it and for the files SQLite keeps beside it."""


def companion(path: Path, suffix: str) -> Path:
    """Return the name of a store's companion."""
    return path.with_name(path.name + suffix)


def remove(path: Path) -> None:
    """Remove a store that was only for our own use, with its companions."""
    for suffix in SUFFIXES:
        with suppress(OSError):
            companion(path, suffix).unlink(missing_ok=True)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it, for the owner alone."""
    for missing in [*_missing(folder)][::-1]:
        missing.mkdir(mode=0o700, exist_ok=True)


def _missing(folder: Path) -> list[Path]:
    return [each for each in (folder, *folder.parents) if not each.exists()]


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, stand on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows has no handle on a folder to sync.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(fresh: Path, path: Path) -> None:
    """Put a finished file in the place of another, durably."""
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def publish(fresh: Path, path: Path) -> None:
    """Give a finished file its name unless the name is taken already.

    Of two programs that make the same file at once the first wins.
    """
    sync(fresh)
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            with suppress(FileExistsError):
                fresh.rename(path)
    sync(path.parent)
