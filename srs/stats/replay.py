"""What did each review find, and what did it leave?

A test is the first review of a card on a study day when the card was reviewed on
an earlier one. Elapsed days are differences of study days in the state's update;
the chance that the model gave a test uses the real time that had passed.

All cards' i-th reviews are replayed at once, which takes as many steps as the
longest history has reviews.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from srs.core.report import Inputs
from srs.stats.arrays import Array, Bools, Floats, Ints
from srs.stats.curve import Curve

if TYPE_CHECKING:
    import numpy as np

DAY_S = 86400.0
MATURE_DAYS = 21.0
LONGEST_COUNTED_S = 60.0
"""A longer pause before a rating counts as a minute: the learner was away."""


@dataclass(slots=True, kw_only=True)
class Cards:
    """What has become of each card: a place for each card of the inputs."""

    reviews: Ints
    stability: Floats
    difficulty: Floats
    last_s: Floats
    last_day: Ints
    first_s: Floats
    first_day: Ints
    intro_s: Floats
    """When the last review of the card's first study day was."""
    intro_stability: Floats
    days: Ints
    """Study days with the card."""
    in_a_row: Ints
    """Tests passed since the last one that was not."""
    lapses: Ints
    proven: Floats
    """The longest gap, in days, passed since the last test that was not."""
    seconds: Floats
    tested_after: Floats
    """The gap before the card's first test, in days; 0 before it."""
    tested_well: Ints
    """Whether that test was passed."""
    tested_chance: Floats
    """What the model said of it."""

    def __len__(self) -> int:
        return len(self.reviews)


_INTS = {
    "reviews",
    "last_day",
    "first_day",
    "days",
    "in_a_row",
    "lapses",
    "tested_well",
}


def no_reviews(count: int) -> Cards:
    """Return so many cards that were never reviewed."""
    import numpy as np

    return Cards(
        **{
            part.name: np.zeros(count, np.int64 if part.name in _INTS else np.float64)
            for part in fields(Cards)
        }
    )


def grown(cards: Cards, count: int) -> Cards:
    """Return the cards with unseen ones added, so many in all."""
    import numpy as np

    fresh = no_reviews(count - len(cards))
    return Cards(
        **{
            part.name: np.concatenate(
                (getattr(cards, part.name), getattr(fresh, part.name))
            )
            for part in fields(Cards)
        }
    )


def taken(cards: Cards, places: Array) -> Cards:
    """Return some of the cards, in the order of the places."""
    return Cards(
        **{part.name: getattr(cards, part.name)[places] for part in fields(Cards)}
    )


@dataclass(slots=True, kw_only=True)
class Steps:
    """A row for each review, card by card, each card's in the order of time."""

    card: Ints
    at_s: Floats
    day: Ints
    rating: Ints
    seconds: Floats
    gap_days: Floats
    """Real days since the card's last review; nan for its first."""
    nights: Ints
    """Study days since then."""
    before: Floats
    """Stability before the review, in days; nan for the first."""
    after: Floats
    days_before: Ints
    in_a_row: Ints
    lapses: Ints
    chance: Floats
    """What the model said of a recall; nan for the first."""
    test: Bools
    first: Bools
    """Whether the card was new."""
    on_first_day: Bools
    last: Bools
    """Whether no later review of the card is among the rows."""

    def __len__(self) -> int:
        return len(self.card)


def some_steps(steps: Steps, some: Bools) -> Steps:
    """Return some of the rows."""
    return Steps(
        **{part.name: getattr(steps, part.name)[some] for part in fields(Steps)}
    )


PART = 120_000
"""So many reviews are replayed at once: their columns fit a small memory."""


def parts(inputs: Inputs, rows: Bools) -> Iterator[Array]:
    """Give the places of some reviews, cut between cards where they come by card."""
    import numpy as np

    places = np.flatnonzero(rows)
    card = np.frombuffer(inputs.card, np.int32)
    start = 0
    if len(places) > PART and not (np.diff(card) < 0).any():
        turns = np.flatnonzero(np.diff(card[places])) + 1
        while len(places) - start > PART:
            after = int(np.searchsorted(turns, start + PART))
            if after == len(turns):
                break
            yield places[start : turns[after]]
            start = int(turns[after])
    yield places[start:]


def replayed(inputs: Inputs, rows: Array, cards: Cards, model: Curve) -> Steps:
    """Replay some reviews on top of the cards, and return what each one was.

    Args:
        inputs: The log.
        rows: Which of its reviews; each later than what the cards hold.
        cards: What came before; changed to what comes after.
        model: The formulas, with a place for each card.
    """
    steps, counts, starts = _ordered(inputs, rows, len(cards))
    by_length = _longest_first(counts)
    held, pos = counts[by_length], starts[by_length]
    for rank in range(int(held[0]) if len(held) else 0):
        some = by_length[: int((held > rank).sum())]
        _one_each(steps, pos[: len(some)] + rank, some, cards, model.of(some))
    return steps


def _longest_first(counts: Ints) -> Ints:
    import numpy as np

    order = np.argsort(-counts, kind="stable")
    return order[: int((counts > 0).sum())]


def _ordered(inputs: Inputs, rows: Array, count: int) -> tuple[Steps, Ints, Ints]:
    """Return the reviews by card, how many each card has, and where they start."""
    import numpy as np

    card = np.frombuffer(inputs.card, np.int32)[rows]
    at_s = np.frombuffer(inputs.at_ms, np.float64)[rows] / 1000.0
    order: Any = slice(None)
    if len(card) and not _in_order(card, at_s):
        order = np.lexsort((at_s, card))

    def column(values: Array, kind: "type[np.generic]") -> Array:
        taken: Array = values[rows][order].astype(kind, copy=False)
        return taken

    card = card[order].astype(np.int64)
    size = len(card)
    raw = column(np.frombuffer(inputs.duration_ms, np.float64), np.float64)
    counts = np.bincount(card, minlength=count)
    steps = Steps(
        card=card,
        at_s=at_s[order],
        day=column(np.frombuffer(inputs.day, np.int32), np.int64),
        rating=column(np.frombuffer(inputs.rating, np.int8), np.int64),
        seconds=np.minimum(raw / 1000.0, LONGEST_COUNTED_S),
        gap_days=np.full(size, np.nan),
        nights=np.zeros(size, np.int64),
        before=np.full(size, np.nan),
        after=np.zeros(size),
        days_before=np.zeros(size, np.int64),
        in_a_row=np.zeros(size, np.int64),
        lapses=np.zeros(size, np.int64),
        chance=np.full(size, np.nan),
        test=np.zeros(size, bool),
        first=np.zeros(size, bool),
        on_first_day=np.zeros(size, bool),
        last=np.append(np.diff(card) != 0, True)[:size],
    )
    return steps, counts, np.cumsum(counts) - counts


def _in_order(card: Array, at_s: Array) -> bool:
    """Return whether rows come by card, each card's by time."""
    import numpy as np

    turn, back = np.diff(card), np.diff(at_s) < 0
    return not ((turn < 0) | ((turn == 0) & back)).any()


def _one_each(steps: Steps, row: Ints, some: Ints, cards: Cards, model: Curve) -> None:
    """Replay one review of each of some cards."""
    import numpy as np

    rating, day = steps.rating[row], steps.day[row]
    new = cards.reviews[some] == 0
    steps.first[row] = new
    if new.any():
        met = some[new]
        stability, difficulty = model.of(np.flatnonzero(new)).first(rating[new])
        cards.stability[met], cards.difficulty[met] = stability, difficulty
        cards.first_s[met], cards.first_day[met] = steps.at_s[row[new]], day[new]
        cards.days[met] = 1
    if not new.all():
        known = np.flatnonzero(~new)
        _again(steps, row[known], some[known], cards, model.of(known))
    steps.after[row] = cards.stability[some]
    cards.reviews[some] += 1
    cards.seconds[some] += steps.seconds[row]
    cards.last_s[some], cards.last_day[some] = steps.at_s[row], day
    on_first = day == cards.first_day[some]
    steps.on_first_day[row] = on_first
    begun = some[on_first]
    cards.intro_s[begun] = steps.at_s[row[on_first]]
    cards.intro_stability[begun] = cards.stability[begun]


def _again(steps: Steps, row: Ints, some: Ints, cards: Cards, model: Curve) -> None:
    """Replay one review of each of some cards that were seen before."""
    import numpy as np

    rating = steps.rating[row]
    gap = (steps.at_s[row] - cards.last_s[some]) / DAY_S
    nights = steps.day[row] - cards.last_day[some]
    before, difficulty = cards.stability[some], cards.difficulty[some]
    steps.gap_days[row], steps.nights[row], steps.before[row] = gap, nights, before
    steps.days_before[row] = cards.days[some]
    steps.in_a_row[row] = cards.in_a_row[some]
    steps.lapses[row] = cards.lapses[some]
    steps.chance[row] = model.recall(gap, before)
    test = nights >= 1
    steps.test[row] = test
    after = np.empty(len(row))
    same = np.flatnonzero(~test)
    after[same] = model.of(same).same_day(before[same], rating[same])
    chance = model.recall(nights, before)
    for places, forgot in (
        (np.flatnonzero(test & (rating >= 2)), False),
        (np.flatnonzero(test & (rating == 1)), True),
    ):
        one = before[places], difficulty[places], chance[places]
        some_model = model.of(places)
        after[places] = (
            some_model.forgot(*one)
            if forgot
            else some_model.passed(*one, rating[places])
        )
    cards.stability[some] = after
    cards.difficulty[some] = model.harder(difficulty, rating)
    primal = test & (cards.days[some] == 1)
    asked = some[primal]
    cards.tested_after[asked] = gap[primal]
    cards.tested_well[asked] = rating[primal] >= 2
    cards.tested_chance[asked] = steps.chance[row[primal]]
    _count(cards, some, test, rating >= 2, gap)


def _count(cards: Cards, some: Ints, test: Bools, passed: Bools, gap: Floats) -> None:
    """Count a test for those cards that had one."""
    import numpy as np

    won, lost = some[test & passed], some[test & ~passed]
    cards.days[some[test]] += 1
    cards.in_a_row[won] += 1
    cards.in_a_row[lost] = 0
    cards.lapses[lost] += 1
    cards.proven[won] = np.maximum(cards.proven[won], gap[test & passed])
    cards.proven[lost] = 0.0
