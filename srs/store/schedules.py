"""When is each card due, as last replayed?

A cache: every row follows from the log. `schedule` has a row for each card that
something ever happened to; a card without one is new. `day` counts the reviews
of each study day.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number
from srs.core.schedule import CardState, New
from srs.store.schedule_rows import COLUMNS, UPSERT, to_row, to_state
from srs.store.tallies import Tallies

_CANDIDATE = (
    "c.id, c.note, c.deck, s.phase, s.due_day, s.due_ms, s.stability, s.last_day,"
    " s.interval_days, s.lapses, c.rank"
)
_CONCEPT = " join note n on n.id = c.note"
_NOT_CLOSED = " and n.concept not in (select value from json_each(:closed))"
_APART = (
    " and not exists (select 1 from card k join schedule t on t.card = k.id"
    " where k.note = c.note and (t.last_day = :today or t.phase in (1, 3)"
    " or (t.phase = 2 and t.due_day <= :today and not t.suspended))"
)


class Schedules(Tallies):
    """The tables `schedule` and `day`."""

    # -- one card -------------------------------------------------------------

    def state(self, card: CardId) -> CardState:
        """Return what has become of a card; a new one where nothing happened."""
        row = self._connection.execute(
            f"select {COLUMNS} from schedule where card = ?",
            (card,),
        ).fetchone()
        return CardState(schedule=New()) if row is None else to_state(row)

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
        self._connection.executemany(UPSERT, (to_row(*row) for row in rows))

    def all_states(self) -> Iterator[tuple[CardId, CardState, date | None]]:
        """Return every card that something happened to: its state, its first day."""
        rows = self._connection.execute(f"select {COLUMNS} from schedule order by card")
        for row in rows.fetchall():
            first = None if row[7] is None else day_of_number(row[7])
            yield CardId(row[0]), to_state(row), first

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
        siblings = f"{_APART}{self._and_not_held('t')})" if apart else ""
        waiting = _NOT_CLOSED if closed else ""
        found: list[tuple[int, ...]] = []
        for deck in decks:
            found += self._connection.execute(
                f"select {_CANDIDATE} from card c{_CONCEPT if closed else ''}"
                " left join schedule s on s.card = c.id"
                " where c.deck = :deck and coalesce(s.phase, 0) = 0"
                f" and {self._open}{siblings}{waiting}"
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
        """Return the concepts with a card that has not graduated, and those begun.

        Control cards, where they are held, need not graduate.
        """
        counts = " and not srs_control_days(c.id)" if self._holds else ""
        rows = self._connection.execute(
            "select n.concept, max(not coalesce(s.graduated, 0) and c.active"
            f" and not coalesce(s.suspended, 0){counts}), max(coalesce(s.reviews, 0))"
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
            f"select {_CANDIDATE} from {source} where {condition} and {self._open}",
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

    def next_step_ms(self, today: date) -> list[int]:
        """Return when cards in steps come back, in milliseconds, the first first."""
        held = self._and_not_held("s")
        return [
            row[0]
            for row in self._connection.execute(
                "select due_ms from schedule s where phase in (1, 3)"
                f" and due_ms not null and not suspended{held} order by due_ms",
                {"today": day_number(today)},
            )
        ]
