"""What do statistics read, and what do they keep for their next look?

`progress_scope` holds what the reviews of one choice of cards came to up to the
end of a study day; `progress_day` a row for each of these days, as it looked on
its evening. Both belong to the cache.
The largest column is the last, for SQLite walks through all that come before.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from srs.core.card import CardId
from srs.store.engine import Connection
from srs.store.log import PHASE_DECIDED

PROGRESS_TABLES = (
    """create table progress_scope (
        scope text primary key,
        fits text not null,
        through integer not null,
        used_ms integer not null,
        outline text,
        simulation text,
        concepts text,
        state blob not null
    ) strict""",
    """create table progress_day (
        scope text not null,
        day integer not null,
        reviews integer not null,
        tests integer not null,
        passed integer not null,
        expected_passed real not null,
        new_cards integer not null,
        study_seconds real not null,
        upkeep_seconds real not null,
        learned_cards integer not null,
        known_cards real not null,
        read_once_cards real not null,
        primary key (scope, day)
    ) strict, without rowid""",
)
KEPT_SCOPES = 24
"""So many choices of cards are remembered, those used last."""

_REVIEWS = "select card, at_ms, day, rating, duration_ms from event where"
_MANY = 2_000
_FEW = 400
"""So many reviews are held as Python objects: they stay in the processor's cache."""
_LISTED = "(select value from json_each(?))"

ReviewRow = tuple[int, int, int, int, int]
"""A review: card, milliseconds since 1970, study day, rating, duration in ms."""


ToldRow = tuple[bytes, int, int, int, int, int, int, str | None]
"""A review as the log tells it: id, card, milliseconds since 1970, study day, rating,
duration in ms, the phase that was decided on (1 learning, 2 review, 3 relearning; 0 for
none), and the study day, as ISO 8601."""


class PlaceRow(NamedTuple):
    """A card where it stands: in a deck, under a concept, before a day."""

    card: int
    deck: int | None
    """None for a card that no deck holds any more."""
    concept: str
    due_day: int | None
    phase: int
    suspended: bool


class DayRow(NamedTuple):
    """A study day, as it looked on its evening; `day` counts from 1970."""

    day: int
    reviews: int
    tests: int
    passed: int
    expected_passed: float
    new_cards: int
    study_seconds: float
    upkeep_seconds: float
    learned_cards: int
    known_cards: float
    read_once_cards: float


class Kept(NamedTuple):
    """What is remembered of one choice of cards."""

    fits: str
    through: int
    state: bytes
    simulation: str | None


class ProgressRows:
    """Reads reviews in bulk; the tables `progress_scope` and `progress_day`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- the log ----------------------------------------------------------------

    def reviews(
        self,
        *,
        before_ms: int,
        dead: Collection[str],
        cards: Collection[CardId] | None = None,
    ) -> Iterator[list[ReviewRow]]:
        """Give the live reviews in parts, in the order of card, then time.

        Args:
            before_ms: Later ones are left out.
            dead: Ids of events that were taken back.
            cards: Only of these cards; None for all.
        """
        query = f"{_REVIEWS} card is not null and kind = 'reviewed' and at_ms < ?"
        parameters: list[str | int] = [before_ms]
        if cards is not None:
            query += f" and card in {_LISTED}"
            parameters.append(json.dumps(sorted(cards)))
        yield from self._parts(query, "card, id", dead, parameters)

    def reviews_since(
        self, at_ms: int, *, after_day: int, dead: Collection[str]
    ) -> Iterator[list[ReviewRow]]:
        """Give the live reviews from an instant on in parts, in the order of time.

        Args:
            at_ms: The instant.
            after_day: Reviews of this study day and before are left out.
            dead: Ids of events that were taken back.
        """
        query = f"{_REVIEWS} id >= ? and kind = 'reviewed' and day > ?"
        bound = max(0, at_ms).to_bytes(6, "big")
        yield from self._parts(query, "id", dead, [bound, after_day])

    def told(
        self,
        *,
        before_ms: int,
        dead: Collection[str],
        cards: Collection[CardId] | None = None,
    ) -> Iterator[list[ToldRow]]:
        """Give the live reviews in parts, in the order of time.

        Args:
            before_ms: Later ones are left out.
            dead: Ids of events that were taken back.
            cards: Only of these cards; None for all.
        """
        query = (
            f"select id, card, at_ms, day, rating, duration_ms, {PHASE_DECIDED},"
            " json_extract(data, '$.due') from event where kind = 'reviewed' and id < ?"
        )
        given: list[str | int | bytes] = [max(0, before_ms).to_bytes(6, "big")]
        if cards is not None:
            query += f" and card in {_LISTED}"
            given.append(json.dumps(sorted(cards)))
        yield from self._parts(query, "id", dead, given)

    def places(self) -> Iterator[PlaceRow]:
        """Give every card that can be asked or was reviewed, in the decks' order.

        Reviewed cards that no deck holds any more come last.
        """
        query = (
            "select c.id, c.deck, n.concept, s.due_day, coalesce(s.phase, 0),"
            " coalesce(s.suspended, 0) from card c join note n on n.id = c.note"
            " join deck_file f on f.id = c.deck"
            " left join schedule s on s.card = c.id"
            " where c.active or s.reviews > 0 order by f.path, n.line, c.ordinal"
        )
        gone = (
            "select s.card, null, '', s.due_day, s.phase, s.suspended from schedule s"
            " where s.reviews > 0 and s.card not in (select id from card)"
            " and s.card not in (select card from follower) order by s.card"
        )
        for one in (query, gone):
            cursor = self._connection.execute(one)
            while rows := cursor.fetchmany(_MANY):
                for card, deck, concept, due_day, phase, suspended in rows:
                    yield PlaceRow(card, deck, concept, due_day, phase, bool(suspended))

    def _parts(
        self,
        query: str,
        order: str,
        dead: Collection[str],
        parameters: Sequence[str | bytes | int],
    ) -> Iterator[list[Any]]:
        given = list(parameters)
        if dead:
            query += f" and hex(id) not in {_LISTED}"
            given.append(json.dumps([name.upper() for name in dead]))
        cursor = self._connection.execute(f"{query} order by {order}", given)
        while rows := cursor.fetchmany(_FEW):
            yield rows

    def sums_through(self, day: int) -> tuple[int, int, int]:
        """Return reviews, passes and milliseconds of all days up to one."""
        row = self._connection.execute(
            "select coalesce(sum(reviews), 0), coalesce(sum(passed), 0),"
            " coalesce(sum(duration_ms), 0) from day where day <= ?",
            (day,),
        ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    # -- the cards ------------------------------------------------------------------

    def away(self) -> set[int]:
        """Return the reviewed cards that are not asked now: gone, hidden, drafts."""
        rows = self._connection.execute(
            "select s.card from schedule s left join card c on c.id = s.card"
            " where s.reviews > 0 and (c.id is null or not c.active or s.suspended)"
        )
        return {row[0] for row in rows.fetchall()}

    def planned(self) -> dict[int, int]:
        """Return the day each card is due, or the one it hides until if that is later.

        Cards without a due day are left out.
        """
        rows = self._connection.execute(
            "select card, max(due_day, coalesce(buried_until, due_day)) from schedule"
            " where due_day not null"
        )
        return dict(rows.fetchall())

    def met(self, cards: Collection[CardId], through: int) -> tuple[int, int]:
        """Return how many of some cards were met up to a study day, and a sum of ids.

        Together they tell whether the cards that a choice holds have changed.
        """
        row = self._connection.execute(
            "select count(*), coalesce(sum(card & 1048575), 0) from schedule"
            " where first_day <= ? and card in (select value from json_each(?))",
            (through, json.dumps(sorted(cards))),
        ).fetchone()
        return int(row[0]), int(row[1])

    def decks_of_reviewed(self) -> dict[int, int]:
        """Return the deck of each card that was ever reviewed and is in one."""
        return dict(
            self._connection.execute(
                "select c.id, c.deck from schedule s join card c on c.id = s.card"
                " where s.reviews > 0"
            ).fetchall()
        )

    def cards_of_decks(self, decks: Collection[int]) -> set[CardId]:
        """Return the cards of some decks."""
        rows = self._connection.execute(
            f"select id from card where deck in {_LISTED}",
            (json.dumps(sorted(decks)),),
        )
        return {CardId(row[0]) for row in rows.fetchall()}

    def cards_of_concepts(self, concepts: Collection[str]) -> set[CardId]:
        """Return the cards of some concepts, by the concepts' ids."""
        rows = self._connection.execute(
            "select c.id from card c join note n on n.id = c.note"
            " where n.concept in (select value from json_each(?))",
            (json.dumps(sorted(concepts)),),
        )
        return {CardId(row[0]) for row in rows.fetchall()}

    def outline_stamp(self) -> tuple[object, ...]:
        """Return what changes when concepts, or the cards that they hold, change."""
        decks = self._connection.execute(
            "select id, hex(digest) from deck_file order by id"
        ).fetchall()
        cards = self._connection.execute(
            "select sum(active), total(active * (id & 1048575)) from card"
        ).fetchone()
        hidden = self._connection.execute(
            "select sum(suspended), total(suspended * (card & 1048575)) from schedule"
        ).fetchone()
        return decks, cards, hidden

    def kept_concepts(self, scope: str, stamp: str) -> str | None:
        """Return the concepts as they were kept, if their stamp still fits."""
        row = self._connection.execute(
            "select concepts from progress_scope where scope = ? and outline = ?",
            (scope, stamp),
        ).fetchone()
        return None if row is None else row[0]

    def keep_concepts(self, scope: str, stamp: str, text: str) -> None:
        """Keep the concepts of a choice of cards."""
        self._connection.execute(
            "update progress_scope set outline = ?, concepts = ? where scope = ?",
            (stamp, text, scope),
        )

    def concepts(
        self, cards: Collection[CardId] | None = None
    ) -> list[tuple[str, int, list[int]]]:
        """Return each concept: its id, its deck, the cards that can be asked.

        Args:
            cards: Only these count; None for all.
        """
        listed = None if cards is None else json.dumps(sorted(cards))
        rows = self._connection.execute(
            "select n.concept, c.deck, group_concat(c.id)"
            " from card c join note n on n.id = c.note"
            " left join schedule s on s.card = c.id"
            " where n.concept <> '' and c.active and not coalesce(s.suspended, 0)"
            " and (:listed is null or c.id in (select value from json_each(:listed)))"
            " group by c.deck, n.concept order by min(c.deck), min(n.line)",
            {"listed": listed},
        )
        return [
            (name, deck, list(map(int, cards_.split(","))))
            for name, deck, cards_ in rows.fetchall()
        ]

    # -- what is kept -----------------------------------------------------------------

    def kept(self, scope: str) -> Kept | None:
        """Return what is remembered of a choice of cards, if anything is."""
        row = self._connection.execute(
            "select fits, through, state, simulation from progress_scope"
            " where scope = ?",
            (scope,),
        ).fetchone()
        return None if row is None else Kept(*row)

    def keep(
        self, scope: str, *, fits: str, through: int, state: bytes, at_ms: int
    ) -> None:
        """Remember what the reviews of a choice of cards came to."""
        self._connection.execute(
            "insert into progress_scope"
            "(scope, fits, through, used_ms, state) values (?, ?, ?, ?, ?)"
            " on conflict(scope) do update set fits = excluded.fits,"
            " through = excluded.through, used_ms = excluded.used_ms,"
            " state = excluded.state, simulation = null",
            (scope, fits, through, at_ms, state),
        )
        self._connection.execute(
            "delete from progress_scope where scope not in (select scope from"
            " progress_scope order by used_ms desc limit ?)",
            (KEPT_SCOPES,),
        )
        self._connection.execute(
            "delete from progress_day where scope not in"
            " (select scope from progress_scope)"
        )

    def keep_simulation(self, scope: str, text: str) -> None:
        """Remember what a simulation came to."""
        self._connection.execute(
            "update progress_scope set simulation = ? where scope = ?", (text, scope)
        )

    def days(self, scope: str) -> list[DayRow]:
        """Return the remembered days of a choice of cards, in their order."""
        rows = self._connection.execute(
            f"select {', '.join(DayRow._fields)} from progress_day"
            " where scope = ? order by day",
            (scope,),
        )
        return [DayRow(*row) for row in rows.fetchall()]

    def put_days(self, scope: str, rows: Iterable[DayRow]) -> None:
        """Remember days; one that is known already is replaced."""
        marks = ", ".join("?" * (len(DayRow._fields) + 1))
        self._connection.executemany(
            f"insert or replace into progress_day values ({marks})",
            ((scope, *row) for row in rows),
        )

    def forget_days(self, scope: str) -> None:
        """Forget the days of a choice of cards."""
        self._connection.execute("delete from progress_day where scope = ?", (scope,))
