"""How did each study day end: how many cards were due, how far off was the model?"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from srs.core.day import day_number
from srs.core.report import Inputs
from srs.stats.arrays import Array, Floats, Ints
from srs.stats.each import by_card, column_of_cards, model_of
from srs.stats.replay import no_reviews, replayed
from srs.stats.series import begun, crossings, day_ends
from srs.stats.state import ends
from srs.stats.trust import AUDITED_TESTS

NEVER = 10**7
"""A study day that no card lives to see."""


@dataclass(slots=True, kw_only=True)
class Moves:
    """What set a card's due day besides reviews, in columns.

    A due day of -1 hides the card; -2 calls it back to the due day it had.
    """

    card: "array[int]" = field(default_factory=lambda: array("i"))
    """Places in `Inputs.ids`."""
    at_ms: "array[float]" = field(default_factory=lambda: array("d"))
    day: "array[int]" = field(default_factory=lambda: array("i"))
    due: "array[int]" = field(default_factory=lambda: array("i"))


HIDDEN, BACK = -1, -2


def evenings(
    inputs: Inputs,
    due: Sequence[int],
    moves: Moves,
    bins: Sequence[Mapping[str, Any]],
    *,
    first: int,
    last: int,
) -> tuple[list[float], list[int]]:
    """Return for each study day what its end asks for.

    That is by how many cards the model was off, judged by the tests of its levels
    (M2b), and how many cards were due.

    Args:
        inputs: All reviews.
        due: The study day that each decided on; -1 where it decided nothing, so that
            the model's interval stands.
        moves: What else set due days.
        bins: What was said and what happened, by level.
        first: The first study day.
        last: The last one.
    """
    import numpy as np

    days = range(first, last + 1)
    instants = day_ends(inputs.calendar, days)
    off, changes = np.zeros(len(days)), np.zeros(len(days) + 1, np.int64)
    decided, card = np.array(due, np.int64), column_of_cards(inputs)
    cards, model = no_reviews(len(inputs.ids)), model_of(inputs)
    ended = ends(inputs, len(inputs.ids))
    for rows in by_card(inputs):
        steps = replayed(inputs, rows, cards, model)
        for at, since, stability, own in crossings(
            begun(steps, ended), instants, model
        ):
            moved = _moved(own.recall(since, stability), bins)
            off += np.bincount(at, moved, len(days))
        place = rows[np.lexsort((rows, card[rows]))]
        pause = model.of(steps.card).interval_days(steps.after).astype(np.int64)
        own_days = steps.day + pause
        until = np.where(decided[place] < 0, own_days, decided[place])
        spans = _spans(steps.card, steps.at_s, steps.day, until, moves, ended, inputs)
        changes += _changes(*spans, first, len(days))
    return off.tolist(), np.cumsum(changes[:-1]).tolist()


def _moved(chance: Floats, bins: Sequence[Mapping[str, Any]]) -> Floats:
    """Return by how much each chance is to be moved."""
    import numpy as np

    moved = np.zeros(len(chance))
    for band in bins:
        if band["n"] >= AUDITED_TESTS:
            some = (chance >= band["from"]) & (chance < band["to"])
            moved[some] = band["actual"] - band["predicted"]
    return moved


def _spans(
    card: Ints,
    at_s: Floats,
    day: Ints,
    due: Ints,
    moves: Moves,
    ended: Floats,
    inputs: Inputs,
) -> tuple[Ints, Ints, Ints]:
    """Return stretches in which due days held: from, until, and the due day."""
    import numpy as np

    if len(moves.card) and len(card):
        placed = np.frombuffer(moves.card, np.int32)
        some = (placed >= card[0]) & (placed <= card[-1])
        card = np.concatenate((card, placed[some]))
        at_s = np.concatenate((at_s, np.frombuffer(moves.at_ms)[some] / 1000.0))
        day = np.concatenate((day, np.frombuffer(moves.day, np.int32)[some]))
        due = np.concatenate((due, np.frombuffer(moves.due, np.int32)[some]))
        order = np.lexsort((at_s, card))
        card, at_s, day, due = card[order], at_s[order], day[order], due[order]
        due = _filled(card, due)
    until = np.full(len(card), NEVER)
    same = np.append(card[1:] == card[:-1], False)[: len(card)]
    until[:-1][same[:-1]] = day[1:][same[:-1]]
    over = ~same & (ended[card] < inputs.now_s)
    until[over] = [_day_of(inputs, at) for at in ended[card[over]].tolist()]
    return day, until, due


def _day_of(inputs: Inputs, at_s: float) -> int:
    return day_number(inputs.calendar.day(datetime.fromtimestamp(at_s, UTC)))


def _filled(card: Ints, due: Ints) -> Ints:
    """Return due days: of hidden cards never, of those called back as before."""
    import numpy as np

    place = np.arange(len(due))
    bears = np.maximum.accumulate(np.where(due >= 0, place, 0))
    before = np.where((due[bears] >= 0) & (card[bears] == card), due[bears], NEVER)
    return np.where(due == HIDDEN, NEVER, np.where(due == BACK, before, due))


def _changes(start: Ints, until: Ints, due: Ints, first: int, count: int) -> Array:
    """Return by how many due cards each day differs from the one before."""
    import numpy as np

    begins = np.clip(np.maximum(start, due) - first, 0, count)
    stops = np.clip(until - first, 0, count)
    some = stops > begins
    up = np.bincount(begins[some], minlength=count + 1)
    return up - np.bincount(stops[some], minlength=count + 1)
