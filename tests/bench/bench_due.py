"""How long does `srs due` take, and how much memory, next to its bare imports?

    python tests/bench/bench_due.py [--quick] [--keep DIR]

Whole processes, one of each in turn. The floor only imports click, sqlite3, tomllib.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import peers
from tests.bench.machine import (
    described,
    line_of,
    median,
    own_home,
    program,
    verdict,
)

HEAVY = (
    "textual",
    "rich",
    "markdown_it",
    "numpy",
    "sqlite_utils",
    "fsrs",
    "fsrs_rs_python",
    "pygments",
    "asyncio",
    "yaml",
)
"""Packages that `srs due` must not pay for."""

_MODULES = """
import sys
from srs.cli.main import Door, run
run(["due"], Door())
sys.stderr.write(" ".join(sys.modules))
"""


_MAKE = """
import sys
from pathlib import Path
from tests.bench import made
collection = made.collection(Path(sys.argv[1]), int(sys.argv[2]))
print(f"\\n{made.told(collection)}")
collection.close()
"""


def run_once(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Return milliseconds and peak memory in MB of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = (time.perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return taken, usage.ru_maxrss / 1024


def measure(folder: Path, runs: int, bar: float) -> None:
    """Print how `srs due` does in one collection."""
    due, floor = [*program(), "due"], peers.IMPORTS
    for command in (due, due, floor):  # the first reads the fresh files once more
        run_once(command, folder)
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    for _ in range(runs):
        ours.append(run_once(due, folder))
        bare.append(run_once(floor, folder))
    print(line_of("srs due", [ms for ms, _ in ours]))
    print(line_of("imports alone", [ms for ms, _ in bare]))
    ratio = median(ms for ms, _ in ours) / median(ms for ms, _ in bare)
    print(verdict("srs due / imports", ratio, bar))
    print(verdict("srs due, peak memory", max(mb for _, mb in ours), 35, "MB"))


def loaded(folder: Path) -> None:
    """Print what `srs due` imports."""
    done = subprocess.run(
        [sys.executable, "-c", _MODULES],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    names = done.stderr.split()
    heavy = [name for name in HEAVY if name in names]
    own = sum(name == "srs" or name.startswith("srs.") for name in names)
    print(f"modules: {len(names)}, of them srs {own}; heavy: {heavy or 'none'}")


def main() -> None:
    """Measure with 10,000 and with 100,000 cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and few")
    parser.add_argument("--keep", type=Path, help="make the collections only once")
    wish = parser.parse_args()
    sizes = {1_000: 1.8} if wish.quick else {10_000: 1.8, 100_000: 2.3}
    runs = 10 if wish.quick else 40
    print(described())
    for cards, bar in sizes.items():
        with own_home(wish.keep and wish.keep / str(cards)) as home:
            # In a process of its own: what a parent has held counts as its children's.
            make = [sys.executable, "-c", _MAKE, str(home / "decks"), str(cards)]
            subprocess.run(make, check=True)
            measure(home / "decks", runs, bar)
            loaded(home / "decks")


if __name__ == "__main__":
    main()
