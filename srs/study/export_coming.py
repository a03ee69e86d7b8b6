"""What do other programs watch? Metrics of now, and the days that are coming."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from srs.core.card import CardId
from srs.core.day import day_number
from srs.core.queue import Counts, estimate_minutes
from srs.exchange.sheet import Field, Row, Sheet
from srs.study.agenda import seconds
from srs.study.collection import Collection
from srs.study.progress_inputs import Filters, chosen_cards

METRICS = (
    Field(name="metric"),
    Field(name="type"),
    Field(name="help"),
    Field(name="labels"),
    Field(name="value", kind="double"),
)
CALENDAR = (
    Field(name="study_day", kind="date"),
    Field(name="due", kind="int32"),
    Field(name="minutes", kind="int32"),
)
DAYS_AHEAD = 30
RATINGS = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
MONTH: Mapping[str, str] = {"window": "30d"}


class Coming:
    """The due days of one choice of cards at one instant."""

    def __init__(
        self, collection: Collection, *, filters: Filters, at: datetime
    ) -> None:
        """Look at the schedules.

        Args:
            collection: Of which collection.
            filters: Which cards; a first day changes nothing.
            at: The instant that is now.
        """
        self.collection = collection
        self.at = at
        self.today = day_number(collection.calendar.day(at))
        self._chosen = chosen_cards(collection, filters)
        self._alone = collection.store.schedules.left_alone(collection.calendar.day(at))

    def due(self) -> Counter[tuple[str, int]]:
        """Return how many cards are due by deck and study day, late ones too."""
        names = {
            number: entry.deck.name for number, entry in self.collection.decks.items()
        }
        found: Counter[tuple[str, int]] = Counter()
        for row in self.collection.store.progress.places():
            if row.deck is None or row.suspended or not row.phase:
                continue
            if row.due_day is not None and (
                self._chosen is None or row.card in self._chosen
            ):
                day = max(row.due_day, self._alone.get(CardId(row.card), row.due_day))
                found[names.get(row.deck, ""), day] += 1
        return found

    def calendar(self) -> Sheet:
        """Return the reviews of the next days, and how long they take."""
        return Sheet(name="calendar", fields=CALENDAR, rows=self._calendar_rows())

    def _calendar_rows(self) -> Iterator[Row]:
        by_day: Counter[int] = Counter()
        for (_, day), count in self.due().items():
            by_day[max(day - self.today, 0)] += count
        pace = seconds(self.collection)
        today = self.collection.calendar.day(self.at)
        for ahead in range(DAYS_AHEAD):
            due = by_day[ahead]
            minutes = estimate_minutes(Counts(0, 0, due), pace)
            yield today + timedelta(days=ahead), due, minutes

    def metrics(self, figures: Mapping[str, Any], last: datetime | None) -> Sheet:
        """Return what Prometheus is told.

        Args:
            figures: Of the statistics, all of them.
            last: When the last review was; None without one.
        """
        rows = (*self._now(figures, last), *_totals(figures))
        some = tuple(row for row in rows if row[4] is not None)
        return Sheet(name="metrics", fields=METRICS, rows=some)

    def _now(self, figures: Mapping[str, Any], last: datetime | None) -> Iterator[Row]:
        def gauge(name: str, said: str, value: Any, **labels: str) -> Row:
            return (f"srs_{name}", "gauge", said, labels, value)

        stock, month = figures["stock"], figures["retention"]["last_30"]
        yield gauge(
            "learned_cards", "Cards that were ever reviewed.", stock["learned_cards"]
        )
        yield gauge(
            "known_cards",
            "Cards that would be recalled if asked now (model).",
            stock["K_now"],
        )
        due, late = Counter[str](), Counter[str]()
        for (deck, day), count in self.due().items():
            due[deck] += count if day <= self.today else 0
            late[deck] += count if day < self.today else 0
        decks = sorted({entry.deck.name for entry in self.collection.decks.values()})
        for deck in decks:
            said = "Cards whose due day has come."
            yield gauge("due_cards", said, due[deck], deck=deck)
        for deck in decks:
            said = "Cards whose due day is over."
            yield gauge("overdue_cards", said, late[deck], deck=deck)
        yield gauge("true_retention_ratio", "Tests passed.", month["rate"], **MONTH)
        yield gauge(
            "expected_retention_ratio",
            "Tests that the model expected to be passed.",
            month.get("predicted"),
            **MONTH,
        )
        yield gauge(
            "upkeep_seconds_per_known_card_day",
            "Seconds of review that keep a card known for a day, new cards left out.",
            _upkeep(figures["upkeep"]["last_30"]),
            **MONTH,
        )
        yield gauge(
            "streak_days", "Days in a row with reviews.", figures["streaks"]["current"]
        )
        yield gauge(
            "last_review_timestamp_seconds",
            "When the last review was.",
            None if last is None else last.timestamp(),
        )


def _upkeep(window: Mapping[str, Any] | None) -> float | None:
    if window is None or not window["minutes"] or not window["mean_K"]:
        return None
    return float(window["upkeep_min_per_100_30d"]) * 60 / 100 / 30


def _totals(figures: Mapping[str, Any]) -> Iterator[Row]:
    def counter(name: str, said: str, value: Any, **labels: str) -> Row:
        return (f"srs_{name}_total", "counter", said, labels, value)

    for number, name in RATINGS.items():
        count = figures["study"]["ratings"][number]
        yield counter("reviews", "Reviews by rating.", count, rating=name)
    tests = figures["retention"]["all"]
    said = "First answers of a day, after at least one day."
    passed = tests["passed"] or 0
    yield counter("tests", said, passed, result="passed")
    yield counter("tests", said, (tests["total"] or 0) - passed, result="failed")
    said = "Time spent reviewing, a minute a review at the most."
    yield counter("study_seconds", said, figures["study"]["minutes"] * 60)
