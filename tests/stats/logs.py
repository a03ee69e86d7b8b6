"""A log that chance has written, for statistics to be held against plain loops."""

import random
from array import array
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from srs.core.day import Calendar
from srs.core.report import Inputs, Weights
from srs.memory.weights import DEFAULT_W

DAY_MS = 86_400_000
FIRST = 20_000
"""The first study day."""
OTHER_W = (*DEFAULT_W[:2], 3.1, 14.0, *DEFAULT_W[4:20], 0.31)


def log(
    seed: int, *, cards: int = 20, days: int = 60, presets: int = 1
) -> tuple[Inputs, list[int]]:
    """Return a log in the order of time, and what each review decided; -1: nothing."""
    chance = random.Random(seed)
    rows = sorted(
        (
            (FIRST + day) * DAY_MS + 9 * 3_600_000 + chance.randrange(3_600_000),
            FIRST + day,
            card,
        )
        for day in range(days)
        for card in range(cards)
        if chance.random() < 0.15
        for _ in range(chance.choice((1, 1, 1, 2)))
    )
    weights = (Weights(w=DEFAULT_W), Weights(w=OTHER_W, desired_retention=0.8))
    inputs = Inputs(
        calendar=Calendar(timezone=ZoneInfo("UTC")),
        now_s=(FIRST + days) * 86_400.0 + 12 * 3600,
        today=FIRST + days,
        ids=list(range(cards)),
        weights=weights[:presets],
    )
    if presets > 1:
        inputs.weights_of = array("i", (card % presets for card in range(cards)))
    due = []
    for at_ms, day, card in rows:
        inputs.card.append(card)
        inputs.at_ms.append(at_ms)
        inputs.day.append(day)
        inputs.rating.append(chance.choice((1, 2, 3, 3, 3, 4)))
        inputs.duration_ms.append(chance.randrange(30_000))
        due.append(-1 if chance.random() < 0.3 else day + chance.randrange(9))
    return inputs, due


def of_card(inputs: Inputs, card: int) -> Sequence[int]:
    """Return the places of a card's reviews, in the order of time."""
    return [at for at, one in enumerate(inputs.card) if one == card]
