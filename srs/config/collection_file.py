"""Which collection is this?

`srs.toml` in a collection holds its id, its name and the presets it suggests; it
is kept in git with the decks. A collection that cannot be written is known by
its path.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from srs.config.durable import publish
from srs.config.paths import COLLECTION_FILE, data_dir, path_id, valid_id
from srs.config.reading import open_source
from srs.core.errors import ConfigError
from srs.core.text import safe_line


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFile:
    """What `srs.toml` says of the collection itself."""

    id: str
    name: str


def collection_id(root: Path) -> str:
    """Return the id under which the collection's history is kept.

    Raises:
        ConfigError: `srs.toml` is there but cannot be used.
    """
    found = read_collection_file(root)
    return path_id(root) if found is None else found.id


def read_collection_file(root: Path) -> CollectionFile | None:
    """Return what the collection's `srs.toml` says, or None where there is none.

    Raises:
        ConfigError: The file cannot be read, or its id is no id.
    """
    source = open_source(root / COLLECTION_FILE, strict=False)
    if source is None:
        return None
    found, name = valid_id(source.table), source.table.get("name")
    if found is None:
        raise ConfigError(
            f"{source.place('id')}: a collection's id is letters a to z, digits and "
            "hyphens, 64 at most.",
            next_step='Give it one that is yours alone: id = "…"',
        )
    shown = safe_line(name) if isinstance(name, str) and name.strip() else root.name
    return CollectionFile(id=found, name=safe_line(shown))


def write_collection_file(root: Path, *, name: str) -> Path:
    """Give a directory its `srs.toml`, and return its path.

    A file that is there stays as it is. A history that began before there was a
    file goes on: the id of the path is written down.

    Raises:
        ConfigError: The directory cannot be written.
    """
    path = root / COLLECTION_FILE
    begun = (data_dir() / "collections" / path_id(root)).is_dir()
    new_id = path_id(root) if begun else os.urandom(8).hex()
    text = f"id = {_quoted(new_id)}\nname = {_quoted(safe_line(name))}\n"
    try:
        publish(path, _HEAD + text, replace=False, mode=0o644)
    except OSError as error:
        raise ConfigError(
            f"{safe_line(str(path))} cannot be written ({error.strerror}).",
            next_step="The collection is known by its path until it can be.",
        ) from error
    return path


_HEAD = "# Marks a collection of srs; keep it with the decks.\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
