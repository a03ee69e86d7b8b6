"""How are fixes written into decks, and never half of one?

A file's bytes are read, mended as text, and written beside the file, synced and given
its name: a kill at any moment leaves the old file or the new one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from srs.config.durable import publish
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.study.check_fixes import Fix, applied, fixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One file as it is and as it will be."""

    shown: str
    file: Path
    before: str
    """Its text with its mark and its line ends."""
    after: str
    fixes: tuple[Fix, ...]

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


def mends(
    files: Mapping[str, Path], *, wanted: Callable[[str], bool]
) -> Iterator[Mend]:
    """Yield the files in which something can be mended.

    Args:
        files: Where each deck lies, by the path that it is told under.
        wanted: Whether slips of a code are to be mended.
    """
    for shown, file in files.items():
        before = _text(file)
        found = tuple(fix for fix in fixes(shown, before) if wanted(fix.code))
        if found:
            after = applied(before, found)
            yield Mend(shown=shown, file=file, before=before, after=after, fixes=found)


def write(mend: Mend) -> None:
    """Put the mended file in the place of the old one, durably.

    Raises:
        InputError: The file has changed meanwhile or cannot be written; it is as it
            was.
    """
    if _text(mend.file) != mend.before:
        raise InputError(
            f"{mend.shown} has changed meanwhile: it was left as it is.",
            next_step="Try again: srs check --fix",
        )
    try:
        publish(mend.file, mend.after)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise InputError(
            f"{mend.shown} cannot be written: {why}. It is as it was."
        ) from error


def _text(file: Path) -> str:
    """Return a file's bytes as text: nothing is dropped, no line end is changed."""
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{safe_line(str(file))} is no longer UTF-8.") from error
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise InputError(f"{safe_line(str(file))} cannot be read: {why}.") from error


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _shown(line: str) -> str:
    """Return a line of the diff; spaces that go at its end are made visible."""
    line = safe_line(line.removesuffix("\r"))
    if not line.startswith("-"):
        return line
    bare = line.rstrip(" ")
    return bare + "·" * (len(line) - len(bare))
