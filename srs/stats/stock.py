"""How much is known, what was gained, and how long would it last? (M2 to M6)."""

import math
from collections.abc import Callable
from typing import Any

from srs.core.day import day_of_number
from srs.stats.arrays import Floats, Ints
from srs.stats.curve import Curve
from srs.stats.series import Series, day_ends, ends_month
from srs.stats.state import Standing, ends
from srs.stats.trust import audited
from srs.stats.upkeep import due_days

Figures = dict[str, Any]
HORIZONS = (0, 7, 30, 90, 180, 365)
"""Days ahead for which a forecast is said."""
LEAST_SIMULATED = 50_000
"""Cards times repetitions that make a simulation's mean steady enough."""


def known(now: Standing, days: float = 0.0) -> float:
    """Return how many cards would be recalled if asked some days from now."""
    return float(now.recall_in(days).sum())


def known_once(now: Standing, days: float = 0.0) -> float:
    """Return the same had nothing been reviewed after each card's first day."""
    since = now.days_since(now.cards.intro_s[now.here]) + days
    return float(now.own.recall(since, now.cards.intro_stability[now.here]).sum())


def stock(now: Standing, judged: Figures | None, *, whole: bool = True) -> Figures:
    """Return how much is known, now and in the past.

    Args:
        now: What the figures are said from.
        judged: The calibration of all tests.
        whole: Whether every day of the past was worked out.
    """
    count = len(now.here)
    current, once = known(now), known_once(now)
    found: Figures = {
        "learned_cards": count,
        "K_now": current,
        "mean_R": current / count if count else None,
        "K_once_now": once,
        "gap_now": current - once,
    }
    series = now.yesterday.series
    if whole and series is not None:
        found |= _past(now, series)
    return {**found, "audited": audited(now, judged)}


def _past(now: Standing, series: Series) -> Figures:
    learned = learned_by_day(now, series)
    best = int(series.known.argmax())
    return {
        "K_last_day_end": float(series.known[-1]),
        "N_last_day_end": int(learned[-1]),
        "K_once_last_day_end": float(series.once[-1]),
        "K_max": float(series.known[best]),
        "K_max_day": day_of_number(series.first_day + best).isoformat(),
        "K_sum_daily": float(series.known.sum()),
        "K_once_sum_daily": float(series.once.sum()),
        "month_ends": {
            day_of_number(series.first_day + place).isoformat(): [
                float(series.known[place]),
                int(learned[place]),
                float(series.once[place]),
            ]
            for place in range(len(series.known))
            if ends_month(series.first_day + place)
        },
    }


def learned_by_day(now: Standing, series: Series) -> Ints:
    """Return how many cards had been seen, and counted, at each study day's end."""
    import numpy as np

    days = range(series.first_day, series.through + 1)
    at = day_ends(now.inputs.calendar, days)
    seen = now.cards.reviews > 0
    gone = ends(now.inputs, len(now.cards))[seen]
    begun = np.searchsorted(np.sort(now.cards.first_s[seen]), at, side="left")
    return begun - np.searchsorted(np.sort(gone), at, side="right")


def banked(now: Standing) -> Figures:
    """Return the card-days known so far, and what the reviews after day one added."""
    seen = (now.cards.reviews > 0).nonzero()[0]
    gone = ends(now.inputs, len(now.cards))[seen]
    own = now.model.of(seen)

    def open_area(from_s: Floats, stability: Floats) -> float:
        import numpy as np

        days = (np.minimum(gone, now.inputs.now_s) - from_s) / 86400.0
        return float(own.held(days, stability).sum())

    cards = now.cards
    all_days = now.closed_days + open_area(cards.last_s[seen], cards.stability[seen])
    once = now.early_days + open_area(cards.intro_s[seen], cards.intro_stability[seen])
    minutes = float(now.tally.sums["days"].total()[5]) / 60
    return {
        "card_days": all_days,
        "card_days_once": once,
        "card_years": all_days / 365.25,
        "card_days_per_minute": all_days / minutes if minutes else None,
        "gain_per_minute": (all_days - once) / minutes if minutes else None,
    }


def projection(now: Standing) -> Figures:
    """Return what is known some days ahead if nothing more is reviewed (M5)."""
    return {
        "stop": {str(days): known(now, days) for days in HORIZONS},
        "once": {str(days): known_once(now, days) for days in HORIZONS},
    }


def durability(now: Standing) -> Figures:
    """Return in how many days a share of what is known is lost without reviews."""
    start = known(now)
    return {
        name: days_until(lambda days: known(now, days), share * start)
        for name, share in (
            ("days_to_lose_10pct", 0.9),
            ("days_to_lose_25pct", 0.75),
            ("half_life_days", 0.5),
        )
    }


def days_until(
    value: Callable[[float], float], target: float, *, most: float = 1e7
) -> float | None:
    """Return when a falling value reaches its target; None if not in most days."""
    if value(0.0) <= target:
        return 0.0
    low, high = 0.0, 1.0
    while value(high) > target:
        low, high = high, high * 2
        if high > most:
            return None
    # Falls are straighter in log time: Illinois' rule needs a dozen steps.
    left, right = math.log1p(low), math.log1p(high)
    at_left = value(low) - target
    at_right = value(high) - target
    for _ in range(200):
        if right - left <= 1e-13 * (1 + right) or at_right == 0:
            break
        middle = (left * at_right - right * at_left) / (at_right - at_left)
        if not left < middle < right:
            middle = (left + right) / 2
        there = value(math.expm1(middle)) - target
        if there > 0:
            left, at_left, at_right = middle, there, at_right / 2
        else:
            right, at_right, at_left = middle, there, at_left / 2
        if abs(there) <= 1e-12 * abs(target):
            return math.expm1(middle)
    return math.expm1(right)


# -- keep reviewing ------------------------------------------------------------------


def simulated(
    now: Standing,
    *,
    seed: int,
    days: int = 365,
    repetitions: int | None = None,
    told: Callable[[float], None] | None = None,
) -> tuple[Floats, Floats]:
    """Return what is known and how much is reviewed on each of the next days.

    Every due card is reviewed once a study day and passes as the model says. It
    takes long: call it apart from everything that must answer at once.

    Args:
        now: What the figures are said from.
        seed: Of the chances; the same one gives the same result.
        days: How many days.
        repetitions: Of the whole; None for as many as a steady mean takes.
        told: Called with the share that is done, from 0 to 1, now and then; what it
            raises ends the work.

    Returns:
        Two tables with a row a repetition and a column a day.
    """
    import numpy as np

    cards = now.here
    if repetitions is None:
        repetitions = max(1, -(-LEAST_SIMULATED // max(1, len(cards))))
    many = np.tile(cards, repetitions)
    stability, difficulty = now.cards.stability[many], now.cards.difficulty[many]
    last = now.cards.last_day[many].astype(np.float64)
    own = now.model.of(many)
    run = np.repeat(np.arange(repetitions), len(cards))
    due = np.tile(due_days(now)[1], repetitions).astype(np.float64)
    chance = np.random.default_rng(seed)
    known_, done = np.zeros((repetitions, days)), np.zeros((repetitions, days))
    for ahead in range(days):
        if told is not None and ahead % 8 == 0:
            told(ahead / days)
        today = now.today + ahead
        some = np.flatnonzero(due <= today)
        if len(some):
            part = own.of(some)
            _review(part, chance, some, stability, difficulty, today - last[some])
            last[some] = today
            due[some] = today + part.interval_days(stability[some])
            done[:, ahead] = np.bincount(run[some], minlength=repetitions)
        held = own.recall(today + 1 - last, stability)
        known_[:, ahead] = np.bincount(run, held, repetitions)
    return known_, done


def _review(
    model: Curve,
    chance: Any,
    some: Ints,
    stability: Floats,
    difficulty: Floats,
    elapsed: Floats,
) -> None:
    """Review some simulated cards, each passed by chance."""
    import numpy as np

    old, hard = stability[some], difficulty[some]
    said = model.recall(np.maximum(elapsed, 1.0), old)
    passed = chance.random(len(some)) < said
    stability[some] = np.where(
        passed, model.passed(old, hard, said, 3), model.forgot(old, hard, said)
    )
    difficulty[some] = np.where(passed, model.harder(hard, 3), model.harder(hard, 1))


def said_of_simulation(known_: Floats, done: Floats, cards: int) -> Figures:
    """Return what a simulation comes to, under the keys of `continue_mc`."""
    import numpy as np

    last, week = known_[:, -1], done[:, :7].sum(axis=1)
    total = done.sum(axis=1)
    enough = len(last) > 1
    return {
        "reps": len(last),
        "K_365_mean": float(last.mean()),
        "K_365_sd": float(last.std(ddof=1)) if enough else None,
        "K_30_mean": float(known_[:, min(29, known_.shape[1] - 1)].mean()),
        "reviews_365_mean": float(total.mean()),
        "reviews_365_sd": float(total.std(ddof=1)) if enough else None,
        "reviews_next_7": [
            float(week.mean()),
            float(np.quantile(week, 0.1)),
            float(np.quantile(week, 0.9)),
        ],
        "reviews_per_card_365": float(total.mean() / cards) if cards else None,
    }
