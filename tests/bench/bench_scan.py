"""How fast is a scan, measured against Anki's import of the same notes?

    python tests/bench/bench_scan.py 100000 --anki /path/to/python-with-anki

Both write the same notes in the same run: Anki reads one CSV file, we read 200 decks.
Prints one line a step: seconds, and the share of Anki's time where it was measured.
Anki's package is no dependency; without `--anki` only our own times are printed.
"""

import argparse
import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from srs.core.day import Calendar
from srs.store.database import Store, open_store
from srs.study.scan_files import scan_folder
from srs.study.unchanged import folder_changed

WORDS = [
    "enzyme",
    "membrane",
    "neuron",
    "cortex",
    "kinase",
    "ribosome",
    "vector",
    "matrix",
    "kernel",
    "tensor",
    "gradient",
    "closure",
    "iterator",
    "mutex",
    "packet",
    "router",
    "cipher",
    "entropy",
    "theorem",
    "lemma",
    "integral",
    "series",
    "limit",
    "treaty",
    "empire",
    "river",
    "glacier",
    "basalt",
    "quartz",
    "orbit",
    "comet",
    "nebula",
    "photon",
    "boson",
    "fugue",
    "sonata",
    "cadence",
    "tempo",
    "verb",
    "noun",
    "clause",
    "memory",
    "interval",
]
CALENDAR = Calendar(timezone=ZoneInfo("UTC"))

ANKI = """
import json, sys, time
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
col = Collection(sys.argv[1])
times = []
for path in sys.argv[2:]:
    meta = col.get_csv_metadata(path, None)
    start, cpu = time.perf_counter(), time.process_time()
    col.import_csv(ImportCsvRequest(path=path, metadata=meta))
    times.append((time.perf_counter() - start, time.process_time() - cpu))
    time.sleep(1.05)
print(json.dumps({"times": times, "notes": col.note_count()}))
col.close()
"""


def note(number: int, *, edited: bool = False) -> tuple[str, str]:
    """Return question and answer of a note, of about 70 and 170 characters."""
    chance = random.Random(number)
    one, two, three = chance.sample(WORDS, 3)
    asked = f"N{number:06d}: how does {one} depend on {two} where {three} is given?"
    answered = " ".join(chance.choice(WORDS) for _ in range(chance.randint(14, 28)))
    return asked, answered + (" (corrected)" if edited else "")


def write_decks(
    root: Path, count: int, files: int, edited: Callable[[int], bool]
) -> None:
    """Write the notes into decks, each deck only if its text differs."""
    size = -(-count // files)
    root.mkdir(parents=True, exist_ok=True)
    for file in range(files):
        lines = [f"# Deck {file}\n"]
        for number in range(file * size, min(count, (file + 1) * size)):
            asked, answered = note(number, edited=edited(number))
            lines.append(f"Q: {asked}\nA: {answered}\n")
        path, text = root / f"deck{file:03d}.md", "\n".join(lines)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def write_csv(path: Path, count: int, edited: Callable[[int], bool]) -> None:
    """Write the notes as Anki reads them."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write("#separator:comma\n#html:false\n#notetype:Basic\n")
        writer = csv.writer(file)
        for number in range(count):
            writer.writerow(note(number, edited=edited(number)))


Times = dict[str, tuple[float, float]]
"""Seconds on the clock, and of processors, by step."""


def timed(store: Store, root: Path) -> tuple[tuple[float, float], str]:
    """Return how long a scan took, and what it said."""
    start, cpu = time.perf_counter(), _cpu()
    report = scan_folder(store, root, at=datetime.now(UTC), calendar=CALENDAR)
    return (time.perf_counter() - start, _cpu() - cpu), report.sentence()


def _cpu() -> float:
    """Return the processor time of this process and of the helpers it has ended."""
    own, helpers = (resource.getrusage(who) for who in _WHO)
    return own.ru_utime + own.ru_stime + helpers.ru_utime + helpers.ru_stime


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def settled(root: Path) -> None:
    """Wait until no file is so fresh that it would be looked into again."""
    time.sleep(0.15)
    assert root.exists()


def ours(work: Path, count: int, files: int) -> Times:
    """Return the seconds of each kind of scan."""
    shutil.rmtree(work / "ours", ignore_errors=True)
    root = work / "ours" / "decks"
    size = -(-count // files)
    write_decks(root, count, files, lambda _: False)
    settled(root)
    store = open_store(work / "ours" / "store.sqlite", device="00000001")
    found: Times = {}
    steps: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("first", lambda _: False),
        ("unchanged", lambda _: False),
        ("1 % in 2 files", lambda n: n < max(2 * size, count // 100)),
        ("1 % in all files", lambda n: n % 100 == 37),
    )
    for name, edited in steps:
        if name.startswith("1 %"):
            # Each kind of edit starts from the same decks.
            write_decks(root, count, files, lambda _: False)
            settled(root)
            timed(store, root)
        write_decks(root, count, files, edited)
        settled(root)
        found[name], said = timed(store, root)
        wall, cpu = found[name]
        print(f"  {name}: {wall:.3f} s ({cpu:.3f} s of processors): {said}", flush=True)
    start = time.perf_counter()
    folder_changed(store.cards, root)
    found["asking whether changed"] = time.perf_counter() - start, 0.0
    store.close()
    return found


def anki(python: str, work: Path, count: int) -> Times:
    """Return the seconds of Anki's imports of the same notes."""
    same, edited = work / "notes.csv", work / "edited.csv"
    write_csv(same, count, lambda _: False)
    write_csv(edited, count, lambda n: n % 100 == 37)
    collection = work / "anki" / "bench.anki2"
    shutil.rmtree(collection.parent, ignore_errors=True)
    collection.parent.mkdir()
    paths = [str(collection), str(same), str(same), str(edited)]
    done = subprocess.run(
        [python, "-c", ANKI, *paths], check=True, capture_output=True, text=True
    )
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["notes"] == count
    names = ("first", "unchanged", "edited")
    return {k: (wall, cpu) for k, (wall, cpu) in zip(names, said["times"], strict=True)}


def main() -> None:
    """Print our times and, if asked, how they stand to Anki's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--anki", help="a Python that can import `anki`")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        runs, others = [], []
        for _ in range(options.times):
            runs.append(ours(work, options.count, options.files))
            if options.anki:
                others.append(anki(options.anki, work, options.count))
                print(f"  Anki: {others[-1]}", flush=True)
    print(f"{options.count} notes in {options.files} files, median of {options.times}")
    print(f"{'':24} {'clock':>9} {'processors':>11}")
    own = _medians(runs)
    other = _medians(others) if others else {}
    for name, times in own.items():
        print(
            f"{name:24} {times[0]:7.3f} s {times[1]:9.3f} s{_share(name, times, other)}"
        )
    for name, times in other.items():
        print(f"{'Anki, ' + name:24} {times[0]:7.3f} s {times[1]:9.3f} s")


def _medians(runs: list[Times]) -> Times:
    return {
        name: (
            statistics.median(run[name][0] for run in runs),
            statistics.median(run[name][1] for run in runs),
        )
        for name in runs[0]
    }


def _share(name: str, times: tuple[float, float], other: Times) -> str:
    """Return how times stand to those they are measured against, and the bar."""
    bars = {
        "first": ("first", 1.0),
        "unchanged": ("unchanged", 0.15),
        "1 % in 2 files": ("edited", 0.3),
        "1 % in all files": ("edited", 0.8),
    }
    if not other or name not in bars:
        return ""
    against, bar = bars[name]
    wall, cpu = (mine / its for mine, its in zip(times, other[against], strict=True))
    met = "met" if wall <= bar else "MISSED"
    return (
        f"  {wall:5.2f} of Anki's {against}, {cpu:.2f} by processors (bar {bar}): {met}"
    )


if __name__ == "__main__":
    main()
