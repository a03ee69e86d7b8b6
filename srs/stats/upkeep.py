"""What does knowing cost, and what waits? (M10, M12, M13, M17, M19)."""

from datetime import date
from typing import Any

from srs.core.day import day_number, day_of_number
from srs.stats.arrays import Floats, Ints, median
from srs.stats.recall import month_name
from srs.stats.replay import DAY_S
from srs.stats.series import day_ends
from srs.stats.state import Standing, ends
from srs.stats.tally import median_of

Figures = dict[str, Any]
LEAST_DAYS = 7
"""A shorter stretch says nothing about upkeep."""
LEECH_LAPSES = 8
VALUE_DAYS = (30, 90, 365)


def upkeep(now: Standing) -> Figures:
    """Return what a hundred known cards cost, by month and in the last days."""
    series = now.yesterday.series
    months: Figures = {}
    if series is not None:
        for first, last in _months(series.first_day, now.today):
            found = window(now, first, last)
            if found is not None:
                months[month_name(day_of_number(first))] = found
    return {
        "by_month": months,
        "last_30": window(now, now.today - 30, now.today),
        "last_90": window(now, now.today - 90, now.today),
    }


def _months(first: int, end: int) -> list[tuple[int, int]]:
    """Return the months between two study days, each as its first day and its end."""
    found = []
    while first < end:
        day = day_of_number(first)
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        found.append((first, min(day_number(following), end)))
        first = day_number(following)
    return found


def window(now: Standing, first: int, end: int) -> Figures | None:
    """Return what was spent and known from one study day to before another."""
    series = now.yesterday.series
    if series is None or end <= first:
        return None
    begins, ended = day_ends(now.inputs.calendar, (first - 1, end - 1)).tolist()
    ended = min(ended, now.inputs.now_s)
    days = (ended - begins) / DAY_S
    known = _so_far(now, end - 1) - _so_far(now, first - 1)
    if known <= 0:
        return None
    sums = now.tally.sums["days"]
    some = (sums.keys >= first) & (sums.keys < end)
    spent = sums.values[some].sum(axis=0)
    scale = 30.0 / days / (known / days / 100.0)
    minutes, later = float(spent[5]) / 60, float(spent[7]) / 60
    return {
        "days": days,
        "mean_K": known / days,
        "known_share": known / _learned_days(now, begins, ended),
        "minutes": minutes,
        "upkeep_minutes": later,
        "new_cards": int(spent[8]),
        "upkeep_min_per_100_30d": later * scale,
        "total_min_per_100_30d": minutes * scale,
        "upkeep_reviews_per_100_30d": float(spent[6]) * scale,
        "card_days_per_minute": known / minutes if minutes > 0 else None,
    }


def _so_far(now: Standing, day: int) -> float:
    """Return the card-days known up to the end of a study day before today."""
    series = now.yesterday.series
    if series is None or day < series.first_day:
        return 0.0
    return float(series.so_far[min(day, series.through) - series.first_day])


def _learned_days(now: Standing, begins: float, ended: float) -> float:
    """Return the card-days of cards that had been seen."""
    import numpy as np

    seen = now.cards.reviews > 0
    first = np.maximum(now.cards.first_s[seen], begins)
    last = np.minimum(ends(now.inputs, len(now.cards))[seen], ended)
    return float(np.clip((last - first) / DAY_S, 0, None).sum())


def seconds_per_test(now: Standing) -> float:
    """Return what one test costs with its repeats, in seconds."""
    tests = now.tally.sums["classes"].total()[0]
    return float(now.tally.sums["days"].total()[7] / max(1, tests))


def median_test_seconds(now: Standing) -> float:
    """Return the middle length of a test's answer, in seconds; 0 without tests."""
    found = now.tally.sums["test_lengths"]
    if not len(found.keys):
        return 0.0
    return median_of(found.keys / 1000.0, found.values[:, 0])


# -- what waits ----------------------------------------------------------------------


def due_days(now: Standing) -> tuple[Floats, Ints]:
    """Return the interval of each card that counts, and the study day it is due.

    What was planned counts; the model says it of cards without a plan.
    """
    import numpy as np

    interval = now.own.interval_days(now.cards.stability[now.here])
    last = now.cards.last_day[now.here]
    due = last + interval.astype(np.int64)
    if now.inputs.due is None:
        return interval, due
    planned = np.array(now.inputs.due, np.int64)[now.here]
    due = np.where(planned < 0, due, planned)
    return np.maximum(due - last, 1).astype(np.float64), due


def backlog(now: Standing) -> Figures:
    """Return what is due now, how late it is, and what the lateness has cost."""
    import numpy as np

    interval, due = due_days(now)
    waits = due <= now.today
    late = np.where(waits, now.today - due, 0)
    stability, own = now.cards.stability[now.here], now.own
    since = now.days_since(now.cards.last_s[now.here])
    debt = np.maximum(own.recall(interval, stability) - own.recall(since, stability), 0)
    scale = own.factor / stability
    fall = own.decay * scale * (1 + scale * since) ** (-own.decay - 1)
    one_test = median_test_seconds(now)
    return {
        "cards": len(now.here),
        "due": int(waits.sum()),
        "overdue": int((late > 0).sum()),
        "late_days_median": median(late[waits]) if waits.any() else None,
        "knowledge_debt_cards": float(debt[waits].sum()),
        "minutes_to_clear": float(waits.sum() * one_test / 60),
        "median_test_seconds": one_test,
        "decay_cards_per_day": float(fall.sum()),
        "load_per_day": float((1 / interval).sum()),
    }


def forecast(now: Standing, days: int = 30) -> list[int]:
    """Return how many cards are due on each of the next days; late ones today."""
    import numpy as np

    _, due = due_days(now)
    ahead = np.maximum(due - now.today, 0)
    counts = np.bincount(ahead[ahead < days], minlength=days)
    return [int(count) for count in counts]


def value_of_today(now: Standing) -> Figures:
    """Return what reviewing all that is due gains, against never doing so (M12)."""
    import numpy as np

    _, due = due_days(now)
    some = now.here[due <= now.today]
    if not len(some):
        return {"due": 0}
    own = now.model.of(some)
    stability, hard = now.cards.stability[some], now.cards.difficulty[some]
    since = now.days_since(now.cards.last_s[some])
    nights = (now.today - now.cards.last_day[some]).astype(np.float64)
    said, whole = own.recall(since, stability), own.recall(nights, stability)
    later = nights >= 1
    good = np.where(
        later, own.passed(stability, hard, whole, 3), own.same_day(stability, 3)
    )
    again = np.where(
        later, own.forgot(stability, hard, whole), own.same_day(stability, 1)
    )
    minutes = len(some) * median_test_seconds(now) / 60
    found: Figures = {
        "due": len(some),
        "minutes": minutes,
        "expected_recall": float(said.mean()),
    }
    for days in VALUE_DAYS:
        gain = said * own.recall(days, good) + (1 - said) * own.recall(days, again)
        area = said * own.held(days, good) + (1 - said) * own.held(days, again)
        without = own.held_from(np.maximum(since, 0.0), float(days), stability)
        gain -= own.recall(since + days, stability)
        found[f"dK_{days}"] = float(gain.sum())
        found[f"card_days_{days}"] = float((area - without).sum())
    per_minute = found["card_days_365"] / minutes if minutes else None
    return {**found, "card_days_per_minute_365": per_minute}


# -- costly cards ----------------------------------------------------------------------


def leeches(now: Standing) -> Figures:
    """Return how many cards have lapsed often, and what share of time they take."""
    import numpy as np

    seen = now.cards.reviews > 0
    lapses, seconds = _all_lapses(now)[seen], now.cards.seconds[seen]
    total = float(seconds.sum())
    often = lapses >= LEECH_LAPSES
    top = np.sort(seconds)[::-1][: max(1, round(len(seconds) * 0.1))]
    return {
        "lapses_ge_8": int(often.sum()),
        "time_share_lapses_ge_8": float(seconds[often].sum()) / total
        if total
        else None,
        "top_decile_time_share": float(top.sum()) / total if total else None,
    }


def _all_lapses(now: Standing) -> Ints:
    return now.cards.lapses


def costliest(now: Standing, most: int = 20) -> list[tuple[str, float, int, float]]:
    """Return the cards that took the most time in 90 days.

    Each as its name, its seconds, its lapses and its stability in days.
    """
    import numpy as np

    recent = now.tally.recent
    some = recent["day"] > now.today - 90
    spent = np.bincount(recent["card"][some], recent["seconds"][some], len(now.cards))
    order = np.argsort(-spent, kind="stable")[:most]
    return [
        (
            now.inputs.ids[card],
            float(spent[card]),
            int(now.cards.lapses[card]),
            float(now.cards.stability[card]),
        )
        for card in order.tolist()
        if spent[card] > 0
    ]
