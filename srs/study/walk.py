"""Which files of a collection may be decks?

Markdown files at any depth. Hidden files and folders are left out, and what
`.gitignore` and `.srsignore` name. Nothing outside of the collection is opened:
links may lead to another place inside, but neither out nor around in a circle.
This module imports no parser: asking whether a file has changed must be quick.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from srs.core.text import safe_line
from srs.study.ignore import Pattern, read_patterns, verdict

if TYPE_CHECKING:
    # Few folders have one, and making the class takes longer than walking.
    from srs.core.problem import Problem, Severity

ENDINGS = (".md", ".markdown")
IGNORE_FILES = (".gitignore", ".srsignore")
LARGEST_IGNORE_FILE = 1_000_000
DEEPEST = 64
"""Folders within folders; deeper ones are left out."""


class Found(NamedTuple):
    """A Markdown file: its path in the collection, and what tells of a change."""

    path: str
    size: int
    mtime_ns: int


class Walk(NamedTuple):
    """All Markdown files of a collection."""

    files: list[Found]
    """In the order of their paths."""
    vaults: list[str]
    """Folders with a `.obsidian` folder, where only files that say so are decks."""
    locked: list[str]
    """Folders that cannot be read, each with its stroke at the end."""
    problems: list["Problem"]


class _Rules(NamedTuple):
    """The patterns of one folder, for everything beneath it."""

    folder: str
    patterns: tuple[Pattern, ...]


def walk(root: Path) -> Walk:
    """Return the Markdown files of a collection; no file but ignore files is read."""
    return _Walker(root).run()


def problem(
    path: str,
    code: str,
    message: str,
    *,
    severity: "Severity" = "warning",
    line: int = 1,
) -> "Problem":
    """Return a problem of a whole file."""
    from srs.core.problem import Problem

    return Problem(
        path=safe_line(path),
        line=line,
        column=1,
        code=code,
        message=message,
        severity=severity,
    )


class _Walker:
    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._found = Walk([], [], [], [])
        self._seen: set[tuple[int, int]] = set()
        self._links: list[tuple[str, str, tuple[_Rules, ...]]] = []
        self._real: set[str] = set()

    def run(self) -> Walk:
        status = Path(self._root).stat()
        self._seen.add((status.st_dev, status.st_ino))
        self._folder(self._root, "", (), 0)
        # Links come last, so that a file goes by its real name where it has one.
        while self._links:
            full, path, rules = self._links.pop(0)
            self._follow(full, path, rules)
        self._found.files.sort(key=lambda it: it.path)
        self._found.vaults.sort()
        self._found.problems.sort(key=lambda it: (it.path, it.code))
        return self._found

    def _folder(
        self, full: str, path: str, rules: tuple[_Rules, ...], depth: int
    ) -> None:
        try:
            with os.scandir(full) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._found.locked.append(path)
            self._tell(
                path or ".", "unreadable", f"The folder cannot be read: {_why(error)}."
            )
            return
        names = {entry.name for entry in listed}
        if ".obsidian" in names:
            self._found.vaults.append(path)
        own = self._patterns(full, names)
        if own:
            rules = (*rules, _Rules(path, own))
        for entry in listed:
            if not entry.name.startswith("."):
                # A file may go while we look.
                with suppress(FileNotFoundError):
                    self._entry(entry, f"{path}{entry.name}", rules, depth)

    def _patterns(self, full: str, names: set[str]) -> tuple[Pattern, ...]:
        found: tuple[Pattern, ...] = ()
        for name in IGNORE_FILES:
            if name in names:
                found += read_patterns(_small_text(f"{full}{os.sep}{name}"))
        return found

    def _entry(
        self, entry: os.DirEntry[str], path: str, rules: tuple[_Rules, ...], depth: int
    ) -> None:
        markdown = entry.name.lower().endswith(ENDINGS)
        if entry.is_symlink():
            self._links.append((entry.path, path, rules))
        elif entry.is_dir(follow_symlinks=False):
            if not _ignored(rules, path, folder=True):
                self._enter(entry.path, path, rules, depth)
        elif markdown and not _ignored(rules, path, folder=False):
            self._file(entry.path, path, entry.stat(follow_symlinks=False))

    def _enter(
        self, full: str, path: str, rules: tuple[_Rules, ...], depth: int
    ) -> None:
        status = Path(full).lstat()
        if (status.st_dev, status.st_ino) in self._seen:
            return
        self._seen.add((status.st_dev, status.st_ino))
        if depth >= DEEPEST:
            self._tell(
                path, "too-deep", f"Folders beyond {DEEPEST} levels are left out."
            )
            return
        self._folder(full, f"{path}/", rules, depth + 1)

    def _file(self, full: str, path: str, status: os.stat_result) -> None:
        if not _is_utf8(path):
            self._tell(path, "file-name", "The file's name is not UTF-8: rename it.")
        elif not stat.S_ISREG(status.st_mode):
            self._tell(path, "no-file", "This is no regular file, so it is not read.")
        else:
            self._real.add(full)
            self._found.files.append(Found(path, status.st_size, status.st_mtime_ns))

    def _follow(self, full: str, path: str, rules: tuple[_Rules, ...]) -> None:
        """Look at what a link leads to, if it leads to a place inside."""
        markdown = path.lower().endswith(ENDINGS)
        try:
            target = os.path.realpath(full, strict=True)
            status = Path(target).stat()
        except OSError as error:
            if markdown:
                self._tell(path, "link", f"The link leads nowhere: {_why(error)}.")
            return
        folder = stat.S_ISDIR(status.st_mode)
        if not (folder or markdown) or _ignored(rules, path, folder=folder):
            return
        if target != self._root and not target.startswith(self._root + os.sep):
            self._tell(
                path, "link", "The link leaves the collection: it is not followed."
            )
        elif not folder:
            if target not in self._real:
                self._file(target, path, status)
        elif full.startswith(target + os.sep):
            self._tell(path, "link", "The link leads around in a circle.")
        elif (status.st_dev, status.st_ino) not in self._seen:
            self._enter(target, path, rules, path.count("/"))

    def _tell(self, path: str, code: str, message: str) -> None:
        self._found.problems.append(problem(path, code, message))


def _ignored(rules: tuple[_Rules, ...], path: str, *, folder: bool) -> bool:
    """Return whether a path is kept out; the deepest ignore file speaks first."""
    for rule in reversed(rules):
        said = verdict(rule.patterns, path[len(rule.folder) :], folder=folder)
        if said is not None:
            return said
    return False


def in_vault(walked: Walk, path: str) -> bool:
    """Return whether a file is a deck only if its front matter says so."""
    return any(path.startswith(vault) for vault in walked.vaults)


def stats(walked: Walk) -> Iterator[tuple[str, int, int]]:
    """Return path, size and time of change of each file."""
    return ((it.path, it.size, it.mtime_ns) for it in walked.files)


def _small_text(path: str) -> str:
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_IGNORE_FILE:
            return ""
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _why(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
