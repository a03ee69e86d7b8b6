"""Concepts: what is counted in columns is what each concept says of itself."""

import random

import pytest

from srs.core.report import ConceptCards
from srs.stats.concepts import BLOCK, STATES, concept_figures, concept_states
from srs.stats.state import Standing, standing
from tests.stats.logs import log


def _now(seed: int, concepts: tuple[ConceptCards, ...]) -> Standing:
    inputs, _ = log(seed, cards=33)
    inputs.concepts = concepts
    return standing(inputs)


def _any_concepts(seed: int) -> tuple[ConceptCards, ...]:
    """Return concepts that wait for each other in any way, in circles too."""
    chance = random.Random(seed)
    names = [f"c{number}" for number in range(12)]
    return tuple(
        ConceptCards(
            id=name,
            title=name,
            deck="",
            cards=(seen := chance.randrange(4)) + chance.randrange(2),
            seen=tuple(chance.sample(range(33), seen)),
            requires=tuple(chance.sample([*names, "gone"], chance.randrange(3))),
        )
        for name in names
    )


def _blocks() -> tuple[ConceptCards, ...]:
    return tuple(
        ConceptCards(
            id=str(block),
            title="",
            deck="",
            cards=len(cards := range(33)[block * BLOCK : (block + 1) * BLOCK]),
            seen=tuple(cards),
            requires=(str(block // 2),) if block >= 2 else (),
        )
        for block in range(7)
    )


def _counted(now: Standing) -> dict[str, object]:
    states = concept_states(now, now.inputs.concepts)
    return {
        "concepts": len(states),
        **{name: sum(one.state == name for one in states) for name in STATES},
        "mean_rule_known": sum(one.mean >= 0.8 for one in states),
        "mean_of_means": sum(one.mean for one in states) / len(states),
        "expected_all_cards_recalled": sum(
            one.all_recalled for one in states if one.concept.seen
        ),
        "ready": sum(one.ready for one in states),
    }


@pytest.mark.parametrize("seed", range(8))
def test_figures_count_what_each_concept_says(seed: int) -> None:
    """Whatever comes before what."""
    now = _now(seed, _any_concepts(seed))

    assert concept_figures(now) == _counted(now)


def test_without_concepts_blocks_of_cards_stand_for_them() -> None:
    """Five cards a block, the last may have fewer; each waits for one before it."""
    assert concept_figures(_now(1, ())) == _counted(_now(1, _blocks()))
