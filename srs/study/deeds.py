"""What can be done to many cards at once?

Each deed is one transaction and one batch of events, so that one undo takes it all
back. Cards that it would not change are left as they are.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from srs.core.card import CardId
from srs.core.day import milliseconds
from srs.core.errors import InputError
from srs.core.interval import luck
from srs.core.log import (
    BatchId,
    Buried,
    DueSet,
    Event,
    Flagged,
    Reset,
    Suspended,
    Unsuspended,
)
from srs.core.schedule import CardState, Scheduled
from srs.study.collection import Collection
from srs.study.replay import presets_of, refresh
from srs.study.words import number

MOST_DAYS = 36_500
_DAYS = re.compile(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?")

_Make = Callable[[CardId, BatchId], Event]
_Wants = Callable[[CardState], bool]


def suspend(collection: Collection, cards: Iterable[CardId]) -> str:
    """Hide some cards until they are called back; return a sentence on it."""
    return _do(
        collection,
        cards,
        word="suspended",
        make=lambda card, batch: Suspended(card=card, batch=batch),
        wants=lambda state: not state.suspended,
    )


def unsuspend(collection: Collection, cards: Iterable[CardId]) -> str:
    """Call suspended cards back; return a sentence on it."""
    return _do(
        collection,
        cards,
        word="called back",
        make=lambda card, batch: Unsuspended(card=card, batch=batch),
        wants=lambda state: state.suspended,
    )


def bury(collection: Collection, cards: Iterable[CardId]) -> str:
    """Hide some cards until tomorrow; return a sentence on it."""
    until = collection.today() + timedelta(days=1)
    return _do(
        collection,
        cards,
        word="buried until tomorrow",
        make=lambda card, batch: Buried(card=card, until=until, batch=batch),
        wants=lambda state: state.buried_until is None or state.buried_until < until,
    )


def reset(collection: Collection, cards: Iterable[CardId]) -> str:
    """Make some cards new again; return a sentence on it."""
    return _do(
        collection,
        cards,
        word="made new again",
        make=lambda card, batch: Reset(card=card, batch=batch),
        wants=lambda state: isinstance(state.schedule, Scheduled),
    )


def flag(collection: Collection, cards: Iterable[CardId], note: str) -> str:
    """Flag some cards, with a line to their author or without; return a sentence."""
    return _do(
        collection,
        cards,
        word="flagged",
        make=lambda card, batch: Flagged(card=card, flag=1, note=note, batch=batch),
        wants=lambda state: not state.flag or state.flag_note != note,
    )


def unflag(collection: Collection, cards: Iterable[CardId]) -> str:
    """Take the flags of some cards away; return a sentence on it."""
    return _do(
        collection,
        cards,
        word="without their flag",
        make=lambda card, batch: Flagged(card=card, flag=0, batch=batch),
        wants=lambda state: bool(state.flag),
    )


def set_due(
    collection: Collection, cards: Iterable[CardId], first: date, last: date
) -> str:
    """Move some cards to study days, spread from the first to the last.

    Cards that were never answered have no due day and stay.
    """
    span = (last - first).days + 1

    def moved(card: CardId, batch: BatchId) -> DueSet:
        due = first + timedelta(days=int(luck(card, 0) * span))
        return DueSet(card=card, due=due, batch=batch)

    return _do(
        collection,
        cards,
        word="moved",
        make=moved,
        wants=lambda state: isinstance(state.schedule, Scheduled),
    )


def days_named(text: str, today: date) -> tuple[date, date]:
    """Return the first and the last study day that `3`, `2-7` or a date names.

    Raises:
        InputError: It names no days from today on.
    """
    words = text.strip()
    if match := _DAYS.fullmatch(words):
        low, high = int(match[1]), int(match[2] or match[1])
        if low <= high <= MOST_DAYS:
            return today + timedelta(days=low), today + timedelta(days=high)
    else:
        try:
            day = date.fromisoformat(words)
        except ValueError:
            day = date.min
        if today <= day <= today + timedelta(days=MOST_DAYS):
            return day, day
    raise InputError(
        "These are no days from today on.",
        next_step="Write days from today, 0 or 3 or 2-7, or a date: 2027-01-31",
    )


def _do(
    collection: Collection,
    cards: Iterable[CardId],
    *,
    word: str,
    make: _Make,
    wants: _Wants,
) -> str:
    store = collection.store
    some = list(dict.fromkeys(cards))
    at = collection.clock()
    verb = word.split()[0]
    batch = BatchId(f"{verb}-{milliseconds(at)}-{store.device}")
    with store.transaction():
        chosen = [card for card in some if wants(store.schedules.state(card))]
        _write(collection, [make(card, batch) for card in chosen], chosen)
    return _told(word, len(chosen), len(some) - len(chosen))


def _write(
    collection: Collection, events: Sequence[Event], cards: Sequence[CardId]
) -> None:
    if not events:
        return
    at, store = collection.clock(), collection.store
    store.log.append_all(
        events,
        at=at,
        offset_min=collection.calendar.offset_min(at),
        day=collection.calendar.day(at),
    )
    refresh(store, cards, presets_of(store, collection.preset_of))
    collection.mark_replayed()


def _told(word: str, done: int, left: int) -> str:
    if not done:
        return (
            "Nothing to do: the card is so already."
            if left == 1
            else (f"Nothing to do for these {left} cards.")
        )
    rest = f" {number(left, 'other')} left as they were." if left else ""
    return f"{number(done, 'card')} {word}. u takes it back.{rest}"
