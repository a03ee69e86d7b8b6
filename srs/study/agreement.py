"""Do two stores, or a cache and its log, say the same?

Phases, due days and counts must agree to the last digit. Memory states are computed
by two engines, in double and in single precision, and agree to within 1e-3.
"""

from datetime import date
from hashlib import blake2b

from srs.core.day import day_number
from srs.core.schedule import CardState, New
from srs.store.database import Store
from srs.study.replay import PresetOf, everything

CLOSE_ENOUGH = 1e-3
"""How far two engines may lie apart in a stability or a difficulty."""


def digest(store: Store) -> str:
    """Return 32 hex digits that two stores share when they say the same.

    They cover the events, and phase, due, counts and marks of every card, not the
    memory states, which two engines compute alike only nearly.
    """
    found = blake2b(digest_size=16)
    for entry in store.log.all():
        found.update(entry.id.encode())
    for card, state, first in store.schedules.all_states():
        if state != CardState(schedule=New()):
            found.update(repr((card, _exact(state), first)).encode())
    return found.hexdigest()


def _exact(state: CardState) -> tuple[object, ...]:
    """Return what must be the same to the last digit."""
    marks = (state.suspended, state.buried_until, state.flag, state.flag_note)
    schedule = state.schedule
    if isinstance(schedule, New):
        return marks
    return (
        *marks,
        schedule.phase,
        schedule.step,
        day_number(schedule.due_day),
        schedule.due_at,
        day_number(schedule.last_day),
        schedule.interval_days,
        schedule.reviews,
        schedule.lapses,
        schedule.graduated,
    )


def differences(store: Store, preset_of: PresetOf) -> list[str]:
    """Return a line for each card and day on which cache and log disagree."""
    empty = CardState(schedule=New())
    rows, days = everything(store, preset_of)
    replayed = {card: state for card, state, _ in rows if state != empty}
    cached = {
        card: state for card, state, _ in store.schedules.all_states() if state != empty
    }
    found = [
        f"card {card}: its schedule is not what its events give"
        for card in sorted(replayed.keys() | cached.keys())
        if not _agree(replayed.get(card, empty), cached.get(card, empty))
    ]
    kept = {row.day: row for row in store.schedules.days(date.min, date.max)}
    counted = {row.day: row for row in days}
    return found + [
        f"{day}: its counts are not what its events give"
        for day in sorted(kept.keys() | counted.keys())
        if kept.get(day) != counted.get(day)
    ]


def _agree(one: CardState, other: CardState) -> bool:
    if _exact(one) != _exact(other):
        return False
    if isinstance(one.schedule, New) or isinstance(other.schedule, New):
        return True
    mine, theirs = one.schedule.memory, other.schedule.memory
    return all(
        abs(a - b) <= CLOSE_ENOUGH * max(abs(a), abs(b))
        for a, b in (
            (mine.stability_days, theirs.stability_days),
            (mine.difficulty, theirs.difficulty),
        )
    )
