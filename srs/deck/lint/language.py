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
        texts = (
            (it.quiet_body,) if it.is_cloze else (it.quiet_question, it.quiet_answer)
        )
        longest = max(map(_longest, texts))
        if longest > SENTENCE_WORDS:
            message = f"A sentence of {longest} words; {SENTENCE_WORDS} are the most."
            yield it.slip(message, "information")


def _longest(text: str) -> int:
    """Return the words of the longest sentence; of a short text, of all of it."""
    count = words(text)
    if count <= SENTENCE_WORDS:
        return count
    return max((words(sentence) for sentence in sentences(text)), default=0)
