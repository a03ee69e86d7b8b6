"""How long do the four futures, the queue and a replay take?

Times are of the thread's own processor time, the best of several runs.
Run from the root of the project: python -m tests.bench.bench_schedule
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from srs.core.card import CardId
from srs.core.day import day_number
from srs.core.log import Decision, EventId, Logged, Rating, Reviewed
from srs.core.memory import Memory
from srs.core.preset import Preset
from srs.core.queue import Candidate, build
from srs.core.schedule import Scheduled, preview
from srs.memory import model
from srs.store.database import open_store
from srs.study.replay import rebuild

TODAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
PRESET = Preset()
CHANCE = random.Random(1)


def best(what: Callable[[], object], *, times: int, runs: int = 7) -> float:
    """Return the seconds that one call takes, in the best of some runs."""
    spent: list[float] = []
    for _ in range(runs):
        began = time.thread_time()
        for _ in range(times):
            what()
        spent.append((time.thread_time() - began) / times)
    return min(spent)


def futures() -> Iterator[str]:
    """Give the time of a preview, without balancing and with it."""
    schedule = Scheduled(
        phase="review",
        step=0,
        due_day=TODAY,
        due_at=None,
        memory=Memory(stability_days=80.0, difficulty=5.0),
        last_day=TODAY - timedelta(days=80),
        last_at=AT - timedelta(days=80),
        interval_days=80,
        reviews=5,
        lapses=0,
        graduated=True,
    )
    for name, load in (("fuzz alone", None), ("balanced", lambda day: 3.0)):
        seconds = best(
            lambda load=load: preview(  # type: ignore[misc]
                schedule,
                card=CardId(7),
                at=AT,
                day=TODAY,
                preset=PRESET,
                model=model("fsrs-6", ()),
                load=load,
            ),
            times=500,
        )
        yield f"four futures, {name}: {seconds * 1e6:.0f} µs"


def queue() -> Iterator[str]:
    """Give the time of a queue of 5,000 due cards among 100,000, and of its next."""
    due = [_candidate(number, 2) for number in range(5000)]
    fresh = [_candidate(number, 0) for number in range(5000, 100_000)]

    def make() -> object:
        return build(due, (), fresh, today=TODAY, presets={"default": PRESET})

    yield f"queue of 5,000 due and 95,000 new: {best(make, times=1) * 1e3:.0f} ms"
    few = fresh[:100]
    seconds = best(
        lambda: build(due, (), few, today=TODAY, presets={"default": PRESET}), times=1
    )
    yield f"queue of 5,000 due and the next 100 new: {seconds * 1e3:.0f} ms"
    found = build(due, (), few, today=TODAY, presets={"default": PRESET})
    count = len(found)
    began = time.thread_time()
    while (card := found.next(AT)) is not None:
        found.drop(card)
    yield f"next card: {(time.thread_time() - began) / count * 1e6:.1f} µs"


def _candidate(number: int, phase: int) -> Candidate:
    return Candidate(
        card=CardId(CHANCE.getrandbits(63)),
        note=number,
        deck=number % 9,
        preset="default",
        phase=phase,
        due_day=day_number(TODAY) - CHANCE.randrange(9),
        due_ms=None,
        stability=CHANCE.uniform(1, 300),
        last_day=day_number(TODAY) - CHANCE.randrange(1, 300),
        interval_days=10,
        lapses=0,
        rank=number,
    )


def replays(cards: int = 2500, reviews: int = 20) -> Iterator[str]:
    """Give the time of a rebuild, with decisions in the events and without."""
    for name, decided in (("decided", True), ("imported", False)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            with open_store(path, device="0000000a") as store:
                store.log.add(_reviews(cards, reviews, decided=decided))
                seconds = best(
                    lambda store=store: rebuild(  # type: ignore[misc]
                        store, lambda card: PRESET, fingerprint="bench"
                    ),
                    times=1,
                    runs=3,
                )
        each = seconds / (cards * reviews) * 1e6
        yield f"replay of {cards * reviews:,} {name} reviews: {each:.1f} µs each"


def _reviews(cards: int, reviews: int, *, decided: bool) -> Iterator[Logged]:
    for card in range(cards):
        day = TODAY - timedelta(days=1000)
        for _ in range(reviews):
            day += timedelta(days=CHANCE.choice([0, 1, 3, 9, 30]))
            at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            due = day + timedelta(days=5)
            made = Decision(phase="review", step=0, due_day=due) if decided else None
            tail = f"{CHANCE.getrandbits(48):012x}"
            yield Logged(
                id=EventId(f"{int(at.timestamp() * 1000):012x}0000000a{tail}"),
                device="0000000a",
                at=at,
                offset_min=0,
                day=day,
                event=Reviewed(
                    card=CardId(card * 7919),
                    rating=CHANCE.choice(list(Rating)),
                    duration_ms=5000,
                    decision=made,
                ),
            )


if __name__ == "__main__":
    for part in (futures, queue, replays):
        for line in part():
            print(line, flush=True)
