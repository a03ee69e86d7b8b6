"""What holds for the decks together: concepts, links between them, requirements?"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from srs.core.card import Concept, Problem, Severity
from srs.deck.links import concept_of


class Headed(NamedTuple):
    """What a deck says to the others."""

    path: str
    concepts: Sequence[Concept]
    requires: Mapping[str, Sequence[str]]
    links: Sequence[tuple[str, int, int]]
    """Concepts that its text names, each with its line and column."""


class Requirement(NamedTuple):
    """A requirement that cannot be met."""

    path: str
    concept: str
    """What to look for in the front matter."""
    message: str


def collection_problems(decks: Sequence[Headed]) -> list[Problem]:
    """Return the slips that only show when all decks are seen together.

    Args:
        decks: All of them, in the order of their paths.
    """
    found = concept_problems(decks, known=first_concepts(decks))
    found += [
        _problem(it.path, "R25", it.message, "warning")
        for it in unmet_requirements(decks, first_concepts(decks))
    ]
    return found


def first_concepts(decks: Sequence[Headed]) -> dict[str, Concept]:
    """Return each concept by its id; what opens it first owns it."""
    first: dict[str, Concept] = {}
    for deck in decks:
        for concept in deck.concepts:
            first.setdefault(concept.id, concept)
    return first


def concept_problems(
    decks: Sequence[Headed], *, known: Mapping[str, Concept] | None
) -> list[Problem]:
    """Return concepts that are opened twice, and links to none.

    Args:
        decks: All that are looked at together.
        known: Every concept there is, or None where there may be others.
    """
    found: list[Problem] = []
    first = first_concepts(decks)
    for deck in decks:
        for concept in deck.concepts:
            owner = first[concept.id]
            if owner is not concept and owner.span.path != deck.path:
                found.append(_twice(concept, owner))
    if known is not None:
        for deck in decks:
            found += _unknown_links(deck, known)
    return found


def _twice(concept: Concept, owner: Concept) -> Problem:
    message = (
        f"The concept `{concept.id}` is opened in {owner.span.path} already: "
        "it stays there."
    )
    hint = f"Give this one an id of its own: {{#{concept.id}-2}}"
    return _problem(
        concept.span.path,
        "duplicate-concept",
        message,
        "warning",
        line=concept.span.line,
        suggestion=hint,
    )


def _unknown_links(deck: Headed, known: Mapping[str, Concept]) -> list[Problem]:
    return [
        _problem(
            deck.path,
            "unknown-link",
            f"No heading opens the concept `{target}`.",
            "information",
            line=line,
            column=column,
        )
        for target, line, column in deck.links
        if concept_of(target, known) is None
    ]


def unmet_requirements(
    decks: Sequence[Headed], known: Container[str] | None
) -> list[Requirement]:
    """Return the required concepts that nothing opens, and the circles.

    Args:
        decks: All that are looked at together.
        known: Every concept there is, or None where there may be others.
    """
    found: list[Requirement] = []
    if known is not None:
        found += [it for deck in decks for it in _unknown(deck, known)]
    return found + list(_circles(decks))


def _unknown(deck: Headed, known: Container[str]) -> Iterator[Requirement]:
    named = (
        name for concept, before in deck.requires.items() for name in (concept, *before)
    )
    for name in dict.fromkeys(named):
        if name not in known:
            message = f"`requires` names the concept `{name}`, which no heading opens."
            yield Requirement(deck.path, name, message)


def _circles(decks: Sequence[Headed]) -> Iterator[Requirement]:
    """Yield the first circle through each concept whose requirements lead back."""
    needs: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    for deck in decks:
        for concept, before in deck.requires.items():
            needs.setdefault(concept, []).extend(before)
            home.setdefault(concept, deck.path)
    done: set[str] = set()
    for start in needs:
        trail: list[str] = []
        stack = [(start, iter(needs[start]))] if start not in done else []
        trail += [start] if stack else []
        while stack:
            name, left = stack[-1]
            following = next(left, None)
            if following is None:
                stack.pop()
                trail.pop()
                done.add(name)
            elif following in trail:
                circle = [*trail[trail.index(following) :], following]
                message = f"`requires` runs in a circle: {' → '.join(circle)}."
                yield Requirement(home[following], following, message)
            elif following in needs and following not in done:
                stack.append((following, iter(needs[following])))
                trail.append(following)


def _problem(
    path: str,
    code: str,
    message: str,
    severity: Severity,
    *,
    line: int = 1,
    column: int = 1,
    suggestion: str = "",
) -> Problem:
    return Problem(
        path=path,
        line=line,
        column=column,
        code=code,
        message=message,
        severity=severity,
        suggestion=suggestion,
    )
