"""What is due, and is what was said of it last still true?

`srs due` stands in prompts and status bars, so it is asked again and again while
nothing happens. What it says is kept in a small file beside the store, with all
that it follows from: program, settings, zone, study day, the state of the store.
Where one of these differs, or a deck's file does, the numbers are worked out anew;
nobody has to remember to take them back.

Nothing heavy is imported here: reading a glance costs little more than Python.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from srs import __version__
from srs.config.paths import (
    COLLECTION_FILE,
    path_id,
    store_path,
    user_config_path,
    valid_id,
)
from srs.core.errors import ConfigError
from srs.store.quick_look import QuickLook, quick_look
from srs.study.place import zone_signs
from srs.study.unchanged import folder_changed

MEANING = 1
"""Raise it when the same state of a collection comes to mean other numbers."""

LARGEST_FILE = 1_000_000
"""A larger file of settings is read by nobody in a hurry."""


class DeckGlance(NamedTuple):
    """What one deck has left today."""

    name: str
    started: bool
    cards: int
    due: int
    new: int
    learning: int

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return self.new + self.learning + self.due


class Glance(NamedTuple):
    """All that `srs due` says."""

    due: int
    new: int
    learning: int
    minutes: int
    """About how long today's rest takes; 0 when nothing is left."""
    doubtful: int
    problems: int
    decks: tuple[DeckGlance, ...]
    next_words: str | None
    """When the next cards come, in a sentence; None while some are left."""

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return self.new + self.learning + self.due


class Kept(NamedTuple):
    """A glance in its file, with all that it follows from."""

    grounds: list[object]
    """Program, settings and zone, as `grounds_of` gives them."""
    state: list[str | None]
    """The store's, as `Stamps.state` gives it."""
    begins: str
    ends: str
    """From when and until when it holds, in ISO 8601."""
    glance: Glance


def grounds_of(root: Path) -> "Grounds | None":
    """Return what a glance follows from besides the store, the decks and the day.

    None where a file is not plainly readable: then the reader of settings judges.
    """
    try:
        texts = [_text(user_config_path()), _text(root / COLLECTION_FILE)]
        collection_id = path_id(root) if texts[1] is None else _id_in(texts[1])
    except (ConfigError, OSError, ValueError):
        return None
    if collection_id is None:
        return None
    said: list[object] = [
        MEANING,
        __version__,
        os.fsdecode(root),
        *texts,
        *zone_signs(),
    ]
    return Grounds(said, store_path(collection_id))


class Grounds(NamedTuple):
    """What a glance follows from, and the store that it is about."""

    said: list[object]
    store: Path

    @property
    def file(self) -> Path:
        """Where the glance is kept."""
        return self.store.with_name("glance.json")


def read(grounds: Grounds, root: Path, *, at: datetime) -> Glance | None:
    """Return what was said last if it still holds, or None."""
    kept = _kept(grounds.file)
    if kept is None or kept.grounds != grounds.said:
        return None
    if not _holds(kept, at):
        return None

    def same(look: QuickLook) -> bool:
        return list(look.state()) == kept.state and not folder_changed(look, root)

    return kept.glance if quick_look(grounds.store, same) else None


def write(grounds: Grounds, kept: Kept) -> None:
    """Keep a glance; where that cannot be, the next one is worked out again."""
    fresh = grounds.file.with_name(f"glance-{os.getpid()}.new")
    with suppress(OSError):
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
                json.dump(kept, file)
            fresh.replace(grounds.file)
        finally:
            fresh.unlink(missing_ok=True)


def _kept(file: Path) -> Kept | None:
    """Return what a file keeps; None where it is absent, torn or of another shape."""
    try:
        grounds, state, begins, ends, glance = json.loads(file.read_bytes())
        said = Glance(*glance)
        decks = tuple(DeckGlance(*row) for row in said.decks)
        return Kept(grounds, state, begins, ends, said._replace(decks=decks))
    except (OSError, ValueError, TypeError):
        return None


def _holds(kept: Kept, at: datetime) -> bool:
    try:
        begins = datetime.fromisoformat(kept.begins)
        return begins <= at < datetime.fromisoformat(kept.ends)
    except (ValueError, TypeError):
        return False


def _text(path: Path) -> str | None:
    """Return a small file's text, or None where there is no file.

    Raises:
        OSError, ValueError: It is no small file of text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    if len(content) > LARGEST_FILE:
        raise ValueError("too large")
    return content.decode("utf-8-sig")


def _id_in(text: str) -> str | None:
    from tomllib import loads

    return valid_id(loads(text))
