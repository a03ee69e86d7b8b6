"""Which cards does a query find?

A tree of `srs.core.query_tree` becomes one statement over the cache's tables and the
log. Words go through the full-text index, whose pieces of three characters serve
every script alike.
"""

from typing import NamedTuple

from srs.core.card import CardId
from srs.core.memory import retrievability
from srs.core.query_tree import Either, Every, Is, Not, Query, Words
from srs.store.conditions import (
    DAY_MS,
    SHORTEST_INDEXED,
    Condition,
    Facts,
    beneath,
    condition,
    holds,
)
from srs.store.database import Store

_SOURCE = "note n join card c on c.note = n.id left join schedule s on s.card = c.id"
_SOURCE_WITH_DRAFTS = _SOURCE.replace("join card", "left join card", 1)

_PLACE = ("f.path", "n.line", "c.ordinal")
SORTS: dict[str, tuple[str, ...]] = {
    "deck": (),
    "due": ("s.due_day", "s.due_ms"),
    "r": ("srs_recall(n.deck, s.last_ms, s.stability)",),
    "s": ("s.stability",),
    "d": ("s.difficulty",),
    "ivl": ("case when s.phase > 0 then s.interval_days end",),
    "lapses": ("coalesce(s.lapses, 0)",),
    "reviews": ("coalesce(s.reviews, 0)",),
}
"""Orders of what is found, by place where equal; what has no number comes last."""


class Hit(NamedTuple):
    """A card that was found, with its note and its schedule."""

    card: CardId | None
    """None for a draft that has no card yet: a cloze without a passage."""
    deck: int
    ordinal: int | None
    line: int
    kind: str
    concept: str
    tags: str
    body: str
    phase: int
    due_day: int | None
    stability: float | None
    difficulty: float | None
    last_ms: int | None
    lapses: int
    suspended: int
    draft: int
    doubtful: int


_HIT = (
    "c.id, n.deck, c.ordinal, n.line, n.kind, n.concept, n.tags, n.body,"
    " coalesce(s.phase, 0), s.due_day, s.stability, s.difficulty, s.last_ms,"
    " coalesce(s.lapses, 0), coalesce(s.suspended, 0), n.draft, n.doubtful"
)


class Search:
    """Finds cards in one store at one moment."""

    def __init__(self, store: Store, facts: Facts) -> None:
        self._store = store
        self._facts = facts
        connection = store.connection
        connection.create_function("srs_holds", 2, holds, deterministic=True)
        connection.create_function("srs_beneath", 2, beneath, deterministic=True)
        connection.create_function("srs_recall", 3, self._recall)

    def hits(
        self,
        query: Query,
        *,
        sort: str = "deck",
        reverse: bool = False,
        limit: int | None = None,
    ) -> list[Hit]:
        """Return what a query finds, in the order of one of `SORTS`.

        A draft without a card is found where the query speaks of drafts.
        """
        where = self._where(query)
        drafts = asks_for_drafts(query)
        order = ", ".join(
            f"{key} {'desc' if reverse else 'asc'} nulls last"
            for key in SORTS[sort] or _PLACE
        )
        rows = self._store.connection.execute(
            f"select {_HIT} from {_SOURCE_WITH_DRAFTS if drafts else _SOURCE}"  # noqa: S608
            " join deck_file f on f.id = n.deck"
            f" where {where.sql} order by {order}, {', '.join(_PLACE)} limit ?",
            (*where.values, -1 if limit is None else limit),
        )
        return list(map(Hit._make, rows.fetchall()))

    def count(self, query: Query) -> int:
        """Return how many rows `hits` would have without a limit."""
        where = self._where(query)
        drafts = asks_for_drafts(query)
        row = self._store.connection.execute(
            f"select count(*) from {_SOURCE_WITH_DRAFTS if drafts else _SOURCE}"  # noqa: S608
            f" where {where.sql}",
            where.values,
        ).fetchone()
        return int(row[0])

    def cards(self, query: Query) -> frozenset[CardId]:
        """Return the ids of the cards that a query finds."""
        where = self._where(query)
        rows = self._store.connection.execute(
            f"select c.id from {_SOURCE} where {where.sql}",  # noqa: S608
            where.values,
        )
        return frozenset(CardId(row[0]) for row in rows.fetchall())

    def recall(self, hit: Hit) -> float | None:
        """Return the chance of recall now, 0 to 1; None for a new card."""
        return self._recall(hit.deck, hit.last_ms, hit.stability)

    def _where(self, query: Query) -> Condition:
        if _needs_index(query):
            self._store.cache.make_index()
        return condition(query, self._facts)

    def _recall(
        self, deck: int, last_ms: int | None, stability: float | None
    ) -> float | None:
        facts = self._facts.decks.get(deck)
        if facts is None or last_ms is None or stability is None:
            return None
        elapsed_days = max(0, self._facts.at_ms - last_ms) / DAY_MS
        return retrievability(elapsed_days, stability, decay=facts.decay)


def asks_for_drafts(query: Query) -> bool:
    """Return whether a query speaks of drafts."""
    return any(it == Is(state="draft") for it in _leaves(query))


def _needs_index(query: Query) -> bool:
    return any(
        isinstance(it, Words)
        and any(len(word) >= SHORTEST_INDEXED for word in it.text.split())
        for it in _leaves(query)
    )


def _leaves(query: Query) -> list[Query]:
    match query:
        case Not():
            return _leaves(query.query)
        case Every() | Either():
            return [leaf for part in query.queries for leaf in _leaves(part)]
        case _:
            return [query]
