"""Which collection is this, and what does it hold ready?

The composition root: directory, settings, store, calendar and clock come
together here, and everything above asks a `Collection`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from srs import config
from srs.core.card import Deck
from srs.core.day import Calendar
from srs.core.errors import ConfigError
from srs.core.log import (
    BreakSet,
    DeckStarted,
    Event,
    EventId,
    Logged,
    ParametersChanged,
    live,
)
from srs.core.memory import MemoryModel
from srs.core.preset import Preset
from srs.memory import model
from srs.store.database import Store, open_store
from srs.study import replay
from srs.study.place import MARKER as MARKER  # asked for here as well
from srs.study.place import find as find
from srs.study.place import zone_signs

Clock = Callable[[], datetime]

USUAL_ROLLOVER = 4
"""The hour at which a day ends unless the learner says otherwise."""

RARE: dict[type[Event], str] = {
    BreakSet: "break_set",
    DeckStarted: "deck_started",
    ParametersChanged: "parameters_changed",
}
"""Kinds of events that concern the whole collection, as the log names them."""


def machine_zone() -> str:
    """Return the machine's IANA zone; UTC where it does not say."""
    named, link = zone_signs()
    for name in (named.lstrip(":"), link.partition("/zoneinfo/")[2]):
        try:
            return ZoneInfo(name).key if name else _none()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _none() -> str:
    raise ValueError("no zone is named")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckEntry:
    """A deck of the collection, with the preset that its learner's wishes give."""

    number: int
    """Its key in the store."""
    deck: Deck
    preset: Preset
    """Named after the preset; the deck's own suggestions are merged in."""
    started: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What was written into a deck while the program runs: a card, or a thought."""

    file: Path
    line: int
    before: bytes | None
    """What the file held; None where there was none."""
    after: bytes
    last_deed: str | None
    """What an undo would have taken back before it."""
    what: str = "new card"
    deed: EventId | None = None
    """The event that was written with it and goes with it."""


class Collection:
    """A directory of decks with its history."""

    def __init__(
        self, *, root: Path, settings: config.Settings, store: Store, clock: Clock
    ) -> None:
        self.root = root
        self.settings = settings
        self.store = store
        self.clock = clock
        self.calendar = calendar_of(settings)
        if settings.control_cards:
            store.schedules.hold_control_cards(True)
        self.additions: list[Addition] = []
        """The cards written since the program began, of which the log knows nothing."""

    @property
    def name(self) -> str:
        """What `srs.toml` calls the collection; else its directory's name."""
        file = config.read_collection_file(self.root)
        return (file.name if file else "") or self.root.name

    def today(self) -> date:
        """Return the study day that it is now."""
        return self.calendar.day(self.clock())

    def log(self, event: Event, *, day: date | None = None) -> Logged:
        """Write one event, durably, as of now.

        Args:
            event: What happened.
            day: The study day that a sitting began on; today's by default.
        """
        at = self.clock()
        with self.store.transaction():
            entry = self.store.log.append(
                event,
                at=at,
                offset_min=self.calendar.offset_min(at),
                day=day or self.calendar.day(at),
            )
            self.mark_replayed()
        return entry

    @cached_property
    def wishes(self) -> str:
        """A fingerprint of what a replay depends on besides the events."""
        names = {"default", *(entry.preset.name for entry in self.decks.values())}
        return replay.wishes({name: self.preset_named(name) for name in names})

    def mark_replayed(self) -> None:
        """Note that the schedules hold the consequences of every event so far."""
        replay.mark(self.store, self.wishes)

    def catch_up(self) -> None:
        """Replay the log where the schedules do not fit it."""
        if not replay.fits(self.store, self.wishes):
            self.replay_all()

    def replay_all(self) -> int:
        """Make every schedule anew from the log; return how many cards have one."""
        preset_of = replay.presets_of(self.store, self.preset_of)
        return replay.rebuild(self.store, preset_of, fingerprint=self.wishes)

    @cached_property
    def decks(self) -> dict[int, DeckEntry]:
        """The decks by their number in the store, in the order of their paths."""
        begun = self._rare(DeckStarted)
        started = {event.deck for event in begun if isinstance(event, DeckStarted)}
        return {
            number: DeckEntry(
                number=number,
                deck=deck,
                preset=self._with_parameters(self.settings.preset(deck)),
                started=deck.start == "auto" or deck.name in started,
            )
            for number, deck in self.store.cards.decks().items()
        }

    @cached_property
    def parameters(self) -> dict[str, tuple[str, tuple[float, ...]]]:
        """The algorithm and weights of each preset whose parameters were changed."""
        return {
            event.preset: (event.algorithm, event.w)
            for event in self._rare(ParametersChanged)
            if isinstance(event, ParametersChanged)
        }

    @cached_property
    def breaks(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each break that the learner has set."""
        return tuple(
            (event.first, event.last)
            for event in self._rare(BreakSet)
            if isinstance(event, BreakSet)
        )

    def forget_caches(self) -> None:
        """Look at decks, parameters and breaks anew, after an event about them."""
        for name in ("decks", "parameters", "breaks", "wishes"):
            self.__dict__.pop(name, None)

    def model(self, preset: Preset) -> MemoryModel:
        """Return the memory model that a preset schedules with."""
        return model(preset.algorithm, preset.w)

    def preset_of(self, deck_number: int) -> Preset:
        """Return the preset of a deck; the default one for a deck that is gone."""
        entry = self.decks.get(deck_number)
        if entry is not None:
            return entry.preset
        return self.preset_named("default")

    def preset_named(self, name: str) -> Preset:
        """Return a preset as the learner wishes it, without a deck's suggestions."""
        deck = Deck(path="", name="", preset=name)
        return self._with_parameters(self.settings.preset(deck))

    def crash_log(self, text: str) -> Path:
        """Write what a crash left to a file of the data directory; return its path."""
        path = config.data_dir() / "crash.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def make_ready(self) -> None:
        """Make the ratings that follow quick to store; takes some milliseconds."""
        self.store.make_room()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def _rare(self, kind: type[Event]) -> list[Event]:
        entries = self.store.log.of_kinds(RARE[kind], "undone")
        return [entry.event for entry in live(entries) if isinstance(entry.event, kind)]

    def _with_parameters(self, preset: Preset) -> Preset:
        changed = self.parameters.get(preset.name)
        if changed is None:
            return preset
        return replace(preset, algorithm=changed[0], w=changed[1])


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            f"There is no time zone {json.dumps(name)}.",
            next_step='Name one such as "Europe/Berlin": srs config edit',
        ) from error


def settings_of(root: Path) -> config.Settings:
    """Return what the learner and the collection wish.

    Raises:
        ConfigError: If a file of settings cannot be used.
    """
    marker = root / MARKER
    if marker.is_file():
        return config.load(config.user_config_path(), marker)
    return config.load(
        config.user_config_path(), None, collection_id=config.collection_id(root)
    )


def calendar_of(settings: config.Settings) -> Calendar:
    """Return the learner's calendar; the machine's zone and 4:00 until asked."""
    return Calendar(
        timezone=_zone(settings.timezone or machine_zone()),
        rollover=USUAL_ROLLOVER if settings.rollover is None else settings.rollover,
    )


def open_collection(root: Path, *, clock: Clock) -> Collection:
    """Open a collection: read its settings and its store.

    Raises:
        SrsError: If settings or store cannot be used; the sentence says what to do.
    """
    settings = settings_of(root)
    collection_id = config.collection_id(root)
    store = open_store(config.store_path(collection_id), device=config.device_id())
    collection = Collection(root=root, settings=settings, store=store, clock=clock)
    collection.catch_up()
    return collection
