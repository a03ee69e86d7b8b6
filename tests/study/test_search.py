"""Searching a collection: rows for programs, and cards for a review."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from srs.core.card import CardId
from srs.core.log import Decision, Rating, Reviewed, Suspended
from srs.core.query_tree import QueryError
from srs.study.collection import Collection
from srs.study.outcome import refresh
from srs.study.search import Found, card_ids, find

Open = Callable[[dict[str, str]], Collection]

GENES = """---
name = "Genes"
tags = ["bio"]
---
# Genes

## Drift {#drift}

Q: What does drift change? #exam #bio
A: The allele
frequency.

C: Below the [threshold](hint: one word) it [survives].

T: fitness
D: offspring

I: What if?

Q: Unanswered?
A:

C:
"""


@pytest.fixture
def genes(collect: Open) -> Collection:
    """Give a collection with one deck of every kind of note."""
    return collect({"bio/genes.md": GENES})


def found_in(found: Found) -> list[tuple[str, str]]:
    """Return front and back of each row."""
    return [(row.front, row.back) for row in found.rows]


def answer(collection: Collection, card: CardId, *, days: int) -> None:
    """Answer a card with Good, so that it is due after so many days."""
    today = collection.today()
    due = today + timedelta(days=days)
    made = Decision(phase="review", step=0, due_day=due)
    collection.log(
        Reviewed(card=card, rating=Rating.GOOD, duration_ms=900, decision=made)
    )
    refresh(collection, [card])


def test_a_row_says_all_that_json_promises(genes: Collection) -> None:
    """A new card: every key is there, tags are joined, the place is the note's."""
    found = find(genes, "allele")
    row = found.to_json()["rows"][0]
    card = int(row.pop("card_id"))

    assert card_ids(genes, "allele") == {card}
    assert row == {
        "deck": "Genes",
        "concept": "drift",
        "kind": "basic",
        "front": "What does drift change?",
        "back": "The allele\nfrequency.",
        "tags": ["bio", "exam"],
        "phase": "new",
        "due": None,
        "stability_days": None,
        "difficulty": None,
        "recall_now": None,
        "lapses": 0,
        "suspended": False,
        "file": "bio/genes.md",
        "line": 9,
    }
    assert found.to_json() | {"rows": []} == {
        "schema": "srs/list/1",
        "count": 1,
        "rows": [],
    }


def test_a_reviewed_card_tells_its_memory(genes: Collection) -> None:
    """Phase, due day, stability, difficulty and the chance of recall stand there."""
    (card,) = card_ids(genes, "allele")
    answer(genes, card, days=4)
    genes.log(Suspended(card=card))
    refresh(genes, [card])
    row = find(genes, "prop:reviews>0").to_json()["rows"][0]

    assert row["card_id"] == str(card)
    assert (row["phase"], row["due"]) == ("review", "2026-03-06")
    assert (row["lapses"], row["suspended"]) == (0, True)
    assert (row["stability_days"], row["difficulty"]) == (2.3065, 2.1181)
    assert row["recall_now"] == 1.0


def test_recall_falls_as_time_passes(
    genes: Collection, clock: Callable[..., object]
) -> None:
    """After its stability, a card is recalled with a chance of nine in ten."""
    (card,) = card_ids(genes, "allele")
    answer(genes, card, days=2)
    clock.sleep(days=2.3065)  # type: ignore[attr-defined]

    assert [round(row.recall_now or 0.0, 3) for row in find(genes, "is:due").rows] == [
        0.9
    ]
    assert card_ids(genes, "prop:r<=0.91") == {card}


def test_each_side_of_a_note_is_a_row(genes: Collection) -> None:
    """What a cloze hides shows its hint or dots; a term is asked both ways."""
    assert found_in(find(genes, "kind:cloze or kind:term")) == [
        ("Below the [one word] it survives.", "Below the threshold it survives."),
        ("Below the threshold it […].", "Below the threshold it survives."),
        ("fitness", "offspring"),
        ("offspring", "fitness"),
    ]


def test_drafts_and_ideas_are_found_by_their_state(genes: Collection) -> None:
    """Neither is ever new; a draft that has no card yet is a row all the same."""
    draft, empty = find(genes, "is:draft").rows
    (idea,) = find(genes, "is:idea").rows

    assert (draft.waits, draft.front, draft.back) == ("draft", "Unanswered?", "")
    assert (empty.card_id, empty.front, empty.line) == (None, "", 23)
    assert (idea.waits, idea.front, idea.back) == ("idea", "What if?", "")
    assert not {idea.card_id, draft.card_id} & card_ids(genes, "is:new")
    assert card_ids(genes, "is:draft") == {draft.card_id}


@pytest.mark.parametrize(
    "deck", ['"Old genes"', "Heritage", "bio/genes", "bio/genes.md", "bio", "*gen*"]
)
def test_a_deck_is_found_by_name_title_file_and_folder(
    collect: Open, deck: str
) -> None:
    """A name in the front matter hides neither the file's name nor its folder."""
    text = '---\nname = "Old genes"\n---\n# Heritage\n\nQ: a\nA: b\n'
    collection = collect({"bio/genes.md": text, "other.md": "Q: c\nA: d\n"})

    assert found_in(find(collection, f"deck:{deck}")) == [("a", "b")]


def test_limit_keeps_the_count(genes: Collection) -> None:
    """What is cut off is counted; so a face can say what it hides."""
    found = find(
        genes, "deck:genes -is:idea -kind:basic", limit=2, sort="deck", reverse=True
    )

    assert (len(found.rows), found.count) == (2, 4)
    assert [row.front for row in found.rows] == ["offspring", "fitness"]


def test_sorting_by_due_day_puts_new_cards_last(genes: Collection) -> None:
    """The soonest comes first, then the rest by place."""
    (first,) = card_ids(genes, "allele")
    later, sooner = sorted(card_ids(genes, "kind:term"))
    answer(genes, later, days=9)
    answer(genes, sooner, days=3)
    found = find(genes, "is:new or is:review", sort="due")

    assert [row.due for row in found.rows[:3]] == [
        date(2026, 3, 5),
        date(2026, 3, 11),
        None,
    ]
    assert [row.card_id for row in found.rows[:3]] == [sooner, later, first]


def test_search_follows_an_edit(genes: Collection) -> None:
    """After a scan, the words are those that the deck holds now."""
    from srs.study.scan import scan

    assert len(card_ids(genes, "allele")) == 1
    file = genes.root / "bio" / "genes.md"
    file.write_text(GENES.replace("allele", "gene"), encoding="utf-8")
    scan(genes)

    assert card_ids(genes, "allele") == frozenset()
    assert len(card_ids(genes, '"gene frequency"')) == 1
    assert len(card_ids(genes, "added:1 is:new")) == 5


def test_wrong_query_is_refused(genes: Collection) -> None:
    """Kinds are those that decks may hold."""
    with pytest.raises(QueryError) as caught:
        card_ids(genes, "kind:clze")

    assert str(caught.value) == "Column 6: there is no kind clze. Did you mean cloze?"
