"""What stands in one file: text, notes, and what went wrong while reading?"""

import os
import stat
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from srs.core.card import Note, Parsed, Problem
from srs.core.text import safe
from srs.deck.links import placed_links
from srs.deck.parser import parse
from srs.study.scan_partial import Partial, checksums
from srs.study.walk import Found, problem

LARGEST_FILE_BYTES = 10_000_000
_DIGEST_BYTES = 16


@dataclass(slots=True, kw_only=True)
class FileReading:
    """A Markdown file as it is now."""

    found: Found
    digest: bytes
    parsed: Parsed | None = None
    """None for a file that could not be read."""
    partly: Partial | None = None
    """For a file of which only some notes have changed: these alone were read."""
    is_deck: bool = False
    lines: bytes = b""
    """Checksums of the lines."""
    bodies: list[str] = field(default_factory=list)
    """The raw block of each note, in their order."""
    links: list[tuple[str, int, int]] = field(default_factory=list)
    """Concepts that the text names, each with its line and column."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file's path in the collection."""
        return self.found.path

    @property
    def unreadable(self) -> bool:
        """Whether nobody can say what stands in the file."""
        return self.parsed is None and self.partly is None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that were read, if the file is a deck."""
        if self.partly is not None:
            return tuple(self.partly.notes.values())
        return self.parsed.notes if self.parsed is not None and self.is_deck else ()


def read_bytes(root: Path, found: Found) -> bytes | Problem:
    """Return what a file holds, or why it cannot be read."""
    path = found.path
    if found.size > LARGEST_FILE_BYTES:
        megabytes = found.size / 1e6
        return problem(
            path,
            "file-too-long",
            f"The file has {megabytes:.0f} MB; decks of up to 10 MB are read.",
            severity="error",
        )
    try:
        # A pipe that took the file's place meanwhile must not hold us.
        number = os.open(root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return problem(path, "no-file", "This is no regular file.")
            return file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        message = f"The file cannot be read: {why}."
        return problem(path, "unreadable", message, severity="error")


def digest_of(content: bytes) -> bytes:
    """Return what tells one content from another."""
    return blake2b(content, digest_size=_DIGEST_BYTES).digest()


def unread(found: Found, why: Problem) -> FileReading:
    """Return the reading of a file that cannot be read."""
    return FileReading(found=found, digest=b"", problems=[why])


def partial_reading(found: Found, digest: bytes, partly: Partial) -> FileReading:
    """Return the reading of a file of which some notes have changed."""
    return FileReading(
        found=found,
        digest=digest,
        partly=partly,
        is_deck=True,
        lines=partly.lines,
        bodies=list(partly.bodies.values()),
    )


def decoded(path: str, content: bytes) -> str | Problem:
    """Return a file's content as text, its mark left out, or why it is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"The file is not UTF-8 (line {line}): save it as UTF-8."
        return problem(path, "not-utf-8", message, severity="error", line=line)


def reading(found: Found, content: bytes, *, in_vault: bool) -> FileReading:
    """Return what a file's content holds.

    Args:
        found: The file.
        content: Its bytes.
        in_vault: Whether it is a deck only if its front matter says so.
    """
    digest = digest_of(content)
    text = decoded(found.path, content)
    if isinstance(text, Problem):
        return FileReading(found=found, digest=digest, problems=[text])
    text = safe(text.replace("\r\n", "\n") if "\r" in text else text)
    parsed = parse(found.path, text)
    said = parsed.deck.is_deck
    is_deck = said if said is not None else bool(parsed.notes) and not in_vault
    if not is_deck:
        # Prose is no deck's business, but a page of broken blocks is.
        told = [] if said is False or in_vault else list(parsed.problems)
        return FileReading(found=found, digest=digest, parsed=parsed, problems=told)
    lines = text.split("\n")
    return FileReading(
        found=found,
        digest=digest,
        parsed=parsed,
        is_deck=True,
        lines=checksums(content).tobytes(),
        bodies=[
            "\n".join(lines[note.span.line - 1 : note.span.end_line])
            for note in parsed.notes
        ],
        links=placed_links(text),
        problems=list(parsed.problems),
    )
