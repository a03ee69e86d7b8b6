"""How long do exports take at a million reviews, and how much memory?

    python tests/bench/bench_export.py [--reviews N] [--cards N] [--keep DIR]

Whole processes, written to /dev/null. The reviews as CSV are held against the plain
ordered SELECT of the same rows, one of each in turn, in the same run.
"""

import argparse
import sys
from pathlib import Path

from tests.bench.bench_due import run_once
from tests.bench.bench_stats import collection
from tests.bench.machine import described, line_of, median, own_home, program, verdict

_SELECT = """
import sys
from srs.store.engine import sqlite3
base = sqlite3.connect(sys.argv[1])
rows = base.execute(
    "select card, at_ms, rating, duration_ms from event"
    " where kind = 'reviewed' order by id"
)
for row in rows:
    pass
"""
OTHERS = (
    ("reviews", "srs-benchmark"),
    ("reviews", "jsonl"),
    ("reviews", "parquet"),
    ("daily", "csv"),
    ("report", "html"),
    ("snapshot", "sqlite"),
)


def main() -> None:
    """Measure each export once, the reviews as CSV three times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--cards", type=int, default=50_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    print(described())
    with own_home(asked.keep) as folder:
        root = folder / "decks"
        opened = collection(root, asked.cards, asked.reviews)
        store = opened.store.connection.path
        opened.close()
        export, plain, ours = [*program(), "export"], [], []
        for _ in range(3):
            plain.append(run_once([sys.executable, "-c", _SELECT, str(store)], root))
            ours.append(run_once([*export, "reviews"], root))
        print(line_of("plain ordered SELECT", [ms for ms, _ in plain]))
        print(line_of("srs export reviews", [ms for ms, _ in ours]))
        ratio = median(ms for ms, _ in ours) / median(ms for ms, _ in plain)
        print(f"srs export reviews / SELECT: {ratio:.2f}")
        print(verdict("peak memory", max(mb for _, mb in ours), 100, "MB"))
        for what, form in OTHERS:
            words = [*export, what, "--format", form, "-o", "/dev/null"]
            ms, mb = run_once(words, root)
            print(f"srs export {what} --format {form}: {ms / 1000:.1f} s, {mb:.0f} MB")


if __name__ == "__main__":
    main()
