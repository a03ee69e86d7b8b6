"""When is each card due, as last replayed?

A cache: every row follows from the log. `schedule` has a row for each card that
something ever happened to; a card without one is new. `day` counts the reviews
of each study day.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number, instant, milliseconds
from srs.core.log import PhaseName
from srs.core.memory import Memory
from srs.core.queue import Candidate
from srs.core.schedule import CardState, New, Scheduled
from srs.store.engine import sqlite3

SCHEDULE_SCHEMA = """
create table if not exists schedule(
  card integer primary key,
  phase integer not null default 0,
  step integer, due_day integer, due_ms integer,
  stability real, difficulty real,
  first_day integer, last_day integer, last_ms integer, interval_days integer,
  reviews integer not null default 0, lapses integer not null default 0,
  graduated integer not null default 0, suspended integer not null default 0,
  buried_until integer, flag integer not null default 0,
  flag_note text not null default ''
) strict;
create index if not exists schedule_due on schedule(due_day, card) where phase = 2;
create index if not exists schedule_steps on schedule(phase) where phase in (1, 3);
create index if not exists schedule_last on schedule(last_day) where last_day not null;
create index if not exists schedule_first on schedule(first_day)
  where first_day not null;
create table if not exists day(
  day integer primary key, reviews integer not null, passed integer not null,
  duration_ms integer not null, introduced integer not null
) strict;
"""

PHASES: tuple[PhaseName | None, ...] = (None, "learning", "review", "relearning")
"""Phase names by the number that the table holds; 0 is new."""

LONGEST_COUNTED_MS = 60_000
"""A longer pause before a rating counts as a minute: the learner was away."""

_COLUMNS = (
    "card, phase, step, due_day, due_ms, stability, difficulty, first_day, last_day,"
    " last_ms, interval_days, reviews, lapses, graduated, suspended, buried_until,"
    " flag, flag_note"
)
_UPSERT = f"insert or replace into schedule({_COLUMNS}) values ({', '.join('?' * 18)})"  # noqa: S608 - no text from outside
_CANDIDATE = (
    "c.id, c.note, c.deck, s.phase, s.due_day, s.due_ms, s.stability, s.last_day,"
    " s.interval_days, s.lapses, c.rank"
)
_CONCEPT = " join note n on n.id = c.note"
_NOT_CLOSED = " and n.concept not in (select value from json_each(:closed))"
_APART = (
    " and not exists (select 1 from card k join schedule t on t.card = k.id"
    " where k.note = c.note and (t.last_day = :today or t.phase in (1, 3)"
    " or (t.phase = 2 and t.due_day <= :today and not t.suspended)))"
)
_OPEN = (
    "c.active and not coalesce(s.suspended, 0)"
    " and coalesce(s.buried_until, -1) <= :today"
)


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


class Schedules:
    """The tables `schedule` and `day`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # -- one card -------------------------------------------------------------

    def state(self, card: CardId) -> CardState:
        """Return what has become of a card; a new one where nothing happened."""
        row = self._connection.execute(
            f"select {_COLUMNS} from schedule where card = ?",  # noqa: S608
            (card,),
        ).fetchone()
        return CardState(schedule=New()) if row is None else _to_state(row)

    def write(self, card: CardId, state: CardState, *, first_day: date | None) -> None:
        """Store what has become of a card.

        Args:
            card: The card.
            state: What replay gives for it.
            first_day: The study day of its first review that counts.
        """
        self.write_all([(card, state, first_day)])

    def write_all(self, rows: Iterable[tuple[CardId, CardState, date | None]]) -> None:
        """Store many states; each row is a card, its state and its first day."""
        self._connection.executemany(_UPSERT, (_to_row(*row) for row in rows))

    def all_states(self) -> Iterator[tuple[CardId, CardState, date | None]]:
        """Return every card that something happened to: its state, its first day."""
        rows = self._connection.execute(
            f"select {_COLUMNS} from schedule order by card"  # noqa: S608
        )
        for row in rows.fetchall():
            first = None if row[7] is None else day_of_number(row[7])
            yield CardId(row[0]), _to_state(row), first

    def forget(self, cards: Iterable[CardId]) -> None:
        """Take the rows of some cards away: they are new, or count for another."""
        self._connection.executemany(
            "delete from schedule where card = ?", ((card,) for card in cards)
        )

    def deck_of_cards(self) -> dict[CardId, int]:
        """Return the deck, by its number, of every card that a deck holds."""
        return dict(self._connection.execute("select id, deck from card").fetchall())

    def first_day(self, card: CardId) -> date | None:
        """Return the study day of the card's first review that counts."""
        row = self._connection.execute(
            "select first_day from schedule where card = ?", (card,)
        ).fetchone()
        return None if row is None or row[0] is None else day_of_number(row[0])

    def clear(self) -> None:
        """Forget everything: the log fills it again."""
        self._connection.execute("delete from schedule")
        self._connection.execute("delete from day")

    # -- what a session needs ---------------------------------------------------

    def due(self, today: date) -> list[tuple[int, ...]]:
        """Return the rows of cards in review that are due, for `candidates`."""
        return self._candidates(
            "schedule s join card c on c.id = s.card",
            "s.phase = 2 and s.due_day <= :today",
            today,
        )

    def in_steps(self, today: date) -> list[tuple[int, ...]]:
        """Return the rows of cards in learning or relearning steps."""
        return self._candidates(
            "schedule s join card c on c.id = s.card", "s.phase in (1, 3)", today
        )

    def fresh(
        self,
        today: date,
        decks: Sequence[int],
        *,
        most: int,
        apart: bool = False,
        closed: Collection[str] = (),
    ) -> list[tuple[int, ...]]:
        """Return the rows of new cards, the first in rank of each deck.

        Args:
            today: The study day.
            decks: Decks that the learner has begun.
            most: How many notes a deck gives at the most.
            apart: Whether a card waits while a sibling is due, in steps, or was
                answered today.
            closed: Concepts whose new cards wait.
        """
        found: list[tuple[int, ...]] = []
        for deck in decks:
            found += self._connection.execute(
                f"select {_CANDIDATE} from card c{_CONCEPT if closed else ''}"  # noqa: S608
                " left join schedule s on s.card = c.id"
                " where c.deck = :deck and coalesce(s.phase, 0) = 0"
                f" and {_OPEN}{_APART if apart else ''}{_NOT_CLOSED if closed else ''}"
                " order by c.rank limit :most",
                {
                    "deck": deck,
                    "today": day_number(today),
                    # Of a note with several new cards one comes, so more are read.
                    "most": most * (6 if apart else 1),
                    "closed": json.dumps(sorted(closed)),
                },
            ).fetchall()
        return found

    def concepts(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the concepts with a card that has not graduated, and those begun."""
        rows = self._connection.execute(
            "select n.concept, max(not coalesce(s.graduated, 0) and c.active"
            " and not coalesce(s.suspended, 0)), max(coalesce(s.reviews, 0))"
            " from card c join note n on n.id = c.note"
            " left join schedule s on s.card = c.id"
            " where n.concept <> '' group by n.concept"
        ).fetchall()
        return (
            frozenset(row[0] for row in rows if row[1]),
            frozenset(row[0] for row in rows if row[2]),
        )

    def _candidates(
        self, source: str, condition: str, today: date
    ) -> list[tuple[int, ...]]:
        return self._connection.execute(
            f"select {_CANDIDATE} from {source} where {condition} and {_OPEN}",  # noqa: S608
            {"today": day_number(today)},
        ).fetchall()

    def notes_seen(self, today: date) -> set[int]:
        """Return the notes of which a card was answered today."""
        return {
            row[0]
            for row in self._connection.execute(
                "select c.note from schedule s join card c on c.id = s.card"
                " where s.last_day = ?",
                (day_number(today),),
            )
        }

    def sibling_days(self, card: CardId) -> dict[CardId, date]:
        """Return the days on which the card's siblings are due."""
        return {
            CardId(row[0]): day_of_number(row[1])
            for row in self._connection.execute(
                "select s.card, s.due_day from card me join card c on c.note = me.note"
                " join schedule s on s.card = c.id"
                " where me.id = ? and c.id <> me.id and s.due_day not null",
                (card,),
            )
        }

    def load(self) -> dict[int, int]:
        """Return how many cards are due on each study day, by day number."""
        return dict(
            self._connection.execute(
                "select due_day, count(*) from schedule where phase = 2"
                " group by due_day"
            )
        )

    def next_step_ms(self) -> list[int]:
        """Return when cards in steps come back, in milliseconds, the first first."""
        return [
            row[0]
            for row in self._connection.execute(
                "select due_ms from schedule where phase in (1, 3)"
                " and due_ms not null and not suspended order by due_ms"
            )
        ]

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

    def counts(self, today: date, *, siblings_apart: bool) -> dict[int, DeckCounts]:
        """Return what each deck, by its number, has for today.

        Args:
            today: The study day.
            siblings_apart: Whether one card a note is counted, and none of a
                note that was seen today.
        """
        learning = dict(self._count("s.phase in (1, 3)", "count(*)", today))
        if siblings_apart:
            due = dict(
                self._count(
                    "s.phase = 2 and s.due_day <= :today and c.note not in"
                    " (select k.note from schedule t join card k on k.id = t.card"
                    "  where t.last_day = :today or t.phase in (1, 3))",
                    "count(distinct c.note)",
                    today,
                )
            )
        else:
            due = dict(
                self._count("s.phase = 2 and s.due_day <= :today", "count(*)", today)
            )
        return {
            deck: DeckCounts(learning.get(deck, 0), due.get(deck, 0))
            for deck in learning.keys() | due.keys()
        }

    def _count(self, condition: str, what: str, today: date) -> list[tuple[int, int]]:
        return self._connection.execute(
            f"select c.deck, {what} from schedule s join card c on c.id = s.card"  # noqa: S608
            f" where {condition} and {_OPEN} group by c.deck",
            {"today": day_number(today)},
        ).fetchall()

    def new_left(self, deck: int, *, most: int) -> int:
        """Return how many new cards a deck still holds, up to `most`."""
        row = self._connection.execute(
            "select count(*) from (select 1 from card c"
            " left join schedule s on s.card = c.id"
            " where c.deck = :deck and coalesce(s.phase, 0) = 0 and c.active"
            " and not coalesce(s.suspended, 0) limit :most)",
            {"deck": deck, "most": most},
        ).fetchone()
        return int(row[0])

    def late(self, last: date) -> dict[int, int]:
        """Return how many cards of each deck were due on a day or before."""
        return dict(
            self._count("s.phase = 2 and s.due_day <= :today", "count(*)", last)
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
        return {
            day_of_number(row[0]): row[1]
            for row in self._connection.execute(
                "select s.due_day, count(*) from schedule s"
                " join card c on c.id = s.card where s.phase = 2"
                " and s.due_day between ? and ? and c.active and not s.suspended"
                " group by s.due_day",
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


def candidates(
    rows: Iterable[tuple[int, ...]], preset_of_deck: Mapping[int, str]
) -> list[Candidate]:
    """Return rows of `due`, `in_steps` or `fresh` as candidates for a queue."""
    return [
        Candidate(
            card=CardId(row[0]),
            note=row[1],
            deck=row[2],
            preset=preset_of_deck[row[2]],
            phase=row[3] or 0,
            due_day=row[4] or 0,
            due_ms=row[5],
            stability=row[6] or 0.0,
            last_day=row[7] or 0,
            interval_days=row[8] or 0,
            lapses=row[9] or 0,
            rank=row[10],
        )
        for row in rows
        if row[2] in preset_of_deck
    ]


def _to_row(
    card: CardId, state: CardState, first_day: date | None
) -> tuple[int | float | str | None, ...]:
    first = None if first_day is None else day_number(first_day)
    schedule = state.schedule
    buried = None if state.buried_until is None else day_number(state.buried_until)
    kept = (int(state.suspended), buried, state.flag, state.flag_note)
    if isinstance(schedule, New):
        return (card, 0, *[None] * 5, first, None, None, None, 0, 0, 0, *kept)
    return (
        card,
        PHASES.index(schedule.phase),
        schedule.step,
        day_number(schedule.due_day),
        None if schedule.due_at is None else milliseconds(schedule.due_at),
        schedule.memory.stability_days,
        schedule.memory.difficulty,
        first,
        day_number(schedule.last_day),
        milliseconds(schedule.last_at),
        schedule.interval_days,
        schedule.reviews,
        schedule.lapses,
        int(schedule.graduated),
        *kept,
    )


def _to_state(row: tuple[object, ...]) -> CardState:
    (
        _,
        phase,
        step,
        due_day,
        due_ms,
        stability,
        difficulty,
        _first,
        last_day,
        last_ms,
        interval_days,
        reviews,
        lapses,
        graduated,
        suspended,
        buried_until,
        flag,
        flag_note,
    ) = row
    name = PHASES[int(str(phase))]
    schedule: New | Scheduled = New()
    if name is not None:
        schedule = Scheduled(
            phase=name,
            step=_int(step),
            due_day=day_of_number(_int(due_day)),
            due_at=None if due_ms is None else instant(_int(due_ms)),
            memory=Memory(
                stability_days=_float(stability), difficulty=_float(difficulty)
            ),
            last_day=day_of_number(_int(last_day)),
            last_at=instant(_int(last_ms)),
            interval_days=_int(interval_days),
            reviews=_int(reviews),
            lapses=_int(lapses),
            graduated=bool(graduated),
        )
    return CardState(
        schedule=schedule,
        suspended=bool(suspended),
        buried_until=None
        if buried_until is None
        else day_of_number(_int(buried_until)),
        flag=_int(flag),
        flag_note=str(flag_note),
    )


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a schedule holds {value!r} where a whole number belongs")
    return value


def _float(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"a schedule holds {value!r} where a number belongs")
    return float(value)
