"""What are statistics given of a collection? Its log, cards and concepts in columns."""

import gc
import json
from array import array
from collections.abc import Collection as Some
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import chain

from srs.core.card import CardId
from srs.core.day import day_number, milliseconds
from srs.core.errors import InputError
from srs.core.log import Reset
from srs.core.report import Inputs, Weights
from srs.core.text import safe_line
from srs.memory.weights import checked
from srs.store.progress_rows import ReviewRow
from srs.study.agenda import unknown_deck
from srs.study.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which part of a collection figures are about."""

    decks: tuple[str, ...] = ()
    """Names of decks, or of folders of decks; empty for all."""
    tags: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    """Ids or titles of concepts."""
    first: date | None = None
    """The first study day whose reviews count."""
    last: date | None = None
    """The last one; everything is said as of its end."""

    @property
    def scope(self) -> str:
        """The choice of cards, as a key."""
        if not (self.decks or self.tags or self.concepts):
            return ""
        chosen = [sorted(self.decks), sorted(self.tags), sorted(self.concepts)]
        return json.dumps(chosen, ensure_ascii=False)


def chosen_decks(collection: Collection, names: Iterable[str]) -> set[int]:
    """Return the decks that names mean, by their numbers.

    Raises:
        InputError: If a name is no deck and no folder of decks.
    """
    found: set[int] = set()
    for name in names:
        wanted = name.casefold().removesuffix("/")
        some = {
            number
            for number, entry in collection.decks.items()
            if _means(wanted, entry.deck.name, entry.deck.path, entry.deck.title)
        }
        if not some:
            raise unknown_deck(collection, name)
        found |= some
    return found


def _means(wanted: str, name: str, path: str, title: str) -> bool:
    name, stem = name.casefold(), path.removesuffix(".md").casefold()
    exact = {name, stem, path.casefold(), title.casefold()}
    return wanted in exact or any(one.startswith(f"{wanted}/") for one in (name, stem))


def chosen_cards(collection: Collection, filters: Filters) -> set[CardId] | None:
    """Return the cards that filters choose; None for all."""
    if not filters.scope:
        return None
    rows, parts = collection.store.progress, list[set[CardId]]()
    if filters.decks:
        parts.append(rows.cards_of_decks(chosen_decks(collection, filters.decks)))
    if filters.tags:
        parts.append(set(collection.store.cards.tagged(filters.tags)))
    if filters.concepts:
        parts.append(rows.cards_of_concepts(_concept_ids(collection, filters.concepts)))
    return set.intersection(*parts)


def _concept_ids(collection: Collection, names: Iterable[str]) -> set[str]:
    every = [one for some in collection.store.cards.concepts().values() for one in some]
    found: set[str] = set()
    for name in names:
        wanted = name.casefold()
        ids = {one.id for one in every if wanted in (one.id, one.title.casefold())}
        if not ids:
            raise InputError(
                f"There is no concept {safe_line(name)}.",
                next_step="All concepts: srs stats concepts",
            )
        found |= ids
    return found


# -- what a preset schedules with -------------------------------------------------


class Presets:
    """The parameters that each card's preset schedules with."""

    def __init__(
        self,
        collection: Collection,
        w_of: Mapping[str, tuple[float, ...]] | None = None,
    ) -> None:
        """Look at the decks' presets.

        Args:
            collection: The collection.
            w_of: Parameters by the presets' names, where others than today's are
                wanted; a preset that is not named has the model's own.
        """
        default = collection.preset_named("default")
        presets = {-1: default} | {
            number: entry.preset for number, entry in collection.decks.items()
        }
        every: dict[tuple[tuple[float, ...], float], int] = {}
        names: list[str] = []
        self.place_of_deck: dict[int, int] = {}
        for number, preset in presets.items():
            w = preset.w if w_of is None else w_of.get(preset.name, ())
            key = checked(w), preset.desired_retention
            if key not in every:
                every[key] = len(every)
                names.append(preset.name)
            self.place_of_deck[number] = every[key]
        self.weights = tuple(
            Weights(w=w, desired_retention=wished, name=name)
            for (w, wished), name in zip(every, names, strict=True)
        )


# -- the log in columns ---------------------------------------------------------------


class Lives:
    """The cards by their places: a card that was reset begins a new life."""

    def __init__(
        self,
        *,
        leaders: Mapping[CardId, CardId],
        resets: Mapping[int, list[int]],
        ids: Iterable[int] = (),
        life: Iterable[int] = (),
    ) -> None:
        """Take up the places that are known.

        Args:
            leaders: Cards whose reviews count for another card.
            resets: When each card was reset, in milliseconds, in order.
            ids: The cards by their places.
            life: The life of each, counted from 0.
        """
        self.ids: list[int] = []
        self.life: list[int] = []
        self.place: dict[int, int] = {}
        """Of each card's last life."""
        self.ended: dict[int, float] = {}
        """Lives that a reset ended, and when, in seconds."""
        self._leaders, self._resets = leaders, resets
        self._older: dict[tuple[int, int], int] = {}
        if not resets:
            self.ids, self.life = list(ids), list(life)
            self.place = dict(zip(self.ids, range(len(self.ids)), strict=True))
            return
        for card, number in zip(ids, life, strict=True):
            self._begin(card, number)

    def _begin(self, card: int, life: int) -> int:
        at = len(self.ids)
        self.ids.append(card)
        self.life.append(life)
        times = self._resets.get(card, ())
        if times:
            self._older[card, life] = at
        if life < len(times):
            self.ended[at] = times[life] / 1000.0
        else:
            self.place[card] = at
        return at

    def restless(self) -> set[int]:
        """Return the cards that have more than one life."""
        led = {int(one) for one, to in self._leaders.items() if to in self._resets}
        return led | self._resets.keys()

    def places(self, cards: Sequence[int], at_ms: Sequence[int]) -> Iterable[int]:
        """Return the places of some reviews' cards, in the order of the reviews."""
        if self._leaders:
            leaders = {int(one): int(to) for one, to in self._leaders.items()}
            cards = [leaders.get(card, card) for card in cards]
        known = self.place
        new = [card for card in dict.fromkeys(cards) if card not in known]
        if self._resets:
            new = [card for card in new if card not in self._resets]
        known.update((card, at) for at, card in enumerate(new, len(self.ids)))
        self.ids += new
        self.life += [0] * len(new)
        if not self._resets:
            return map(known.__getitem__, cards)
        return [
            self._of_life(card, at) if card in self._resets else known[card]
            for card, at in zip(cards, at_ms, strict=True)
        ]

    def _of_life(self, card: int, at_ms: int) -> int:
        life = sum(at_ms > time for time in self._resets[card])
        at = self._older.get((card, life))
        return self._begin(card, life) if at is None else at


def resets(collection: Collection) -> dict[int, list[int]]:
    """Return when cards were reset, in milliseconds."""
    leaders = collection.store.cards.followers()
    found: dict[int, list[int]] = {}
    for entry in collection.store.log.live_of("reset"):
        if isinstance(entry.event, Reset):
            card = leaders.get(entry.event.card, entry.event.card)
            found.setdefault(card, []).append(milliseconds(entry.at))
    return found


def empty_inputs(collection: Collection, at: datetime, presets: Presets) -> Inputs:
    """Return inputs without a review."""
    return Inputs(
        calendar=collection.calendar,
        now_s=at.timestamp(),
        today=day_number(collection.calendar.day(at)),
        ids=[],
        weights=presets.weights,
    )


def fill(
    inputs: Inputs,
    parts: Iterable[list[ReviewRow]],
    lives: Lives,
    *,
    cards: Some[CardId] | None = None,
    leaders: Mapping[CardId, CardId] | None = None,
) -> None:
    """Put reviews into the columns.

    Args:
        inputs: The columns.
        parts: The reviews.
        lives: Which place each card has; grows.
        cards: Only of these; None for all.
        leaders: Cards whose reviews count for another card.
    """
    from srs.stats.columns import put

    rows: Iterable[ReviewRow] = chain.from_iterable(parts)
    if cards is not None:
        led = {int(one): int(to) for one, to in (leaders or {}).items()}
        rows = (row for row in rows if led.get(row[0], row[0]) in cards)
    was_on = gc.isenabled()
    gc.disable()  # a million rows are no garbage, however often one looks
    try:
        put(inputs, rows, lives.places, restless=lives.restless())
    finally:
        if was_on:
            gc.enable()


def finish(
    inputs: Inputs,
    collection: Collection,
    lives: Lives,
    presets: Presets,
) -> None:
    """Say of the columns what the cards are now: their presets, which are hidden."""
    inputs.ids = lives.ids
    ended = dict(lives.ended)
    rows = collection.store.progress
    for card in rows.away():
        if card in lives.place:
            ended.setdefault(lives.place[card], inputs.now_s)
    inputs.ended = ended
    if collection.settings.control_cards:
        inputs.control = control_cards(lives)
    if len(presets.weights) > 1:
        deck_of = rows.decks_of_reviewed()
        default = presets.place_of_deck[-1]
        inputs.weights_of = array(
            "i",
            (
                presets.place_of_deck.get(deck_of.get(card, -1), default)
                for card in lives.ids
            ),
        )


def control_cards(lives: Lives) -> dict[int, int]:
    """Return the places of the cards that are left alone at first, each with its days.

    Only a card's last life is such a test.
    """
    from srs.core.control import control_pause_days

    return {
        place: days
        for card, place in lives.place.items()
        if (days := control_pause_days(CardId(card)))
    }


def planned_days(collection: Collection, lives: Lives, today: date) -> "array[int]":
    """Return for each place the study day its card is planned for; -1 for none.

    Plans move cards, and a card that was put off until tomorrow is not due today.
    """
    day_of = collection.store.progress.planned()
    alone = collection.store.schedules.left_alone(today)
    day_of |= {card: max(day, day_of.get(card, day)) for card, day in alone.items()}
    planned = array("i", [day_of.get(card, -1) for card in lives.ids])
    for earlier in lives.ended:
        planned[earlier] = -1  # only a card's last life has a plan
    return planned


def fingerprint(*parts: object) -> str:
    """Return a short fingerprint of what something depends on."""
    return blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()
