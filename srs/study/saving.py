"""How is a deck's file read, and changed whole or not at all?

A deck belongs to its author, and other programs write it too. A program that is
stopped leaves the old file or the new one, never half of one, and what somebody else
has saved meanwhile is not written over.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from srs.core.errors import DeckError
from srs.core.text import safe_line
from srs.store.files import publish, sync

_NEW_MODE = 0o666
"""What a new deck may at most; the user's mask takes away."""


def read_deck(file: Path) -> str:
    """Return a deck file's text as it is; empty for one that is not there.

    Raises:
        DeckError: If it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8") if file.exists() else ""
    except OSError as error:
        raise DeckError(
            f"{safe_line(str(file))} cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise DeckError(
            f"{safe_line(str(file))} is not UTF-8 (byte {error.start}).",
            next_step="Save it as UTF-8 in your editor.",
        ) from error


def write_atomically(
    file: Path, content: bytes, *, expected: bytes | None = None
) -> None:
    """Replace a file's content: at any moment the old or the new one is there.

    Args:
        file: The file; a link to it is followed and stays a link.
        content: All that it is to hold.
        expected: What it must hold now, nothing for a file that is not there; None
            if that does not matter.

    Raises:
        DeckError: If it cannot be written, or holds something else; it is as it was.
    """
    target = file.resolve()
    try:
        with _beside(target, content) as fresh, _one_at_a_time(target.parent):
            if target.exists():
                fresh.chmod(stat.S_IMODE(target.stat().st_mode))
            _must_hold(target, expected)
            fresh.replace(target)
            sync(target.parent)
    except OSError as error:
        raise DeckError(
            f"{safe_line(str(file))} cannot be written: {error.strerror}.",
            next_step="It is as it was.",
        ) from error


def make(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        DeckError: If it is there, or cannot be written.
    """
    target = file.resolve()
    try:
        with _beside(target, content) as fresh, _one_at_a_time(target.parent):
            if target.exists():
                raise FileExistsError
            publish(fresh, target)
    except FileExistsError as error:
        raise DeckError(
            f"{safe_line(str(file))} is there already: it is as it was.",
            next_step="Choose another name, or write into it: srs add --deck NAME",
        ) from error
    except OSError as error:
        raise DeckError(
            f"{safe_line(str(file))} cannot be written: {error.strerror}."
        ) from error


@contextmanager
def _beside(target: Path, content: bytes) -> Iterator[Path]:
    """Write a file beside its place, synced; what is left of it goes in the end."""
    fresh = target.with_name(f".{target.name}.srs-{os.getpid()}-{os.urandom(4).hex()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _NEW_MODE)
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(content)
        sync(fresh)
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let no other `srs` look at a file of the folder and write it at the same time.

    An editor asks for no lock: for it the file is compared right before its name goes.
    """
    handle = None
    try:
        with suppress(ImportError, OSError):  # Windows; some network file systems
            import fcntl

            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _must_hold(file: Path, expected: bytes | None) -> None:
    """Refuse to write over what another program has just saved."""
    if expected is None:
        return
    if (file.read_bytes() if file.exists() else b"") != expected:
        raise DeckError(
            f"{safe_line(str(file))} was changed by another program meanwhile.",
            next_step="Nothing was written; try again.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file as it is and as it will be."""

    shown: str
    """The path that it is told under."""
    file: Path
    before: str
    """Its text with its mark and its line ends."""
    after: str

    def diff(self) -> Iterator[str]:
        """Return the lines of a unified diff, safe to show."""
        found = unified_diff(
            _lines(self.before),
            _lines(self.after),
            f"a/{self.shown}",
            f"b/{self.shown}",
            lineterm="",
        )
        return (_shown(line) for line in found)

    def write(self) -> None:
        """Put the new text in the place of the old one, durably.

        Raises:
            DeckError: The file has changed meanwhile or cannot be written; it is as
                it was.
        """
        write_atomically(
            self.file,
            self.after.encode("utf-8"),
            expected=self.before.encode("utf-8"),
        )


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _shown(line: str) -> str:
    """Return a line of the diff; spaces that go at its end are made visible."""
    line = safe_line(line.removesuffix("\r"))
    if not line.startswith("-"):
        return line
    bare = line.rstrip(" ")
    return bare + "·" * (len(line) - len(bare))
