"""Which notes and cards do the decks hold, as last scanned?

A cache of what the author's files say: dropped and made again at will. The scan
(`srs.study.scan`) writes it; everything else only reads.
"""

import json
from collections.abc import Collection, Iterable

from srs.core.card import CardId, Concept, Deck
from srs.store.card_lookups import NOTE_COLUMNS, CardLookups
from srs.store.card_rows import (
    Counts,
    NoteRow,
    PlaceRow,
    concepts_from_json,
    deck_from_json,
)
from srs.store.card_writes import CardWrites
from srs.store.engine import Connection


class Cards(CardLookups, CardWrites):
    """The tables of decks, notes and cards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def decks(self) -> dict[int, Deck]:
        """Return the decks by their number, in the order of their paths."""
        rows = self._connection.execute(
            "select id, head from deck_file order by path"
        ).fetchall()
        return {number: deck_from_json(head) for number, head in rows}

    def place(self, card: CardId) -> PlaceRow | None:
        """Return where a card stands, or None if no deck holds it."""
        row = self._connection.execute(
            "select c.id, c.note, c.deck, c.ordinal, c.key, c.active, n.line,"
            " n.end_line, n.kind, n.fingerprint, n.concept, n.breadcrumb, n.doubtful,"
            " n.changed_from, n.body"
            " from card c join note n on n.id = c.note where c.id = ?",
            (card,),
        ).fetchone()
        return None if row is None else PlaceRow(*row)

    def is_active(self, card: CardId) -> bool:
        """Return whether a deck holds the card and it may be asked."""
        row = self._connection.execute(
            "select active from card where id = ?", (card,)
        ).fetchone()
        return row is not None and bool(row[0])

    def deck_of(self, card: CardId) -> int | None:
        """Return the number of the deck that holds a card, or None."""
        row = self._connection.execute(
            "select deck from card where id = ?", (card,)
        ).fetchone()
        return None if row is None else int(row[0])

    def counts(self) -> Counts:
        """Return how many decks, notes and cards there are."""
        row = self._connection.execute(
            "select (select count(*) from deck_file), (select count(*) from note),"
            " (select count(*) from card)"
        ).fetchone()
        return Counts(*row)

    def concepts(self) -> dict[str, list[Concept]]:
        """Return the concepts of each deck by its path, in the order of paths."""
        rows = self._connection.execute(
            "select path, concepts from deck_file order by path"
        ).fetchall()
        return {path: concepts_from_json(path, text) for path, text in rows}

    def followers(self) -> dict[CardId, CardId]:
        """Return cards whose reviews count for another card, with that card."""
        return dict(
            self._connection.execute("select card, leader from follower").fetchall()
        )

    def doubtful(self) -> list[tuple[str, NoteRow]]:
        """Return the doubtful notes with their deck's path, in order of place."""
        rows = self._connection.execute(
            f"select f.path, {_of('n', NOTE_COLUMNS)} from note n"
            " join deck_file f on f.id = n.deck where n.doubtful"
            " order by f.path, n.line"
        ).fetchall()
        return [(row[0], NoteRow(*row[1:])) for row in rows]

    def doubtful_count(self) -> int:
        """Return how many notes are doubtful."""
        row = self._connection.execute(
            "select count(*) from note where doubtful"
        ).fetchone()
        return int(row[0])

    def sizes(self) -> dict[int, int]:
        """Return how many cards each deck holds, by its number."""
        return dict(
            self._connection.execute(
                "select deck, count(*) from card group by deck"
            ).fetchall()
        )

    def problem_count(self) -> int:
        """Return how many problems are more than information."""
        row = self._connection.execute(
            "select count(*) from (select problems from deck_file"
            " union all select problems from page) f, json_each(f.problems) p"
            " where json_extract(p.value, '$.severity') <> 'information'"
        ).fetchone()
        return int(row[0])

    def tags(self) -> list[str]:
        """Return the tags that notes bear, each once; those of decks are not here."""
        rows = self._connection.execute(
            "select distinct value from (select distinct tags from note"
            " where tags <> '[]') n, json_each(n.tags) order by value"
        ).fetchall()
        return [str(row[0]) for row in rows]

    def tagged(self, tags: Collection[str]) -> frozenset[CardId]:
        """Return the cards whose note or deck has one of the tags, or one below it."""
        wanted = {tag.lstrip("#").casefold() for tag in tags}
        decks = {
            number for number, deck in self.decks().items() if _has(deck.tags, wanted)
        }
        rows = self._connection.execute(
            "select c.id, c.deck, n.tags from card c join note n on n.id = c.note"
            " where n.tags not in ('', '[]') or c.deck in (select value from"
            " json_each(?))",
            (json.dumps(sorted(decks)),),
        )
        return frozenset(
            CardId(card)
            for card, deck, tags_json in rows
            if deck in decks or _has(json.loads(tags_json or "[]"), wanted)
        )


def _of(alias: str, columns: str) -> str:
    return ", ".join(f"{alias}.{column.strip()}" for column in columns.split(","))


def _has(tags: Iterable[str], wanted: Collection[str]) -> bool:
    """Return whether a tag is wanted, or lies below one that is."""
    return any(
        tag.casefold() == want or tag.casefold().startswith(f"{want}/")
        for tag in tags
        for want in wanted
    )
