"""Which decks does a check look at? From paths on the disk to decks and the others.

A file or folder within a collection is seen together with the collection's other
decks, which are read and not reported: only so are twins and unknown concepts told.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from srs.core.card import Problem
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.deck.lint.model import Page, page_of
from srs.study.collection import MARKER
from srs.study.scan_read import LARGEST_FILE_BYTES, decoded, read_bytes
from srs.study.walk import Found, Walk, in_vault, walk


@dataclass(slots=True, kw_only=True)
class Gathered:
    """Decks as they are now, and what could not be read."""

    pages: list[Page] = field(default_factory=list)
    beside: list[Page] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True
    """Whether these are all decks there are."""
    roots: list[Path] = field(default_factory=list)
    """The collections that the decks belong to."""
    files: dict[str, Path] = field(default_factory=dict)
    """Where each page lies, by the path it goes under."""


@dataclass(slots=True)
class _Seen:
    """A Markdown file: the path it is told under, and where it lies."""

    shown: str
    root: Path
    found: Found
    asked: bool
    """Whether it was named itself, and is a deck whatever stands in it."""
    in_vault: bool


def gather(paths: Sequence[Path], *, here: Path) -> Gathered:
    """Return the decks of some files and folders.

    Args:
        paths: As typed.
        here: The current directory; paths below it are told relative to it.

    Raises:
        InputError: A path does not exist, or cannot be looked into.
    """
    gathered = Gathered()
    mine: dict[str, _Seen] = {}
    roots: dict[Path, None] = {}
    for path in paths:
        full = here / path
        home = collection_above(full)
        for seen in _seen_below(full, here, gathered):
            mine.setdefault(os.path.realpath(seen.root / seen.found.path), seen)
        if home is not None:
            roots.setdefault(home)
        elif full.is_file():
            gathered.whole = False
    for seen in mine.values():
        _read(seen, gathered, gathered.pages)
    gathered.roots = list(roots)
    for root in roots:
        others = Gathered()
        for seen in _seen_below(root, here, others):
            if os.path.realpath(root / seen.found.path) not in mine:
                _read(seen, others, gathered.beside)
    gathered.pages.sort(key=lambda page: page.deck.path)
    return gathered


def collection_above(path: Path) -> Path | None:
    """Return the directory of the collection that a path lies in, if it is in one."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
    return None


def _seen_below(path: Path, here: Path, gathered: Gathered) -> Iterator[_Seen]:
    shown = shown_path(path, here)
    if path.is_dir():
        walked = _walked(path, shown)
        prefix = "" if shown == "." else f"{shown}/"
        gathered.problems += [
            _at(problem, f"{prefix}{problem.path}") for problem in walked.problems
        ]
        for found in walked.files:
            vault = in_vault(walked, found.path)
            name = safe_line(f"{prefix}{found.path}")
            yield _Seen(name, path, found, asked=False, in_vault=vault)
        return
    try:
        status = path.stat()
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise InputError(
            f"{shown} cannot be read: {why}.",
            next_step="Name a deck or a folder of decks: srs check PATH",
        ) from error
    found = Found(path.name, status.st_size, status.st_mtime_ns)
    yield _Seen(shown, path.parent, found, asked=True, in_vault=False)


def _walked(path: Path, shown: str) -> Walk:
    try:
        return walk(path)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise InputError(
            f"The folder {safe_line(shown)} cannot be read: {why}."
        ) from error


def _read(seen: _Seen, gathered: Gathered, pages: list[Page]) -> None:
    """Read a file into a page, or say why that is not to be."""
    content = read_bytes(seen.root, seen.found)
    text = decoded(seen.shown, content) if isinstance(content, bytes) else content
    if isinstance(text, Problem):
        gathered.problems.append(_at(text, seen.shown))
        return
    page = page_of(seen.shown, text)
    said = page.deck.is_deck
    is_deck = said if said is not None else bool(page.parsed.notes) or seen.asked
    if said is None and seen.in_vault:
        is_deck = False
    if is_deck:
        pages.append(page)
        gathered.files[seen.shown] = seen.root / seen.found.path
    elif said is None and not seen.in_vault:
        # Prose is no deck's business, but a page of broken blocks is.
        gathered.problems += page.parsed.problems


def _at(problem: Problem, path: str) -> Problem:
    return replace(problem, path=safe_line(path))


def shown_path(path: Path, here: Path) -> str:
    """Return a path as one would type it here, with `/` between names."""
    full = os.path.normpath(path)
    with suppress(ValueError):  # On Windows it may lie on another drive.
        full = min(os.path.relpath(full, here), full, key=len)
    return safe_line(Path(full).as_posix())


def text_of(path: Path) -> str:
    """Return what stands in a text file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return path.read_bytes()[:LARGEST_FILE_BYTES].decode("utf-8", "replace")
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise InputError(f"{safe_line(str(path))} cannot be read: {why}.") from error
