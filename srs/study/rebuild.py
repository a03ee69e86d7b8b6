"""Does the cache say what the log says, and how is it put right?"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from srs.core.schedule import CardState, New, Scheduled
from srs.study import doctor, replay
from srs.study.collection import Collection, open_collection
from srs.study.outcome import cards_of, refresh

TOLERANCE = 1e-3
"""How far, relatively, the two engines may differ in stability and difficulty."""

MOST_TOLD = 5


def differences(root: Path, clock: Callable[[], datetime]) -> list[str]:
    """Return where the cached schedules differ from a replay, the first few."""
    collection = open_collection(root, clock=clock)
    try:
        found = list(_differences(collection))
    finally:
        collection.close()
    told = found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        told.append(f"and {len(found) - MOST_TOLD} more")
    return told


def _differences(collection: Collection) -> Iterator[str]:
    preset_of = replay.presets_of(collection.store, collection.preset_of)
    rows, days = replay.everything(collection.store, preset_of)
    fresh = {card: state for card, state, _ in rows}
    cached = {card: state for card, state, _ in collection.store.schedules.all_states()}
    for card in sorted(fresh.keys() | cached.keys()):
        if not _alike(fresh.get(card), cached.get(card)):
            yield f"card {card}"
    counted = collection.store.schedules.all_days()
    for day in sorted({row.day for row in (*days, *counted)}):
        if [d for d in days if d.day == day] != [c for c in counted if c.day == day]:
            yield f"the counts of {day}"


def _alike(one: CardState | None, other: CardState | None) -> bool:
    """Return whether two states are the same, memories to within the tolerance."""
    if one is None or other is None:
        return one == other
    a, b = one.schedule, other.schedule
    if isinstance(a, New) or isinstance(b, New):
        return one == other
    return _facts(one, a) == _facts(other, b) and all(
        abs(x - y) <= TOLERANCE * max(abs(x), abs(y))
        for x, y in (
            (a.memory.stability_days, b.memory.stability_days),
            (a.memory.difficulty, b.memory.difficulty),
        )
    )


def _facts(state: CardState, schedule: Scheduled) -> tuple[object, ...]:
    return (
        state.suspended,
        state.buried_until,
        state.flag,
        state.flag_note,
        schedule.phase,
        schedule.step,
        schedule.due_day,
        schedule.due_at,
        schedule.last_day,
        schedule.reviews,
        schedule.lapses,
        schedule.graduated,
    )


def void_future_events(collection: Collection) -> int:
    """Take back every event from the future, and return how many there were."""
    at = collection.clock()
    with collection.store.transaction():
        gone = doctor.void_future(
            collection.store,
            at=at,
            offset_min=collection.calendar.offset_min(at),
            day=collection.calendar.day(at),
        )
        refresh(collection, cards_of(gone))
        collection.replay_all()
    return len(gone)
