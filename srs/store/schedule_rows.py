"""How is what became of a card written in a row, and read back?"""

from collections.abc import Iterable, Mapping
from datetime import date

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number, instant, milliseconds
from srs.core.log import PhaseName
from srs.core.memory import Memory
from srs.core.queue import Candidate
from srs.core.schedule import CardState, New, Scheduled

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

COLUMNS = (
    "card, phase, step, due_day, due_ms, stability, difficulty, first_day, last_day,"
    " last_ms, interval_days, reviews, lapses, graduated, suspended, buried_until,"
    " flag, flag_note"
)
UPSERT = f"insert or replace into schedule({COLUMNS}) values ({', '.join('?' * 18)})"


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


def to_row(
    card: CardId, state: CardState, first_day: date | None
) -> tuple[int | float | str | None, ...]:
    """Return the row of a card's state; `first_day` as `Schedules.write` takes it."""
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


def to_state(row: tuple[object, ...]) -> CardState:
    """Return the state that `to_row` wrote.

    Raises:
        TypeError: If a column holds what it never should.
    """
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
