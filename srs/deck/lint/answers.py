"""Is the answer short, single and recalled? R07, R09, R11, R13, R16, R22."""

import re
from collections.abc import Iterator

from srs.core.card import Severity
from srs.deck.lint.model import Notes, ReviewFacts, Slip, Wording
from srs.deck.lint.symbols import symbols_in_formulas, unexplained
from srs.deck.lint.words import content_words, sentence_ends, words

ANSWER_WORDS = (18, 25, 40)
"""More is information, a warning, an error."""
LONGEST_LIST = 5
LEAST_LIST = 3
LEAKED_SHARE = 0.6
_SHORT_ANSWER_WORDS = 6

_VERDICT = re.compile(
    r"(?:yes|(?:no|true|false|correct|incorrect)(?=\s*(?:[.,;:!–—-]|\Z)))\b",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must)"
    r"\b(?!\s+you\s+(?:name|say|give|tell|list)\b)",
    re.IGNORECASE,
)
_LAST_CLAUSE = re.compile(r"(?<=[.:])\s+")
_WANTS_LIST = re.compile(
    r"\b(?:list|name|enumerate|give)\s+(?:all|the|two|three|four|five|six|seven|\d+)\b"
    r"|what\s+are\s+the\s+(?:two|three|four|five|six|seven|\d+)\b",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)·])\s", re.MULTILINE)
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|，|、")
# A phrase with commas in it is no list: "a part, in brackets, that is hidden".
_GOES_ON = re.compile(
    r"(?:that|which|who|whose|where|when|while|if|because|since|so|but|although|though"
    r"|not|in|on|at|by|for|from|of|to|with|without|as|than|until|unless|hence|then)\b",
    re.IGNORECASE,
)
_BETWEEN_ITEMS = re.compile(r"(?<!\d),|,(?!\d)|，|、|;|\band\b")


def short_answer(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the answers with too many words."""
    information, warning, error = ANSWER_WORDS
    for it in notes.answered:
        count = words(it.answer)
        if count <= information:
            continue
        severity: Severity = "information"
        if count > warning:
            severity = "error" if count > error else "warning"
        message = f"The answer has {count} words; up to {information} are well."
        yield it.slip(message, severity, part=_answer_part(it))


def one_fact(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield the answers of several sentences or clauses."""
    for it in notes.answered:
        ends = sentence_ends(it.quiet_answer)
        if ends >= 2:
            message = f"The answer has {ends} sentences: more than one fact?"
            yield it.slip(message, part=_answer_part(it))
        elif it.quiet_answer.count(";") + it.quiet_answer.count("；") >= 2:
            message = "The answer has several clauses: more than one fact?"
            yield it.slip(message, part=_answer_part(it), needle=";")


def no_verdict(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that yes or no answers."""
    for it in notes.basics:
        said = _VERDICT.match(it.answer)
        if said and words(it.answer) <= _SHORT_ANSWER_WORDS:
            message = f"“{said[0]}” is right half the time without knowing anything."
            yield it.slip(message, part="A")
            continue
        last = _LAST_CLAUSE.split(it.quiet_question)[-1]
        if verb := _VERB_FIRST.match(last):
            message = f"A question that begins with “{verb[0]}” wants yes or no."
            yield it.slip(message, needle=verb[0])


def no_list(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions for a list, and answers that are one."""
    for it in notes.answered:
        if it.is_basic and (wanted := _WANTS_LIST.search(it.quiet_question)):
            yield it.slip("The question asks for a list.", needle=wanted[0])
        count = _items(it.quiet_answer)
        if count >= LEAST_LIST:
            yield it.slip(
                f"The answer is a list of {count}.",
                "error" if count > LONGEST_LIST else "warning",
                part=_answer_part(it),
            )


def _items(answer: str) -> int:
    answer = _ASIDE.sub("", answer)
    listed = len(_LIST_ITEM.findall(answer))
    if len(_COMMA.findall(answer)) < LEAST_LIST - 1:
        return listed
    parts = (it.strip() for it in _BETWEEN_ITEMS.split(answer))
    items = [it for it in parts if it and not _GOES_ON.match(it)]
    return max(listed, len(items))


def no_leak(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield questions that hold the words of their answer."""
    for it in notes.answered:
        leaked = _leaked(it.answer, it.question)
        if not leaked and not it.is_basic:
            leaked = _leaked(it.question, it.answer)
        if leaked:
            named = ", ".join(f"“{word}”" for word in sorted(leaked)[:4])
            where = "question" if it.is_basic else "other side"
            yield it.slip(f"The {where} gives the answer's words away: {named}.")


def _leaked(answer: str, question: str) -> set[str]:
    wanted = content_words(answer)
    if len(wanted) < 2:
        return set()
    leaked = wanted & content_words(question)
    return leaked if len(leaked) / len(wanted) >= LEAKED_SHARE else set()


def symbols_explained(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield formulas with variables that nothing on the card names."""
    for it in notes.wordings:
        formulas = " ".join(it.hidden) if it.is_cloze else it.answer
        left = symbols_in_formulas(formulas)
        if left:
            left = unexplained(left, it, formulas)
        if left:
            named = ", ".join(sorted(left))
            verb = "is" if len(left) == 1 else "are"
            yield it.slip(
                f"{named} {verb} not explained on the card.",
                "information",
                part="C" if it.is_cloze else _answer_part(it),
            )


def _answer_part(it: Wording) -> str:
    return "A" if it.is_basic else "D"
