"""Where does the collection lie, and in which zone does the machine stand?

Answered without reading what every setting means: `srs due` asks it each minute.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from srs import config
from srs.config.paths import COLLECTION_FILE
from srs.core.errors import InputError

MARKER = COLLECTION_FILE


def find(
    *, chosen: Path | None, environment: Mapping[str, str], start: Path
) -> Path | None:
    """Return the collection's directory, or None where nobody has named one.

    The first that is there decides: the chosen one, `$SRS_COLLECTION`, the nearest
    directory above the start with an `srs.toml`, the user's configuration.

    Raises:
        InputError: If a named directory does not exist.
    """
    named = chosen or _path(environment.get("SRS_COLLECTION"))
    if named is not None:
        return _existing(named, "-C" if chosen else "$SRS_COLLECTION")
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
    usual = _path(_usual(config.user_config_path()))
    return None if usual is None else _existing(usual, "your config.toml")


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _existing(folder: Path, who: str) -> Path:
    if not folder.is_dir():
        raise InputError(
            f"{who} names the collection {folder}, which is no directory.",
            next_step=f"Make one with: srs init {folder}",
        )
    return folder.resolve()


def _usual(user_file: Path) -> str | None:
    """Return the collection that the learner's settings name.

    A file that plainly names one is read no further: who opens the collection reads
    all of it, and tells what is wrong with it.
    """
    from tomllib import loads

    if not user_file.is_file():
        return None
    try:
        found = loads(user_file.read_bytes().decode("utf-8-sig")).get("collection")
    except (OSError, ValueError):
        found = None  # the reader of settings says what is wrong
    plain = isinstance(found, str) and found
    return found if plain else config.load(user_file, None).collection


def zone_signs() -> tuple[str, str]:
    """Return what tells the machine's zone: the variable TZ, and a link's target."""
    return os.environ.get("TZ", ""), os.path.realpath("/etc/localtime")
