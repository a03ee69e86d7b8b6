"""What do the graphs for people from Anki read, and what is kept for their next look?

`progress_anki` holds what the reviews of one choice of cards came to, up to the end of
a study day. It belongs to the cache.
"""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from srs.core.card import CardId
from srs.store.engine import Connection

ANKI_TABLES = (
    """create table progress_anki (
        scope text primary key,
        fits text not null,
        through integer not null,
        sums blob not null
    ) strict""",
)
_MANY = 2_000
_LISTED = "(select value from json_each(?))"


class DeckRow(NamedTuple):
    """A card that can be asked, or could be if it were not put away."""

    card: int
    note: int
    deck: int
    added_ms: int | None
    """When any text of it was first seen."""
    phase: int
    interval_days: int
    stability: float
    """0 for a card without a memory."""
    difficulty: float
    last_ms: int
    due_day: int
    suspended: int
    buried_until: int | None
    first_day: int | None


class AnkiRows:
    """Reads the cards of decks in bulk; the table `progress_anki`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def deck_rows(self, cards: Collection[CardId] | None = None) -> Iterator[DeckRow]:
        """Give every card of the decks, with what became of it.

        Args:
            cards: Only of these; None for all.
        """
        query = (
            "with before(card, at_ms) as materialized ("
            " select e.card, min(t.first_seen_ms) from event e"
            " join note_text t on t.fingerprint = json_extract(e.data, '$.from')"
            " where e.kind = 'linked' group by e.card)"
            " select c.id, c.note, c.deck,"
            " min(coalesce(b.at_ms, t.first_seen_ms), t.first_seen_ms),"
            " coalesce(s.phase, 0), coalesce(s.interval_days, 0),"
            " coalesce(s.stability, 0.0), coalesce(s.difficulty, 0.0),"
            " coalesce(s.last_ms, 0), coalesce(s.due_day, 0),"
            " coalesce(s.suspended, 0), s.buried_until, s.first_day"
            " from card c join note n on n.id = c.note"
            " left join note_text t on t.fingerprint = n.fingerprint"
            " left join before b on b.card = c.id"
            " left join schedule s on s.card = c.id where c.active"
        )
        given: list[str] = []
        if cards is not None:
            query += f" and c.id in {_LISTED}"
            given.append(json.dumps(sorted(cards)))
        cursor = self._connection.execute(query, given)
        while rows := cursor.fetchmany(_MANY):
            yield from map(DeckRow._make, rows)

    def kept(self, scope: str) -> tuple[str, int, bytes] | None:
        """Return what the sums depend on, their last study day, and them as bytes."""
        row = self._connection.execute(
            "select fits, through, sums from progress_anki where scope = ?", (scope,)
        ).fetchone()
        return None if row is None else tuple(row)

    def keep(self, scope: str, fits: str, through: int, sums: bytes) -> None:
        """Remember the sums of a choice of cards."""
        self._connection.execute(
            "insert or replace into progress_anki values (?, ?, ?, ?)",
            (scope, fits, through, sums),
        )
        self._connection.execute(
            "delete from progress_anki where scope not in"
            " (select scope from progress_scope)"
        )
