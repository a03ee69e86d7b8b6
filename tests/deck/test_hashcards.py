"""Decks of hashcards give the same cards here, but for what the manual names."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import MASK_OPEN
from srs.deck.hashcards import differences
from srs.deck.parser import parse


class Refused(Exception):
    """hashcards reads no card of the whole collection."""


class Basic(NamedTuple):
    """A card of hashcards, from `Q:` and `A:`."""

    question: str
    answer: str


class Cloze(NamedTuple):
    """A card of hashcards, from `C:`: what is hidden, and how much stands before."""

    hidden: str
    before: str


def hashcards(text: str) -> list[Basic | Cloze]:
    """Return the cards that hashcards 0.3 makes of a deck without front matter.

    Raises:
        Refused: It stops at a line.

    Source:
        Behaviour of `src/parser.rs` of eudoxia0/hashcards, told in our own words.
    """
    cards: list[Basic | Cloze] = []
    state, question, words = "", "", ""
    for line in [*text.split("\n"), None]:
        mark = line[:2] if line is not None else ""
        ends = line is None or line.strip() == "---" or mark in ("Q:", "C:")
        if state == "A" and ends:
            cards.append(Basic(question.strip(), words.strip()))
        elif state == "C" and ends:
            cards += _clozes(words.strip())
        elif state == "Q" and ends:
            raise Refused(line)
        if ends or mark == "A:":
            if mark == "A:":
                if state != "Q":
                    raise Refused(line)
                question = words
            state = mark[:1] if line and line.strip() != "---" else ""
            words = line[2:].strip() if state and line else ""
        elif state:
            words = f"{words}\n{line}"
        elif line and line.strip():
            raise Refused(line)
    return cards


def _clozes(text: str) -> list[Cloze]:
    found: list[Cloze] = []
    clean, start, image, escaped = "", -1, False, False
    for at, mark in enumerate(text):
        after = text[at + 1 : at + 2]
        if mark == "\\" and after in ("[", "]") and after:
            escaped = True
        elif mark in "[]" and escaped:
            clean, escaped = clean + mark, False
        elif mark == "[" and not image:
            start = len(clean)
        elif mark == "]" and image:
            clean, image = clean + mark, False
        elif mark == "]":
            if start >= 0:
                found.append(Cloze(clean[start:], clean[:start]))
            start = -1
        else:
            image = image or (mark == "!" and after == "[")
            clean += mark
    if not found:
        raise Refused(text)
    return found


def ours(text: str) -> list[Basic | Cloze]:
    """Return our cards of a deck as hashcards would name them."""
    cards: list[Basic | Cloze] = []
    for note in parse("deck.md", text).notes:
        for side in note.sides:
            if note.kind == "basic":
                cards.append(Basic(side.front, side.back))
            else:
                before = side.front.partition(MASK_OPEN)[0]
                hidden = side.key.partition("#")[0]
                cards.append(Cloze(hidden, before))
    return cards


LINES = st.sampled_from(
    [
        "Q: one",
        "Q:two ",
        "A: three",
        "A:",
        "four",
        "  five",
        "",
        "---",
        " --- ",
        "C: a [six] b [seven]",
        "C:",
        "[eight]",
        "- [nine] ten",
        "![](x.png) [ten]",
        "a :: b",
        "Q without a colon",
        "q: lower",
        "> quoted",
        "| [a] | [b] |",
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_a_deck_that_hashcards_accepts_gives_the_same_cards(text: str) -> None:
    """What hashcards makes of a deck, this reader makes too; empty sides are drafts."""
    try:
        theirs = hashcards(text)
    except Refused:
        return

    sound = [
        it for it in theirs if isinstance(it, Cloze) or (it.question and it.answer)
    ]
    assert ours(text) == sound


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("C: Foo [bar] baz [quux].", ["bar", "quux"]),
        ("C: Foo [bar] ![](image.jpg) [quux].", ["bar", "quux"]),
        ("C: [foo]\n[bar]\nbaz.", ["foo", "bar"]),
        ("C: [foo]\nC: [bar]", ["foo", "bar"]),
        ("C: The notation [$n!$] means 'n factorial'.", ["$n!$"]),
        (r"C: The string `\alpha` renders as [$\alpha$].", [r"$\alpha$"]),
        ("C:\nWords.\n\n— [Ecclesiastes] [6]:[9]", ["Ecclesiastes", "6", "9"]),
    ],
)
def test_clozes_hide_what_hashcards_hides(text: str, hidden: list[str]) -> None:
    """Each deletion of hashcards' own examples is a card here, by the same text."""
    notes = parse("deck.md", text).notes

    assert [side.key for note in notes for side in note.sides] == hidden


def test_one_faulty_note_costs_only_itself() -> None:
    """Where hashcards stops the whole collection, the other blocks are read."""
    text = "Q: a\na: typo\n\nQ: c\nA: d\n"

    with pytest.raises(Refused):
        hashcards(text)
    assert ours(text) == [Basic("c", "d")]


def test_lines_that_hashcards_reads_otherwise_are_named() -> None:
    """Headings, further markers and fenced markers, in a deck of hashcards' own."""
    text = "Q: a\nA: b\nS: c\n\n## d\n\n---\nC: [e]\n```\nC: [f]\n```\n"

    assert [(it.line, it.severity, it.message) for it in differences("a.md", text)] == [
        (3, "information", "`S:` is a marker here; hashcards reads it as text."),
        (5, "information", "A heading ends the card here; hashcards reads it as text."),
        (10, "information", "In a fence this is text; hashcards reads it as a marker."),
    ]


@pytest.mark.parametrize(
    "text",
    ["# Title\n\nQ: a\nA: b\nS: c\n", "Q: a\n\nQ: b\nA: c\nS: d\n", "A: a\n", "Q: a"],
)
def test_a_deck_that_hashcards_refuses_is_none_of_its_own(text: str) -> None:
    """Nothing is said of a deck that hashcards does not read at all."""
    assert differences("a.md", text) == ()
