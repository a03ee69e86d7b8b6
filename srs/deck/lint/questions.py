"""Is the question one, short, precise and complete? R08, R10, R12, R14, R15, R29."""

import re
from collections import Counter
from collections.abc import Iterator

from srs.deck.lint.model import Notes, ReviewFacts, Slip, Wording
from srs.deck.lint.words import is_unspaced, words

QUESTION_WORDS = (30, 50)
"""More is a warning, an error."""
LEAST_QUESTION_WORDS = 4
LEAST_DECK_CARDS = 30

_SECOND_QUESTION = re.compile(
    r"\band (?:what|why|how|when|who|which|where)\b", re.IGNORECASE
)
_CHOICE = re.compile(
    r"\b(?:better|more|less|larger|smaller|faster|true)\b[^?]*,[^?]*\bor\b[^?]*\?",
    re.IGNORECASE,
)
_OFF_THE_CARD = re.compile(
    r"(?:it|this|that|they|these|those|he|she|the (?:author|paper|post|study|above))\b",
    re.IGNORECASE,
)
_THIS_TEXT = re.compile(
    r"\b(?:this|the above) (?:paper|post|section|text|chapter|study|article)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:tell me about|describe|explain|discuss|what about"
    r"|what is (?:important|interesting))\b",
    re.IGNORECASE,
)
_ASKING_WORDS = "who whom whose what which when where why how"
_ASKING = frozenset(_ASKING_WORDS.split())
_FIRST_WORD = re.compile(r"\w+")


def short_question(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the questions with too many words."""
    warning, error = QUESTION_WORDS
    for it in notes.answered:
        count = words(it.question)
        if count > warning:
            yield it.slip(
                f"The question has {count} words; {warning} are the most.",
                "error" if count > error else "warning",
            )


def one_question(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield two questions in one."""
    for it in notes.basics:
        asked = it.quiet_question
        if second := _SECOND_QUESTION.search(asked):
            yield it.slip("Two questions in one.", needle=second[0])
        elif asked.count("?") + asked.count("？") > 1:
            yield it.slip("Two questions in one.", needle="?")


def no_choice(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that offer the answers to choose from."""
    for it in notes.basics:
        if _CHOICE.search(it.quiet_question):
            yield it.slip("A choice of two is right half the time.", needle=" or ")


def context_on_card(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that point at something off the card, or are very short."""
    for it in notes.basics:
        asked = it.question
        found = _OFF_THE_CARD.match(asked) or _THIS_TEXT.search(asked)
        if found:
            message = f"“{found[0]}” points at something off the card."
            yield it.slip(message, needle=found[0])
        elif words(asked) < LEAST_QUESTION_WORDS and _wants_length(it):
            yield it.slip(
                f"A question of under {LEAST_QUESTION_WORDS} words: is the context "
                "on the card?",
                "information",
            )


def _wants_length(it: Wording) -> bool:
    return not (it.page.deck.vocabulary or is_unspaced(it.question))


def precise_verb(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions whose verb has no answer that could be checked."""
    for it in notes.basics:
        if found := _VAGUE.match(it.question):
            message = f"“{found[0]}” has no answer that you could check."
            yield it.slip(message, needle=found[0])


def no_giveaway(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield, in a deck of some size, the only question with its question word."""
    decks: dict[str, list[tuple[str, Wording]]] = {}
    for it in notes.basics:
        if first := _FIRST_WORD.match(it.question):
            rows = decks.setdefault(it.page.deck.path, [])
            rows.append((first[0].lower(), it))
    for rows in decks.values():
        if len(rows) < LEAST_DECK_CARDS:
            continue
        counts = Counter(word for word, _ in rows)
        for word, it in rows:
            if counts[word] == 1 and word in _ASKING:
                shown = it.question[: len(word)]
                yield it.slip(
                    f"The only question of this deck that begins with “{shown}”: "
                    "it is soon known by that word.",
                    "information",
                    needle=shown,
                )
