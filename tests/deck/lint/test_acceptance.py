"""Do the rules find what they must, and leave good decks alone?

The reference checker, its bad cards and the sample cards lie in a folder beside
this checkout; without it the tests that need them are skipped.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from srs.study.check import check_pages, check_text, page_of

_ROOT = Path(__file__).parents[3]
_SHARED = _ROOT.parent / "shared"
_COMPARED = {f"R{number:02}" for number in (*range(5, 21), 28, 31)} | {"R01"}
_CLEAN = {f"R{number:02}" for number in (*range(1, 24), 26, 28, 31)}


def _shared(name: str) -> Path:
    path = _SHARED / name
    if not path.exists():
        pytest.skip(f"{name} of the shared folder is not beside this checkout")
    return path


def _reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "lint_cards", _shared("reference/lint_cards.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _found(text: str) -> set[tuple[int, str]]:
    """Return the first line of the note and the code of each problem."""
    notes = page_of("deck.md", text)
    found = set()
    for it in check_text("deck.md", text, strict=True):
        note = notes.note_at(it.line)
        found.add((note.span.line if note else it.line, it.code))
    return found


def test_the_shipped_decks_are_clean() -> None:
    """Under the strictest reading no shipped deck has an error or a warning."""
    paths = sorted((_ROOT / "decks").glob("*.md"))
    pages = [page_of(path.name, path.read_text("utf-8")) for path in paths]

    checked = check_pages(pages, whole=True, strict=True)

    assert checked.decks == 10
    assert [str(it) for it in checked.problems if it.severity != "information"] == []


def test_every_planted_fault_is_found() -> None:
    """Each bad card says in its source line which rule it breaks."""
    text = _shared("reference/bad_cards.md").read_text("utf-8")
    found = _found(text)

    planted, line = set(), 0
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith(("Q:", "C:")):
            line = number
        if rule := re.match(r"S: x \| (R\d\d)", row):
            planted.add((line, rule[1]))

    assert len(planted) == 16
    assert planted - found == set()
    assert {line for line, code in found if code == "R05"} == {50}


def test_the_sample_cards_break_no_rule() -> None:
    """None of the rules that the sample was written by finds anything there."""
    text = _shared("concepts/SAMPLE_CARDS.md").read_text("utf-8")

    assert {code for _, code in _found(text)} & _CLEAN == set()


@pytest.mark.parametrize("name", ["reference/bad_cards.md", "concepts/SAMPLE_CARDS.md"])
def test_the_reference_checker_finds_the_same(name: str) -> None:
    """On questions and clozes that can be read, both find the same."""
    text = _shared(name).read_text("utf-8")
    reference = _reference()
    theirs = {
        (card["line"], code)
        for card in reference.parse(text)
        for _, code, _ in reference.lint(card)
    }

    ours = _found(text)
    unread = {line for line, code in ours if code == "R02"}
    assert {it for it in ours if it[1] in _COMPARED} == {
        it for it in theirs if it[1] in _COMPARED and it[0] not in unread
    }
