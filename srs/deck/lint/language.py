"""Is it said plainly? R28 and R30."""

import re
from collections.abc import Iterator

from srs.deck.lint.model import Notes, ReviewFacts, Slip
from srs.deck.lint.words import sentences, words

MOST_NEGATIONS = 2
SENTENCE_WORDS = 28

_NEGATION = re.compile(r"\b(?:not|never|no|except|without)\b", re.IGNORECASE)


def few_negations(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield notes with many negations."""
    for it in notes.wordings:
        count = len(_NEGATION.findall(it.body))
        if count > MOST_NEGATIONS:
            yield it.slip(f"{count} negations: say it without “not”.", "information")


def plain_sentences(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield notes with a long sentence."""
    for it in notes.wordings:
        if words(it.quiet_body) <= SENTENCE_WORDS:
            continue
        texts = (
            (it.quiet_body,) if it.is_cloze else (it.quiet_question, it.quiet_answer)
        )
        longest = max(words(one) for text in texts for one in sentences(text) or [""])
        if longest > SENTENCE_WORDS:
            message = f"A sentence of {longest} words; {SENTENCE_WORDS} are the most."
            yield it.slip(message, "information")
