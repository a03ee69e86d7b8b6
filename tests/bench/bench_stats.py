"""How long do statistics take at a million reviews, and how much memory?

    python tests/bench/bench_stats.py [--reviews N] [--cards N] [--keep DIR]

Whole processes. The first look is held against the plain ordered SELECT of the same
rows, one of each in turn, in the same run; between them what was kept is forgotten.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from srs.core.card import CardId
from srs.core.day import milliseconds
from srs.store.rows import event_id
from srs.study.collection import Collection, open_collection
from srs.study.progress import VIEWS
from srs.study.scan import scan
from tests.bench import made
from tests.bench.bench_due import Run, run_process
from tests.bench.machine import described, line_of, median, own_home, program, verdict

DECKS = 10
SPAN_DAYS = 1000
_INSERT = (
    "insert or ignore into event(id, device, kind, card, at_ms, offset_min, day,"
    " rating, duration_ms, data) values (?, ?, 'reviewed', ?, ?, 60, ?, ?, ?, ?)"
)
_FORGET = """
import sys
from srs.store.engine import sqlite3
base = sqlite3.connect(sys.argv[1])
base.execute("delete from progress_scope")
base.execute("delete from progress_day")
base.commit()
"""
_SELECT = """
import sys
from srs.store.engine import sqlite3
base = sqlite3.connect(sys.argv[1])
rows = base.execute(
    "select card, at_ms, day, rating, duration_ms from event"
    " where card is not null and kind = 'reviewed' order by card, id"
)
for row in rows:
    pass
"""


def reviews(cards: list[CardId], count: int) -> Iterator[tuple[object, ...]]:
    """Give so many reviews of some cards, as rows: pauses grow, a fifth is failed."""
    chance = random.Random(1)
    end = datetime.now(UTC) - timedelta(hours=2)
    each = -(-count // len(cards))
    for card in cards:
        start = chance.uniform(0.1, 1) * SPAN_DAYS
        weights = [1.35**number * chance.uniform(0.5, 1.5) for number in range(each)]
        scale = start / sum(weights)
        days = 0.0
        for weight in weights:
            at = end - timedelta(days=start - days)
            at_ms = milliseconds(at) + chance.randrange(1000)
            rating = chance.choices((1, 2, 3, 4), (18, 7, 65, 10))[0]
            due = (at + timedelta(days=weight * scale)).date().isoformat()
            decided = {"phase": "review", "step": 0, "due": due}
            yield (
                bytes.fromhex(event_id(at_ms, made.DEVICE, chance.randbytes(6))),
                made.DEVICE,
                card,
                at_ms,
                at_ms // 86_400_000,
                rating,
                chance.randint(2_000, 25_000),
                json.dumps(decided, separators=(",", ":")),
            )
            days += weight * scale


def collection(root: Path, cards: int, count: int) -> Collection:
    """Return an open collection with so many reviews; one made before is used."""
    stamp = root.parent / f"{root.name}-{cards}-{count}"
    if not stamp.exists():
        made.write_decks(root, cards, deck_cards=-(-cards // DECKS))
        opened = open_collection(root, clock=made.clock)
        scan(opened)
        known = sorted(opened.store.schedules.deck_of_cards())
        with opened.store.transaction():
            rows = reviews(known, count)
            opened.store.connection.executemany(_INSERT, rows)
        opened.replay_all()
        opened.close()
        stamp.touch()
    return open_collection(root, clock=made.clock)


def whole(root: Path, store: Path, runs: int) -> None:
    """Measure a look at everything."""
    python = [sys.executable, "-c"]
    now = [*program(), "stats", "now", "--json"]
    select = [*python, _SELECT, str(store)]
    firsts, plain, again = list[Run](), list[Run](), list[Run]()
    run_process(now, root)  # modules are compiled once
    for _ in range(runs):
        subprocess.run([*python, _FORGET, str(store)], check=True)
        plain.append(run_process(select, root))
        firsts.append(run_process(now, root))
        again += [run_process(now, root) for _ in range(3)]
    for what, part in (("wall time", 0), ("processor time", 1)):
        for name, some in (("SELECT", plain), ("first", firsts), ("after", again)):
            print(line_of(f"{name}, {what}", [one[part] for one in some]))
        ratio = median(one[part] for one in firsts) / median(one[part] for one in plain)
        print(verdict(f"first look / SELECT, {what}", ratio, 2.5))
        seconds = median(one[part] for one in again) / 1000
        print(verdict(f"another look, {what}", seconds, 0.4, "s"))
    peak = max(one.peak_mb for one in firsts + again)
    print(verdict("peak memory", peak, 300, "MB"))


def one_deck(root: Path, runs: int) -> None:
    """Measure the eight views of one deck, in one process, as the screen asks."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tests.bench.made import clock\n"
        "from srs.study.collection import open_collection\n"
        "from srs.study.progress import VIEWS, Filters, look\n"
        "start = time.perf_counter()\n"
        "opened = open_collection(Path(sys.argv[1]), clock=clock)\n"
        "name = next(iter(opened.decks.values())).deck.name\n"
        "one = look(opened, filters=Filters(decks=(name,)))\n"
        "one.knows_ahead or one.simulate()\n"
        "tables = [one.tables(view) for view in VIEWS]\n"
        "print((time.perf_counter() - start) * 1000)\n"
    )
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", code, str(root)], check=True, capture_output=True
        )
        taken.append((time.perf_counter() - start) * 1000)
    first, *after = taken
    print(line_of("eight views of one deck, first", [first]))
    print(line_of("eight views of one deck, after", after))
    name = f"{len(VIEWS)} views of one deck of {DECKS}, whole process"
    print(verdict(name, median(after) / 1000, 0.8, "s"))


_VIEWS = """
import sys, time
from pathlib import Path
from tests.bench.made import clock
from srs.study.collection import open_collection
from srs.study.progress import VIEWS, Filters, look
opened = open_collection(Path(sys.argv[1]), clock=clock)
names = tuple(sorted({entry.deck.name for entry in opened.decks.values()}))
for decks in ((), names):
    start = time.perf_counter()
    one = look(opened, filters=Filters(decks=decks))
    tables = [one.tables(view) for view in VIEWS]
    print((time.perf_counter() - start) * 1000)
"""


def beside_anki(root: Path, python: str, cards: int, count: int, runs: int) -> None:
    """Hold the eight views against Anki's graphs, of as many reviews, in turns.

    The whole history, and the decks that hold all of it, as a parent deck does.
    """
    script = Path(__file__).with_name("anki_graphs.py")
    asked = [python, str(script), str(root.parent), str(cards), str(count), "1"]
    theirs, ours = [], []
    for turn in range(runs + 1):
        told_ = subprocess.run(asked, check=True, capture_output=True, text=True)
        mine = subprocess.run(
            [sys.executable, "-c", _VIEWS, str(root)],
            check=True,
            capture_output=True,
            text=True,
        )
        found = json.loads(told_.stdout)
        pair = [float(line) for line in mine.stdout.split()]
        if not turn:
            print(f"first look, before anything is kept: {pair[0]:,.0f} ms")
            continue
        theirs.append((found["whole"], found["parent"]))
        ours.append((pair[0], pair[1]))
    for place, name in enumerate(("whole history", "parent deck")):
        mine_ms = median(one[place] for one in ours)
        anki_ms = median(one[place] for one in theirs)
        print(line_of(f"eight views, {name}", [one[place] for one in ours]))
        print(line_of(f"Anki's graphs, {name}", [one[place] for one in theirs]))
        print(verdict(f"eight views / Anki's graphs, {name}", mine_ms / anki_ms, 0.2))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--cards", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    parser.add_argument("--anki", metavar="PYTHON", help="one that has anki")
    wish = parser.parse_args()
    print(described())
    with own_home(wish.keep) as home:
        root = home / "decks"
        opened = collection(root, wish.cards, wish.reviews)
        store = opened.store.path
        count = opened.store.log.count()
        opened.close()
        print(f"{count:,} reviews of {wish.cards:,} cards over {SPAN_DAYS} days")
        whole(root, store, wish.runs)
        one_deck(root, wish.runs)
        if wish.anki:
            beside_anki(root, wish.anki, wish.cards, wish.reviews, wish.runs)


if __name__ == "__main__":
    main()
