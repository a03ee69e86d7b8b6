"""Decks for the tests of the card rules."""

from srs.core.card import Problem
from srs.study.check import check_text, usual


def found(
    text: str, *, only: str = "", strict: bool = True
) -> list[tuple[int, str, str]]:
    """Return line, code and severity of what is found in a text."""
    return [
        (it.line, it.code, it.severity)
        for it in problems(text, only=only, strict=strict)
    ]


def problems(text: str, *, only: str = "", strict: bool = True) -> list[Problem]:
    """Return what is found in a text, of one code or of all."""
    return check_text(
        "deck.md",
        text,
        strict=strict,
        wanted=lambda code: code == only if only else usual(code),
    )


def card(question: str, answer: str = "Answer", source: str = "1999") -> str:
    """Return a deck of one card."""
    return f"Q: {question}\nA: {answer}\nS: {source}\n"
