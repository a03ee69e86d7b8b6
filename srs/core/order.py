"""In which order do cards come: those that are due, and those that are new?

Reviews are shuffled, or sorted as the learner wishes; with a backlog the order
decides how much is forgotten before it is gone. New cards come in file order, but
never before what their concept requires, as far as that does not run in circles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from srs.core.card import CardId, Deck, Fingerprint
from srs.core.day import day_number
from srs.core.interval import luck
from srs.core.preset import ReviewOrder

LATE_DAYS = 2
"""So many days past its due day a card speaks of a backlog."""

BACKLOG_CARDS = 20
"""Fewer late cards are no backlog."""

BACKLOG_SHARE = 0.25
"""Late cards that are a smaller part of all that is due are no backlog."""

BACKLOG_ORDER: ReviewOrder = "hardest-first"
"""What `auto` does with a backlog: see tests/bench/bench_order.py."""


class Candidate(NamedTuple):
    """A card that may come today, as the schedule knows it."""

    card: CardId
    note: int
    deck: int
    preset: str
    phase: int
    """0 new, 1 learning, 2 review, 3 relearning."""
    due_day: int
    """As the number of days from 1970-01-01, like every day here."""
    due_ms: int | None
    stability: float
    last_day: int
    interval_days: int
    lapses: int
    rank: int
    """The place among new cards: prerequisites first, then file order."""


# -- order ----------------------------------------------------------------------


def has_backlog(due: Sequence[Candidate], today: date) -> bool:
    """Return whether so much is late that the order of reviews matters."""
    latest = day_number(today) - LATE_DAYS
    return is_backlog(sum(1 for one in due if one.due_day <= latest), len(due))


def is_backlog(late: int, due: int) -> bool:
    """Return whether so many late cards among those that are due are a backlog."""
    return late >= BACKLOG_CARDS and late >= BACKLOG_SHARE * due


def in_order(
    due: Sequence[Candidate], order: ReviewOrder, today: date
) -> list[Candidate]:
    """Return reviews in the order that the learner wishes.

    Within what an order leaves open they are shuffled, by study day and card.
    """
    if order == "auto":
        order = BACKLOG_ORDER if has_backlog(due, today) else "mixed"
    number = day_number(today)

    def key(one: Candidate) -> tuple[float, float]:
        return _precedence(one, order, number), luck(one.card, number)

    return sorted(due, key=key)


def _precedence(one: Candidate, order: ReviewOrder, today: int) -> float:
    """Return what an order sorts by, the smallest first."""
    match order:
        case "due":
            return one.due_day
        case "easiest-first":
            return _faded(one, today)
        case "hardest-first":
            return -_faded(one, today)
        case "deck":
            return one.deck
        case "mixed" | "auto":
            return 0


def _faded(one: Candidate, today: int) -> float:
    """Return the pause in stabilities: the longer, the lower the chance of recall."""
    return (today - one.last_day) / max(one.stability, 1e-9)


# -- new cards ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a deck says about the order of its notes."""

    deck: Deck
    notes: Sequence[tuple[Fingerprint, str]]
    """Of each note, in file order: its text and the id of its concept, or empty."""


_Unit = tuple[int, tuple[int, ...], str]
"""Notes that come one after the other: deck, their places in it, concept."""


def introduction_ranks(outlines: Sequence[Outline]) -> list[list[int]]:
    """Return the place of each note, deck by deck, among all new notes.

    Decks come in the given order and notes in file order, or shuffled where the
    deck wishes it; before the first note of a concept come all notes of what it
    requires, from any deck. A circle is broken at the concept met first.

    Args:
        outlines: All decks of the collection, sorted by path.
    """
    units = [
        unit for number, one in enumerate(outlines) for unit in _units(number, one)
    ]
    of_concept: dict[str, list[int]] = {}
    for index, (_, _, concept) in enumerate(units):
        of_concept.setdefault(concept, []).append(index)
    requires = required(one.deck for one in outlines)
    ranks = [[0] * len(one.notes) for one in outlines]
    rank = 0
    for index in _placed(units, of_concept, requires):
        deck, places, _ = units[index]
        for place in places:
            ranks[deck][place] = rank
            rank += 1
    return ranks


def required(decks: Iterable[Deck]) -> dict[str, tuple[str, ...]]:
    """Return what each concept requires, as all decks together say."""
    found: dict[str, tuple[str, ...]] = {}
    for deck in decks:
        for concept, before in deck.requires.items():
            found[concept] = tuple(dict.fromkeys((*found.get(concept, ()), *before)))
    return found


def _units(number: int, outline: Outline) -> Iterator[_Unit]:
    """Give the notes of a deck in the runs that stay together."""
    if outline.deck.order == "random":
        shuffled = sorted(
            range(len(outline.notes)), key=lambda at: _shuffle(outline.notes[at][0])
        )
        for place in shuffled:
            yield number, (place,), outline.notes[place][1]
        return
    run: list[int] = []
    for place, (_, concept) in enumerate(outline.notes):
        if run and concept != outline.notes[run[-1]][1]:
            yield number, tuple(run), outline.notes[run[-1]][1]
            run = []
        run.append(place)
    if run:
        yield number, tuple(run), outline.notes[run[-1]][1]


def _shuffle(fingerprint: Fingerprint) -> bytes:
    """Return a sort key that has nothing to do with the place in the file."""
    return blake2b(fingerprint.encode(), digest_size=8).digest()


def _placed(
    units: Sequence[_Unit],
    of_concept: Mapping[str, Sequence[int]],
    requires: Mapping[str, Sequence[str]],
) -> Iterator[int]:
    """Give the units in file order, each after all that its concept requires."""
    met: set[int] = set()
    for start in range(len(units)):
        # A stack and no recursion: a chain of prerequisites may be long.
        opened = {start: _before(units[start][2], of_concept, requires)}
        while opened:
            index, before = next(reversed(opened.items()))
            unmet = next(
                (at for at in before if at not in met and at not in opened), None
            )
            if unmet is not None:
                opened[unmet] = _before(units[unmet][2], of_concept, requires)
                continue
            del opened[index]
            if index not in met:
                met.add(index)
                yield index


def _before(
    concept: str,
    of_concept: Mapping[str, Sequence[int]],
    requires: Mapping[str, Sequence[str]],
) -> Iterator[int]:
    """Give the units of all that a concept requires."""
    for other in requires.get(concept, ()):
        yield from of_concept.get(other, ())


# -- the gate -------------------------------------------------------------------------


def closed_concepts(
    unfinished: AbstractSet[str],
    begun: AbstractSet[str],
    requires: Mapping[str, Sequence[str]],
) -> set[str]:
    """Return the concepts whose new cards wait behind the gate.

    A concept waits until each active card of what it requires has graduated. What
    has opened stays open: a concept of which a card was met never waits again.

    Args:
        unfinished: Concepts with an active card that has not graduated.
        begun: Concepts of which a card was ever answered.
        requires: What each concept requires, see `required`.
    """
    return {
        concept
        for concept, before in requires.items()
        if concept not in begun
        and any(
            other in unfinished and not _leads_to(concept, other, requires)
            for other in before
        )
    }


def _leads_to(concept: str, other: str, requires: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the other requires the concept too: a circle gates nothing."""
    met, ahead = {other}, [other]
    while ahead:
        for before in requires.get(ahead.pop(), ()):
            if before not in met:
                met.add(before)
                ahead.append(before)
    return concept in met
