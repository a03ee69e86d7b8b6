"""Does a cloze hide the right thing? R17 to R20."""

import re
from collections.abc import Iterator

from srs.deck.lint.model import Notes, ReviewFacts, Slip
from srs.deck.lint.words import STOP_WORDS, content_size, words

HIDDEN_SHARE = 0.5
HIDDEN_WORDS = 6
LEAST_LEFT_WORDS = 4
MOST_DELETIONS = 3
PASSAGE_WORDS = 40

_ARTICLE = re.compile(r"\b(?:a|an) \[", re.IGNORECASE)


def right_amount(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield clozes that hide too much, or leave too little."""
    for it in notes.clozes:
        longest = max(it.hidden, key=len)
        most = max(map(words, it.hidden))
        if len(longest) > HIDDEN_SHARE * len(it.body):
            yield it.slip("The cloze hides more than half of its text.")
        elif most > HIDDEN_WORDS:
            message = f"The cloze hides {most} words; {HIDDEN_WORDS} are the most."
            yield it.slip(message)
        elif content_size(it.visible) < LEAST_LEFT_WORDS:
            yield it.slip("The cloze leaves too little to know what is asked.")


def worth_hiding(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield hidden stop words, and articles that give what is hidden away."""
    for it in notes.clozes:
        idle = (text for text in it.hidden if text.strip().lower() in STOP_WORDS)
        if hidden := next(idle, None):
            message = f"“{hidden.strip()}” is not worth recalling."
            yield it.slip(message, needle=f"[{hidden}")
        if article := _ARTICLE.search(it.note.asked):
            yield it.slip(
                "The article tells how the hidden word begins.",
                "information",
                needle=article[0],
                suggestion="Write `a(n)`, or hide the article too.",
            )


def no_sieve(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield clozes with too many deletions."""
    for it in notes.clozes:
        count = len(it.hidden)
        if count > MOST_DELETIONS:
            message = f"{count} deletions in one cloze; {MOST_DELETIONS} are the most."
            yield it.slip(message)


def no_long_passage(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield passages with too many words."""
    for it in notes.clozes:
        count = words(it.body)
        if count > PASSAGE_WORDS:
            message = f"A passage of {count} words; {PASSAGE_WORDS} are the most."
            yield it.slip(message)
