"""Which concepts are solid, which are fading, and what comes before them? (M15)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from srs.core.report import ConceptCards
from srs.stats.arrays import Floats, Ints
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Concepts in columns."""

    cards: Ints
    """How many cards of each can be asked."""
    held: Ints
    """How many of its cards were seen at some time."""
    seen: Ints
    """The places of these cards, concept by concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the seen cards of each concept come to."""

    seen: Ints
    """How many of them count."""
    mean: Floats
    weakest: Floats
    lowest: Floats
    """The lowest stability in days."""
    product: Floats
    """The chance that all are recalled."""


def concept_states(
    now: Standing, concepts: Sequence[ConceptCards]
) -> list[ConceptState]:
    """Return the state of each concept, in their order."""
    columns = _columns(concepts)
    sums = _sums(now, columns)
    before = {one.id: one.requires for one in concepts}
    low = frozenset(concepts[at].id for at in _low(sums))
    found = []
    for one, state, seen, mean, weakest, lowest, product in zip(
        concepts,
        _states(columns, sums).tolist(),
        sums.seen.tolist(),
        sums.mean.tolist(),
        sums.weakest.tolist(),
        sums.lowest.tolist(),
        sums.product.tolist(),
        strict=True,
    ):
        blocked = _blocked(one.id, before, low) if one.requires else ()
        found.append(
            ConceptState(
                concept=one,
                state=STATES[state],
                mean=mean,
                weakest=weakest if seen else None,
                weakest_days=lowest if seen else None,
                all_recalled=product,
                ready=not blocked,
                blocked_by=blocked,
            )
        )
    return found


def _columns(concepts: Sequence[ConceptCards]) -> Columns:
    import numpy as np

    return Columns(
        cards=np.array([one.cards for one in concepts], np.int64),
        held=np.array([len(one.seen) for one in concepts], np.int64),
        seen=np.fromiter(chain.from_iterable(one.seen for one in concepts), np.int64),
    )


def _sums(now: Standing, columns: Columns) -> Sums:
    import numpy as np

    count, cards = len(columns.cards), columns.seen
    recall = np.full(len(now.cards), np.nan)
    recall[now.here] = now.recall
    owner = np.repeat(np.arange(count), columns.held)
    counted = ~np.isnan(recall[cards])
    cards, owner = cards[counted], owner[counted]
    weakest, lowest = np.ones(count), np.full(count, np.inf)
    product = np.ones(count)
    np.minimum.at(weakest, owner, recall[cards])
    np.minimum.at(lowest, owner, now.cards.stability[cards])
    np.multiply.at(product, owner, recall[cards])
    chances = np.bincount(owner, recall[cards], count)
    return Sums(
        seen=np.bincount(owner, minlength=count),
        mean=np.where(columns.cards > 0, chances / np.maximum(columns.cards, 1), 0.0),
        weakest=weakest,
        lowest=lowest,
        product=product,
    )


def _low(sums: Sums) -> list[int]:
    """Return which concepts are not known on average."""
    import numpy as np

    places: list[int] = np.flatnonzero(sums.mean < SOLID).tolist()
    return places


def _states(columns: Columns, sums: Sums) -> Ints:
    """Return of each concept the place of its state in `STATES`."""
    import numpy as np

    rules = (sums.seen == 0, sums.seen < columns.cards, sums.weakest < SOLID)
    lasts = np.where(sums.lowest >= LASTING_DAYS, 4, 3)
    return np.select(rules, (0, 1, 2), lasts)


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


def concept_figures(now: Standing) -> Figures:
    """Return how many concepts are in each state; of blocks where there is none."""
    concepts = now.inputs.concepts
    if not concepts:
        count = len(now.inputs.ids)
        return _figures(now, _block_columns(count), _block_requires(count))
    place = {one.id: at for at, one in enumerate(concepts)}
    requires = (
        (at, place[name])
        for at, one in enumerate(concepts)
        for name in one.requires
        if name in place
    )
    return _figures(now, _columns(concepts), requires)


def _figures(
    now: Standing, columns: Columns, requires: Iterable[tuple[int, int]]
) -> Figures:
    import numpy as np

    sums = _sums(now, columns)
    count = len(columns.cards)
    counts = np.bincount(_states(columns, sums), minlength=len(STATES)).tolist()
    return {
        "concepts": count,
        **dict(zip(STATES, counts, strict=True)),
        "mean_rule_known": count - len(_low(sums)),
        "mean_of_means": sum(sums.mean.tolist()) / count if count else None,
        "expected_all_cards_recalled": sum(sums.product[columns.held > 0].tolist()),
        "ready": count - len(_waiting(_low(sums), requires)),
    }


def _waiting(low: Iterable[int], requires: Iterable[tuple[int, int]]) -> set[int]:
    """Return what some concepts hold back, near or far.

    Args:
        low: These concepts.
        requires: A concept, and one that comes right before it.
    """
    after: dict[int, list[int]] = {}
    for one, before in requires:
        after.setdefault(before, []).append(one)
    waiting: set[int] = set()
    ahead = list(low)
    while ahead:
        for one in after.get(ahead.pop(), ()):
            if one not in waiting:
                waiting.add(one)
                ahead.append(one)
    return waiting


# -- a log without concepts: blocks of cards in the order of names -----------------


def _block_columns(count: int) -> Columns:
    import numpy as np

    cards = np.full(-(-count // BLOCK), BLOCK)
    cards[-1:] -= len(cards) * BLOCK - count
    return Columns(cards=cards, held=cards, seen=np.arange(count))


def _block_requires(count: int) -> Iterable[tuple[int, int]]:
    """Give each block from the third on with the one that comes before it."""
    return ((block, block // 2) for block in range(2, -(-count // BLOCK)))
