"""Which concepts are solid, which are fading, and what comes before them? (M15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from srs.core.report import ConceptCards
from srs.stats.state import Standing

Figures = dict[str, Any]
SOLID = 0.8
"""The chance of recall from which a card, or a concept's mean, counts as known."""
LASTING_DAYS = 21.0
STATES = ("unseen", "partial", "fading", "known", "durable")
BLOCK = 5
"""A log without concepts is cut into blocks of so many cards, as a stand-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptState:
    """What has become of a concept."""

    concept: ConceptCards
    state: str
    """One of `STATES`."""
    mean: float
    """Over all of its cards; an unseen one counts 0."""
    weakest: float | None
    """The lowest chance of recall of a seen card."""
    weakest_days: float | None
    """The lowest stability of a seen card."""
    all_recalled: float
    """The chance that all seen cards are recalled, were they independent."""
    ready: bool
    """Whether every concept that comes before it is known on average."""
    blocked_by: tuple[str, ...]


def concept_states(
    now: Standing, concepts: Sequence[ConceptCards]
) -> list[ConceptState]:
    """Return the state of each concept, in their order."""
    import numpy as np

    recall = np.zeros(len(now.cards))
    recall[now.here] = now.recall
    stability = now.cards.stability
    counted = set(now.here.tolist())
    means: dict[str, float] = {}
    found = []
    for one in concepts:
        seen = np.array([at for at in one.seen if at in counted], np.int64)
        chances = recall[seen]
        means[one.id] = float(chances.sum() / one.cards) if one.cards else 0.0
        lowest = float(stability[seen].min()) if len(seen) else None
        weakest = float(chances.min()) if len(seen) else None
        found.append(
            (
                one,
                weakest,
                lowest,
                float(chances.prod()),
                _state(one, seen, weakest, lowest),
            )
        )
    before = {one.id: one.requires for one in concepts}
    return [
        ConceptState(
            concept=one,
            state=state,
            mean=means[one.id],
            weakest=weakest,
            weakest_days=lowest,
            all_recalled=product,
            ready=not (blocked := _blocked(one.id, before, means)),
            blocked_by=blocked,
        )
        for one, weakest, lowest, product, state in found
    ]


def _state(
    one: ConceptCards, seen: Any, weakest: float | None, lowest: float | None
) -> str:
    if weakest is None or lowest is None:
        return "unseen"
    if len(seen) < one.cards:
        return "partial"
    if weakest < SOLID:
        return "fading"
    return "durable" if lowest >= LASTING_DAYS else "known"


def _blocked(
    start: str, before: Mapping[str, Sequence[str]], means: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the concepts before one, near or far, that are not known on average."""
    met: dict[str, None] = {}
    ahead = list(before.get(start, ()))
    while ahead:
        name = ahead.pop(0)
        if name not in met and name in means:
            met[name] = None
            ahead += before.get(name, ())
    return tuple(name for name in met if means[name] < SOLID)


def concept_figures(states: Sequence[ConceptState]) -> Figures:
    """Return how many concepts are in each state."""
    means = [one.mean for one in states]
    counts = {name: sum(one.state == name for one in states) for name in STATES}
    return {
        "concepts": len(states),
        **counts,
        "mean_rule_known": sum(mean >= SOLID for mean in means),
        "mean_of_means": sum(means) / len(means) if means else None,
        "expected_all_cards_recalled": sum(
            one.all_recalled for one in states if one.concept.seen
        ),
        "ready": sum(one.ready for one in states),
    }


def blocks(count: int) -> list[ConceptCards]:
    """Return stand-ins for concepts: blocks of five cards in the order of names."""
    number = -(-count // BLOCK)
    return [
        ConceptCards(
            id=str(block),
            title=str(block),
            deck="",
            cards=min(BLOCK, count - block * BLOCK),
            seen=tuple(range(block * BLOCK, min(count, (block + 1) * BLOCK))),
            requires=(str(block // 2),) if block >= 2 else (),
        )
        for block in range(number)
    ]
