"""Do the two engines tell the same story?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import fsrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs.core.interval import rounded
from srs.core.log import Rating
from srs.core.memory import Memory, MemoryModel, retrievability
from srs.memory.bulk import BulkModel
from srs.memory.live import LiveModel
from srs.memory.weights import DEFAULT_W, HIGHEST, LOWEST

Answer = tuple[int, int]
"""Rating, and the study days since the last one."""

LIVE, BULK = LiveModel(), BulkModel()


def histories(*, longest_gap: int = 365) -> st.SearchStrategy[list[Answer]]:
    """Give histories with all ratings, a third of the reviews on the same day."""
    gaps = st.one_of(st.just(0), st.integers(1, 30), st.integers(1, longest_gap))
    return st.lists(st.tuples(st.integers(1, 4), gaps), min_size=1, max_size=30)


def parameters() -> st.SearchStrategy[tuple[float, ...]]:
    """Give parameters near the defaults, within their bounds."""
    near = [
        st.floats(max(low, usual * 0.7), min(high, max(usual * 1.4, low)))
        for low, usual, high in zip(LOWEST, DEFAULT_W, HIGHEST, strict=True)
    ]
    return st.tuples(*near)


def states(model: MemoryModel, history: Sequence[Answer]) -> list[Memory]:
    """Return the memory after each review of a history."""
    found: list[Memory] = []
    for rating, days in history:
        before = found[-1] if found else None
        found.append(model.after(before, Rating(rating), elapsed_days=days))
    return found


@settings(deadline=None, max_examples=150)
@given(histories(), parameters())
def test_live_and_bulk_engines_tell_the_same_story(
    history: list[Answer], w: tuple[float, ...]
) -> None:
    """For any history and parameters, py-fsrs and fsrs-rs agree to within 1e-3."""
    live = states(LiveModel(w), history)
    bulk = states(BulkModel(w), history)

    for one, other in zip(live, bulk, strict=True):
        assert other.stability_days == pytest.approx(one.stability_days, rel=1e-3)
        assert other.difficulty == pytest.approx(one.difficulty, rel=1e-3)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(histories(), min_size=60, max_size=60))
def test_rounded_intervals_hardly_ever_differ(drawn: list[list[Answer]]) -> None:
    """In at least 999 of 1,000 states both engines give the same whole days."""
    pairs = [
        pair
        for history in drawn
        for pair in zip(states(LIVE, history), states(BULK, history), strict=True)
    ]
    differing = sum(
        rounded(LIVE.interval_days(one, desired_retention=0.9), maximum=36500)
        != rounded(BULK.interval_days(other, desired_retention=0.9), maximum=36500)
        for one, other in pairs
    )

    # Of fewer than a thousand states one may differ.
    assert differing <= max(1, len(pairs) / 1000)


@settings(deadline=None, max_examples=50)
@given(st.lists(histories(), max_size=8))
def test_whole_histories_and_single_reviews_agree(drawn: list[list[Answer]]) -> None:
    """The bulk engine's batch gives what its single steps give."""
    stepwise = [states(BULK, history)[-1] for history in drawn]

    batch = BULK.memories([[(history[0][0], 0), *history[1:]] for history in drawn])

    assert batch == stepwise


def test_study_days_are_nights_slept() -> None:
    """What py-fsrs is fed is 12:00 UTC of study days: two dates a day apart are a day.

    The reviews lie 21 hours apart; fed as they are, they would count as one day.
    """
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 9)]
    ratings = [fsrs.Rating.Easy, fsrs.Rating.Good, fsrs.Rating.Again, fsrs.Rating.Good]
    for day, rating in zip(days, ratings, strict=True):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        card, _ = scheduler.review_card(card, rating, noon)

    gaps = [0, *((late - early) // timedelta(days=1) for early, late in pairwise(days))]
    history = [(int(rating), gap) for rating, gap in zip(ratings, gaps, strict=True)]

    last = states(LIVE, history)[-1]
    assert (last.stability_days, last.difficulty) == (card.stability, card.difficulty)


@settings(deadline=None)
@given(st.floats(0.01, 30_000), st.floats(0.70, 0.99), st.sampled_from([LIVE, BULK]))
def test_after_the_interval_recall_is_what_was_desired(
    stability: float, desired: float, model: MemoryModel
) -> None:
    """I(S, r) is the pause after which R is r."""
    memory = Memory(stability_days=stability, difficulty=5.0)
    days = model.interval_days(memory, desired_retention=desired)

    recall = retrievability(days, stability, decay=model.decay)

    assert recall == pytest.approx(desired, abs=1e-9)


@pytest.mark.parametrize("history", [[], [(0, 0)], [(5, 0)], [(3, 0), (3, -1)]])
def test_what_would_panic_in_rust_is_refused(history: list[Answer]) -> None:
    """Empty histories, unknown ratings and days that run backwards raise ValueError."""
    with pytest.raises(ValueError, match=r"no such review|no memory"):
        BULK.memories([history])
