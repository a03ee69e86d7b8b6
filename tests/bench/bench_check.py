"""How long does a check of many cards take, also of those made to a template?

Three collections: mixed cards as real decks have them; "What is the capital of X?"
ten thousand times over, all alike; and a template that stays just below alike, the
worst case of a search for twins. Times are of the processor, parsing included; what
reading takes alone is the floor.

Run from the root of the project: python -m tests.bench.bench_check [CARDS]
"""

import random
import sys
import time
from collections.abc import Callable

from srs.study.check import check_pages, page_of
from tests.bench.machine import described, verdict
from tests.bench.made import WORDS, note_text, words

BAR_SECONDS = 3.0
"""For 10,000 notes."""
BAR_SHARE = 15.0
"""Of what reading takes alone, which a busy machine slows as well."""
RUNS = 3
NOTES_A_DECK = 500


def mixed(number: int) -> str:
    """Return a note as real decks hold it."""
    return note_text(number)[0]


def alike(number: int) -> str:
    """Return a question that differs from all others in its last word."""
    return f"Q: What is the capital of place{number}?\nA: City{number}\nS: 1999\n"


def barely_unlike(number: int) -> str:
    """Return a question that shares 5 of 11 runs of words with all others."""
    chance = random.Random(number)
    own = words(chance, 2)
    middle = "is the name of the town"
    return f"Q: {own}{number} {middle} x{number} y{number}?\nA: {number}\nS: 1999\n"


def ordinary(number: int) -> str:
    """Return a question of some words of a small vocabulary: common runs abound."""
    chance = random.Random(number)
    asked = " ".join(chance.choice(WORDS[:12]) for _ in range(9))
    return f"Q: What of {asked}?\nA: {words(chance, 3)}\nS: 1999\n"


def _texts(make: Callable[[int], str], count: int) -> list[tuple[str, str]]:
    return [
        (
            f"deck{start}.md",
            "\n".join(make(n) for n in range(start, min(count, start + NOTES_A_DECK))),
        )
        for start in range(0, count, NOTES_A_DECK)
    ]


def measure(make: Callable[[int], str], count: int) -> None:
    """Print what reading and checking some notes takes, the best of some runs."""
    texts = _texts(make, count)
    reads, wholes, checked = [], [], check_pages([])
    for _ in range(RUNS):
        began = time.process_time()
        pages = [page_of(path, text) for path, text in texts]
        reads.append(time.process_time() - began)
        checked = check_pages(pages, whole=True)
        wholes.append(time.process_time() - began)
    name = f"{make.__name__}: {checked.cards} cards"
    print(verdict(name, min(wholes), BAR_SECONDS * count / 10_000, "s"))
    print(verdict("  next to reading them", min(wholes) / min(reads), BAR_SHARE))


def main() -> None:
    """Measure all kinds of collections."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(described())
    for make in (mixed, alike, barely_unlike, ordinary):
        measure(make, count)


if __name__ == "__main__":
    main()
