"""Do the examples of the page on good cards show what they say?

Each rule of the page stands over one block with a bad card (✗) and a good one (✓).
The good ones are read by the project's own parser, and both are given to the
reference checker of the rules, where its folder is at hand.
"""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from srs.deck.parser import parse

_ROOT = Path(__file__).parents[2]
_PAGE = (_ROOT / "srs" / "help" / "writing-cards.md").read_text("utf-8")
_CHECKER = _ROOT.parent / "shared" / "reference" / "lint_cards.py"
_EXAMPLE = re.compile(
    r"^### (R\d\d) .*?^```\n✗ (.*?)^✓ (.*?)^```$", re.DOTALL | re.MULTILINE
)


def _plain(example: str) -> str:
    """Return an example's text without the two columns of its mark."""
    return re.sub(r"^  ", "", example, flags=re.MULTILINE)


_EXAMPLES = {
    rule: (_plain(bad), _plain(good)) for rule, bad, good in _EXAMPLE.findall(_PAGE)
}
# They need other cards, a list of sources, a glossary or reviews; brackets are the
# parser's business.
_NOT_CHECKED = {2, 3, 4, 22, 23, 24, 25, 26, 27, 29, 30, 32, 33, 34, 35}
_CHECKED = [rule for rule in sorted(_EXAMPLES) if int(rule[1:]) not in _NOT_CHECKED]


def _checker() -> ModuleType:
    if not _CHECKER.exists():
        pytest.skip("the folder with the reference checker is not beside this checkout")
    spec = importlib.util.spec_from_file_location("lint_cards", _CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _found(text: str) -> set[str]:
    """Return the rules that the checker finds broken."""
    checker = _checker()
    # It reads a part of a card up to the end of its line.
    joined = re.sub(r"\n(?![A-Z]:|#|$)", " ", text)
    return {found[1] for card in checker.parse(joined) for found in checker.lint(card)}


def test_every_rule_has_its_examples() -> None:
    """The page must give all 35 rules, each once, each with both examples."""
    headings = re.findall(r"^### (R\d\d) ", _PAGE, re.MULTILINE)

    assert sorted(headings) == [f"R{number:02}" for number in range(1, 36)]
    assert sorted(_EXAMPLES) == sorted(headings)


@pytest.mark.parametrize("rule", _EXAMPLES)
def test_a_good_card_is_read_without_a_remark(rule: str) -> None:
    """What the page recommends must be a deck without a problem."""
    good = _EXAMPLES[rule][1]
    text = f"---\n{good}---\n\nC: A [card].\n" if good.startswith("[") else good
    parsed = parse("example.md", text)

    assert [str(problem) for problem in parsed.problems] == []
    assert all(note.sides for note in parsed.notes)
    assert parsed.notes


@pytest.mark.parametrize(("rule", "code"), [("R01", "draft"), ("R02", "R02")])
def test_a_bad_card_is_reported(rule: str, code: str) -> None:
    """What the page says that the program reports must be reported."""
    parsed = parse("example.md", _EXAMPLES[rule][0])

    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize("rule", _CHECKED)
def test_a_bad_card_breaks_its_rule(rule: str) -> None:
    """A bad card must break the rule that it stands under."""
    assert rule in _found(_EXAMPLES[rule][0])


@pytest.mark.parametrize("rule", _EXAMPLES)
def test_a_good_card_breaks_no_rule(rule: str) -> None:
    """A good card must break no rule; sources are left out but under R05."""
    broken = _found(_EXAMPLES[rule][1])

    assert broken - (set() if rule == "R05" else {"R05"}) == set()
