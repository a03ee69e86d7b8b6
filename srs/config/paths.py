"""Where do the learner's own files lie, and who are learner and device?

Asking for a path makes nothing. The two names are made at their first use; they
lie outside the store, so that a copied store is never two writers of one name.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from srs.config.durable import publish
from srs.core.errors import ConfigError

COLLECTION_FILE = "srs.toml"
"""The name of the file that marks a collection and says its id."""

# The id becomes a folder's name, and srs.toml comes from others.
_ID = re.compile(r"[0-9a-z](?:[0-9a-z-]{0,62}[0-9a-z])?")
_DEVICE = re.compile(r"[0-9a-f]{8}")
_LEARNER = re.compile(r"[0-9a-f]{16}")


def user_config_path() -> Path:
    """Return the path of the learner's `config.toml`, whether it exists or not."""
    return _folder("XDG_CONFIG_HOME", ".config") / "config.toml"


def data_dir() -> Path:
    """Return the folder of stores, backups and names, whether it exists or not."""
    return _folder("XDG_DATA_HOME", ".local/share")


def store_path(collection_id: str) -> Path:
    """Return where the history of a collection lies."""
    return data_dir() / "collections" / collection_id / "store.sqlite"


def valid_id(table: Mapping[str, object]) -> str | None:
    """Return the id that a collection's file says, or None where that is no id."""
    found = table.get("id")
    return found if isinstance(found, str) and _ID.fullmatch(found) else None


def path_id(root: Path) -> str:
    """Return the id of a collection without `srs.toml`: a hash of its true path."""
    from hashlib import blake2b  # few collections need it

    path = os.fsencode(root.resolve())
    return f"path-{blake2b(path, digest_size=8).hexdigest()}"


def device_id() -> str:
    """Return this device's name for events, 8 hex digits, made at its first use.

    Where nothing can be written the name holds for this run only: then no event
    can be written either.
    """
    return _name(data_dir() / "device", _DEVICE, count=4)


def learner_id() -> str:
    """Return the learner's name for exports, 16 hex digits, made at its first use."""
    return _name(data_dir() / "learner", _LEARNER, count=8)


def _folder(variable: str, usual: str) -> Path:
    """Return where the platform keeps such files, without platformdirs on Linux.

    The variables count everywhere, as many command-line tools have it; the
    specification asks to ignore a relative path in them.
    """
    named = os.environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named) / "srs"
    if sys.platform == "linux":
        return _home() / usual / "srs"
    from platformdirs import user_config_path as config
    from platformdirs import user_data_path as data

    ask = config if variable == "XDG_CONFIG_HOME" else data
    return ask("srs", appauthor=False)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise ConfigError(
            "Your home directory is unknown.", next_step="Set the variable HOME."
        ) from error


def _name(path: Path, form: re.Pattern[str], *, count: int) -> str:
    known = _read(path)
    if form.fullmatch(known):
        return known
    name = os.urandom(count).hex()
    try:
        publish(path, f"{name}\n", replace=known != "")
    except OSError:
        return name
    # Another process may have been quicker.
    return _read(path) or name


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
