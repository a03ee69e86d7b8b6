"""How soon does the search screen answer, over 100,000 cards?

    python tests/bench/bench_browser.py [CARDS] [--keep DIR] [--anki PYTHON]

Each query is typed letter by letter; a keystroke is answered when a screenful of rows
is known, in order, or when it is sure that there are no more. The first rows may stand
on the screen before that. The floor is the bare
statement of the full-text index for the same word, all its notes, without an order.
Times are CPU times of this process, since the machine may be shared; opening the
screen is told in both. `--anki` names a Python that has the package `anki`: its
`find_cards` looks for the same words in the same notes, as basic cards.
"""

import argparse
import asyncio
import csv
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from srs.store.word_conditions import matched
from srs.study.collection import Collection
from srs.study.lookup import Lookup, Wanted
from srs.study.search import rows_at
from tests.bench import made
from tests.bench.machine import described, line_of, median, own_home, verdict

SCREENFUL = 60
KEYSTROKE_BAR_MS = 30.0
OPEN_BAR_MS = 200.0
ROUNDS = 3

WORDS = ("enzyme", "how does", "記憶", "сутки", "N12345", "quartz orbit", "zqx")
TERMS = ("is:due", "is:new", "is:suspended", "tag:exam", "deck:part1", "rated:7",
         "prop:r<0.9", "prop:lapses>2", "flag:any", "-enzyme", "enzyme is:due",
         "enzyme or quartz")  # fmt: skip
SORTS = (("deck", False), ("due", False), ("s", True), ("lapses", True), ("seen", True))


def typed() -> Iterator[str]:
    """Give what stands in the line after each letter of a word, then whole terms."""
    for word in WORDS:
        for end in range(1, len(word) + 1):
            if not word[:end].endswith((" ", " or")):
                yield word[:end]
    yield from TERMS


def spent_ms(act: Callable[[], object]) -> float:
    """Return the median CPU time of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        times.append((time.process_time() - start) * 1000)
    return median(times)


def answered(lookup: Lookup, wanted: Wanted, enough: int = SCREENFUL) -> list[int]:
    """Return the first rows' keys as the screen gets them, once there are enough."""
    keys: Sequence[int] = ()
    for found in lookup.answers(wanted, SCREENFUL):
        keys = found.keys
        if len(keys) >= enough:
            break
    return list(keys[:SCREENFUL])


def keystrokes(collection: Collection) -> float:
    """Print the times of all keystrokes by order; return the share within the bar."""
    lookup = Lookup(collection)
    every: list[float] = []
    for sort, reverse in SORTS:
        start = time.process_time()
        lookup.whole(Wanted(sort=sort, reverse=reverse))
        made_ms = (time.process_time() - start) * 1000
        times, firsts = {}, []
        for text in typed():
            wanted = Wanted(text=text, sort=sort, reverse=reverse)
            keys = answered(lookup, wanted)
            times[text] = spent_ms(lambda wanted=wanted: answered(lookup, wanted))  # type: ignore[misc]
            firsts.append(spent_ms(lambda wanted=wanted: answered(lookup, wanted, 1)))  # type: ignore[misc]
            assert keys == list(lookup.whole(wanted)[:SCREENFUL]), text
        print(line_of(f"first rows, by {sort}", firsts))
        print(line_of(f"a screenful, by {sort}", list(times.values())))
        slow = {text: ms for text, ms in times.items() if ms > KEYSTROKE_BAR_MS}
        words = ", ".join(f"{text} {ms:.0f}" for text, ms in slow.items()) or "none"
        print(f"  order made once: {made_ms:.0f} ms; over the bar: {words}")
        every += times.values()
    return sum(ms <= KEYSTROKE_BAR_MS for ms in every) / len(every)


def floors(collection: Collection) -> None:
    """Print what the index alone takes for whole words."""
    execute = collection.store.connection.execute
    statement = "select rowid from note_words where note_words match ?"
    for word in WORDS:
        if len(word) < 3:
            continue
        terms = (matched(word.split()),)
        found = len(execute(statement, terms).fetchall())
        ms = spent_ms(lambda terms=terms: execute(statement, terms).fetchall())  # type: ignore[misc]
        print(f"floor: the index alone, {word:16} {ms:8.2f} ms   {found} notes")


async def opening(collection: Collection) -> list[tuple[float, float]]:
    """Return wall and CPU milliseconds from the key to the first rows, some times."""
    from srs.tui.app import SrsApp
    from srs.tui.browse_table import CardTable

    app, times = SrsApp(collection), []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        for _ in range(5):
            start = time.perf_counter(), time.process_time()
            app.open_search()
            while not any(table.keys for table in app.screen.query(CardTable)):
                await asyncio.sleep(0.001)
            app.screen._compositor.render_strips()
            times.append(
                (
                    (time.perf_counter() - start[0]) * 1000,
                    (time.process_time() - start[1]) * 1000,
                )
            )
            await pilot.pause(0.5)
            app.pop_screen()
            await pilot.pause(0.2)
    return times


def peer(python: Path, collection: Collection) -> None:
    """Print how long Anki looks for the words, and how long this program does."""
    lookup = Lookup(collection)
    with tempfile.TemporaryDirectory(prefix="srs-bench-anki-") as folder:
        with (Path(folder) / "notes.csv").open("w", newline="") as file:
            file.write("#separator:comma\n#html:false\n#notetype:Basic\n")
            bodies = collection.store.connection.execute(
                "select n.body from note n join card c on c.note = n.id"
            )
            csv.writer(file).writerows(
                (f"{number} {body}", "") for number, (body,) in enumerate(bodies)
            )
        script = Path(__file__).with_name("anki_search.py")
        asked = [str(python), str(script), folder, *WORDS]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    for word, (cpu, wall, count) in json.loads(told).items():
        ms = spent_ms(lambda word=word: answered(lookup, Wanted(text=word)))  # type: ignore[misc]
        every = spent_ms(lambda word=word: lookup.whole(Wanted(text=word)))  # type: ignore[misc]
        print(
            f"{word:16} Anki {cpu:7.1f} ms CPU, {wall:7.1f} wall, {count} cards;"
            f" a screenful here {ms:6.1f} ms CPU, all {every:6.1f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--anki", type=Path, help="a Python that has anki")
    given = parser.parse_args()
    print(described())
    with own_home(given.keep) as folder:
        collection = made.collection(folder / "decks", given.cards)
        print(made.told(collection))
        start = time.process_time()
        collection.store.cache.make_index()
        print(f"index of words: {time.process_time() - start:.1f} s, once")
        floors(collection)
        share = keystrokes(collection)
        if given.anki:
            peer(given.anki, collection)
        keys = list(Lookup(collection).whole(Wanted(text="enzyme")))[:SCREENFUL]
        rows = spent_ms(lambda: rows_at(collection, keys))
        print(f"rows of a screenful: {rows:.1f} ms")
        times = asyncio.run(opening(collection))
        collection.close()
    print(line_of("screen opens, wall", [wall for wall, _ in times]))
    print(line_of("screen opens, CPU", [cpu for _, cpu in times]))
    print(f"keystrokes within {KEYSTROKE_BAR_MS:.0f} ms: {share:.1%}")
    opened = median([cpu for _, cpu in times])
    print(verdict("screen opens", opened, OPEN_BAR_MS, "ms"))


if __name__ == "__main__":
    main()
