"""What do the learner and the collection wish, and where do their files lie?

The user's `config.toml` and the collection's `srs.toml` become one `Settings`.
Zone and rollover are the learner's alone; a preset is merged from the defaults,
`srs.toml`, the deck's front matter and `config.toml`, the later the stronger.
"""

from srs.config.collection_file import (
    CollectionFile,
    collection_id,
    read_collection_file,
    write_collection_file,
)
from srs.config.paths import data_dir, device_id, learner_id, user_config_path
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
    "user_config_path",
    "write_collection_file",
]
