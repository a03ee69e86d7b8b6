"""How soon does home stand on the screen, next to a bare Textual app?

    python tests/bench/bench_home.py [--quick] [--keep DIR]

Both run in a pseudo-terminal, one of each in turn. The time goes from the start of
the process to the arrival of the bytes that show the first deck (or the bare app's
one line). Memory is what the process holds when it has come to rest, and after
twenty answers.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.bench import made, peers
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

FIRST_DECK = b"deck000"


def first_frame(
    command: Sequence[str], mark: bytes, home: Path, *, answers: int = 0
) -> tuple[float, float, float]:
    """Return milliseconds to the first frame, then MB at rest and after answers."""
    with Terminal(
        command, environment=environment(home / "home"), folder=home / "decks"
    ) as terminal:
        shown = terminal.wait_for_bytes(mark, since=0, patience=30)
        taken = (shown - terminal.started) * 1000
        terminal.settle(quiet=0.4, patience=5)
        at_rest = later = terminal.rss_mb()
        if answers:
            terminal.press("\r")
            terminal.settle(quiet=0.3)
            for _ in range(answers):
                for key in " 3":
                    terminal.press(key)
                    terminal.settle()
            later = terminal.rss_mb()
    return taken, at_rest, later


def main() -> None:
    """Measure home with 10,000 cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and few")
    parser.add_argument("--keep", type=Path, help="make the collection only once")
    wish = parser.parse_args()
    cards, runs = (1_000, 4) if wish.quick else (10_000, 20)
    print(described())
    with own_home(wish.keep and wish.keep / str(cards)) as home:
        collection = made.collection(home / "decks", cards)
        print(made.told(collection))
        collection.close()
        ours, bare = [], []
        mark = peers.MARK.encode()
        for command, text in ((program(), FIRST_DECK), (peers.BARE_APP, mark)):
            first_frame(command, text, home)
        for run in range(runs):
            answers = 20 if run == 0 else 0
            ours.append(first_frame(program(), FIRST_DECK, home, answers=answers))
            bare.append(first_frame(peers.BARE_APP, mark, home))
        print(line_of("home, first frame", [run[0] for run in ours]))
        print(line_of("bare Textual app, first frame", [run[0] for run in bare]))
        ratio = median(run[0] for run in ours) / median(run[0] for run in bare)
        print(verdict("home / bare app", ratio, 1.6))
        floor = median(run[1] for run in bare)
        print(f"memory: bare app {floor:.1f} MB")
        for name, mb in (
            ("home at rest", median(run[1] for run in ours)),
            ("after 20 answers", ours[0][2]),
        ):
            print(verdict(f"memory {name} ({mb:.1f} MB) / bare app", mb / floor, 2.5))


if __name__ == "__main__":
    main()
