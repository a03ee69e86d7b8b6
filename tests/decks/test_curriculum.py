"""Do the shipped decks teach what the curriculum plans, in a sound order?

`curriculum.json` is the plan: the decks in their order with their titles, and each
concept with its deck, its number of cards and the concepts that it requires. The
decks are read by the project's own parser, as a learner's would be.
"""

import json
import re
from collections import Counter
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TypedDict

import pytest

from srs.core.card import GAP_CLOSE, GAP_OPEN, Note, Parsed
from srs.deck.parser import parse

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared" / "concepts" / "curriculum.json"


class _Planned(TypedDict):
    """What the plan says of a concept."""

    deck: str
    cards: int
    requires: list[str]


class _Plan(TypedDict):
    """The whole plan; the decks stand in their order, name to title."""

    decks: dict[str, str]
    concepts: dict[str, _Planned]


_PLAN: _Plan = json.loads((Path(__file__).parent / "curriculum.json").read_text())
_CONCEPTS = _PLAN["concepts"]
_DECKS: dict[str, Parsed] = {
    name: parse(f"{name}.md", (_ROOT / "decks" / f"{name}.md").read_text("utf-8"))
    for name in _PLAN["decks"]
}
_NOTES = [note for parsed in _DECKS.values() for note in parsed.notes]
_FENCE = re.compile(r"^(?P<fence>```|~~~).*?^(?P=fence)\s*$", re.DOTALL | re.MULTILINE)
_GAP = re.compile(f"{GAP_OPEN}(.*?){GAP_CLOSE}", re.DOTALL)

LONGEST_ANSWER_WORDS, MEDIAN_ANSWER_WORDS = 25, 12


def _answers(note: Note) -> list[int]:
    """Return how many words each card of a note wants to hear, charts aside."""
    texts = (_FENCE.sub("", side.back) for side in note.sides)
    if note.kind == "cloze":
        texts = (" ".join(_GAP.findall(text)) for text in texts)
    return [len(text.split()) for text in texts]


def _source_keys(note: Note) -> list[str]:
    return [key.strip() for key in note.source.split(",")]


@pytest.mark.parametrize("name", _DECKS)
def test_a_deck_has_no_problem(name: str) -> None:
    """A shipped deck must be read without a single remark."""
    assert [str(problem) for problem in _DECKS[name].problems] == []


@pytest.mark.parametrize("name", _DECKS)
def test_a_deck_teaches_its_concepts_in_full(name: str) -> None:
    """A deck must hold its planned concepts in their order, each with its cards."""
    parsed = _DECKS[name]
    cards: Counter[str] = Counter()
    for note in parsed.notes:
        cards[note.concept] += len(note.sides)

    planned = {
        id_: row["cards"] for id_, row in _CONCEPTS.items() if row["deck"] == name
    }
    assert [concept.id for concept in parsed.concepts] == list(planned)
    assert dict(cards) == planned


@pytest.mark.parametrize("name", _DECKS)
def test_a_deck_says_what_its_concepts_require(name: str) -> None:
    """The front matter must name exactly the planned prerequisites."""
    planned = {
        id_: tuple(row["requires"])
        for id_, row in _CONCEPTS.items()
        if row["deck"] == name and row["requires"]
    }
    given = _DECKS[name].deck.requires

    assert {id_: sorted(needs) for id_, needs in given.items()} == {
        id_: sorted(needs) for id_, needs in planned.items()
    }


@pytest.mark.parametrize("name", _DECKS)
def test_a_deck_bears_its_title(name: str) -> None:
    """Name and heading must be the plan's title; one deck starts by itself."""
    deck = _DECKS[name].deck

    assert deck.name == deck.title == _PLAN["decks"][name]
    assert deck.start == ("auto" if name == "foundations" else "manual")


@pytest.mark.parametrize("name", _DECKS)
def test_every_source_is_listed(name: str) -> None:
    """Each card must name a source, each source must stand in the front matter."""
    parsed = _DECKS[name]
    unknown = {
        (note.span.line, key)
        for note in parsed.notes
        for key in _source_keys(note)
        if key not in parsed.deck.sources
    }

    assert unknown == set()


@pytest.mark.parametrize("name", _DECKS)
def test_every_concept_begins_with_prose(name: str) -> None:
    """A deck must read as a page: each concept opens with a paragraph."""
    bare = [concept.id for concept in _DECKS[name].concepts if not concept.lead]

    assert bare == []


def test_the_plan_is_whole() -> None:
    """Seventy concepts of two to six cards each make the curriculum."""
    cards = [row["cards"] for row in _CONCEPTS.values()]

    assert len(cards) == 70
    assert (min(cards) >= 2, max(cards) <= 6) == (True, True)
    assert 230 <= sum(cards) <= 300
    assert sum(len(note.sides) for note in _NOTES) == sum(cards)


def test_no_card_stands_outside_of_a_concept() -> None:
    """A card without a concept is an orphan; so is a draft that nobody sees."""
    orphans = [note.span for note in _NOTES if note.concept not in _CONCEPTS]
    silent = [note.span for note in _NOTES if note.draft or not note.sides]

    assert orphans == []
    assert silent == []


def test_prerequisites_have_no_circle() -> None:
    """Each concept must be reachable without learning itself first."""
    graph = {id_: row["requires"] for id_, row in _CONCEPTS.items()}

    order = list(TopologicalSorter(graph).static_order())
    assert sorted(order) == sorted(_CONCEPTS)


def test_a_concept_comes_after_what_it_requires() -> None:
    """Whoever takes the decks in their order never meets a concept too early."""
    order = [concept.id for deck in _DECKS.values() for concept in deck.concepts]
    place = {id_: number for number, id_ in enumerate(order)}
    early = [
        (id_, needed)
        for id_, row in _CONCEPTS.items()
        for needed in row["requires"]
        if place[needed] > place[id_]
    ]

    assert early == []


def test_a_note_is_asked_only_once() -> None:
    """Two notes of the collection must not be the same."""
    fingerprints = sorted((note.fingerprint, note.span.path) for note in _NOTES)
    twice = [one for one, other in pairwise(fingerprints) if one[0] == other[0]]

    assert twice == []


def test_answers_are_short() -> None:
    """The median answer has at most 12 words, the longest at most 25."""
    words = [(count, note.span) for note in _NOTES for count in _answers(note)]

    too_long = [row for row in words if not 0 < row[0] <= LONGEST_ANSWER_WORDS]
    assert too_long == []
    assert median(count for count, _ in words) <= MEDIAN_ANSWER_WORDS


def test_the_copied_plan_is_the_shared_one() -> None:
    """The copy must agree with the plan that it was made from."""
    if not _SHARED.exists():
        pytest.skip("the folder with the shared plan is not beside this checkout")
    shared = json.loads(_SHARED.read_text("utf-8"))
    names = {
        deck["id"]: name for deck, name in zip(shared["decks"], _DECKS, strict=True)
    }

    assert [deck["title"] for deck in shared["decks"]] == list(_PLAN["decks"].values())
    assert {
        row["id"]: {
            "deck": names[row["deck"]],
            "cards": row["cards"],
            "requires": row["requires"],
        }
        for row in shared["concepts"]
    } == _CONCEPTS
