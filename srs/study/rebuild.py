"""Does the cache say what the log says, and how is it put right?"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from srs.study import agreement, doctor, replay
from srs.study.collection import Collection, open_collection
from srs.study.outcome import cards_of, refresh

MOST_TOLD = 5


def differences(root: Path, clock: Callable[[], datetime]) -> list[str]:
    """Return where the cached schedules differ from a replay, the first few."""
    collection = open_collection(root, clock=clock)
    try:
        preset_of = replay.presets_of(collection.store, collection.preset_of)
        found = agreement.differences(collection.store, preset_of)
    finally:
        collection.close()
    if len(found) > MOST_TOLD:
        return [*found[:MOST_TOLD], f"and {len(found) - MOST_TOLD} more"]
    return found


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
