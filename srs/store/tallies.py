"""How much is due, how much was done, and on which days?"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number
from srs.store.engine import sqlite3
from srs.store.schedule_rows import LONGEST_COUNTED_MS

OPEN = (
    "c.active and not coalesce(s.suspended, 0)"
    " and coalesce(s.buried_until, -1) <= :today"
)
"""What a card must be to be asked: in a deck, not suspended, not buried."""


def _held(row: str) -> str:
    """Return what holds for a control card that waits, of a row of `schedule`."""
    return (
        f"coalesce({row}.first_day = {row}.last_day and {row}.first_day < :today"
        f" and {row}.first_day + srs_control_days({row}.card) > :today, 0)"
    )


_DUE_DAY = (
    "max(s.due_day, case when s.first_day = s.last_day"
    " then s.first_day + srs_control_days(s.card) else s.due_day end)"
)
"""When a card is asked where control cards wait for their day."""


class DeckCounts(NamedTuple):
    """What one deck has for today, before limits on new cards."""

    learning: int
    due: int


class DayCounts(NamedTuple):
    """What was done on one study day."""

    day: date
    reviews: int
    passed: int
    duration_ms: int
    introduced: int


class Tallies:
    """Sums over the tables `schedule`, `day` and `event`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._open = OPEN
        self._holds = False

    # -- control cards ------------------------------------------------------------

    def hold_control_cards(self, on: bool) -> None:
        """Hold control cards back from now on, or no more.

        A control card waits from the day after it was met until its own day, in
        whatever asks here what is due. What is written of it stays as it is.
        """
        if on:
            from srs.core.control import control_pause_days

            def control_days(card: int | None) -> int:
                if card is None:  # it was never met
                    return 0
                return control_pause_days(CardId(card)) or 0

            self._connection.create_function(
                "srs_control_days", 1, control_days, deterministic=True
            )
        self._holds = on
        self._open = f"{OPEN}{self._and_not_held('s')}"

    def left_alone(self, today: date) -> dict[CardId, int]:
        """Return the control cards that wait today, each with the day it is asked."""
        if not self._holds:
            return {}
        from srs.core.control import PAUSES_DAYS

        number = day_number(today)
        rows = self._connection.execute(
            "select card, first_day + srs_control_days(card) as asked from schedule"
            " where first_day > :since and first_day < :today"
            " and first_day = last_day and asked > :today",
            {"today": number, "since": number - max(PAUSES_DAYS)},
        )
        return {CardId(row[0]): row[1] for row in rows}

    def _and_not_held(self, row: str) -> str:
        return f" and not {_held(row)}" if self._holds else ""

    # -- counts -----------------------------------------------------------------

    def introduced(self, today: date) -> dict[int, int]:
        """Return how many new cards each deck, by its number, met today."""
        return dict(
            self._connection.execute(
                "select c.deck, count(*) from schedule s join card c on c.id = s.card"
                " where s.first_day = ? group by c.deck",
                (day_number(today),),
            )
        )

    def counts(
        self, today: date, *, siblings_apart: bool, due_by: date | None = None
    ) -> dict[int, DeckCounts]:
        """Return what each deck, by its number, has for today.

        Args:
            today: The study day.
            siblings_apart: Whether one card a note is counted, and none of a
                note that was seen today.
            due_by: Count what was due by an earlier day only; None for today.
        """
        by = due_by or today
        learning = dict(self._count("s.phase in (1, 3)", "count(*)", today))
        if siblings_apart:
            due = dict(
                self._count(
                    "s.phase = 2 and s.due_day <= :by and c.note not in"
                    " (select k.note from schedule t join card k on k.id = t.card"
                    "  where t.last_day = :today or t.phase in (1, 3)"
                    f"{self._and_not_held('t')})",
                    "count(distinct c.note)",
                    today,
                    by,
                )
            )
        else:
            due = dict(
                self._count("s.phase = 2 and s.due_day <= :by", "count(*)", today, by)
            )
        return {
            deck: DeckCounts(learning.get(deck, 0), due.get(deck, 0))
            for deck in learning.keys() | due.keys()
        }

    def _count(
        self, condition: str, what: str, today: date, by: date | None = None
    ) -> list[tuple[int, int]]:
        return self._connection.execute(
            f"select c.deck, {what} from schedule s join card c on c.id = s.card"
            f" where {condition} and {self._open} group by c.deck",
            {"today": day_number(today), "by": day_number(by or today)},
        ).fetchall()

    def unmet(self) -> dict[int, int]:
        """Return how many cards each deck, by its number, has that were never asked.

        Suspended ones are not counted; a deck without any is left out.
        """
        # In the order of the cards both tables are read from front to back; by way
        # of the decks each card would be looked for, which takes four times as long.
        return dict(
            self._connection.execute(
                "select c.deck, count(*) from card c not indexed"
                " left join schedule s on s.card = c.id"
                " where c.active and coalesce(s.phase, 0) = 0"
                " and not coalesce(s.suspended, 0) group by c.deck"
            ).fetchall()
        )

    def done(self, today: date, *, since_ms: int) -> dict[int, tuple[int, int]]:
        """Return each deck's reviews of a study day: how many, and how long in ms.

        Args:
            today: The study day.
            since_ms: When the day began; nothing before it is read.
        """
        return {
            row[0]: (row[1], row[2])
            for row in self._connection.execute(
                "select c.deck, count(*), sum(min(e.duration_ms, :longest))"
                " from event e join card c on c.id = e.card"
                " where e.id >= :since and e.kind = 'reviewed' and e.day = :today"
                " and not exists"
                " (select 1 from event u where u.target = lower(hex(e.id)))"
                " group by c.deck",
                {
                    "longest": LONGEST_COUNTED_MS,
                    "since": max(0, since_ms).to_bytes(6, "big"),
                    "today": day_number(today),
                },
            )
        }

    def last_durations_ms(self, most: int = 200) -> list[int]:
        """Return how long the newest reviews lasted, in ms, oldest first."""
        rows = self._connection.execute(
            "select min(duration_ms, ?) from event where kind = 'reviewed'"
            " order by id desc limit ?",
            (LONGEST_COUNTED_MS, most),
        ).fetchall()
        return [row[0] for row in reversed(rows)]

    def load_between(self, first: date, last: date) -> dict[date, int]:
        """Return how many active cards are due on each day of a range."""
        due = _DUE_DAY if self._holds else "s.due_day"
        return {
            day_of_number(row[0]): row[1]
            for row in self._connection.execute(
                f"select {due} as due, count(*) from schedule s"
                " join card c on c.id = s.card where s.phase = 2"
                f" and {due} between ? and ? and c.active and not s.suspended"
                " group by due",
                (day_number(first), day_number(last)),
            )
        }

    # -- days ---------------------------------------------------------------------

    def add_to_day(
        self, day: date, *, reviews: int, passed: int, duration_ms: int, introduced: int
    ) -> None:
        """Add to, or with negative numbers take from, what a study day counts."""
        self._connection.execute(
            "insert into day values (?, ?, ?, ?, ?) on conflict(day) do update set"
            " reviews = reviews + excluded.reviews,"
            " passed = passed + excluded.passed,"
            " duration_ms = duration_ms + excluded.duration_ms,"
            " introduced = introduced + excluded.introduced",
            (day_number(day), reviews, passed, duration_ms, introduced),
        )

    def write_days(self, rows: Iterable[DayCounts]) -> None:
        """Store the counts of whole study days."""
        self._connection.executemany(
            "insert or replace into day values (?, ?, ?, ?, ?)",
            ((day_number(row[0]), *row[1:]) for row in rows),
        )

    def days(self, first: date, last: date) -> list[DayCounts]:
        """Return the counts of the study days in a range, both ends included."""
        return [
            DayCounts(day_of_number(row[0]), *row[1:])
            for row in self._connection.execute(
                "select * from day where day between ? and ? and reviews > 0"
                " order by day",
                (day_number(first), day_number(last)),
            )
        ]

    def first_study_day(self) -> date | None:
        """Return the first study day with a review."""
        row = self._connection.execute(
            "select min(day) from day where reviews > 0"
        ).fetchone()
        return None if row[0] is None else day_of_number(row[0])
