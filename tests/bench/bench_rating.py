"""What does a rating cost beyond its commit, and next to Anki's?

    python tests/bench/bench_rating.py [--quick] [--keep DIR] [--anki PYTHON]

`ReviewSession.answer` chooses the schedule, commits, and turns to the next card. In
turn with it, the commit alone is measured: a transaction of one insert into a table
of the same kind, in a store beside it with the same settings. PYTHON is one that has
the package `anki`; its get_queued_cards and answer_card take turns with ours.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from srs.core.log import Rating
from srs.store.database import Store, open_store
from srs.study.agenda import Scope
from srs.study.collection import Collection
from srs.study.review import ReviewSession
from tests.bench import made
from tests.bench.machine import at_share, described, line_of, median, own_home, verdict

INSERT = (
    "insert into event(id, device, kind, card, at_ms, offset_min, day, rating,"
    " duration_ms, target, data) values (?, 'be0cbe0c', 'reviewed', ?, ?, 60, 20000, 3,"
    " 4000, null, ?)"
)
DATA = json.dumps({"phase": "review", "step": 0, "due": "2026-12-01"})


def commit_alone(store: Store, number: int) -> float:
    """Return the milliseconds of a transaction with one insert."""
    row = (os.urandom(16), number, number, DATA)
    start = time.perf_counter()
    with store.transaction():
        store.connection.execute(INSERT, row)
    return (time.perf_counter() - start) * 1000


def beside(collection: Collection) -> Store:
    """Return an equal store beside the collection's own, on the same disk."""
    path = collection.store.path.with_name("beside.sqlite")
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    collection.store.connection.execute("pragma wal_checkpoint(truncate)")
    shutil.copyfile(collection.store.path, path)
    return open_store(path, device="be0cbe0c")


class Anki:
    """Anki's backend in a process of its own, which answers a card when told."""

    def __init__(self, python: Path, folder: Path, cards: int) -> None:
        script = Path(__file__).with_name("anki_reviews.py")
        folder.mkdir()
        self._process = subprocess.Popen(
            [str(python), str(script), str(folder), str(cards)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: dict[str, object] = json.loads(self._line())
        self.times: list[float] = []

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def answer(self) -> None:
        """Let it answer a card."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        if line := self._line().strip():
            self.times.append(float(line))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


def ratings(
    collection: Collection, count: int, anki: Anki | None
) -> tuple[list[float], list[float]]:
    """Return the milliseconds of ratings, and of commits alone in between.

    Anki answers a card after each of ours, so that both meet the same disk.
    """
    chance = random.Random(5)
    session = ReviewSession(collection, Scope())
    store = beside(collection)
    collection.make_ready()
    store.make_room()
    ours: list[float] = []
    commits: list[float] = []
    for number in range(count):
        if session.current is None:
            break
        rating = chance.choices(list(Rating), (10, 8, 74, 8))[0]
        start = time.perf_counter()
        session.answer(rating, duration_ms=4000)
        ours.append((time.perf_counter() - start) * 1000)
        commits.append(commit_alone(store, number))
        if anki is not None:
            anki.answer()
    store.close()
    return ours, commits


def main() -> None:
    """Measure at 100,000 cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and few")
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    parser.add_argument("--anki", type=Path, help="a Python that has anki")
    wish = parser.parse_args()
    cards, count = (2_000, 40) if wish.quick else (100_000, 300)
    print(described())
    with own_home(wish.keep and wish.keep / str(cards)) as home:
        collection = made.collection(home / "decks", cards)
        print(made.told(collection))
        pragma = collection.store.connection.execute
        mode = pragma("pragma journal_mode").fetchone()[0]
        level = pragma("pragma synchronous").fetchone()[0]
        print(f"durability: journal_mode {mode}, synchronous {level}")
        folder = Path(tempfile.mkdtemp(prefix="anki-", dir=home)) / "anki"
        anki = wish.anki and Anki(wish.anki, folder, cards)
        ours, commits = ratings(collection, count, anki)
        collection.close()
        if anki is not None:
            anki.close()
    print(line_of("rating: choose, commit, next card", ours))
    print(line_of("the commit alone", commits))
    beyond = median(ours) - median(commits)
    print(verdict("rating beyond the commit, median", beyond, 2, "ms"))
    if anki is not None:
        compared(ours, anki)


def compared(ours: list[float], anki: Anki) -> None:
    """Print our times next to Anki's."""
    print(
        f"Anki: {anki.told['cards']} cards, FSRS {anki.told['fsrs']}, journal_mode"
        f" {anki.told['journal_mode']}, synchronous {anki.told['synchronous']}"
    )
    print(line_of("Anki: get_queued_cards + answer_card", anki.times))
    print(verdict("rating / Anki's, median", median(ours) / median(anki.times), 1))
    ratio = at_share(ours, 0.99) / at_share(anki.times, 0.99)
    print(verdict("rating / Anki's, p99", ratio, 1))


if __name__ == "__main__":
    main()
