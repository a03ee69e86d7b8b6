"""How does the history leave for other programs?"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TextIO

from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.store.files import replace
from srs.store.rows import to_json
from srs.study.collection import Collection

EXPORTS = ("events",)
"""What can be exported."""


def event_lines(collection: Collection, *, since: date | None = None) -> Iterator[str]:
    """Return every event as a line of JSON, undone ones and undos too, by time.

    Args:
        collection: The collection.
        since: The first study day to tell of; all by default.
    """
    for entry in collection.store.log.all():
        if since is None or entry.day >= since:
            yield json.dumps(to_json(entry), ensure_ascii=False) + "\n"


def write_lines(file: Path, lines: Iterable[str]) -> int:
    """Write lines to a file, whole or not at all, and return how many.

    Raises:
        InputError: It cannot be written; what was there stays.
    """
    target = file.expanduser().resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("w", encoding="utf-8", newline="\n") as device:
            return _written(device, lines)
    fresh = target.with_name(f".{target.name}.srs-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        # History is the learner's alone, whatever the folder's habits are.
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as temporary:
                count = _written(temporary, lines)
            replace(fresh, target)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{safe_line(str(file))} cannot be written: {error.strerror}.",
            next_step="Name another file: --output FILE",
        ) from error
    return count


def _written(to: TextIO, lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        to.write(line)
        count += 1
    return count
