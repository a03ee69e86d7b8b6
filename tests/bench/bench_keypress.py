"""How long from a key to the last byte of what it shows, the commit included?

    python tests/bench/bench_keypress.py [--quick] [--keep DIR]

The real program reviews in a pseudo-terminal of 100×50. A rating's time goes from
the key to the last byte of the next card; the rating is in the store by then. The
floors are measured in the same run: a bare app of one widget that draws one line anew
at each key, and the same app writing a row durably before it draws.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from tests.bench import made, peers
from tests.bench.machine import (
    at_share,
    described,
    environment,
    line_of,
    median,
    own_home,
    program,
    verdict,
)
from tests.bench.terminal import Terminal

RATINGS = "3334333312"


def timed(terminal: Terminal, key: str) -> float:
    """Return the milliseconds from a key to the last byte that it brought."""
    pressed = terminal.press(key)
    first = terminal.read(5)
    if first is None:
        raise RuntimeError(f"{key!r} does nothing:\n{terminal.text()}")
    return (max(first, terminal.settle(quiet=0.1)) - pressed) * 1000


def review(home: Path, presses: int) -> tuple[list[float], list[float], float]:
    """Return the times of ratings and of reveals, and the computing a press took."""
    chance = random.Random(1)
    ratings: list[float] = []
    reveals: list[float] = []
    with Terminal(
        [*program(), "review"],
        environment=environment(home / "home"),
        folder=home / "decks",
        columns=100,
        rows=50,
    ) as terminal:
        terminal.wait_for(" show", patience=30)
        terminal.settle(quiet=0.5)
        before = terminal.cpu_ms()
        while len(ratings) < presses:
            reveals.append(timed(terminal, " "))
            if "3 Good" not in terminal.text():
                raise RuntimeError(f"no answer is shown:\n{terminal.text()}")
            ratings.append(timed(terminal, chance.choice(RATINGS)))
        spent = (terminal.cpu_ms() - before) / (2 * presses)
    return ratings, reveals, spent


def bare(
    home: Path, presses: int, command: Sequence[str] = peers.BARE_APP
) -> tuple[list[float], float]:
    """Return the times of a bare app's keys, and the computing a press took."""
    with Terminal(
        command,
        environment=environment(home / "home"),
        folder=home,
        columns=100,
        rows=50,
    ) as terminal:
        terminal.wait_for(peers.MARK, patience=30)
        terminal.settle(quiet=0.5)
        before = terminal.cpu_ms()
        times = [timed(terminal, "abcdefgh"[n % 8]) for n in range(presses)]
        return times, (terminal.cpu_ms() - before) / presses


def stored(home: Path, cards: int) -> int:
    """Return how many events the store holds."""
    collection = made.collection(home / "decks", cards)
    try:
        return collection.store.log.count()
    finally:
        collection.close()


def main() -> None:
    """Measure with 10,000 cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and few")
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    wish = parser.parse_args()
    cards, presses = (1_000, 15) if wish.quick else (10_000, 120)
    print(described())
    with own_home(wish.keep and wish.keep / str(cards)) as home:
        collection = made.collection(home / "decks", cards)
        print(made.told(collection))
        collection.close()
        before = stored(home, cards)
        floor, floor_cpu = bare(home, presses)
        durable, durable_cpu = bare(home, presses, peers.COMMITTING_APP)
        ratings, reveals, cpu = review(home, presses)
        new = stored(home, cards) - before
        print(f"{len(ratings)} ratings, {new} new events in the store")
        print(line_of("rating to next card", ratings))
        print(line_of("reveal", reveals))
        print(line_of("bare app, key to redraw", floor))
        print(line_of("bare app with a commit, key to redraw", durable))
        print(verdict("rating to next card, median", median(ratings), 12, "ms"))
        print(verdict("rating to next card, p90", at_share(ratings, 0.9), 18, "ms"))
        print(
            f"computing a press: {cpu:.2f} ms, bare app {floor_cpu:.2f} ms,"
            f" with a commit {durable_cpu:.2f} ms"
        )
        ratio = median(ratings) / median(durable)
        print(f"rating / bare app with a commit: {ratio:.2f} ×")
        print(f"rating / bare app: {median(ratings) / median(floor):.2f} ×")
        print(f"reveal / bare app: {median(reveals) / median(floor):.2f} ×")


if __name__ == "__main__":
    main()
