"""How does a scanned deck look as rows?

The tables of decks, notes and cards, their rows, and the values that a row holds
as JSON.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import NamedTuple

from srs.core.card import CardId, Concept, Deck, Fingerprint, Problem, Span

RANKING, ACROSS = "scan_ranking", "across"
"""Under this key the cache keeps whether new cards come deck after deck, or across
the decks, since concepts of one require those of another."""

CARDS_TABLES = (
    """create table deck_file (
        id integer primary key,
        path text unique not null,
        size integer not null,
        mtime_ns integer not null,
        digest blob not null,
        name text not null,
        head text not null,
        concepts text not null,
        problems text not null,
        links text not null,
        twins text not null,
        rank_base integer not null,
        lines blob not null
    ) strict""",
    """create table page (
        path text primary key,
        size integer not null,
        mtime_ns integer not null,
        digest blob not null,
        problems text not null
    ) strict, without rowid""",
    """create table note (
        id integer primary key,
        deck integer not null,
        line integer not null,
        end_line integer not null,
        kind text not null,
        fingerprint text not null,
        concept text not null,
        breadcrumb text not null,
        tags text not null,
        explicit_id text not null,
        draft integer not null,
        doubtful integer not null,
        changed_from text,
        body text not null
    ) strict""",
    """create table card (
        id integer primary key,
        note integer not null,
        deck integer not null,
        ordinal integer not null,
        key text not null,
        rank integer not null,
        active integer not null
    ) strict""",
    """create table gone (
        handle text primary key,
        fingerprint text not null,
        path text not null,
        cards text not null
    ) strict, without rowid""",
    "create table follower (card integer primary key, leader integer not null) strict",
)
"""`page` holds Markdown files that are no decks; `gone` texts that have vanished
while their cards have a history; `follower` cards whose reviews count for another."""

CARDS_INDEXES = {
    "note_deck": "create index note_deck on note(deck, line)",
    "note_fingerprint": "create index note_fingerprint on note(fingerprint)",
    "note_id": "create index note_id on note(explicit_id) where explicit_id <> ''",
    "note_idea": "create index note_idea on note(kind) where kind = 'idea'",
    "note_doubtful": "create index note_doubtful on note(doubtful) where doubtful",
    "note_tags": "create index note_tags on note(tags) where tags <> '[]'",
    "card_note": "create index card_note on card(note)",
    "card_deck": "create index card_deck on card(deck, rank)",
}


class FileRow(NamedTuple):
    """A Markdown file as last read; `deck` is None for a page without cards."""

    deck: int | None
    path: str
    size: int
    mtime_ns: int
    digest: bytes
    problems: str


class DeckRow(NamedTuple):
    """All that is kept of a deck's file."""

    id: int
    path: str
    size: int
    mtime_ns: int
    digest: bytes
    name: str
    head: str
    concepts: str
    problems: str
    links: str
    twins: str
    rank_base: int


class NameRow(NamedTuple):
    """What a note is known by, and where it stands."""

    id: int
    fingerprint: Fingerprint
    explicit_id: str
    line: int
    end_line: int

    @property
    def bound(self) -> bool:
        """Whether the author gave the note an id."""
        return bool(self.explicit_id)


class NoteRow(NamedTuple):
    """A note, in the order of the table's columns."""

    id: int
    deck: int
    line: int
    end_line: int
    kind: str
    fingerprint: Fingerprint
    concept: str
    breadcrumb: str
    tags: str
    explicit_id: str
    draft: int
    doubtful: int
    changed_from: Fingerprint | None
    body: str


class CardRow(NamedTuple):
    """A card, in the order of the table's columns."""

    id: CardId
    note: int
    deck: int
    ordinal: int
    key: str
    rank: int
    active: int


class GoneRow(NamedTuple):
    """A text that has vanished while its cards have a history."""

    handle: Fingerprint
    fingerprint: Fingerprint
    path: str
    cards: str
    """JSON: its keys and the numbers of their cards."""


class PlaceRow(NamedTuple):
    """Where a card stands, and the note it belongs to."""

    card: CardId
    note: int
    deck: int
    ordinal: int
    key: str
    active: int
    line: int
    end_line: int
    kind: str
    fingerprint: Fingerprint
    concept: str
    breadcrumb: str
    doubtful: int
    changed_from: Fingerprint | None
    body: str


class Counts(NamedTuple):
    """How much the collection holds."""

    decks: int
    notes: int
    cards: int


# -- values as JSON -------------------------------------------------------------


def deck_to_json(deck: Deck) -> str:
    """Return a deck's front matter as JSON."""
    # Not `asdict`, which copies every value of its own accord.
    row = {field.name: getattr(deck, field.name) for field in fields(deck)}
    return json.dumps(row, ensure_ascii=False)


def deck_from_json(text: str) -> Deck:
    """Return the deck that `deck_to_json` wrote."""
    row = json.loads(text)
    row["tags"] = tuple(row["tags"])
    row["lint_off"] = tuple(row["lint_off"])
    row["requires"] = {k: tuple(v) for k, v in row["requires"].items()}
    return Deck(**row)


def concepts_to_json(concepts: Iterable[Concept]) -> str:
    """Return a deck's concepts as JSON."""
    rows = [
        [it.id, it.title, it.span.line, it.span.end_line, it.lead] for it in concepts
    ]
    return json.dumps(rows, ensure_ascii=False)


def concepts_from_json(path: str, text: str) -> list[Concept]:
    """Return the concepts that `concepts_to_json` wrote."""
    return [
        Concept(
            id=it,
            title=title,
            span=Span(path=path, line=line, end_line=end_line),
            lead=lead,
        )
        for it, title, line, end_line, lead in json.loads(text)
    ]


def problems_to_json(problems: Iterable[Problem]) -> str:
    """Return problems as JSON."""
    return json.dumps([asdict(it) for it in problems], ensure_ascii=False)


def problems_from_json(text: str) -> list[Problem]:
    """Return the problems that `problems_to_json` wrote."""
    return [Problem(**row) for row in json.loads(text)]


def links_from_json(text: str) -> list[tuple[str, int, int]]:
    """Return the concepts that a deck's text names, with line and column."""
    return [(target, line, column) for target, line, column in json.loads(text)]
