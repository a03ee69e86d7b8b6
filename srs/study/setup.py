"""How does a collection begin?"""

import os
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import srs
from srs import config
from srs.config.showing import shown
from srs.core.errors import InputError
from srs.core.preset import Preset
from srs.core.queue import SECONDS_AT_FIRST, Counts, estimate_minutes
from srs.core.text import safe_line
from srs.deck.parser import parse
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterDeck:
    """A deck that comes with the program, as a new learner sees it."""

    name: str
    cards: int
    begins: bool
    """Whether it starts by itself."""
    new: int
    """How many new cards it gives on its first day."""

    @property
    def minutes(self) -> int:
        """About how many minutes the first day takes."""
        return estimate_minutes(Counts(self.new, 0, 0), SECONDS_AT_FIRST)


def starter() -> list[StarterDeck]:
    """Return the decks that come with the program, the ones that begin first."""
    decks = []
    for file in starter_decks():
        parsed = parse(file.name, file.read_text(encoding="utf-8"))
        deck = parsed.deck
        asked = sum(1 for note in parsed.notes if note.sides)
        limit = Preset().new_per_day if deck.new_per_day is None else deck.new_per_day
        decks.append(
            StarterDeck(
                name=deck.title or deck.name,
                cards=sum(len(note.sides) for note in parsed.notes),
                begins=deck.start == "auto",
                # Of each note one card comes a day.
                new=min(asked, limit),
            )
        )
    return sorted(decks, key=lambda deck: not deck.begins)


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


def why_no_place(root: Path) -> str:
    """Return why a directory cannot be made a collection; empty where it can."""
    try:
        root = root.expanduser()
        nearest = next(it for it in (root, *root.absolute().parents) if it.exists())
    except RuntimeError:  # ~name, and there is nobody of that name
        return f"{safe_line(str(root))} names nobody's home. Write such as ~/srs."
    except (OSError, ValueError) as error:
        return f"{safe_line(str(root))} cannot be used: {error}."
    said = safe_line(str(nearest))
    if not nearest.is_dir():
        return f"{said} is a file. A directory is wanted, such as ~/srs."
    if not os.access(nearest, os.W_OK | os.X_OK):
        return f"{said} cannot be written. Choose a place of your own, such as ~/srs."
    return ""


def remember(root: Path, *, timezone: str, rollover: int) -> None:
    """Write to the user's configuration where the decks are and when a day ends."""
    config.set_user_value("collection", str(root))
    config.set_user_value("timezone", timezone)
    config.set_user_value("rollover", rollover)


def suggested_zone() -> str:
    """Return the zone to suggest to a new learner: the machine's."""
    return machine_zone()


def suggest_learner() -> tuple[str, int, bool]:
    """Return zone, rollover, and whether the learner has chosen them."""
    settings = config.load(config.user_config_path(), None)
    zone = settings.timezone or machine_zone()
    rollover = 4 if settings.rollover is None else settings.rollover
    return zone, rollover, settings.timezone is not None


# -- settings ------------------------------------------------------------------


def settings_file() -> Path:
    """Return where the learner's settings lie, whether they are there yet or not."""
    return config.user_config_path()


def check_settings() -> tuple[str, ...]:
    """Return what is odd about the learner's settings.

    Raises:
        ConfigError: If they cannot be used.
    """
    return config.load(config.user_config_path(), None).warnings


def set_setting(key: str, value: str) -> str:
    """Set one of the learner's settings; return a sentence on it.

    Raises:
        ConfigError: If there is no such setting, or the value is out of bounds.
    """
    try:
        parsed: object = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        parsed = value
    config.set_user_value(key, parsed)
    return (
        f"{safe_line(key)} = {safe_line(value)}, in {safe_line(str(settings_file()))}"
    )


def settings_lines(root: Path | None) -> list[str]:
    """Return every setting as it is now, as TOML, each with where it comes from.

    Args:
        root: The collection whose `srs.toml` counts too, if any.
    """
    marker = None if root is None else root / MARKER
    if marker is not None and marker.is_file():
        return shown(config.user_config_path(), marker)
    known = "" if root is None else config.collection_id(root)
    return shown(config.user_config_path(), None, collection_id=known)
