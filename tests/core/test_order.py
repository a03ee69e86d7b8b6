"""In which order do cards come?"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId, Deck, Fingerprint
from srs.core.day import day_number
from srs.core.order import (
    BACKLOG_ORDER,
    Candidate,
    Outline,
    closed_concepts,
    has_backlog,
    in_order,
    introduction_ranks,
    required,
)
from srs.core.preset import ReviewOrder

TODAY = date(2026, 1, 5)
NUMBER = day_number(TODAY)


def due(
    card: int, *, late: int = 0, pause: int = 10, stability: float = 10.0
) -> Candidate:
    """Return a card in review, so many days late and so long after its last one."""
    return Candidate(
        card=CardId(card),
        note=card,
        deck=card % 3,
        preset="default",
        phase=2,
        due_day=NUMBER - late,
        due_ms=None,
        stability=stability,
        last_day=NUMBER - pause,
        interval_days=pause - late,
        lapses=0,
        rank=0,
    )


def ids(cards: Sequence[Candidate]) -> list[int]:
    """Return the cards' ids in their order."""
    return [one.card for one in cards]


def test_each_order_sorts_by_what_it_says() -> None:
    """By due day, by chance of recall up or down, by deck."""
    cards = [
        due(1, late=0, pause=5, stability=10.0),
        due(2, late=3, pause=20, stability=10.0),
        due(3, late=1, pause=100, stability=20.0),
    ]

    def order(name: ReviewOrder) -> list[int]:
        return ids(in_order(cards, name, TODAY))

    assert order("due") == [2, 3, 1]
    assert order("easiest-first") == [1, 2, 3]
    assert order("hardest-first") == [3, 2, 1]
    assert order("deck") == [3, 1, 2]


def test_a_mixed_order_is_the_same_all_day_and_another_tomorrow() -> None:
    """The shuffle depends on the study day and the cards, not on how they come in."""
    cards = [due(card) for card in range(50)]
    today = ids(in_order(cards, "mixed", TODAY))

    assert ids(in_order(cards[::-1], "mixed", TODAY)) == today
    assert ids(in_order(cards, "mixed", date(2026, 1, 6))) != today
    assert today != sorted(today)


def test_auto_is_mixed_until_there_is_a_backlog() -> None:
    """Twenty cards that are two days late, and a quarter of all, make a backlog."""
    few = [due(card, late=2) for card in range(19)]
    many = [*few, due(19, late=2)]
    fresh_days = [due(card) for card in range(20, 81)]

    assert [has_backlog(cards, TODAY) for cards in (few, many, many + fresh_days)] == [
        False,
        True,
        False,
    ]
    assert in_order(few, "auto", TODAY) == in_order(few, "mixed", TODAY)
    assert in_order(many, "auto", TODAY) == in_order(many, BACKLOG_ORDER, TODAY)


def outline(
    concepts: str,
    requires: dict[str, tuple[str, ...]] | None = None,
    *,
    shuffled: bool = False,
) -> Outline:
    """Return a deck whose notes have concepts of one letter each; `-` is none."""
    deck = Deck(
        path="d.md",
        name="d",
        requires=requires or {},
        order="random" if shuffled else "file",
    )
    notes = [
        (Fingerprint(f"{number:032x}"), concept.strip("-"))
        for number, concept in enumerate(concepts)
    ]
    return Outline(deck=deck, notes=notes)


def introduced(*outlines: Outline) -> str:
    """Return the concepts of all notes in the order in which they come."""
    ranked = sorted(
        (rank, concept or "-")
        for ranks, one in zip(introduction_ranks(outlines), outlines, strict=True)
        for rank, (_, concept) in zip(ranks, one.notes, strict=True)
    )
    assert [rank for rank, _ in ranked] == list(range(len(ranked)))
    return "".join(concept for _, concept in ranked)


def test_new_cards_come_in_file_order_after_what_they_require() -> None:
    """A concept waits for all that it requires, also from a later deck, and deeply."""
    assert introduced(outline("aab-c"), outline("de")) == "aab-cde"
    assert introduced(outline("aab", {"a": ("b",)})) == "baa"
    assert introduced(outline("ab", {"a": ("e",)}), outline("de")) == "eabd"
    assert introduced(outline("abcd", {"a": ("c",), "c": ("d",)})) == "dcab"
    assert introduced(outline("abab", {"a": ("b",)})) == "bbaa"


def test_requirements_in_a_circle_are_broken_where_they_are_met() -> None:
    """A circle hides nothing: the concept met last in it comes first, always alike."""
    assert introduced(outline("abc", {"a": ("b",), "b": ("c",), "c": ("a",)})) == "cba"
    assert introduced(outline("ab", {"a": ("a", "nowhere")})) == "ab"


def test_a_long_chain_of_prerequisites_is_no_trouble() -> None:
    """Five thousand concepts that each require the next come in reverse."""
    names = [f"c{number}" for number in range(5000)]
    deck = Deck(
        path="d.md",
        name="d",
        requires={early: (late,) for early, late in pairwise(names)},
    )
    notes = [(Fingerprint(name), name) for name in names]

    ranks = introduction_ranks([Outline(deck=deck, notes=notes)])

    assert ranks == [list(range(4999, -1, -1))]


def test_a_shuffled_deck_keeps_its_prerequisites() -> None:
    """`order = "random"` shuffles by text, and required concepts still come first."""
    shuffled = introduced(outline("aaaaabbbbb", {"a": ("b",)}, shuffled=True))
    plain = outline("--------------------", shuffled=True)

    assert shuffled == "bbbbbaaaaa"
    assert introduction_ranks([plain]) == introduction_ranks([plain])
    assert introduction_ranks([plain]) != [list(range(20))]


@settings(deadline=None)
@given(
    st.lists(st.text("abcdef-", max_size=8), max_size=3),
    st.dictionaries(
        st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)
    ),
)
def test_what_is_required_always_comes_first(
    decks: list[str], wishes: dict[str, list[str]]
) -> None:
    """Unless a circle forbids it, no note precedes one that its concept requires."""
    requires = {concept: tuple(before) for concept, before in wishes.items()}
    order = introduced(*(outline(concepts, requires) for concepts in decks))
    reach = _closure(requires)

    assert sorted(order) == sorted("".join(decks))
    for concept, before in requires.items():
        for other in before:
            if concept in order and other in order and concept not in reach[other]:
                assert order.rindex(other) < order.index(concept)


def _closure(requires: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Return all that each letter requires, directly or not."""
    found = {letter: set(requires.get(letter, ())) for letter in "abcdef"}
    for _ in found:
        for letter, before in found.items():
            found[letter] = before.union(*(found[other] for other in before))
    return found


def test_requirements_of_all_decks_are_put_together() -> None:
    """Two decks may both say what a concept requires."""
    decks = [
        Deck(path="a.md", name="a", requires={"x": ("y", "z")}),
        Deck(path="b.md", name="b", requires={"x": ("z", "w")}),
    ]

    assert required(decks) == {"x": ("y", "z", "w")}


def test_the_gate_waits_for_each_card_of_what_is_required() -> None:
    """One card that has not graduated keeps a concept closed; none at all does not."""
    requires = {"b": ("a",), "c": ("empty",)}

    assert closed_concepts({"a", "b"}, {"a"}, requires) == {"b"}
    assert closed_concepts({"b"}, {"a"}, requires) == set()


def test_what_has_opened_stays_open() -> None:
    """A new card of a required concept does not close what was begun."""
    assert closed_concepts({"a"}, {"b"}, {"b": ("a",)}) == set()


def test_a_circle_gates_nothing() -> None:
    """Two concepts that require each other would wait for ever: neither waits."""
    requires = {"a": ("b", "a"), "b": ("a",), "c": ("a",)}

    assert closed_concepts({"a", "b", "c"}, set(), requires) == {"c"}
