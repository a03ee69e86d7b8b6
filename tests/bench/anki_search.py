"""How long does Anki's backend look for words? Run by a Python that has `anki`.

    python anki_search.py DIR WORD ...

Imports DIR/notes.csv as basic cards, then looks for each word. Prints one line of
JSON: by word the milliseconds of processor and wall time, and how many were found.
"""

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 5


def made(folder: Path) -> Any:
    """Return an open collection with the notes of the folder."""
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportCsvRequest

    source = str(folder / "notes.csv")
    col = Collection(str(folder / "collection.anki2"))
    meta = col.get_csv_metadata(source, None)
    col.import_csv(ImportCsvRequest(path=source, metadata=meta))
    return col


def searched(col: Any, words: str) -> tuple[float, float, int]:
    """Return processor and wall milliseconds, and how many cards were found."""
    times, count = [], 0
    for _ in range(ROUNDS):
        start = time.process_time(), time.perf_counter()
        count = len(col.find_cards(words))
        times.append((time.process_time() - start[0], time.perf_counter() - start[1]))
    return (
        median(cpu for cpu, _ in times) * 1000,
        median(wall for _, wall in times) * 1000,
        count,
    )


def main() -> None:
    """Make, search, and print."""
    col = made(Path(sys.argv[1]))
    print(json.dumps({words: searched(col, words) for words in sys.argv[2:]}))
    col.close()


if __name__ == "__main__":
    main()
