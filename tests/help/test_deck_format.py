"""Does the page on the deck format tell what the reader does?"""

import re
from pathlib import Path

import pytest

from srs.core.chart import Chart, read_chart
from srs.deck.head import KEYS
from srs.deck.kinds import KINDS
from srs.deck.parser import parse

_ROOT = Path(__file__).parents[2]
_PAGE = (_ROOT / "srs" / "help" / "deck-format.md").read_text("utf-8")
_FENCE = re.compile(r"^(`{3,})\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_EXAMPLES = [found[2] for found in _FENCE.finditer(_PAGE)]
_CODE = re.compile(r'"([a-z]+-[a-z-]+|draft|typo|chart|waiver|R0[12])"')


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda it: it.split("\n")[0])
def test_every_example_is_read_without_a_problem(example: str) -> None:
    """What the page shows is a deck, or a part of one, without a fault."""
    text = example if "::" not in example else f"---\nformat: obsidian\n---\n{example}"

    assert parse("page.md", text).problems == ()


def test_the_first_deck_has_the_cards_that_the_page_counts() -> None:
    """One card for the question, two for the term, two for the cloze."""
    deck = parse("rome.md", _EXAMPLES[0])

    assert [(note.kind, len(note.sides)) for note in deck.notes] == [
        ("basic", 1),
        ("term", 2),
        ("cloze", 2),
    ]


def test_the_example_of_a_chart_is_drawn() -> None:
    """The chart on the page is one."""
    (example,) = [it for it in _EXAMPLES if it.startswith("```chart")]

    assert isinstance(read_chart(example.split("\n", 1)[1].rpartition("```")[0]), Chart)


def test_every_key_and_marker_stands_on_the_page() -> None:
    """Each key of the front matter and each marker has its row."""
    wanted = [*KEYS, *(f"{kind.marker}:" for kind in KINDS), "S:", "X:", "A:", "D:"]

    assert [it for it in wanted if f"`{it}`" not in _PAGE] == []


def test_every_problem_of_the_reader_stands_on_the_page() -> None:
    """Each code that the reader can give is explained."""
    sources = (_ROOT / "srs" / "deck").glob("*.py")
    kinds = (_ROOT / "srs" / "deck" / "kinds").glob("*.py")
    text = "".join(path.read_text("utf-8") for path in [*sources, *kinds])
    codes = set(_CODE.findall(text)) - {"utf-8"}

    assert sorted(code for code in codes if f"`{code}`" not in _PAGE) == []
