"""Does the tour of the program tell the truth about the program?

The tour is a deck like any other, but its answers are keys and commands: they are
compared with the lists that the program itself works from.
"""

import importlib.util
import re
from pathlib import Path

import pytest

from srs.cli.main import COMMANDS
from srs.core.day import Calendar
from srs.core.query import parse as parse_query
from srs.deck.kinds import KINDS
from srs.deck.parser import parse
from srs.tui.keys import KEYS, shown

_DECKS = Path(__file__).parents[2] / "decks"
_TEXT = (_DECKS / "tour.md").read_text("utf-8")
_PARSED = parse("tour.md", _TEXT)

_KEYS = [
    ("Which key shows the answer?", "review", "show"),
    ("The answer did not come to you", "review", "again"),
    ("You rated a card by mistake", "everywhere", "undo"),
    ("badly worded", "review", "edit"),
    ("Back from two weeks away", "rest", "catch-up"),
]


def _keys_of(where: str, id_: str) -> list[str]:
    """Return the keys that do a thing, as people write them."""
    (key,) = [key for key in KEYS if (key.where, key.id) == (where, id_)]
    return [shown(name) for name in key.keys.split(",")]


def _answer(phrase: str) -> str:
    """Return the answer of the one card whose question holds the phrase."""
    (note,) = [note for note in _PARSED.notes if phrase in note.asked]
    return note.answered


def test_the_tour_has_no_problem() -> None:
    """The tour must be read without a remark, and wait until it is begun."""
    assert [str(problem) for problem in _PARSED.problems] == []
    assert (_PARSED.deck.name, _PARSED.deck.start) == ("A tour of srs", "manual")


def test_the_tour_shows_every_kind_of_card() -> None:
    """The tour must hold a note of each kind that authors can write."""
    assert {note.kind for note in _PARSED.notes} == {kind.name for kind in KINDS}


@pytest.mark.parametrize(("phrase", "where", "id_"), _KEYS)
def test_the_tour_names_the_key(phrase: str, where: str, id_: str) -> None:
    """A key in an answer must be the one that does it."""
    named = re.search(r"`([^`]+)`", _answer(phrase))

    assert named is not None
    assert named[1] in _keys_of(where, id_)


@pytest.mark.parametrize(("id_", "letter"), [("bury", "b"), ("suspend", "s")])
def test_the_hints_name_the_key(id_: str, letter: str) -> None:
    """A hint that names a key must name the right one."""
    assert f"(hint: key {letter})" in _TEXT
    assert letter in _keys_of("review", id_)


def test_the_tour_names_commands_that_exist() -> None:
    """Each `srs WORD` in the tour must be a command."""
    named = {*re.findall(r"`srs ([a-z-]+)[^`]*`", _TEXT)}

    assert named - set(COMMANDS) == set()
    assert named >= {"list", "export", "start", "purge", "identity", "catch-up"}


@pytest.mark.parametrize("query", ["is:leech", "tag:alignment is:due"])
def test_the_tour_gives_queries_that_can_be_asked(query: str) -> None:
    """A query in the tour must be one that the program understands."""
    assert query in _TEXT
    parse_query(query, kinds=[kind.name for kind in KINDS])


def test_the_example_deck_has_as_many_cards_as_the_tour_says() -> None:
    """The part of a deck that the tour shows must hold two cards."""
    (note,) = [note for note in _PARSED.notes if "this part of a deck" in note.asked]
    example = re.search(r"```markdown\n(.*?)```", note.asked, re.DOTALL)

    assert example is not None
    notes = parse("example.md", example[1]).notes
    assert (sum(len(it.sides) for it in notes), note.answered) == (2, "Two")


def test_a_study_day_ends_when_the_tour_says() -> None:
    """The hour in the tour must be the calendar's default."""
    rollover = Calendar.__dataclass_fields__["rollover"].default

    assert (
        _answer("At which hour does a study day end")
        == f"At {rollover} in the morning."
    )


def test_the_tour_gives_the_computed_interval() -> None:
    """The numbers on desired retention must be those that the script computes."""
    script = _DECKS / "figures" / "desired_retention.py"
    spec = importlib.util.spec_from_file_location("tour_desired_retention", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (note,) = [note for note in _PARSED.notes if "from 0.9 to 0.8" in note.asked]

    assert f"About {module.interval_days(0.8, 1):.1f} times." in note.answered
    assert f"At 0.95 they are {module.interval_days(0.95, 1):.1f} times" in note.extra
