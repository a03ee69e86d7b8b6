"""Which cards does a query find?

A tree of `srs.core.query_tree` becomes one statement over the cache's tables and the
log. Words go through the full-text index, whose pieces of three characters serve
every script alike.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from srs.core.card import CardId
from srs.core.memory import retrievability
from srs.core.query_tree import Either, Every, Is, Not, Query, Words
from srs.store import full_text
from srs.store.conditions import (
    DAY_MS,
    Facts,
    beneath,
    condition,
    means_scheduled,
)
from srs.store.database import Store
from srs.store.word_conditions import SHORTEST_INDEXED, Condition, holds, matched

RARE = 4000
"""Below so many notes with its words, the index answers sooner than a look at cards
one by one in the order wanted finds a screenful of them."""

_SCHEDULES = " left join schedule s on s.card = c.id"
_SOURCE = f"note n join card c on c.note = n.id{_SCHEDULES}"
_LISTED = "json_each(?) j"
_CARDS = f"{_LISTED} cross join card c on c.id = j.value"
_SOURCE_WITH_DRAFTS = _SOURCE.replace("join card", "left join card", 1)

_DECKS = " join card c on c.id = s.card join note n on n.id = c.note"
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
    "seen": ("s.last_ms",),
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
    last_day: int | None
    lapses: int
    suspended: int
    draft: int
    doubtful: int
    flag: int
    buried_until: int
    """A study day by its number; -1 for a card that is not buried."""
    key: int
    """The card's id, or the number of a draft's note below zero."""


_HIT = (
    "c.id, n.deck, c.ordinal, n.line, n.kind, n.concept, n.tags, n.body,"
    " coalesce(s.phase, 0), s.due_day, s.stability, s.difficulty, s.last_ms,"
    " s.last_day, coalesce(s.lapses, 0), coalesce(s.suspended, 0), n.draft, n.doubtful,"
    " coalesce(s.flag, 0), coalesce(s.buried_until, -1), coalesce(c.id, -n.id)"
)


class Search:
    """Finds cards in one store at one moment."""

    def __init__(self, store: Store, facts: Facts) -> None:
        self._store = store
        self._facts = replace(facts, pieces=self._pieces)
        self._begun: dict[str, list[str] | None] = {}
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
        rows = self._store.connection.execute(
            f"select {_HIT} from {_SOURCE_WITH_DRAFTS if drafts else _SOURCE}"
            " join deck_file f on f.id = n.deck"
            f" where {where.sql} order by {_order(sort, reverse=reverse)} limit ?",
            (*where.values, -1 if limit is None else limit),
        )
        return list(map(Hit._make, rows.fetchall()))

    def count(self, query: Query) -> int:
        """Return how many rows `hits` would have without a limit."""
        where = self._where(query)
        drafts = asks_for_drafts(query)
        row = self._store.connection.execute(
            f"select count(*) from {_SOURCE_WITH_DRAFTS if drafts else _SOURCE}"
            f" where {where.sql}",
            where.values,
        ).fetchone()
        return int(row[0])

    def cards(self, query: Query) -> frozenset[CardId]:
        """Return the ids of the cards that a query finds."""
        return frozenset(CardId(key) for key in self.keys(query))

    # -- by key ------------------------------------------------------------------

    def keys(self, query: Query) -> list[int]:
        """Return the keys of what a query finds, in no order; no draft without card."""
        where = self._where(query)
        rows = self._store.connection.execute(
            # As one value, for other threads run meanwhile.
            "select json_group_array(c.id) from"
            f" {_tables(where.sql, query)} where {where.sql}",
            where.values,
        )
        return _numbers(rows.fetchone()[0])

    def keys_with_drafts(self, query: Query, *, sort: str, reverse: bool) -> list[int]:
        """Return the keys of what a query finds, drafts without a card too, in order.

        A draft's key is its note's number below zero.
        """
        where = self._where(query)
        rows = self._store.connection.execute(
            f"select coalesce(c.id, -n.id) from {_SOURCE_WITH_DRAFTS}"
            f" join deck_file f on f.id = n.deck where {where.sql}"
            f" order by {_order(sort, reverse=reverse)}",
            where.values,
        )
        return [row[0] for row in rows.fetchall()]

    def among(self, query: Query, cards: Sequence[int]) -> list[int]:
        """Return those of some cards that a query finds, in the order given.

        Each is looked at by itself: quick for a few cards, whatever the query.
        """
        where = condition(query, replace(self._facts, by_row=True))
        rows = self._store.connection.execute(
            f"select c.id from {_CARDS} cross join note n on n.id = c.note"
            f"{_SCHEDULES} where {where.sql}",
            (json.dumps(cards), *where.values),
        )
        found = {row[0] for row in rows.fetchall()}
        return [card for card in cards if card in found]

    def is_rare(self, query: Query) -> bool:
        """Return whether the index says that few notes hold the query's words."""
        if not self._store.cache.has_index():
            return False
        every = query.queries if isinstance(query, Every) else (query,)
        texts = [it.text for it in every if isinstance(it, Words)]
        indexed = [
            word
            for text in texts
            for word in text.split()
            if len(word) >= SHORTEST_INDEXED
        ]
        return (bool(indexed) and self._are_rare(indexed)) or any(
            self._pieces(text) is not None
            for text in texts
            if len(text) < SHORTEST_INDEXED
        )

    def _are_rare(self, indexed: Sequence[str]) -> bool:
        row = self._store.connection.execute(
            "select count(*) from"
            " (select 1 from note_words where note_words match ? limit ?)",
            (matched(indexed), RARE),
        ).fetchone()
        return int(row[0]) < RARE

    def _pieces(self, word: str) -> list[str] | None:
        if word not in self._begun:
            self._begun[word] = (
                full_text.pieces(self._store.connection, word, RARE)
                if self._store.cache.has_index()
                else None
            )
        return self._begun[word]

    def places(self, most: int = -1) -> list[int]:
        """Return the keys of all cards, or of the first, in the order of places."""
        row = self._store.connection.execute(
            "select json_group_array(id) from (select c.id from deck_file f"
            " cross join note n on n.deck = f.id cross join card c on c.note = n.id"
            " order by f.path, n.line, c.ordinal limit ?)",
            (most,),
        ).fetchone()
        return _numbers(row[0])

    def by_place(self, cards: Sequence[int]) -> list[int]:
        """Return some cards in the order of places: quick for few."""
        row = self._store.connection.execute(
            f"select json_group_array(id) from (select c.id from {_CARDS}"
            " cross join note n on n.id = c.note join deck_file f on f.id = n.deck"
            " order by f.path, n.line, c.ordinal)",
            (json.dumps(cards),),
        ).fetchone()
        return _numbers(row[0])

    def numbers(self, sort: str) -> dict[int, Any]:
        """Return what cards with a schedule are sorted by; None for no number."""
        columns = ", ".join(SORTS[sort])
        rows = self._store.connection.execute(
            f"select s.card, {columns} from schedule s"
            f"{_DECKS if 'n.deck' in columns else ''}"
        )
        if len(SORTS[sort]) == 1:
            return dict(rows.fetchall())
        return {
            row[0]: None
            if row[1] is None
            else tuple((value is None, value or 0) for value in row[1:])
            for row in rows.fetchall()
        }

    def hits_at(self, keys: Iterable[int]) -> list[Hit]:
        """Return what stands under some keys, in their order; what is gone is left."""
        wanted = list(keys)
        parts = (
            (f"{_CARDS} cross join note n on n.id = c.note{_SCHEDULES}", 1),
            (f"{_LISTED} cross join note n on n.id = -j.value left join card c"
             f" on c.note = n.id{_SCHEDULES}", -1),
        )  # fmt: skip
        found: dict[int, Hit] = {}
        for source, sign in parts:
            some = [key for key in wanted if key * sign > 0]
            rows = self._store.connection.execute(
                f"select {_HIT} from {source}",
                (json.dumps(some),),
            )
            found |= {hit.key: hit for hit in map(Hit._make, rows.fetchall())}
        return [found[key] for key in wanted if key in found]

    def recall(self, hit: Hit) -> float | None:
        """Return the chance of recall now, 0 to 1; None for a new card."""
        return self._recall(hit.deck, hit.last_ms, hit.stability)

    def _where(self, query: Query) -> Condition:
        if _needs_index(query) and not self._facts.by_row:
            self._store.cache.make_index()
        if asks_for_drafts(query):
            return condition(query, replace(self._facts, drafts=True))
        return condition(query, self._facts)

    def _recall(
        self, deck: int, last_ms: int | None, stability: float | None
    ) -> float | None:
        facts = self._facts.decks.get(deck)
        if facts is None or last_ms is None or stability is None:
            return None
        elapsed_days = max(0, self._facts.at_ms - last_ms) / DAY_MS
        return retrievability(elapsed_days, stability, decay=facts.decay)


def _numbers(text: str) -> list[int]:
    numbers: list[int] = json.loads(text)
    return numbers


def _order(sort: str, *, reverse: bool) -> str:
    """Return the terms of an order, by place where equal."""
    keys = [
        f"{key} {'desc' if reverse else 'asc'} nulls last"
        for key in SORTS[sort] or _PLACE
    ]
    return ", ".join((*keys, *_PLACE))


def _tables(sql: str, query: Query) -> str:
    """Return the tables that a condition needs: each join costs a look a card."""
    notes = " cross join note n on n.id = c.note" if re.search(r"\bn\.", sql) else ""
    if means_scheduled(query):
        return f"schedule s cross join card c on c.id = s.card{notes}"
    if notes:
        return _SOURCE
    return "card c" + (_SCHEDULES if re.search(r"\bs\.", sql) else "")


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
