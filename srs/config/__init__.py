"""What do the learner and the collection wish, and where do their files lie?

The user's `config.toml` and the collection's `srs.toml` become one `Settings`.
Zone and rollover are the learner's alone; a preset is merged from the defaults,
`srs.toml`, the deck's front matter and `config.toml`, the later the stronger.

Each name is imported when it is first asked for: whoever only wants a path, such
as `srs due`, does not pay for the description of every setting.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from srs.config.collection_file import (
        CollectionFile,
        collection_id,
        read_collection_file,
        write_collection_file,
    )
    from srs.config.paths import (
        data_dir,
        device_id,
        learner_id,
        store_path,
        user_config_path,
    )
    from srs.config.reading import load
    from srs.config.settings import Described, Settings, describe
    from srs.config.writing import set_user_value

__all__ = [
    "CollectionFile",
    "Described",
    "Settings",
    "collection_id",
    "data_dir",
    "describe",
    "device_id",
    "learner_id",
    "load",
    "read_collection_file",
    "set_user_value",
    "store_path",
    "user_config_path",
    "write_collection_file",
]

_ROOMS = {
    "collection_file": (
        "CollectionFile",
        "collection_id",
        "read_collection_file",
        "write_collection_file",
    ),
    "paths": ("data_dir", "device_id", "learner_id", "store_path", "user_config_path"),
    "reading": ("load",),
    "settings": ("Described", "Settings", "describe"),
    "writing": ("set_user_value",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    globals()[name] = found  # it is asked for only once
    return found
