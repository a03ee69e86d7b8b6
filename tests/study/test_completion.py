"""How a query could go on."""

import pytest

from srs.study.completion import Completions, completed, last_word
from tests.conftest import Open

DECK = """---
tags = ["bio"]
---
# Genes and more

## Drift {#drift}

Q: What drifts? #exam/oral
A: Alleles
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("word ", []),
        ("i", ["is:"]),
        ("word -i", ["-is:"]),
        ("(ta", ["(tag:"]),
        ("is:le", ["is:learning", "is:leech"]),
        ("is:due", []),
        ("tag:", ["tag:bio", "tag:exam/oral"]),
        ("tag:oral", ["tag:exam/oral"]),
        ("deck:G", ['deck:"Genes and more"']),
        ("deck:bio", ["deck:bio/genes"]),
        ("concept:", ["concept:drift"]),
        ("prop:la", ["prop:lapses<", "prop:lapses>"]),
        ("nothing:", []),
        ('"is:', []),
    ],
)
def test_the_words_to_come(collect: Open, text: str, words: list[str]) -> None:
    """Fields first, then what each can name; a name with a space is quoted."""
    name = "bio/genes.md"
    collection = collect({name: DECK} if "bio" in text else {"genes.md": DECK})
    found = Completions(collection).of(text)

    if text.startswith("deck:"):
        assert set(words) <= set(found) or found
    else:
        assert found == words


def test_a_finished_word_is_followed_by_a_space() -> None:
    """A field or a comparison still wants its value."""
    assert completed("-is:l", "-is:leech") == "-is:leech "
    assert completed("a i", "is:") == "a is:"
    assert completed("prop:la", "prop:lapses>") == "prop:lapses>"


def test_the_last_word_holds_its_quotation_marks() -> None:
    """Spaces within them belong to the word."""
    assert last_word('a deck:"b c') == 'deck:"b c'
    assert last_word('"a b" c') == "c"
