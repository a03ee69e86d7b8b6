"""How long does `srs due` take, and how much memory, next to its bare imports?

    python tests/bench/bench_due.py [--quick] [--keep DIR]

Whole processes, one of each in turn. The floor only imports click, sqlite3, tomllib.
Once as prompts ask it, while nothing happens, and once as after each review, when all
is worked out anew.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from srs.study.upkeep import store_path
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
from srs.cli.door import Door
from srs.cli.main import run
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


class Run(NamedTuple):
    """What one process took."""

    wall_ms: float
    cpu_ms: float
    peak_mb: float


def run_process(command: Sequence[str], folder: Path) -> Run:
    """Return what one process took."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = (time.perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        raise RuntimeError(f"{command} ended with {child.returncode}")
    computed = (usage.ru_utime + usage.ru_stime) * 1000
    return Run(taken, computed, usage.ru_maxrss / 1024)


def run_once(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Return milliseconds and peak memory in MB of one process."""
    run = run_process(command, folder)
    return run.wall_ms, run.peak_mb


def measure(folder: Path, runs: int, bar: float) -> None:
    """Print how `srs due` does in one collection."""
    due, floor = [*program(), "due"], peers.IMPORTS
    for command in (due, due, floor):  # the first reads the fresh files once more
        run_process(command, folder)
    asked: dict[str, list[Run]] = {"again": [], "anew": [], "bare": []}
    for _ in range(runs):
        asked["again"].append(run_process(due, folder))
        asked["bare"].append(run_process(floor, folder))
        forget(folder)
        asked["anew"].append(run_process(due, folder))
    for how, name in (
        ("again", "srs due, nothing has changed"),
        ("anew", "srs due, worked out anew"),
        ("bare", "imports alone"),
    ):
        print(line_of(name, [run.wall_ms for run in asked[how]]))
    for name, kind in (("wall", 0), ("processor", 1)):
        bare = median(run[kind] for run in asked["bare"])
        again = median(run[kind] for run in asked["again"]) / bare
        anew = median(run[kind] for run in asked["anew"]) / bare
        print(verdict(f"srs due / imports, {name}", again, bar))
        print(f"{f'worked out anew / imports, {name}':44} {anew:8.2f} ×")
    for how, name in (("again", "srs due"), ("anew", "worked out anew")):
        peak = max(run.peak_mb for run in asked[how])
        print(verdict(f"{name}, peak memory", peak, 35, "MB"))


def forget(folder: Path) -> None:
    """Let the next `srs due` work out what it says."""
    store_path(folder).with_name("glance.json").unlink()


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
    runs = 10 if wish.quick else 25
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
