"""How does a collection begin?"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import srs
from srs import config
from srs.core.errors import InputError
from srs.core.text import safe_line
from srs.study.collection import MARKER, machine_zone

USUAL_PLACE = Path("~/srs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a new collection holds."""

    root: Path
    decks: int
    """How many starter decks were copied."""
    kept: int
    """How many starter decks were not copied, since a file of that name was there."""


def starter_decks() -> list[Path]:
    """Return the decks that come with the program."""
    package = Path(srs.__file__).parent
    folder = package / "starter"
    if not folder.is_dir():  # in a checkout the decks lie beside the package
        folder = package.parent / "decks"
    return sorted(folder.glob("*.md"))


def make_collection(root: Path, *, starter: bool) -> Made:
    """Make a directory a collection, with the starter decks or without.

    A file that is there already is kept as it is.

    Raises:
        InputError: If the directory cannot be made or written.
    """
    root = root.expanduser()
    copied = kept = 0
    try:
        root.mkdir(parents=True, exist_ok=True)
        for deck in starter_decks() if starter else []:
            target = root / deck.name
            if target.exists():
                kept += 1
            else:
                shutil.copyfile(deck, target)
                copied += 1
        if not (root / MARKER).exists():
            config.write_collection_file(root, name=root.resolve().name)
    except OSError as error:
        raise InputError(
            f"{safe_line(str(root))} cannot be made a collection:"
            f" {error.strerror or error}.",
            next_step="Choose another directory: srs init DIR",
        ) from error
    return Made(root=root.resolve(), decks=copied, kept=kept)


def remember(root: Path, *, timezone: str, rollover: int) -> None:
    """Write to the user's configuration where the decks are and when a day ends."""
    config.set_user_value("collection", str(root))
    config.set_user_value("timezone", timezone)
    config.set_user_value("rollover", rollover)


def suggested_zone() -> str:
    """Return the zone to suggest to a new learner: the machine's."""
    return machine_zone()
