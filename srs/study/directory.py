"""Is this directory a collection?

One that says so is. One with decks may become one; any other was named by mistake,
and no history is begun for it.
"""

from pathlib import Path

from srs import config
from srs.core.errors import ConfigError, InputError
from srs.core.text import safe_line
from srs.study.place import MARKER


def check_collection(root: Path) -> None:
    """Refuse a directory that has neither an `srs.toml` nor a history nor a deck.

    Raises:
        InputError: The sentence says how to make it one.
    """
    if (root / MARKER).is_file() or _history(root).exists() or _holds_deck(root):
        return
    where = safe_line(str(root))
    raise InputError(
        f"{where} is no collection: it has neither an {MARKER} nor a deck.",
        next_step=f"Make it one with: srs init {where}",
    )


def mark(root: Path) -> bool:
    """Give a directory of decks its `srs.toml`; return whether it was made now.

    A directory that cannot be written is known by its path.
    """
    if (root / MARKER).exists():
        return False
    try:
        config.write_collection_file(root, name=root.resolve().name)
    except ConfigError:
        return False
    return True


def _history(root: Path) -> Path:
    return config.data_dir() / "collections" / config.collection_id(root)


def _holds_deck(root: Path) -> bool:
    """Return whether a file below holds a note; it stops at the first."""
    from srs.study.scan_read import read_bytes, reading  # they load the parser
    from srs.study.walk import in_vault, walk

    walked = walk(root)
    for found in walked.files:
        content = read_bytes(root, found)
        if (
            isinstance(content, bytes)
            and reading(found, content, in_vault=in_vault(walked, found.path)).is_deck
        ):
            return True
    return False
