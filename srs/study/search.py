"""Which cards does the learner's query find, and what is said of each?"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from srs.core.card import (
    GAP_CLOSE,
    GAP_OPEN,
    MASK_CLOSE,
    MASK_OPEN,
    CardId,
    Note,
)
from srs.core.day import day_number, day_of_number, milliseconds
from srs.core.query import parse
from srs.core.query_tree import Either, Every, Query, QueryError, Words
from srs.deck.kinds import KINDS
from srs.deck.parser import read_note
from srs.store.conditions import DeckFacts, Facts
from srs.store.schedule_rows import PHASES
from srs.store.search import SORTS as ORDERS
from srs.store.search import Hit, Search
from srs.study.collection import Collection, DeckEntry

SCHEMA = "srs/list/1"

SORTS = tuple(ORDERS)
"""What the cards found can be sorted by; all but `deck` are words of `prop:`."""

_MASK = re.compile(f"{MASK_OPEN}([^{MASK_CLOSE}]*){MASK_CLOSE}")
_GAP_MARKS = str.maketrans("", "", f"{GAP_OPEN}{GAP_CLOSE}")
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A card that a query found."""

    key: int
    """The card's id; of a draft that has no card yet a number below zero."""
    card_id: CardId | None
    """None for a draft that has no card yet: a cloze without a passage."""
    deck: str
    concept: str
    kind: str
    front: str
    """Markdown; what a cloze hides is `[…]` or its hint in brackets."""
    back: str
    tags: tuple[str, ...]
    """The deck's tags and the note's."""
    phase: str
    """`new`, `learning`, `review` or `relearning`."""
    due: date | None
    stability_days: float | None
    difficulty: float | None
    recall_now: float | None
    """The chance of recall, 0 to 1; None for a new card."""
    lapses: int
    suspended: bool
    file: str
    """Relative to the collection, with `/` between folders."""
    line: int
    seen_day: date | None
    """The study day of its last answer. Not in JSON."""
    flag: int
    """0 for none, 1 to 7. Not in JSON."""
    buried: bool
    """Whether it is put away until a later day. Not in JSON."""
    waits: str
    """Why it is not asked: `draft`, `doubtful` or `idea`; else empty. Not in JSON."""

    def to_json(self) -> dict[str, Any]:
        """Return the row as JSON values; its keys are a promise.

        A card's id is text, for many readers of JSON round numbers of 63 bits.
        """
        return {
            "card_id": None if self.card_id is None else str(self.card_id),
            "deck": self.deck,
            "concept": self.concept,
            "kind": self.kind,
            "front": self.front,
            "back": self.back,
            "tags": list(self.tags),
            "phase": self.phase,
            "due": None if self.due is None else self.due.isoformat(),
            "stability_days": _rounded(self.stability_days),
            "difficulty": _rounded(self.difficulty),
            "recall_now": _rounded(self.recall_now),
            "lapses": self.lapses,
            "suspended": self.suspended,
            "file": self.file,
            "line": self.line,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a query found, and how much there is of it."""

    rows: list[Row]
    count: int
    """How many rows there would be without a limit."""

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values."""
        rows = [row.to_json() for row in self.rows]
        return {"schema": SCHEMA, "count": self.count, "rows": rows}


def find(
    collection: Collection,
    text: str,
    *,
    sort: str = "deck",
    reverse: bool = False,
    limit: int | None = None,
) -> Found:
    """Return the cards that a query finds.

    Args:
        collection: The collection; its decks are taken as last read.
        text: The query, as `srs.core.query` reads it.
        sort: One of `SORTS`; cards without such a number come last.
        reverse: Whether the highest come first.
        limit: How many rows to return at most.

    Raises:
        QueryError: The query is wrong; it says where.
    """
    query = read_query(text)
    search = search_of(collection)
    hits = search.hits(query, sort=sort, reverse=reverse, limit=limit)
    full = limit is not None and len(hits) == limit
    row = _rows_of(collection, search)
    return Found(
        rows=[row(hit) for hit in hits],
        count=search.count(query) if full else len(hits),
    )


def card_ids(collection: Collection, text: str) -> frozenset[CardId]:
    """Return the ids of the cards that a query finds.

    Raises:
        QueryError: The query is wrong; it says where.
    """
    return search_of(collection).cards(read_query(text))


def rows_at(collection: Collection, keys: Iterable[int]) -> list[Row]:
    """Return the rows of some keys in their order; what is gone is left out."""
    search = search_of(collection)
    return list(map(_rows_of(collection, search), search.hits_at(keys)))


def read_query(text: str) -> Query:
    """Return the tree of a query.

    Raises:
        QueryError: The query is wrong; it says where.
    """
    return parse(text, kinds=tuple(kind.name for kind in KINDS))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and phrases that a query looks for; none of a wrong query."""
    try:
        return tuple(_words(read_query(text)))
    except QueryError:
        return ()


def _words(query: Query) -> Iterator[str]:
    match query:
        case Words():
            yield query.text
        case Every() | Either():
            for part in query.queries:
                yield from _words(part)


def shown_front(front: str) -> str:
    """Return a front as plain text: what a cloze hides is `[…]` or its hint."""
    return _MASK.sub(lambda mask: f"[{mask[1] or '…'}]", front)


def shown_back(back: str) -> str:
    """Return a back as plain text, without the marks of what a cloze reveals."""
    return back.translate(_GAP_MARKS)


def search_of(collection: Collection, *, by_row: bool = False) -> Search:
    """Return what finds cards now.

    Args:
        collection: The collection.
        by_row: Whether each card is looked at by itself, without the index of words.
    """
    at = collection.clock()
    calendar = collection.calendar

    def begins_ms(day: int) -> int:
        return milliseconds(calendar.begins(day_of_number(day)))

    facts = Facts(
        at_ms=milliseconds(at),
        today=day_number(calendar.day(at)),
        day_begins_ms=begins_ms,
        decks={
            number: _facts_of(collection, entry)
            for number, entry in collection.decks.items()
        },
        dead=collection.store.log.dead,
        alone=partial(collection.store.schedules.left_alone, calendar.day(at)),
        by_row=by_row,
    )
    return Search(collection.store, facts)


def _facts_of(collection: Collection, entry: DeckEntry) -> DeckFacts:
    return DeckFacts(
        deck=entry.deck,
        leech_threshold=entry.preset.leech_threshold,
        decay=collection.model(entry.preset).decay,
    )


def _rows_of(collection: Collection, search: Search) -> Callable[[Hit], Row]:
    """Return what makes a row of a hit; siblings share one reading of their note."""
    last: tuple[str, int, Note] | None = None
    today = day_number(collection.today())

    def note_of(hit: Hit) -> Note:
        nonlocal last
        if last is None or last[:2] != (hit.body, hit.deck):
            deck = collection.decks[hit.deck].deck
            last = hit.body, hit.deck, read_note(hit.body, deck)
        return last[2]

    def row(hit: Hit) -> Row:
        deck = collection.decks[hit.deck].deck
        note = note_of(hit)
        front, back = note.asked, note.answered
        # A draft may have the cards that it will need again, without their sides.
        if hit.ordinal is not None and hit.ordinal < len(note.sides):
            sides = note.sides[hit.ordinal]
            front, back = shown_front(sides.front), shown_back(sides.back)
        return Row(
            key=hit.key,
            card_id=hit.card,
            deck=deck.name,
            concept=hit.concept,
            kind=hit.kind,
            front=front,
            back=back,
            tags=tuple(dict.fromkeys((*deck.tags, *json.loads(hit.tags)))),
            phase=PHASES[hit.phase] or "new",
            due=None if hit.due_day is None else day_of_number(hit.due_day),
            stability_days=hit.stability,
            difficulty=hit.difficulty,
            recall_now=search.recall(hit),
            lapses=hit.lapses,
            suspended=bool(hit.suspended),
            file=deck.path,
            line=hit.line,
            seen_day=None if hit.last_day is None else day_of_number(hit.last_day),
            flag=hit.flag,
            buried=hit.buried_until > today,
            waits=_waits(hit),
        )

    return row


def _waits(hit: Hit) -> str:
    if hit.draft:
        return "draft"
    if hit.doubtful:
        return "doubtful"
    return "idea" if hit.kind == "idea" else ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
