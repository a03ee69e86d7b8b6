"""Which one-letter variables does a formula hold, and does the card name them?"""

import re

from srs.deck.lint.model import Wording
from srs.deck.opaque import inline

_GREEK_NAMES = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda"
    "|mu|nu|xi|rho|sigma|tau|upsilon|phi|varphi|chi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
_GREEK = re.compile(rf"\\({_GREEK_NAMES})(?![A-Za-z])")
_WORDS_IN_MATHS = re.compile(
    r"\\(?:text|mathrm|operatorname|mbox|textrm|textit|mathsf|mathbb|mathcal)\*?"
    r"\s*\{[^{}]*\}|\bO\([^()]*\)|\\[A-Za-z]+|_\{[A-Za-z]{2,}\}"
)
_LETTER = re.compile(r"[A-Za-z\u0391-\u03c9]")
_LONE_LETTER = re.compile(r"(?<![^\W_])[A-Za-z\u0391-\u03c9](?![^\W_])")
_CONSTANTS = frozenset("eidπ")
"""Euler's number, the imaginary unit, a differential, and π."""


def symbols_in_formulas(text: str) -> set[str]:
    """Return the one-letter variables of a text's maths."""
    if "$" not in text:
        return set()
    found: set[str] = set()
    for region in inline(text):
        if region.kind == "maths":
            found |= _symbols(text[region.start : region.end])
    return found - _CONSTANTS


def _symbols(formula: str) -> set[str]:
    greek = {f"\\{name}" for name in _GREEK.findall(formula)}
    return greek | set(_LETTER.findall(_WORDS_IN_MATHS.sub(" ", formula)))


def unexplained(symbols: set[str], it: Wording, formulas: str) -> set[str]:
    """Return the variables that neither the card nor its concept names.

    A card names a variable in its question or beside the formula; the concept in
    its title or in the paragraph beneath it; the deck as a term of its own.
    """
    beside = it.visible if it.is_cloze else it.question
    left = symbols - _named(f"{beside} {it.note.extra} {' '.join(it.note.breadcrumb)}")
    left -= _lone_formulas(formulas)
    if left:
        left -= _glossary(it)
    return left


def _named(text: str) -> set[str]:
    found = set(_LONE_LETTER.findall(text))
    for region in inline(text):
        if region.kind == "maths":
            found |= _symbols(text[region.start : region.end])
    return found


def _lone_formulas(text: str) -> set[str]:
    """Return the variables that stand alone in maths: “with $m$ the mass”."""
    found: set[str] = set()
    maths = [it for it in inline(text) if it.kind == "maths"]
    for region in maths[1:]:
        own = _symbols(text[region.start : region.end])
        found |= own if len(own) == 1 else set()
    return found | set(_LONE_LETTER.findall(text[maths[-1].end :]) if maths else ())


def _glossary(it: Wording) -> set[str]:
    leads = " ".join(
        f"{concept.title} {concept.lead}"
        for concept in it.page.parsed.concepts
        if concept.id == it.note.concept
    )
    return _named(f"{leads} {it.page.terms}")
