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
import shutil
import statistics
import subprocess
import sys
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

WORDS = (
    "enzyme membrane neuron cortex kinase ribosome vector matrix kernel tensor "
    "gradient closure iterator mutex packet router cipher entropy theorem lemma "
    "integral series limit treaty empire river glacier basalt quartz orbit comet "
    "nebula photon boson fugue sonata cadence tempo verb noun clause memory interval"
).split()
CALENDAR = Calendar(timezone=ZoneInfo("UTC"))

ANKI = """
import json, sys, time
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
col = Collection(sys.argv[1])
times = []
for path in sys.argv[2:]:
    meta = col.get_csv_metadata(path, None)
    start = time.perf_counter()
    col.import_csv(ImportCsvRequest(path=path, metadata=meta))
    times.append(time.perf_counter() - start)
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


def timed(store: Store, root: Path) -> tuple[float, str]:
    """Return how long a scan took and what it said."""
    start = time.perf_counter()
    report = scan_folder(store, root, at=datetime.now(UTC), calendar=CALENDAR)
    return time.perf_counter() - start, report.sentence()


def settled(root: Path) -> None:
    """Wait until no file is so fresh that it would be looked into again."""
    time.sleep(0.15)
    assert root.exists()


def ours(work: Path, count: int, files: int) -> dict[str, float]:
    """Return the seconds of each kind of scan."""
    shutil.rmtree(work / "ours", ignore_errors=True)
    root = work / "ours" / "decks"
    size = -(-count // files)
    write_decks(root, count, files, lambda _: False)
    settled(root)
    store = open_store(work / "ours" / "store.sqlite", device="00000001")
    found = {}
    steps: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("first", lambda _: False),
        ("unchanged", lambda _: False),
        ("1 % in 2 files", lambda n: n < 2 * size and n % 2 == 0 and n < count // 50),
        ("1 % in all files", lambda n: n % 100 == 37),
    )
    for name, edited in steps:
        write_decks(root, count, files, edited)
        settled(root)
        found[name], said = timed(store, root)
        print(f"  {name}: {found[name]:.3f} s: {said}", flush=True)
    start = time.perf_counter()
    folder_changed(store, root)
    found["asking whether changed"] = time.perf_counter() - start
    print(f"  asking whether changed: {found['asking whether changed']:.4f} s")
    store.close()
    return found


def anki(python: str, work: Path, count: int) -> dict[str, float]:
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
    return dict(zip(("first", "unchanged", "edited"), said["times"], strict=True))


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
    ours_median = {k: statistics.median(run[k] for run in runs) for k in runs[0]}
    print(f"{options.count} notes in {options.files} files, median of {options.times}")
    for name, seconds in ours_median.items():
        print(f"{name:24} {seconds:8.3f} s{_share(name, seconds, others)}")
    for name in others[0] if others else ():
        print(f"{'Anki, ' + name:24} {statistics.median(o[name] for o in others):8.3f} s")


def _share(name: str, seconds: float, others: list[dict[str, float]]) -> str:
    """Return how a time stands to what it is measured against, and the bar."""
    bars = {
        "first": ("first", 1.0),
        "unchanged": ("unchanged", 0.15),
        "1 % in 2 files": ("edited", 0.3),
        "1 % in all files": ("edited", 0.8),
    }
    if not others or name not in bars:
        return ""
    against, bar = bars[name]
    share = seconds / statistics.median(other[against] for other in others)
    return f"   {share:5.2f} of Anki's {against} (bar {bar}): {'met' if share <= bar else 'MISSED'}"


if __name__ == "__main__":
    sys.exit(main())
