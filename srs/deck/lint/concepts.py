"""Do the concepts hang together? R24, R25 and R33."""

import re
from collections import defaultdict
from collections.abc import Iterator

from srs.core.card import Concept, Severity
from srs.deck.concepts import unmet_requirements
from srs.deck.lint.model import Notes, Page, ReviewFacts, Slip, Wording

LEAST_CARDS, MOST_CARDS = 2, 8

_TYPES = (
    ("why", re.compile(r"\bwhy\b|\bfor what reason\b", re.IGNORECASE)),
    (
        "contrast",
        re.compile(
            r"\b(?:differ\w*|unlike|compare\w*|contrast\w*|whereas|rather than"
            r"|separates|distinguish\w*|versus|than)\b",
            re.IGNORECASE,
        ),
    ),
    ("example", re.compile(r"\b(?:example|instance|such as|e\.g)\b", re.IGNORECASE)),
    ("how", re.compile(r"\bhow\b", re.IGNORECASE)),
    ("when or where", re.compile(r"\b(?:when|where)\b", re.IGNORECASE)),
)


def _of_concepts(notes: Notes) -> Iterator[tuple[Page, Concept, list[Wording]]]:
    """Yield each concept with its notes, those of all decks that hold it."""
    cards: dict[str, list[Wording]] = defaultdict(list)
    for it in notes.wordings:
        cards[it.note.concept].append(it)
    for page in notes.pages:
        if page.deck.vocabulary:
            continue
        for concept in page.parsed.concepts:
            if found := cards.get(concept.id):
                yield page, concept, found


def no_orphans(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield concepts with a single card, and cards of no concept."""
    for page, concept, found in _of_concepts(notes):
        if sum(len(it.note.sides) for it in found) < LEAST_CARDS:
            yield _at(page, concept, f"`{concept.id}` has a single card.", "warning")
    lost: dict[str, list[Wording]] = defaultdict(list)
    for it in notes.wordings:
        if not it.note.concept and it.page.parsed.concepts:
            lost[it.page.deck.path].append(it)
    for rows in lost.values():
        count = len(rows)
        what = "A card stands" if count == 1 else f"{count} cards stand"
        yield rows[0].slip(f"{what} under no heading, and so for no concept.")


def several_sides(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield concepts with too few or too many cards, or one kind of question."""
    for page, concept, found in _of_concepts(notes):
        count = sum(len(it.note.sides) for it in found)
        if count < LEAST_CARDS:
            yield _at(page, concept, f"`{concept.id}` has a single card.", "warning")
        elif count > MOST_CARDS:
            message = f"`{concept.id}` has {count} cards; {MOST_CARDS} are the most."
            yield _at(page, concept, message, "information")
        elif len({_type(it) for it in found}) == 1 and len(found) > LEAST_CARDS:
            message = (
                f"All {len(found)} questions of `{concept.id}` ask "
                f"“{_type(found[0])}”: is there a why, an example, a contrast?"
            )
            yield _at(page, concept, message, "information")


def _type(it: Wording) -> str:
    if it.note.kind != "basic":
        return it.note.kind
    for name, pattern in _TYPES:
        if pattern.search(it.question):
            return name
    return "what"


def _at(page: Page, concept: Concept, message: str, severity: Severity) -> Slip:
    return Slip(page, concept.span.line, message, severity)


def sound_requirements(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield required concepts that nothing opens, and circles of requirements.

    Where a deck stands among the others is of no matter: new cards come in an order
    in which every concept follows what it requires, across decks too.
    """
    pages = {page.deck.path: page for page in notes.pages}
    for it in unmet_requirements(notes.headed, notes.known_concepts):
        page = pages[it.path]
        line = page.front_matter_line(it.concept)
        yield Slip(page, line, it.message, "error", it.concept)
