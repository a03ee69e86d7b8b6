"""What is there to do today, in which order, and how long will it take?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from srs.core import order
from srs.core.card import CardId
from srs.core.day import day_number, milliseconds
from srs.core.errors import InputError
from srs.core.log import DeckStarted
from srs.core.order import required
from srs.core.preset import Preset
from srs.core.queue import (
    Candidate,
    Queue,
    Spent,
    build,
    seconds_per_test,
)
from srs.core.text import safe_line
from srs.store.card_rows import ACROSS, RANKING
from srs.store.schedule_rows import candidates
from srs.study.collection import Collection, DeckEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which part of the collection a session is about."""

    decks: tuple[str, ...] = ()
    """Names of decks, or of folders of decks; empty for all."""
    tags: tuple[str, ...] = ()
    cards: frozenset[CardId] | None = None
    """Only these, as a query found them; None for all."""
    limit: int | None = None
    """The most cards to be answered."""
    new: int | None = None
    """So many new cards in this session, whatever the presets allow."""
    more: int = 0
    """So many new cards more than the presets allow today."""
    minutes: int | None = None
    """How long the session is planned to last."""
    ahead: int = 0
    """Also what is due within so many days after today; then nothing new comes."""
    cram: bool = False
    """Whether `cards` are gone through without touching their schedule."""


# -- the queue ------------------------------------------------------------------


def build_queue(collection: Collection, scope: Scope, day: date) -> Queue:
    """Return the queue of a session on a study day."""
    store = collection.store
    entries = _chosen(collection, scope)
    names = {number: entry.preset.name for number, entry in entries.items()}
    # A day's limits are for all decks of a preset, whichever of them is asked.
    spent = spent_by_preset(collection, collection.decks, day)
    presets = presets_for(entries, scope, spent)
    due = _due(collection, scope, day, names)
    steps = candidates(store.schedules.in_steps(day), names)
    fresh = candidates(fresh_rows(collection, entries, day, presets), names)
    if scope.ahead:
        fresh = []
    wanted = scope.cards
    if scope.tags:
        tagged = store.cards.tagged(scope.tags)
        wanted = tagged if wanted is None else wanted & tagged
    if wanted is not None:
        due = [one for one in due if one.card in wanted]
        steps = [one for one in steps if one.card in wanted]
        fresh = [one for one in fresh if one.card in wanted]
    return build(
        due,
        steps,
        fresh,
        today=day,
        presets=presets,
        spent=spent,
        seconds=seconds(collection),
        seen_notes=store.schedules.notes_seen(day),
        new_of_deck=deck_limits(collection, entries, scope, day),
        ends_at=collection.calendar.begins(day + timedelta(days=1)),
    )


def _due(
    collection: Collection, scope: Scope, day: date, names: Mapping[int, str]
) -> list[Candidate]:
    """Return what is due; looking ahead, not what was answered today already."""
    last = day + timedelta(days=scope.ahead)
    today = day_number(day)
    schedules = collection.store.schedules
    # A control card that were asked before its day would tell nothing.
    alone = schedules.left_alone(day) if scope.ahead else {}
    return [
        one
        for one in candidates(schedules.due(last), names)
        if (one.due_day <= today or one.last_day < today) and one.card not in alone
    ]


def _chosen(collection: Collection, scope: Scope) -> dict[int, DeckEntry]:
    """Return the decks of a scope.

    Raises:
        InputError: If a name is no deck and no folder of decks.
    """
    if not scope.decks:
        return collection.decks
    chosen: dict[int, DeckEntry] = {}
    for name in scope.decks:
        found = {
            number: entry
            for number, entry in collection.decks.items()
            if _named(entry, name)
        }
        if not found:
            raise unknown_deck(collection, name)
        chosen |= found
    return {
        number: entry for number, entry in collection.decks.items() if number in chosen
    }


def _named(entry: DeckEntry, name: str) -> bool:
    deck = entry.deck
    stem = deck.path.removesuffix(".md")
    names = {
        deck.name.casefold(),
        deck.title.casefold(),
        deck.path.casefold(),
        stem.casefold(),
    }
    wanted = name.casefold().rstrip("/")
    return wanted in names or any(
        place.casefold().startswith(f"{wanted}/") for place in (deck.name, stem)
    )


def unknown_deck(collection: Collection, name: str) -> InputError:
    """Return the error for a name that is no deck, with the nearest that is one."""
    from difflib import get_close_matches

    decks = [entry.deck for entry in collection.decks.values()]
    known = [deck.name for deck in decks]
    known += [deck.path.removesuffix(".md") for deck in decks]
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    return InputError(
        f"There is no deck {safe_line(name)}.{hint}", next_step="All decks: srs due"
    )


def fresh_rows(
    collection: Collection,
    entries: Mapping[int, DeckEntry],
    day: date,
    presets: Mapping[str, Preset],
) -> list[tuple[int, ...]]:
    """Return the rows of new cards that may come, as many as the limits can use."""
    fresh_of = _fresh_of(collection, day, presets)
    return [row for entry in entries.values() for row in fresh_of(entry)]


def first_fresh(
    collection: Collection,
    entries: Mapping[int, DeckEntry],
    day: date,
    presets: Mapping[str, Preset],
    unmet: Mapping[int, int],
) -> list[tuple[int, ...]]:
    """Return the rows of `fresh_rows` that can come today if all of them may.

    Decks come one after the other, so that those behind the day's last new card
    need not be asked, nor those without any.

    Args:
        collection: The collection.
        entries: Its decks, in order.
        day: The study day.
        presets: What each preset allows.
        unmet: How many cards of each deck were never asked.
    """
    fresh_of = _fresh_of(collection, day, presets)
    limits = deck_limits(collection, entries, Scope(), day)
    in_turn = collection.store.cache.get(RANKING) != ACROSS
    left = {name: preset.new_per_day for name, preset in presets.items()}
    rows: list[tuple[int, ...]] = []
    for number, entry in entries.items():
        preset = entry.preset
        if not unmet.get(number) or (in_turn and left[preset.name] <= 0):
            continue
        found = fresh_of(entry)
        rows += found
        # Of each note one card comes a day where siblings are kept apart.
        many = len({row[1] for row in found} if preset.bury_siblings else found)
        left[preset.name] -= min(many, limits.get(number, many))
    return rows


def _fresh_of(
    collection: Collection, day: date, presets: Mapping[str, Preset]
) -> Callable[[DeckEntry], list[tuple[int, ...]]]:
    """Return what gives the rows of a deck's new cards that may come."""
    closed: frozenset[str] = frozenset()
    if any(preset.gate for preset in presets.values()):
        closed = closed_concepts(collection)

    def fresh_of(entry: DeckEntry) -> list[tuple[int, ...]]:
        preset = presets[entry.preset.name]
        if not (entry.started and preset.new_per_day):
            return []
        return collection.store.schedules.fresh(
            day,
            [entry.number],
            most=preset.new_per_day,
            apart=preset.bury_siblings,
            closed=closed if preset.gate else frozenset(),
        )

    return fresh_of


def closed_concepts(collection: Collection) -> frozenset[str]:
    """Return the concepts whose new cards wait for what they require.

    A concept of which a card was ever answered stays open. Another is closed
    while an active card of a required concept has not graduated.
    """
    unfinished, begun = collection.store.schedules.concepts()
    requires = required(entry.deck for entry in collection.decks.values())
    return frozenset(order.closed_concepts(unfinished, begun, requires))


def presets_for(
    entries: Mapping[int, DeckEntry], scope: Scope, spent: Mapping[str, Spent]
) -> dict[str, Preset]:
    """Return the presets of some decks, with what a session asks beyond them."""
    presets = {entry.preset.name: entry.preset for entry in entries.values()}
    if scope.new is not None:
        return {
            name: replace(
                preset,
                new_per_day=scope.new + spent[name].new,
                minutes_per_day=None,
            )
            for name, preset in presets.items()
        }
    if scope.more:
        return {
            name: replace(
                preset,
                new_per_day=max(preset.new_per_day, spent[name].new) + scope.more,
                minutes_per_day=None,
            )
            for name, preset in presets.items()
        }
    return presets


def spent_by_preset(
    collection: Collection, entries: Mapping[int, DeckEntry], day: date
) -> dict[str, Spent]:
    """Return what was done on a study day under each preset."""
    schedules = collection.store.schedules
    introduced = schedules.introduced(day)
    since = milliseconds(collection.calendar.begins(day))
    done = schedules.done(day, since_ms=since)
    spent: dict[str, Spent] = {}
    for number, entry in entries.items():
        before = spent.get(entry.preset.name, Spent())
        reviews, duration_ms = done.get(number, (0, 0))
        new = introduced.get(number, 0)
        spent[entry.preset.name] = Spent(
            new=before.new + new,
            reviews=before.reviews + max(0, reviews - new),
            seconds=before.seconds + duration_ms / 1000,
        )
    return spent


def deck_limits(
    collection: Collection, entries: Mapping[int, DeckEntry], scope: Scope, day: date
) -> dict[int, int]:
    """Return how many new cards decks with a limit of their own still give."""
    if scope.new is not None:
        return {}
    introduced = collection.store.schedules.introduced(day)
    return {
        number: max(0, limit + scope.more - introduced.get(number, 0))
        for number, entry in entries.items()
        if (limit := entry.deck.new_per_day) is not None
    }


def seconds(collection: Collection) -> float:
    """Return how long the learner's tests last."""
    return seconds_per_test(collection.store.schedules.last_durations_ms())


def start_deck(collection: Collection, name: str) -> list[str]:
    """Begin a deck that waits, or the waiting decks of a folder; return their names.

    Raises:
        InputError: If there is no such deck, or it was begun before.
    """
    entries = _chosen(collection, Scope(decks=(name,)))
    waiting = [entry.deck.name for entry in entries.values() if not entry.started]
    if not waiting:
        raise InputError(f"{safe_line(name)} was started before.")
    with collection.store.transaction():
        for deck in waiting:
            collection.log(DeckStarted(deck=deck))
    collection.forget_caches()
    return waiting
