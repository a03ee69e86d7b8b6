"""Which new text continues which vanished one."""

from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import Fingerprint
from srs.deck.identity.align import FileChange, best_pairs, gaps, lineage
from srs.deck.identity.alike import Text
from srs.deck.identity.match import Match, Scene, match
from srs.deck.identity.siblings import pair


class Words:
    """Unchanged texts, by handle."""

    def __init__(self, texts: dict[Fingerprint, Text]) -> None:
        self._texts = texts

    def text(self, name: Fingerprint) -> Text | None:
        """Return the text, if it is unchanged."""
        return self._texts.get(name)

    def saying(self, names: Collection[Fingerprint], text: Text) -> list[Fingerprint]:
        """Return the texts that ask or answer the same."""
        found = [(name, self._texts[name]) for name in names if name in self._texts]
        return [n for n, it in found if text.asked == it.asked or text[2] == it[2]]


def basic(note: str) -> Text:
    """Return a question and answer, parted by a bar."""
    asked, _, answered = note.partition(" | ")
    return Text("basic", asked, answered)


def matched(before: Sequence[str], after: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Return for each new note the old one it continues, and whether that is sure."""
    found = matches({"a.md": before}, {"a.md": after})
    return {it.handle: (it.origin, it.sure) for it in found}


def matches(
    before: dict[str, Sequence[str]], after: dict[str, Sequence[str]]
) -> list[Match]:
    """Match files whose notes are their own handles."""
    old = {Fingerprint(note) for notes in before.values() for note in notes}
    new = {Fingerprint(note) for notes in after.values() for note in notes}
    return match(
        Scene(
            changes=[
                FileChange(
                    path=path,
                    before=[Fingerprint(it) for it in before.get(path, ())],
                    after=[Fingerprint(it) for it in after.get(path, ())],
                )
                for path in sorted(before.keys() | after.keys())
            ],
            vanished={name: basic(name) for name in sorted(old - new)},
            appeared={name: basic(name) for name in sorted(new - old)},
            standing=Words({name: basic(name) for name in old & new}),
        )
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What is ATP? | The currency of energy.", "What is ATP | the currency of it"),
        ("What is ATP? | Energy.", "What is ATP? | Something else altogether."),
        ("Which molecule stores energy? | Adenosine triphosphate", "Energy store? | "
         "Adenosine triphosphate"),
        ("How do enzymes speed reactions? | They lower barriers.",
         "How do enzymes speed up reactions? | They lower the barriers."),
    ],
)  # fmt: skip
def test_an_edit_in_its_place_is_sure(old: str, new: str) -> None:
    """Punctuation, the same question, the same long answer, likeness."""
    assert matched([old], [new]) == {new: (old, True)}


def test_an_unlike_text_in_the_same_place_is_new() -> None:
    """A place alone proves nothing."""
    assert matched(["What is ATP? | Energy."], ["Who was Bach? | A composer."]) == {}


def test_likeness_counts_in_the_place_alone() -> None:
    """Elsewhere the same pair is only worth a question."""
    old, new = (
        "Which cell makes insulin? | A beta cell",
        "Which cells make insulin? | Beta cells",
    )
    rest = [f"Note {n} of ten | About {n * 7}" for n in range(10)]

    assert matched([old, *rest], [new, *rest]) == {new: (old, True)}
    (moved,) = matches({"a.md": [old, *rest]}, {"a.md": rest, "b.md": [new]})
    assert not moved.sure


def test_a_short_answer_tells_nothing_apart() -> None:
    """1914 is the answer of many."""
    found = matched(["When did it begin? | 1914"], ["How many were there? | 1914"])

    assert all(not sure for _, sure in found.values())


def test_what_others_ask_too_is_no_evidence() -> None:
    """The same words in an unchanged note nearby make a question common."""
    kept = "Translate | the house by the sea"
    found = matched(
        ["Translate | a mouse", kept], ["Translate | seventy elephants", kept]
    )

    assert all(not sure for _, sure in found.values())


def test_a_row_of_a_table_is_no_edit_of_another() -> None:
    """Where notes around are as alike, likeness is the pattern's."""
    rows = [f"What is the capital of {x * 3}? | {x.upper() * 4}" for x in "abcdefgh"]
    replaced = "What is the capital of xyx? | XYXX"

    found = matched(rows, [*rows[:3], replaced, *rows[4:]])

    assert all(not sure for _, sure in found.values())


def test_two_candidates_that_are_nearly_as_good_are_doubtful() -> None:
    """Nobody knows which it was."""
    old = ["The largest city in the north is Aa", "The largest city in the north is Bb"]
    new = "The largest city in the north is Cc"

    (found,) = matched(old, [new]).values()

    assert found[1] is False


def test_most_of_a_large_file_changed_is_doubtful() -> None:
    """But what only changed its punctuation is not."""
    old = [f"What about {n * 111}? | It is {n}" for n in range(10)]
    changed = [f"{it} and a bit more" for it in old[:6]]

    found = matched(old, [*changed, *old[6:]])
    assert [sure for _, sure in found.values()] == [False] * 6

    commas = [f"{it}!" for it in old]
    assert [sure for _, sure in matched(old, commas).values()] == [True] * 10


def test_kinds_do_not_mix() -> None:
    """A cloze continues no question."""
    scene = Scene(
        changes=[
            FileChange(path="a", before=[Fingerprint("o")], after=[Fingerprint("n")])
        ],
        vanished={Fingerprint("o"): Text("basic", "The cell has a nucleus.", "x")},
        appeared={Fingerprint("n"): Text("cloze", "The cell has a [nucleus].", "")},
        standing=Words({}),
    )

    assert match(scene) == []


NOTES = st.lists(
    st.text("ab cd?.", min_size=3, max_size=12), min_size=0, max_size=6, unique=True
)


@given(NOTES, NOTES)
def test_a_match_is_one_to_one_and_repeatable(
    before: list[str], after: list[str]
) -> None:
    """Whatever the texts, no card goes to two of them."""
    found = matched(before, after)

    origins = [origin for origin, _ in found.values()]
    assert len(set(origins)) == len(origins)
    assert set(origins) <= set(before) - set(after)
    assert matched(before, after) == found


def change(path: str, before: str, after: str) -> FileChange:
    """Return a change of a file whose notes are letters."""
    return FileChange(
        path=path,
        before=[Fingerprint(it) for it in before],
        after=[Fingerprint(it) for it in after],
    )


def test_a_file_continues_the_one_with_which_it_shares_most() -> None:
    """Swapped files are set against each other; a new one stands alone."""
    swapped = [
        change("x", "abc", "def"),
        change("y", "def", "abg"),
        change("z", "", "q"),
    ]

    found = [("".join(it.before), "".join(it.after)) for it in lineage(swapped)]

    assert found == [("def", "def"), ("abc", "abg"), ("", "q")]


def test_gaps_lie_between_what_kept_its_order() -> None:
    """A note that wandered is no anchor."""
    old, new = ({Fingerprint(it) for it in letters} for letters in ("XY", "ZW"))
    found = gaps(change("x", "aXbYc", "aZcbW"), {}, old, new)
    texts = [("".join(it.before), "".join(it.after)) for it in found]

    assert texts == [("X", "Z"), ("Y", "W")]


def test_the_best_pairs_keep_their_order() -> None:
    """The sum of likeness decides, and 0 is never paired."""
    assert best_pairs([[0.9, 0.0], [0.0, 0.8]]) == [(0, 0), (1, 1)]
    assert best_pairs([[0.6, 0.9], [0.7, 0.0]]) == [(0, 1)]
    assert best_pairs([[0.0]]) == []


@pytest.mark.parametrize(
    ("before", "after", "old", "new", "pairs"),
    [
        ("[a] and b", "[a] and [b]", ["a"], ["a", "b"], {"a": "a"}),
        ("[cat] x", "[cats] x", ["cat"], ["cats"], {"cats": "cat"}),
        ("in [1905]", "in [1906]", ["1905"], ["1906"], {"1906": "1905"}),
        ("[one], [two]", "[uno], [dos]", ["one", "two"], ["uno", "dos"],
         {"uno": "one", "dos": "two"}),
        ("the [cat] sat", "the cat [sat]", ["cat"], ["sat"], {}),
        ("[x] y [x]", "y [x]", ["x", "x#2"], ["x"], {"x": "x"}),
    ],
)  # fmt: skip
def test_deletions_go_by_text_then_by_order(
    before: str, after: str, old: list[str], new: list[str], pairs: dict[str, str]
) -> None:
    """A deletion that was uncovered, or newly covered, continues none."""
    found = pair(
        old, new, before=Text("cloze", before, ""), after=Text("cloze", after, "")
    )

    assert found == pairs
