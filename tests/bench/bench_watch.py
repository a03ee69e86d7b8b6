"""How long from saving a deck until the app shows what it says now?

    python tests/bench/bench_watch.py [--quick] [--keep DIR]

The real program asks a card in a pseudo-terminal of 100×50, and the card's deck is
saved with another question, as editors do it: beside it, then under its name. A time
goes from the renaming to the last byte of the new question. The parts are measured in
this process: until the system has told of it (the floor), and reading the deck again.
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from srs.study.collection import Collection
from srs.study.review import ReviewSession
from srs.study.scan import scan_if_changed
from srs.tui.watching import changes, decks_saved
from tests.bench import made
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

MARK = "EDITED"


class Page:
    """A deck whose asked card says something else at each saving."""

    def __init__(self, file: Path, line: int) -> None:
        self.file = file
        self._lines = file.read_text(encoding="utf-8").split("\n")
        self._at = line - 1
        self._asked = self._lines[self._at]
        self._count = 0

    def save(self) -> tuple[str, float]:
        """Save the deck; return what is new in it, and when that was."""
        self._count += 1
        mark = f"{MARK}{self._count}"
        marker, _, rest = self._asked.partition(" ")
        self._lines[self._at] = f"{marker} {mark} {rest}"
        fresh = self.file.with_name(f".{self.file.name}.new")
        fresh.write_text("\n".join(self._lines), encoding="utf-8")
        fresh.rename(self.file)
        return mark, time.perf_counter()


def first_asked(collection: Collection) -> Page:
    """Return the deck of the card that a review begins with."""
    shown = ReviewSession(collection).current
    if shown is None:
        raise RuntimeError("nothing is due")
    return Page(shown.place.file, shown.place.line)


async def told(page: Page, watched: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds from savings until a watch tells of them."""
    found: list[float] = []
    saved = 0.0
    async for _ in watched():  # type: ignore[attr-defined]
        if saved:
            found.append((time.perf_counter() - saved) * 1000)
        if len(found) == times:
            break
        await asyncio.sleep(0.5 if saved else 3)  # until the watch stands
        _, saved = page.save()
    return found


def scans(page: Page, collection: Collection, times: int) -> list[float]:
    """Return the milliseconds that reading a saved deck takes."""
    found = []
    scan_if_changed(collection)
    for _ in range(times):
        _, saved = page.save()
        scan_if_changed(collection)
        found.append((time.perf_counter() - saved) * 1000)
    return found


def shown(home: Path, page: Page, times: int) -> list[float]:
    """Return the milliseconds from savings until the program shows them."""
    found = []
    with Terminal(
        [*program(), "review"],
        environment=environment(home / "home"),
        folder=home / "decks",
        columns=100,
        rows=50,
    ) as terminal:
        terminal.wait_for(" show", patience=60)
        terminal.settle(quiet=3)
        for _ in range(times):
            since = len(terminal.stream)
            mark, saved = page.save()
            came = terminal.wait_for_bytes(mark.encode(), since=since, patience=60)
            found.append((max(came, terminal.settle(quiet=0.3)) - saved) * 1000)
    return found


def main() -> None:
    """Measure with 100,000 cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and few")
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    wish = parser.parse_args()
    cards, times = (1_000, 3) if wish.quick else (100_000, 7)
    print(described())
    with own_home(wish.keep and wish.keep / str(cards)) as home:
        collection = made.collection(home / "decks", cards)
        print(made.told(collection))
        page = first_asked(collection)
        root = collection.root.resolve()

        def bare() -> object:
            return changes(
                page.file.parent, wanted=lambda _: True, look=time.perf_counter
            )

        floor = asyncio.run(told(page, bare, times))
        noticed = asyncio.run(told(page, lambda: decks_saved(root), times))
        read = scans(page, collection, times)
        collection.close()
        whole = shown(home, page, times)
        print(line_of("saving to told, one folder (floor)", floor))
        print(line_of("saving to told, all decks compared", noticed))
        print(line_of("reading the deck again", read))
        print(line_of("saving to shown", whole))
        print(verdict("saving to shown, median", median(whole), 1000, "ms"))
        print(f"shown / floor: {median(whole) / median(floor):.2f} ×")


if __name__ == "__main__":
    main()
