"""How does the history leave for other programs?"""

import os
from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.core.log import Logged, Undone, batch_of
from srs.core.text import safe_json, safe_line
from srs.store.files import replace
from srs.store.rows import to_json
from srs.study.collection import Collection


def event_lines(
    collection: Collection,
    *,
    since: date | None = None,
    cards: Some[CardId] | None = None,
) -> Iterator[str]:
    """Return every event as a line of JSON, undone ones and undos too, by time.

    Args:
        collection: The collection.
        since: The first study day to tell of; all by default.
        cards: Only events about these cards, and what takes them back; None for all.
    """
    log = collection.store.log
    entries = log.all() if cards is None else _about(log.all(), cards)
    for entry in entries:
        if since is None or entry.day >= since:
            yield safe_json(to_json(entry)) + "\n"


def _about(entries: Iterable[Logged], cards: Some[CardId]) -> Iterator[Logged]:
    """Give the events about some cards, and the undos of these, in their order."""
    told: set[str] = set()
    for entry in entries:
        event = entry.event
        if isinstance(event, Undone):
            about = event.target in told
        else:
            about = getattr(event, "card", None) in cards
        if about:
            told.add(entry.id)
            told.add(batch_of(event) or entry.id)
            yield entry


def write_lines(file: Path, lines: Iterable[str]) -> int:
    """Write lines to a file, whole or not at all, and return how many.

    Raises:
        InputError: It cannot be written; what was there stays.
    """
    return write_bytes(file, (line.encode() for line in lines))


def write_bytes(file: Path, pieces: Iterable[bytes], *, is_secret: bool = True) -> int:
    """Write pieces to a file, whole or not at all, and return how many.

    Args:
        file: Where to.
        pieces: What it is to hold.
        is_secret: Whether nobody but its owner may read it.

    Raises:
        InputError: It cannot be written; what was there stays.
    """
    target = file.expanduser().resolve()
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as device:
                return _written(device, pieces)
        return _written_beside(target, pieces, 0o600 if is_secret else 0o644)
    except OSError as error:
        raise InputError(
            f"{safe_line(str(file))} cannot be written: {error.strerror}.",
            next_step="Name another file: --output FILE",
        ) from error


def _written_beside(target: Path, pieces: Iterable[bytes], mode: int) -> int:
    fresh = target.with_name(f".{target.name}.srs-{os.getpid()}-{os.urandom(4).hex()}")
    # History is the learner's alone, whatever the folder's habits are.
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(handle, "wb") as temporary:
            count = _written(temporary, pieces)
        replace(fresh, target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return count


def _written(to: BinaryIO, pieces: Iterable[bytes]) -> int:
    count = 0
    for piece in pieces:
        to.write(piece)
        count += 1
    return count
