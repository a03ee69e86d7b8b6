"""How soon do the statistics stand on the screen, and how soon does a view turn?

    python tests/bench/bench_stats_screen.py [--runs N] [--keep DIR]

The app runs in a pseudo-terminal over 10,000 reviews. Times go from the key press to
the arrival of the bytes that show the first figure, or the other view's title. The
floor of opening is the import of numpy in a bare process, measured in the same run; of
turning, the redraw of the screen when a value is read out.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from srs.study.agenda import start_deck
from srs.study.collection import open_collection
from srs.study.scan import scan
from tests.bench import lived, made
from tests.bench.machine import (
    described,
    environment,
    line_of,
    median,
    own_home,
    program,
    verdict,
)
from tests.bench.terminal import Terminal

DAYS, NEW_A_DAY, CARDS = 600, 2.2, 1300
HOME = b"deck000"
FIRST_VALUE = b"learned cards"
MARKS = {
    "2": b"keep reviewing",
    "4": b"minute carries",
    "5": b"Share of tests",
    "6": b"By the gap",
    "8": b"Reviews per day",
    "3": b"Measured recall",
}
_NUMPY = (
    "import time; start = time.perf_counter(); import numpy;"
    " print((time.perf_counter() - start) * 1000)"
)


def prepare(root: Path) -> str:
    """Make a collection with ten thousand reviews; return a line on it."""
    made.write_decks(root, CARDS, deck_cards=150)
    opened = open_collection(root, clock=made.clock)
    scan(opened)
    for entry in list(opened.decks.values()):
        if not entry.started:
            start_deck(opened, entry.deck.name)
    count = lived.live(opened, days=DAYS, new_a_day=NEW_A_DAY)
    told = f"{count} reviews; {made.told(opened)}"
    opened.close()
    return told


def pressed(terminal: Terminal, key: str, mark: bytes) -> float:
    """Return milliseconds from a key press to some bytes."""
    since = len(terminal.stream)
    start = terminal.press(key)
    return (terminal.wait_for_bytes(mark, since=since, patience=60) - start) * 1000


def sitting(home: Path) -> tuple[float, float, list[float], list[float]]:
    """Return milliseconds to open, to open again, to turn views, and to read."""
    with Terminal(
        program(), environment=environment(home / "home"), folder=home / "decks",
        columns=80, rows=24,
    ) as terminal:  # fmt: skip
        terminal.wait_for_bytes(HOME, since=0, patience=60)
        terminal.settle(quiet=0.5)
        first = pressed(terminal, "p", FIRST_VALUE)
        terminal.settle(quiet=2.5, patience=30)
        turns = [pressed(terminal, key, mark) for key, mark in MARKS.items()]
        terminal.settle(quiet=0.2)
        reads = []
        for _ in range(6):
            start = terminal.press("\x1b[C")
            reads.append((terminal.settle(quiet=0.1) - start) * 1000)
        pressed(terminal, "q", HOME)
        terminal.settle(quiet=0.3)
        again = pressed(terminal, "p", FIRST_VALUE)
        time.sleep(0.2)
    return first, again, turns, reads


def numpy_ms() -> float:
    """Return how long the import of numpy takes in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", _NUMPY], check=True, capture_output=True, text=True
    )
    return float(ran.stdout)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    wish = parser.parse_args()
    print(described())
    with own_home(wish.keep) as home:
        stamp = home / "lived"
        if not stamp.exists():
            stamp.write_text(prepare(home / "decks"))
        print(stamp.read_text())
        sitting(home)  # what the first look keeps is there from now on
        opened, again, turned, read, floors = [], [], [], [], []
        for _ in range(wish.runs):
            floors.append(numpy_ms())
            first, second, turns, reads = sitting(home)
            opened.append(first)
            again.append(second)
            turned += turns
            read += reads
        for name, times in (
            ("import numpy, bare process", floors), ("p to the first figure", opened),
            ("p again in the same sitting", again), ("turning to a view", turned),
            ("reading a value (a redraw)", read),
        ):  # fmt: skip
            print(line_of(name, times))
        print(verdict("p to the first figure", median(opened), 150, "ms"))
        print(verdict("the same / import numpy", median(opened) / median(floors), 1.5))
        print(verdict("turning to a view", median(turned), 50, "ms"))
        print(verdict("the same / a redraw", median(turned) / median(read), 3))


if __name__ == "__main__":
    main()
