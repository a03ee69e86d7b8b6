"""The cases of `fixtures/`: title, input and expected notes, parted by `.` lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN, Note, Parsed
from srs.deck.kinds import KINDS
from srs.deck.parser import parse, read_note

FIXTURES = Path(__file__).parent / "fixtures"

_SHOWN = str.maketrans(
    {MASK_OPEN: "‹", MASK_CLOSE: "›", GAP_OPEN: "«", GAP_CLOSE: "»", "\n": r"\n"}
)


class Case(NamedTuple):
    """One case of a fixture file."""

    title: str
    text: str
    expected: str


def cases(name: str) -> list[Case]:
    """Return the cases of a fixture file."""
    found: list[Case] = []
    lines = iter((FIXTURES / name).read_text(encoding="utf-8").splitlines())
    for title in lines:
        if not title:
            continue
        assert next(lines) == "."
        text = _until_dot(lines)
        found.append(Case(title, text, _until_dot(lines)))
    return found


def _until_dot(lines: Iterator[str]) -> str:
    taken: list[str] = []
    for line in lines:
        if line == ".":
            break
        taken.append(line)
    return "\n".join(taken)


def described(parsed: Parsed) -> str:
    """Return notes and problems as a fixture file writes them."""
    lines = [line for note in parsed.notes for line in _note(note)]
    lines += [
        f"problem: {it.line}:{it.column} {it.severity} {it.code} {it.suggestion}"
        for it in parsed.problems
    ]
    return "\n".join(line.translate(_SHOWN).rstrip() for line in lines)


def _note(note: Note) -> list[str]:
    lines = [
        f"{note.kind} {note.span.line}-{note.span.end_line}",
        f"asked: {note.asked}",
        f"answered: {note.answered}",
    ]
    lines += ["draft"] if note.draft else []
    lines += [f"source: {note.source}"] if note.source else []
    lines += [f"extra: {note.extra}"] if note.extra else []
    lines += [f"tags: {' '.join(note.tags)}"] if note.tags else []
    lines += [f"concept: {note.concept}"] if note.concept else []
    lines += [f"breadcrumb: {' > '.join(note.breadcrumb)}"] if note.breadcrumb else []
    lines += [f"id: {note.explicit_id}"] if note.explicit_id else []
    lines += [f"waiver: {it.rule} {it.reason}" for it in note.waivers]
    lines += [f"thought: {it}" for it in note.thoughts]
    lines += [f"card '{it.key}': {it.front} => {it.back}" for it in note.sides]
    return lines


FILES = ("basic.md", "term.md", "cloze.md", "idea.md", "obsidian.md")
CASES = [
    pytest.param(case, id=f"{name}: {case.title}")
    for name in FILES
    for case in cases(name)
]
WRITERS = {kind.name: kind.write for kind in KINDS}


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_the_notes_and_problems_it_names(case: Case) -> None:
    """A deck's text gives exactly the notes and problems that stand beside it."""
    assert described(parse("deck.md", case.text)) == case.expected


@pytest.mark.parametrize("case", CASES)
def test_a_block_alone_gives_the_same_note(case: Case) -> None:
    """The lines of a note's span, read alone, give the note again."""
    parsed = parse("deck.md", case.text)
    lines = case.text.split("\n")

    alone = [
        read_note(
            "\n".join(lines[note.span.line - 1 : note.span.end_line]), parsed.deck
        )
        for note in parsed.notes
    ]

    assert [_placed(note) for note in alone] == [_placed(it) for it in parsed.notes]


@pytest.mark.parametrize("case", CASES)
def test_a_note_that_is_written_reads_the_same(case: Case) -> None:
    """What a kind writes of a note is read as that note."""
    parsed = parse("deck.md", case.text)
    sound = [note for note in parsed.notes if note.sides]

    again = [read_note(WRITERS[note.kind](note), parsed.deck) for note in sound]

    assert [_placed(note) for note in again] == [_placed(note) for note in sound]


def _placed(note: Note) -> Note:
    """Return the note without what its place in the file gives it."""
    span = note.span._replace(line=1, end_line=1)
    return note._replace(span=span, concept="", breadcrumb=())
