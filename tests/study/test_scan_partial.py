"""Reading only the notes that changed leaves what reading all would have left."""

import random
from pathlib import Path

import pytest

from srs.study.scan_partial import Stretch, checksums, stretches
from tests.study.conftest import desk_in
from tests.study.test_scan_files import everything


def lines(text: str) -> list[int]:
    """Return checksums of lines that are letters."""
    return list(checksums("\n".join(text).encode()))


SPANS = [(1, 2), (4, 5), (7, 8), (10, 11), (13, 14)]
OLD = "ab-cd-ef-gh-ij-"


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("ab-cd-ef-gh-ij-", []),
        ("ab-cX-ef-gh-ij-", [Stretch(1, 1, 3, 5, 0)]),
        ("ab-cdX-ef-gh-ij-", [Stretch(1, 1, 3, 6, 1)]),
        ("ab-c-ef-gh-ij-", [Stretch(1, 1, 3, 4, -1)]),
        ("aX-cd-ef-gX-ij-", [Stretch(0, 0, 0, 2, 0), Stretch(3, 3, 9, 11, 0)]),
        ("Xab-cd-ef-gh-ij-", [Stretch(0, 0, 0, 3, 1)]),
        ("ab-cd-ef-gh-iX-", [Stretch(4, 4, 12, 14, 0)]),
        ("ab-cd-ef-gh-ij-X", None),
        ("", None),
    ],
)
def test_stretches_are_whole_notes(new: str, found: list[Stretch] | None) -> None:
    """What changed outside of notes is left to a full reading."""
    assert stretches(lines(OLD), lines(new), SPANS) == found


def made(chance: random.Random) -> list[str]:
    """Return the blocks of a deck."""
    blocks = ["# Deck\n"]
    for number in range(chance.randint(5, 30)):
        if chance.random() < 0.1:
            blocks.append(f"## Part {number}\n")
        if chance.random() < 0.1:
            blocks.append(f"Prose {number}, see nothing.\n")
        blocks.append(
            chance.choice(
                [
                    f"Q: Question {number} of this deck?\nA: Answer {number}.\n",
                    f"Q: Long {number}\nover lines?\nA:\n\n- one\n- two {number}\n",
                    f"T: Term {number}\nD: Means {number}.\nS: Source\n",
                    f"C: The [first] and the [second] of {number}.\n",
                    f"Q: Fence {number}?\nA:\n```\nQ: no {number}\n```\n",
                ]
            )
        )
    return blocks


EDITS = (
    lambda it: it.replace("Answer", "Reply"),
    lambda it: it.replace("?\n", ", please?\n", 1),
    lambda it: it.rstrip("\n") + "\nand a line more\n",
    lambda it: it.replace("[second]", "second and [third]"),
    lambda it: it.replace("A: ", "a: "),
    lambda it: it.replace("two", "two\n\n```\nopen"),
    lambda it: it.replace(".\n", ".\n\n## Heading\n"),
    lambda it: "",
    lambda it: it + "\n" + it.replace("Question", "Another question"),
    lambda it: it.replace("- one\n", ""),
    lambda it: it.rstrip("\n") + "\n<!-- id: x7 -->\n",
    lambda it: it.rstrip("\n") + " [[nowhere]]\n",
)


@pytest.mark.parametrize("seed", range(12))
def test_a_partial_reading_equals_a_full_one(tmp_path: Path, seed: int) -> None:
    """Whatever is edited, day after day, the store holds the same."""
    chance = random.Random(seed)
    partly, fully = desk_in(tmp_path / "a"), desk_in(tmp_path / "b")
    decks = {name: made(chance) for name in ("one", "two")}
    for _ in range(8):
        for blocks in decks.values():
            for at in chance.sample(range(len(blocks)), k=chance.choice([0, 1, 1, 3])):
                blocks[at] = chance.choice(EDITS)(blocks[at])
        texts = {name: "\n".join(blocks) for name, blocks in decks.items()}
        for desk, force in ((partly, False), (fully, True)):
            desk.write(**texts)
            desk.scan(force=force)
        assert everything(partly) == everything(fully)
        partly.learn()
        fully.learn()
    partly.store.close()
    fully.store.close()
