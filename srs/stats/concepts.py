"""Which concepts are solid, which are fading, and what comes before them? (M15)."""

from collections.abc import Collection, Mapping, Sequence
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
    sums = _sums(now, concepts)
    means = {
        one.id: chances / one.cards if one.cards else 0.0
        for one, (_, chances, *_) in zip(concepts, sums, strict=True)
    }
    before = {one.id: one.requires for one in concepts}
    low = frozenset(name for name, mean in means.items() if mean < SOLID)
    found = []
    for one, (seen, _, weakest, lowest, product) in zip(concepts, sums, strict=True):
        blocked = _blocked(one.id, before, low) if one.requires else ()
        found.append(
            ConceptState(
                concept=one,
                state=_state(one, seen, weakest, lowest),
                mean=means[one.id],
                weakest=weakest if seen else None,
                weakest_days=lowest if seen else None,
                all_recalled=product,
                ready=not blocked,
                blocked_by=blocked,
            )
        )
    return found


def _sums(
    now: Standing, concepts: Sequence[ConceptCards]
) -> list[tuple[int, float, float, float, float]]:
    """Return of each concept's seen cards how many there are, and what they come to.

    That is the sum of recall, the lowest recall, the lowest stability in days and
    the chance that all are recalled.
    """
    import numpy as np

    recall = np.full(len(now.cards), np.nan)
    recall[now.here] = now.recall
    sizes = np.array([len(one.seen) for one in concepts], np.int64)
    cards = np.fromiter((at for one in concepts for at in one.seen), np.int64)
    owner = np.repeat(np.arange(len(concepts)), sizes)
    counted = ~np.isnan(recall[cards])
    cards, owner = cards[counted], owner[counted]
    seen = np.bincount(owner, minlength=len(concepts))
    chances = np.bincount(owner, recall[cards], len(concepts))
    weakest, lowest = np.ones(len(concepts)), np.full(len(concepts), np.inf)
    product = np.ones(len(concepts))
    np.minimum.at(weakest, owner, recall[cards])
    np.minimum.at(lowest, owner, now.cards.stability[cards])
    np.multiply.at(product, owner, recall[cards])
    return list(
        zip(
            seen.tolist(),
            chances.tolist(),
            weakest.tolist(),
            lowest.tolist(),
            product.tolist(),
            strict=True,
        )
    )


def _state(one: ConceptCards, seen: int, weakest: float, lowest: float) -> str:
    if not seen:
        return "unseen"
    if seen < one.cards:
        return "partial"
    if weakest < SOLID:
        return "fading"
    return "durable" if lowest >= LASTING_DAYS else "known"


def _blocked(
    start: str, before: Mapping[str, Sequence[str]], low: Collection[str]
) -> tuple[str, ...]:
    """Return the concepts before one, near or far, that are not known on average."""
    met: dict[str, None] = {}
    ahead = list(before.get(start, ()))
    while ahead:
        name = ahead.pop(0)
        if name not in met:
            met[name] = None
            ahead += before.get(name, ())
    return tuple(name for name in met if name in low)


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
