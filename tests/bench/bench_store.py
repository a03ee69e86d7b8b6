"""What a confirmed rating costs, and what opening and reading a long history cost.

    python tests/bench/bench_store.py [--events 1000000] [--folder DIR]

Absolute times depend on the disk and on what else runs; the ratios hold.
"""

import argparse
import os
import random
import resource
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from srs.core.card import CardId
from srs.core.day import instant, milliseconds
from srs.core.log import Decision, Logged, Rating, Reviewed
from srs.store import engine
from srs.store.backup import back_up, folder_of
from srs.store.database import Store, open_store
from srs.store.rows import event_id

DEVICE = "0000000a"
START = datetime(2021, 1, 1, tzinfo=UTC)
MODES = {
    "WAL + FULL": ("wal", "full"),
    "DELETE + EXTRA": ("delete", "extra"),
    "WAL + NORMAL (loses commits with the power)": ("wal", "normal"),
}


def history(count: int) -> Iterator[Logged]:
    """Return reviews of ten years, a card ten times."""
    chance = random.Random(1)
    start_ms = milliseconds(START)
    for number in range(count):
        at_ms = start_ms + number * 300_000
        day = date(2021, 1, 1) + timedelta(days=number // 288)
        event = Reviewed(
            card=CardId(chance.randrange(max(1, count // 10))),
            rating=Rating(chance.choice((1, 2, 3, 3, 3, 3, 4))),
            duration_ms=chance.randrange(2000, 30000),
            decision=Decision(phase="review", step=0, due_day=day + timedelta(days=9)),
        )
        yield Logged(
            id=event_id(at_ms, DEVICE, number.to_bytes(6, "big")),
            device=DEVICE,
            at=instant(at_ms),
            offset_min=60,
            day=day,
            event=event,
        )


def commits(path: Path, journal: str, level: str, count: int = 300) -> list[float]:
    """Return the milliseconds of single ratings, event and schedule row together."""
    times = []
    with open_store(path, device=DEVICE) as store:
        store.connection.execute(f"pragma journal_mode = {journal}")
        store.connection.execute(f"pragma synchronous = {level}")
        for number in range(count):
            event = Reviewed(card=CardId(number), rating=Rating.GOOD, duration_ms=1)
            start = perf_counter()
            with store.transaction():
                store.log.append(event, at=START, offset_min=0, day=date(2021, 1, 1))
                store.connection.execute(
                    "insert or replace into schedule(card, phase) values (?, 2)",
                    (number,),
                )
            times.append((perf_counter() - start) * 1000)
        store.connection.execute("pragma journal_mode = wal")
    return times


def bare(folder: Path, count: int = 300) -> list[float]:
    """Return the milliseconds of writing and syncing 100 bytes: the disk's share."""
    times = []
    with (folder / "bare").open("wb", buffering=0) as file:
        for _ in range(count):
            start = perf_counter()
            file.write(bytes(100))
            os.fsync(file.fileno())
            times.append((perf_counter() - start) * 1000)
    return times


def quantiles(times: list[float]) -> str:
    """Return the middle and the 99th of a hundred."""
    return (
        f"p50 {statistics.median(times):7.2f} ms   "
        f"p99 {statistics.quantiles(times, n=100)[98]:7.2f} ms"
    )


def commit_table(folder: Path) -> None:
    """Print what a rating costs under each journal."""
    print("One rating, committed:")
    middle = {}
    for name, (journal, level) in MODES.items():
        path = folder / f"{journal}-{level}" / "store.sqlite"
        times = commits(path, journal, level)
        middle[name] = statistics.median(times)
        print(f"  {quantiles(times)}   {name}")
    print(f"  {quantiles(bare(folder))}   100 bytes and a sync")
    ratio = middle["DELETE + EXTRA"] / middle["WAL + FULL"]
    print(f"  DELETE + EXTRA takes {ratio:.1f} times as long as WAL + FULL")


def opening(path: Path) -> None:
    """Print what opening costs beyond the bare connection."""
    ours, plain = [], []
    for _ in range(20):
        start = perf_counter()
        connection = engine.connect(path)
        connection.execute("select count(*) from sqlite_schema").fetchone()
        connection.close()
        middle = perf_counter()
        open_store(path, device=DEVICE).close()
        plain.append((middle - start) * 1000)
        ours.append((perf_counter() - middle) * 1000)
    print(
        f"Opening: {statistics.median(ours):.2f} ms, a bare connection "
        f"{statistics.median(plain):.2f} ms"
    )


def timed(what: str, start: float, unit: int = 0) -> None:
    """Print how long something took."""
    seconds = perf_counter() - start
    rate = f", {unit / seconds:,.0f} events/s" if unit else ""
    print(f"  {what}: {seconds:.2f} s{rate}")


def bulk(store: Store, count: int) -> None:
    """Print what loading, reading and copying a long history cost."""
    print(f"{count:,} events:")
    start = perf_counter()
    store.log.add(history(count))
    timed("load", start, count)
    start = perf_counter()
    columns = store.log.review_columns()
    timed("read in columns", start, len(columns))
    start = perf_counter()
    found = store.log.of(CardId(5))
    print(f"  one card's {len(found)} events: {(perf_counter() - start) * 1000:.2f} ms")
    start = perf_counter()
    store.log.undoable(1)
    print(f"  the last deed: {(perf_counter() - start) * 1000:.2f} ms")
    start = perf_counter()
    store.connection.execute("pragma quick_check").fetchone()
    timed("quick_check", start)
    start = perf_counter()
    back_up(store.connection, folder_of(store.path), "2026-01-01")
    timed("backup, looked through and synced", start)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, default=None)
    wishes = parser.parse_args()
    print(f"SQLite {engine.sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory(dir=wishes.folder) as name:
        folder = Path(name)
        commit_table(folder)
        path = folder / "bulk" / "store.sqlite"
        with open_store(path, device=DEVICE) as store:
            bulk(store, wishes.events)
        print(f"  the file: {path.stat().st_size / 1e6:.0f} MB")
        opening(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
