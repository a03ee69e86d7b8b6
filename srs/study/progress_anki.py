"""What are the graphs for people from Anki given of a collection?

The sums of the reviews up to yesterday are kept, so that another look reads only the
cards that were answered since.
"""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from srs.core.card import CardId
from srs.core.day import Calendar, day_number, day_of_number, milliseconds
from srs.core.errors import StoreError
from srs.study.progress_gather import Gather
from srs.study.progress_inputs import (
    Filters,
    Presets,
    chosen_cards,
    fingerprint,
    resets,
)
from srs.study.review_history import REVIEW, told

if TYPE_CHECKING:
    from srs.stats.anki_answers import Answers, Summed
    from srs.stats.anki_cards import Deck

MEANING = 1
"""Raise it when the sums come to mean something else."""
_QUARTER_MS = 900_000
"""No clock on earth changes its hour in between."""


def anki_figures(gather: Gather) -> dict[str, Any]:
    """Return the figures of Anki's graphs for a look."""
    from srs.stats.anki import figures

    first = gather.filters.first
    cards = chosen_cards(gather.collection, gather.filters)
    return figures(
        _sums(gather, cards),
        None if gather.is_past() else _deck(gather, cards),
        today=_today(gather),
        now_s=gather.at.timestamp(),
        since=None if first is None else day_number(first),
    )


def _today(gather: Gather) -> int:
    return day_number(gather.collection.calendar.day(gather.at))


# -- reviews -----------------------------------------------------------------------


def _sums(gather: Gather, cards: set[CardId] | None) -> "Summed":
    """Return what the reviews come to: those before today as they were kept."""
    from srs.stats.anki_answers import both, summed, unpacked

    today, before, after = _today(gather), None, None
    if not gather.may_keep():
        return summed(_read(gather, None, today)[0])
    kept = gather.collection.store.anki_rows.kept(gather.filters.scope)
    if kept is not None and kept[1] < today:
        fits, through, raw = kept
        if fits == _fits(gather, cards, through):
            before, after = unpacked(raw), through
    past, now = _read(gather, after, today - 1)
    if after != today - 1:
        before = both(before, summed(past))
        _keep(gather, cards, today - 1, before)
    return both(before, summed(now))


def _read(gather: Gather, after: int | None, last: int) -> "tuple[Answers, Answers]":
    """Return the reviews after a study day: up to another one, and since."""
    from srs.stats.anki_answers import Answers, kind_of

    filters, hours = gather.filters, _Hours(gather.collection.calendar)
    of = None if after is None else _answered_since(gather, after)
    planned = dict[int, int | None]()
    whole = Filters(decks=filters.decks, tags=filters.tags, concepts=filters.concepts)
    past, now = Answers(), Answers()
    for one in told(gather.collection, filters=whole, at=gather.at, of=of):
        interval = planned.get(one.card) if one.state == REVIEW else 0
        if interval is None:  # it came from elsewhere: the pause that was lived
            interval = one.nights or 0
        planned[one.card] = None if one.due is None else one.due - one.day
        if after is None or one.day > after:
            into = past if one.day <= last else now
            into.day.append(one.day)
            into.hour.append(hours.of(one.at_ms))
            into.rating.append(one.rating)
            into.duration_ms.append(one.duration_ms)
            into.kind.append(kind_of(one.state, interval))
    return past, now


class _Hours:
    """Says the hour of the learner's clock, without asking it for each review."""

    def __init__(self, calendar: Calendar) -> None:
        self._zone = calendar.timezone
        self._known = dict[int, int]()

    def of(self, at_ms: int) -> int:
        """Return the hour of an instant."""
        quarter = at_ms // _QUARTER_MS
        hour = self._known.get(quarter)
        if hour is None:
            at = datetime.fromtimestamp(quarter * (_QUARTER_MS // 1000), UTC)
            hour = self._known[quarter] = at.astimezone(self._zone).hour
        return hour


def _answered_since(gather: Gather, day: int) -> set[CardId]:
    """Return the cards that were answered after a study day."""
    store = gather.collection.store
    begins = gather.collection.calendar.begins(day_of_number(day + 1))
    leaders = store.cards.followers()
    parts = store.progress.reviews_since(
        milliseconds(begins), after_day=day, dead=store.log.dead()
    )
    found = {CardId(row[0]) for rows in parts for row in rows}
    return {leaders.get(card, card) for card in found}


def _fits(gather: Gather, cards: set[CardId] | None, through: int) -> str:
    """Return what the sums of the days up to one depend on."""
    collection, store = gather.collection, gather.collection.store
    calendar = collection.calendar
    return fingerprint(
        MEANING,
        calendar.timezone.key,
        calendar.rollover,
        store.progress.sums_through(through),
        sorted(resets(collection).items()),
        sorted(store.cards.followers().items()),
        None if cards is None else store.progress.met(cards, through),
    )


def _keep(
    gather: Gather, cards: set[CardId] | None, through: int, sums: "Summed"
) -> None:
    from srs.stats.anki_answers import packed

    store = gather.collection.store
    if not store.writable:
        return
    fits = _fits(gather, cards, through)
    with suppress(StoreError), store.transaction():
        store.anki_rows.keep(gather.filters.scope, fits, through, packed(sums))


# -- cards -------------------------------------------------------------------------


def _deck(gather: Gather, cards: set[CardId] | None) -> "Deck":
    """Return the cards in columns, as they are now."""
    from srs.stats.anki_cards import Deck

    collection, today = gather.collection, _today(gather)
    presets, deck = Presets(collection), Deck()
    decay_of = {
        number: presets.weights[place].w[20]
        for number, place in presets.place_of_deck.items()
    }
    for row in collection.store.anki_rows.deck_rows(cards):
        deck.note.append(row.note)
        deck.phase.append(row.phase)
        deck.interval.append(row.interval_days)
        deck.stability.append(row.stability)
        deck.difficulty.append(row.difficulty)
        deck.decay.append(decay_of.get(row.deck, decay_of[-1]))
        deck.last_s.append(row.last_ms / 1000)
        deck.due_day.append(row.due_day)
        deck.suspended.append(row.suspended)
        deck.buried.append(row.buried_until is not None and row.buried_until > today)
        deck.added_day.append(_added(gather, row.added_ms, row.first_day, today))
    return deck


def _added(gather: Gather, at_ms: int | None, first_day: int | None, today: int) -> int:
    """Return on which study day a card came: no later than its first answer."""
    calendar = gather.collection.calendar
    day = today
    if at_ms is not None:
        day = day_number(calendar.day(datetime.fromtimestamp(at_ms / 1000, UTC)))
    return day if first_day is None else min(day, first_day)
