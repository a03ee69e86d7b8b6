"""How do a log's rows become columns, with few Python objects on the way?"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain, islice

from srs.core.report import Inputs

ROW = 5
"""A row: card, milliseconds since 1970, study day, rating, duration in ms."""
AT_ONCE = 60_000
"""So many rows are held as whole numbers until they stand in the columns."""

Places = Callable[[Sequence[int], Sequence[int]], Iterable[int]]
"""Gives the places of some cards, each at an instant in milliseconds."""


def put(
    inputs: Inputs,
    rows: Iterable[Sequence[int]],
    places: Places,
    *,
    restless: Collection[int] = (),
) -> None:
    """Put reviews into the columns.

    Args:
        inputs: The columns.
        rows: The reviews, as `ROW` says.
        places: Which place each card has. Of reviews of one card that follow each
            other only the first is asked about.
        restless: Cards whose place changes with time: asked for each review.
    """
    import numpy as np

    numbers = chain.from_iterable(rows)
    while True:
        flat = np.fromiter(islice(numbers, AT_ONCE * ROW), np.int64)
        if not len(flat):
            return
        card, at_ms, day, rating, duration_ms = flat.reshape(-1, ROW).T
        turn = np.append(True, card[1:] != card[:-1])
        if restless:
            turn |= np.isin(card, list(restless))
        first = np.flatnonzero(turn)
        asked = places(card[first].tolist(), at_ms[first].tolist())
        found = np.fromiter(asked, np.int32, len(first))
        repeated = np.repeat(found, np.diff(np.append(first, len(card))))
        for column, values in (
            (inputs.card, repeated),
            (inputs.at_ms, at_ms.astype(np.float64)),
            (inputs.day, day.astype(np.int32)),
            (inputs.rating, rating.astype(np.int8)),
            (inputs.duration_ms, duration_ms.astype(np.float64)),
        ):
            column.frombytes(values.tobytes())
