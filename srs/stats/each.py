"""What was each single review, and what has become of each card? For exports.

Rows are plain Python values, given one by one in the order of what they tell of.
"""

from collections.abc import Iterator
from typing import NamedTuple

from srs.core.report import Inputs
from srs.stats.arrays import Array, Floats
from srs.stats.curve import Curve, curve
from srs.stats.replay import PART, Steps, no_reviews, replayed
from srs.stats.state import Standing

_AT_ONCE = 20_000


class ReviewFigures(NamedTuple):
    """What a review found and what it left; None where nothing was there before."""

    is_test: bool
    chance: float | None
    stability_before: float | None
    stability_after: float
    difficulty_before: float | None
    difficulty_after: float
    interval_days: int
    """Until recall falls to what is desired, by the model."""


class CardFigures(NamedTuple):
    """What has become of a card."""

    first_s: float
    last_s: float
    reviews: int
    tests: int
    lapses: int
    in_a_row: int
    stability: float
    difficulty: float
    recall: float
    proven_days: float
    seconds: float


def review_figures(inputs: Inputs) -> Iterator[ReviewFigures]:
    """Give the figures of each review, in the order of the inputs' rows."""
    import numpy as np

    size, model = len(inputs), model_of(inputs)
    cards = no_reviews(len(inputs.ids))
    test, whole = np.zeros(size, bool), np.zeros(size, np.int64)
    floats = np.full((5, size), np.nan)
    for rows in by_card(inputs):
        steps = replayed(inputs, rows, cards, model)
        place = rows[np.lexsort((rows, column_of_cards(inputs)[rows]))]
        test[place] = steps.test
        floats[0, place], floats[1, place] = steps.chance, steps.before
        floats[2, place] = steps.after
        floats[3, place], floats[4, place] = _difficulties(steps, model)
        whole[place] = model.of(steps.card).interval_days(steps.after)
    for start in range(0, size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        columns = [_some(column[part]) for column in floats]
        yield from map(
            ReviewFigures._make,
            zip(test[part].tolist(), *columns, whole[part].tolist(), strict=True),
        )


def column_of_cards(inputs: Inputs) -> Array:
    """Return the column of cards as an array."""
    import numpy as np

    return np.frombuffer(inputs.card, np.int32)


def model_of(inputs: Inputs) -> Curve:
    """Return the formulas for the cards of some inputs."""
    import numpy as np

    of = inputs.weights_of
    return curve(inputs.weights, None if of is None else np.frombuffer(of, np.int32))


def by_card(inputs: Inputs) -> Iterator[Array]:
    """Give the places of the reviews in parts, each with whole cards."""
    import numpy as np

    card = column_of_cards(inputs)
    ends = np.cumsum(np.bincount(card, minlength=len(inputs.ids)))
    first = 0
    while first < len(ends):
        before = ends[first - 1] if first else 0
        last = max(int(np.searchsorted(ends, before + PART, "right")), first + 1)
        yield np.flatnonzero((card >= first) & (card < last))
        first = last


def _difficulties(steps: Steps, model: Curve) -> tuple[Floats, Floats]:
    """Return the difficulty before and after each review, of whole cards."""
    import numpy as np

    before, after = np.full(len(steps), np.nan), np.full(len(steps), np.nan)
    starts = np.flatnonzero(np.append(True, np.diff(steps.card) != 0)[: len(steps)])
    counts = np.diff(np.append(starts, len(steps)))
    for rank in range(int(counts.max()) if len(counts) else 0):
        row = starts[counts > rank] + rank
        own = model.of(steps.card[row])
        if rank:
            before[row] = after[row - 1]
            after[row] = own.harder(before[row], steps.rating[row])
        else:
            after[row] = own.first(steps.rating[row])[1]
    return before, after


def _some(values: Floats) -> list[float | None]:
    """Return numbers, with None for nan, which alone differs from itself."""
    found: list[float | None] = [
        None if value != value else value for value in values.tolist()
    ]
    return found


def card_figures(now: Standing) -> Iterator[tuple[int, CardFigures]]:
    """Give the figures of each card that was reviewed, with its place."""
    import numpy as np

    cards = now.cards
    some = np.flatnonzero(cards.reviews > 0)
    recall = now.model.of(some).recall(
        now.days_since(cards.last_s[some]), cards.stability[some]
    )
    columns = (
        cards.first_s,
        cards.last_s,
        cards.reviews,
        cards.days - 1,
        cards.lapses,
        cards.in_a_row,
        cards.stability,
        cards.difficulty,
    )
    rest = (cards.proven[some], cards.seconds[some])
    lists = [column[some].tolist() for column in columns]
    lists += [recall.tolist(), *(column.tolist() for column in rest)]
    for place, *row in zip(some.tolist(), *lists, strict=True):
        yield place, CardFigures._make(row)
