"""How long do Anki's graphs take? For `bench_stats.py`, run by a Python that has anki.

    python anki_graphs.py DIR CARDS REVIEWS RUNS

Prints a line of JSON: milliseconds of the graphs of the whole collection and of the
parent deck, all history, each the median of the runs. The collection stays.
"""

import json
import random
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from anki.collection import AddNoteRequest, Collection

DECKS = 10
DAY_MS = 86_400_000
_ROW = "insert or ignore into revlog values (?, ?, -1, ?, ?, ?, 227, ?, ?)"


def made(path: Path, cards: int, reviews: int) -> Any:
    """Return a collection with so many reviews under one parent deck."""
    known = path.exists()
    col = Collection(str(path))
    if known:
        return col
    kind = col.models.by_name("Basic")
    for deck in range(DECKS):
        home = col.decks.id(f"Bench::Deck {deck:02}")
        requests = []
        for number in range(cards // DECKS):
            note = col.new_note(kind)
            note["Front"], note["Back"] = f"question {deck} {number}", "answer"
            requests.append(AddNoteRequest(note=note, deck_id=home))
        col.add_notes(requests)
    chance, now = random.Random(1), int(time.time() * 1000)
    each = reviews // cards
    col.db.execute("begin")  # else every row is a commit of its own
    for at, card in enumerate(col.db.list("select id from cards")):
        start = chance.uniform(0.1, 1) * 1000 * DAY_MS
        rows, last = [], 0
        for number in range(each):
            when = int(now - start * (1 - (number / each) ** 2)) + at
            rating = chance.choices((1, 2, 3, 4), (18, 7, 65, 10))[0]
            interval = max(1, number * 4)
            took = chance.randint(2_000, 25_000)
            rows.append((when, card, rating, interval, last, took, int(number > 0)))
            last = interval
        col.db.executemany(_ROW, rows)
        col.db.execute(
            "update cards set type = 2, queue = 2, due = ?, ivl = ?, data = ?"
            " where id = ?",
            chance.randrange(60), last, f'{{"s":{last}.5,"d":5.1,"dr":0.9}}', card,
        )  # fmt: skip
    col.db.execute("commit")
    col.set_config("fsrs", True)
    return col


def main() -> None:
    """Measure."""
    folder, cards, reviews, runs = sys.argv[1:]
    col = made(Path(folder) / "graphs.anki2", int(cards), int(reviews))
    found = {"reviews": col.db.scalar("select count() from revlog")}
    for name, search in (("whole", ""), ("parent", "deck:Bench")):
        taken = []
        for _ in range(int(runs)):
            start = time.perf_counter()
            col._backend.graphs(search=search, days=0)  # as its screen asks
            taken.append((time.perf_counter() - start) * 1000)
        found[name] = median(taken)
    col.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
