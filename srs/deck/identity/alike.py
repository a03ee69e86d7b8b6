r"""How alike are two texts?

The texts of a note are reduced to what an edit seldom touches: no punctuation of
sentences, no emphasis, no marks of deletions. Signs that carry meaning, as in
`C++`, `p < 0.05` or `\\Gamma`, stay, and so does case.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from srs.core.text import folded

ANSWER_CHARACTERS = 12
"""A shorter answer, such as a year, is shared by too many notes to tell them."""

_HINT = re.compile(r"\]\(hint:[^)\n]*\)")
_ANKI = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_DELETION = re.compile(r"(?<!\\)[\[\]]")
_SENTENCE = re.compile(
    r"[.,;:!?'\"()*_`“”„‘’‚«»‹›…。、，；：！？「」（）]|(?<!\w)[-–—]|[-–—](?!\w)"
)
_SPACES = re.compile(r"\s+")


class Text(NamedTuple):
    """The text of a note, as `note_text` keeps it."""

    kind: str
    asked: str
    answered: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A text, reduced for comparison."""

    family: str
    """Kinds of one family may turn into each other."""
    question: str
    answer: str
    """Empty where the answer is too short to tell notes apart."""
    whole: str
    words: str
    """Whole, without regard to case."""


def shape(text: Text) -> Shape:
    """Return the text reduced for comparison."""
    question = _plain(_bare(text.asked) if text.kind == "cloze" else text.asked)
    answer = _plain(text.answered)
    whole = f"{question}\n{answer}" if answer else question
    return Shape(
        family="pair" if text.kind in ("basic", "term") else text.kind,
        question=question,
        answer=answer if len(answer) >= ANSWER_CHARACTERS else "",
        whole=whole,
        words=whole.casefold(),
    )


def _bare(passage: str) -> str:
    """Return a cloze passage without the marks of its deletions."""
    return _DELETION.sub("", _HINT.sub("]", _ANKI.sub(r"\1", passage)))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _SENTENCE.sub(" ", folded(text))).strip()


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Return from 0 to 1 how alike two texts are; 0 below the least that counts.

    It is the share of characters, by the longest common subsequence, that both
    hold in the same order.
    """
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other, score_cutoff=least * 100)) / 100


def most_alike(
    text: str, choices: Sequence[str], *, least: float, most: int
) -> list[tuple[int, float]]:
    """Return the choices that are most alike, best first, as index and likeness."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    found = extract(
        text,
        choices,
        scorer=ratio,
        processor=None,
        score_cutoff=least * 100,
        limit=most,
    )
    ordered = sorted(found, key=lambda hit: (-hit[1], hit[2]))
    return [(int(hit[2]), float(hit[1]) / 100) for hit in ordered]
