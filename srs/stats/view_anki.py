"""Anki's graphs as tables, beneath the views Days and Recall: what someone knows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from srs.core.day import day_of_number
from srs.core.report import Cell, Column, Shape, Table, Unit
from srs.stats.anki_answers import KINDS, rate
from srs.stats.figures import Report
from srs.stats.words import count, percent

AHEAD_DAYS = 14
MONTHS = 12
_SPANS = ((0, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, 60), (61, 120),
          (121, 240), (241, 365), (366, 730), (731, 10**6))  # fmt: skip
_WINDOWS = (
    ("today", "today"),
    ("yesterday", "yesterday"),
    ("week", "last 7 days"),
    ("month", "last 30 days"),
    ("year", "last 365 days"),
    ("all_time", "all"),
)
_RANGES = (
    ("one_month", "last 30 days"),
    ("three_months", "last 90 days"),
    ("one_year", "last 365 days"),
    ("all_time", "all"),
)
_COUNTS = (
    ("new", "new"),
    ("learn", "in steps"),
    ("relearn", "in steps again"),
    ("young", "young: interval under 21 days"),
    ("mature", "mature: 21 days or more"),
    ("suspended", "suspended"),
    ("buried", "buried"),
)


def of_days(report: Report) -> list[Table]:
    """Return what stands beneath Days; nothing for a log without cards."""
    found = report["anki"]
    if found is None:
        return []
    today = day_of_number(report.now.today)
    answers = [_reviews(found["reviews"], today), _hours(found["hours"])]
    if found["due"] is None:
        return answers
    return [
        _due(found["due"], today),
        *answers,
        _counts(found["card_counts"]),
        _added(found["added"], today),
    ]


def of_recall(report: Report) -> list[Table]:
    """Return what stands beneath Recall; nothing for a log without cards."""
    found = report["anki"]
    if found is None:
        return []
    answers = [_retention(found["true_retention"]), _buttons(found["buttons"])]
    if found["intervals"] is None:
        return answers
    return [*answers, _lengths(found), _shares(found)]


def _table(
    name: str,
    title: str,
    columns: Sequence[tuple[str, str, Unit]],
    rows: Iterable[tuple[Cell, ...]],
    *notes: str,
    needs: str = "needs a first review",
    shape: Shape = "plain",
) -> Table:
    made = tuple(rows)
    return Table(
        id=f"anki_{name}",
        title=f"As in Anki: {title}",
        columns=tuple(Column(name=said, key=key, unit=u) for said, key, u in columns),
        rows=made,
        shape=shape,
        notes=notes if made else (),
        needs="" if made else needs,
        topic="as in anki",
    )


# -- Days ---------------------------------------------------------------------------


def _due(found: Mapping[str, Any], today: date) -> Table:
    cards: Mapping[str, int] = found["cards"]
    late = sum(n for day, n in cards.items() if date.fromisoformat(day) < today)
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD_DAYS)]
    rows: list[tuple[Cell, ...]] = [("late", late)] if late else []
    rows += [(day.isoformat(), cards.get(day.isoformat(), 0)) for day in days]
    ahead = sum(cards.values()) - late
    farthest = max((date.fromisoformat(day) for day in cards), default=today)
    each = ahead / max(1, (farthest - today).days + 1)
    return _table(
        "due",
        "future due",
        (("day", "day", ""), ("cards", "due", "cards")),
        rows if cards else (),
        f"{count(ahead)} cards are due from today on, on average {each:.1f} a day;"
        f" tomorrow {cards.get((today + timedelta(days=1)).isoformat(), 0):,}.",
        f"Daily load, the sum of 1 / interval: {found['daily_load']:,} a day.",
        shape="bars",
    )


def _reviews(found: Mapping[str, Any], today: date) -> Table:
    """Return answers by month, with how regular and how quick they were."""
    months: dict[str, list[float]] = {}
    for day, one in found.items():
        row = months.setdefault(day[:7], [0.0] * 5)
        for at, kind in enumerate(KINDS):
            row[at] += one["count"].get(kind, 0)
        row[4] += sum(one["milliseconds"].values()) / 60_000
    answers = sum(sum(row[:4]) for row in months.values())
    minutes = sum(row[4] for row in months.values())
    notes: tuple[str, ...] = ()
    if found:
        span = (today - date.fromisoformat(min(found))).days + 1
        days = len(found)
        notes = (
            f"Studied on {count(days)} of {count(span)} days"
            f" ({percent(days / span)}); {answers / days:.1f} answers on each of"
            f" them, {answers / span:.1f} on all.",
            f"{60 * minutes / answers:.1f} s an answer,"
            f" {answers / max(minutes, 1e-9):.1f} answers a minute.",
        )
    return _table(
        "reviews",
        "reviews by month",
        (
            ("month", "month", ""),
            ("learn", "learn", "reviews"),
            ("young", "young", "reviews"),
            ("mature", "mature", "reviews"),
            ("relearn", "relearn", "reviews"),
            ("minutes", "minutes", "minutes"),
        ),
        (
            (name, *(int(one) for one in row[:4]), row[4])
            for name, row in sorted(months.items())[-MONTHS:]
        ),
        *notes,
    )


def _hours(found: Mapping[str, Any]) -> Table:
    def share(row: Sequence[int]) -> float | None:
        return row[1] / row[0] if row[0] else None

    month, all_time = found["one_month"], found["all_time"]
    return _table(
        "hours",
        "hours of the day",
        (
            ("hour", "hour", ""),
            ("answers, all", "answers", "reviews"),
            ("right", "correct", "ratio"),
            ("30 days", "answers_month", "reviews"),
            ("right", "correct_month", "ratio"),
        ),
        (
            (f"{at}–{at + 1}", row[0], share(row), month[at][0], share(month[at]))
            for at, row in enumerate(all_time)
            if row[0]
        ),
        "Differences between hours are mostly differences between days and cards.",
    )


def _counts(found: Mapping[str, Mapping[str, int]]) -> Table:
    every = sum(found["all"].values())
    return _table(
        "counts",
        "card counts",
        (
            ("", "kind", ""),
            ("cards", "cards", "cards"),
            ("suspended and buried apart", "apart", "cards"),
        ),
        (
            (name, found["all"].get(key), found["apart"].get(key, 0))
            for key, name in _COUNTS
            if found["all"].get(key) or found["apart"].get(key)
        ),
        f"{count(every)} cards in all.",
        needs="needs a card",
    )


def _added(found: Mapping[str, int], today: date) -> Table:
    months: dict[str, int] = {}
    for day, n in found.items():
        months[day[:7]] = months.get(day[:7], 0) + n
    total = sum(months.values())
    first = date.fromisoformat(min(found)) if found else today
    each = total / ((today - first).days + 1)
    return _table(
        "added",
        "cards added by month",
        (("month", "month", ""), ("cards", "cards", "cards")),
        sorted(months.items())[-MONTHS:],
        f"{count(total)} cards, on average {each:.1f} a day.",
        needs="needs a card",
        shape="bars",
    )


# -- Recall -------------------------------------------------------------------------


def _retention(found: Mapping[str, Mapping[str, int]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for key, name in _WINDOWS:
        cells: list[Cell] = [name]
        for kinds in (("young",), ("mature",), ("young", "mature")):
            passed, total = rate(found[key], *kinds)
            cells += [passed / total if total else None, total]
        rows.append(tuple(cells))
    return _table(
        "retention",
        "true retention",
        (
            ("", "window", ""),
            ("young", "young", "ratio"),
            ("of", "young_reviews", "reviews"),
            ("mature", "mature", "ratio"),
            ("of", "mature_reviews", "reviews"),
            ("all", "all", "ratio"),
            ("of", "reviews", "reviews"),
        ),
        rows if rate(found["all_time"], "young", "mature")[1] else (),
        "Every answer in review counts, by the interval before it.",
        needs="needs an answer in review",
    )


def _buttons(found: Mapping[str, Mapping[str, Sequence[int]]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for key, name in _RANGES:
        for group, presses in found[key].items():
            if total := sum(presses):
                share = sum(presses[1:]) / total
                rows.append((f"{name}, {group}", *presses, share))
    return _table(
        "buttons",
        "answer buttons",
        (
            ("", "group", ""),
            ("forgot", "again", "reviews"),
            ("hard", "hard", "reviews"),
            ("good", "good", "reviews"),
            ("easy", "easy", "reviews"),
            ("right", "correct", "ratio"),
        ),
        rows,
    )


def _lengths(found: Mapping[str, Any]) -> Table:
    """Return how many cards have intervals and stabilities of which length."""
    pairs = [found[name]["cards"] for name in ("intervals", "stability")]
    middles = [found[name]["median_days"] for name in ("intervals", "stability")]
    rows: list[tuple[Cell, ...]] = []
    for low, high in _SPANS:
        cells = [
            sum(n for days, n in one.items() if low <= int(days) <= high)
            for one in pairs
        ]
        if any(cells):
            name = f"{low}–{high}" if high < 10**6 else f"{low} and more"
            rows.append((name, *cells))
    said = ["–" if one is None else f"{one:,.0f} d" for one in middles]
    return _table(
        "lengths",
        "intervals and stability",
        (
            ("days", "days", ""),
            ("interval", "interval", "cards"),
            ("stability", "stability", "cards"),
        ),
        rows,
        f"Half of the intervals are {said[0]} or more, half of the stabilities"
        f" {said[1]}.",
    )


def _shares(found: Mapping[str, Any]) -> Table:
    """Return how many cards are how difficult, and how likely to be recalled now."""
    hard, recall = found["difficulty"], found["retrievability"]
    rows: list[tuple[Cell, ...]] = []
    for low in range(0, 100, 10):
        high = low + 10 if low < 90 else 101
        cells = [
            sum(n for at, n in one["cards"].items() if low <= int(at) < high)
            for one in (hard, recall)
        ]
        rows.append((f"{low}–{low + 10}%", *cells))
    average, middle = recall["average"], hard["median_percent"]
    return _table(
        "shares",
        "difficulty and retrievability",
        (
            ("", "share", ""),
            ("difficulty", "difficulty", "cards"),
            ("recalled now", "retrievability", "cards"),
        ),
        rows if hard["cards"] else (),
        f"Median difficulty {(middle or 0):.0f}%; average retrievability"
        f" {percent(average, 1)}.",
        f"Estimated knowledge: {recall['known_cards']:,.1f} cards,"
        f" {recall['known_notes']:,.1f} notes.",
    )
