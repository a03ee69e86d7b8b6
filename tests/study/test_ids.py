"""Ids for the notes of shared decks: nothing is lost, and no card starts anew."""

from pathlib import Path

import pytest

from srs.core.card import Fingerprint
from srs.core.errors import InputError
from srs.study.check_files import gather
from srs.study.ids import SHORTEST, Identified, id_for, identified
from tests.study.conftest import Desk

DECK = """# Genes

Q: What is drift?
A: Chance.
X: More of it.
<!-- lint: allow R05 (known) -->

C: the [allele] and [gene]
T: fitness
D: offspring

```
Q: no card
A: at all
```

I: An idea?
> 2026-01-01 A thought.

Q: a draft
A:
"""


def given(root: Path, *files: str) -> list[Identified]:
    """Return what ids would make of files."""
    paths = [root / file for file in files] or [root]
    return list(identified(gather(paths, here=root)))


def test_each_card_keeps_its_history(desk: Desk) -> None:
    """A scan after it finds every note unchanged, with the cards it had."""
    desk.scan(genes=DECK)
    before = desk.cards()
    for change in given(desk.root):
        change.write()
    report = desk.scan()

    assert report.sentence() == "5 unchanged"
    assert desk.cards() == before
    text = (desk.root / "genes.md").read_text(encoding="utf-8")
    assert text.count("<!-- id: ") == 5
    assert [line for line in text.split("\n") if "<!-- id" not in line] == DECK.split(
        "\n"
    )


def test_an_edit_after_it_keeps_the_history_by_the_id(desk: Desk) -> None:
    """A text that has nothing of the old one is the same card, for its id says so."""
    desk.scan(one="Q: Who?\nA: Anna.\n")
    (card,) = desk.cards().values()
    given(desk.root)[0].write()
    desk.scan()
    text = (desk.root / "one.md").read_text(encoding="utf-8")
    report = desk.scan(one=text.replace("Who?", "Completely else").replace("Anna", "B"))

    assert report.edited == 1
    assert list(desk.cards().values()) == [card]


def test_twice_is_once(tmp_path: Path) -> None:
    """A second time nothing is given, and two people give the same ids."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "genes.md").write_text(DECK, encoding="utf-8")
    (first,), (other,) = given(tmp_path / "a"), given(tmp_path / "b")
    first.write()

    assert first.after == other.after
    assert [one.ids for one in given(tmp_path / "a")] == [{}]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_mark_and_line_ends_stay(
    tmp_path: Path, mark: str, end: str, last: bool
) -> None:
    """A byte-order mark, line ends and a missing last one are as they were."""
    deck = tmp_path / "a.md"
    text = mark + end.join(["Q: a", "A: b", "", "Q: c", "A: d"]) + end * last
    deck.write_bytes(text.encode())
    (change,) = given(tmp_path)
    change.write()
    one, two = change.ids.values()

    lines = [
        *("Q: a", "A: b", f"<!-- id: {one} -->", ""),
        *("Q: c", "A: d", f"<!-- id: {two} -->"),
    ]
    assert deck.read_bytes().decode() == mark + end.join(lines) + end * last


def test_what_cannot_have_one_is_named(tmp_path: Path) -> None:
    """A broken note and the second place of a twin stay as they are."""
    (tmp_path / "a.md").write_text("Q: a\nA: b\n\nQ: broken\n\nQ: a\nA: b\n")
    (change,) = given(tmp_path)

    assert (list(change.ids), change.left) == ([1], (4, 6))


def test_an_id_that_is_taken_grows(tmp_path: Path) -> None:
    """Ids of other decks of the collection are not given again."""
    name = Fingerprint("0123456789abcdef" * 2)
    short = id_for(name, ())
    longer = id_for(name, {short})

    assert len(short) == SHORTEST
    assert (longer[:SHORTEST], len(longer)) == (short, SHORTEST + 1)


def test_what_others_saved_is_not_written_over(tmp_path: Path) -> None:
    """A file that changed since it was shown stays as it is."""
    deck = tmp_path / "a.md"
    deck.write_text("Q: a\nA: b\n")
    (change,) = given(tmp_path)
    deck.write_text("Q: a\nA: theirs\n")
    with pytest.raises(InputError, match="changed by another program"):
        change.write()

    assert deck.read_text() == "Q: a\nA: theirs\n"
