"""How is a small file of the learner's written whole or not at all?"""

import os
from contextlib import suppress
from pathlib import Path


def publish(path: Path, text: str, *, replace: bool = True, mode: int = 0o600) -> None:
    """Write a text file durably: beside its place, synced, then given its name.

    A link is followed, for people keep their settings under version control
    elsewhere. Folders are made for the owner alone.

    Args:
        path: The file.
        text: Its whole content.
        replace: Whether a file of that name gives way; else it stays as it is.
        mode: The rights of a file that is new.

    Raises:
        OSError: The file is as it was.
    """
    path = path.resolve()
    _make_folders(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with os.fdopen(
            os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb"
        ) as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        if replace or not path.exists():
            fresh.replace(path)
        _sync_names(path.parent)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _make_folders(folder: Path) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _sync_names(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a folder to sync.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
