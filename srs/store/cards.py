"""Which notes and cards do the decks hold, as last scanned?

A cache of what the author's files say: dropped and made again at will. The scan
(`srs.study.scan`) writes it; everything else only reads.
"""

import json
from collections.abc import Collection, Iterable, Sequence

from srs.core.card import CardId, Concept, Deck, Fingerprint
from srs.store.card_rows import (
    CARDS_INDEXES,
    CardRow,
    Counts,
    DeckRow,
    FileRow,
    GoneRow,
    NameRow,
    NoteRow,
    PlaceRow,
    concepts_from_json,
    deck_from_json,
)
from srs.store.engine import Connection

_LISTED = "(select value from json_each(?))"
_NOTE = (
    "id, deck, line, end_line, kind, fingerprint, concept, breadcrumb, tags,"
    " explicit_id, draft, doubtful, changed_from, body"
)


class Cards:
    """The tables of decks, notes and cards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- what everybody asks ------------------------------------------------------

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
            f"select f.path, {_of('n', _NOTE)} from note n"  # noqa: S608
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

    # -- what the scan asks -------------------------------------------------------

    def stats(self) -> dict[str, tuple[int, int]]:
        """Return size and time of change of each file that was read, by path."""
        rows = self._connection.execute(
            "select path, size, mtime_ns from deck_file"
            " union all select path, size, mtime_ns from page"
        ).fetchall()
        return {path: (size, mtime_ns) for path, size, mtime_ns in rows}

    def files(self) -> dict[str, FileRow]:
        """Return every file that was read, by its path."""
        rows = self._connection.execute(
            "select id, path, size, mtime_ns, digest, problems from deck_file"
            " union all select null, path, size, mtime_ns, digest, problems from page"
            " order by path"
        ).fetchall()
        return {row[1]: FileRow(*row) for row in rows}

    def deck_paths(self) -> dict[int, str]:
        """Return the paths of the decks by their numbers."""
        return dict(self._connection.execute("select id, path from deck_file"))

    def deck_bases(self) -> list[tuple[int, str, int]]:
        """Return number, path and first rank of each deck."""
        rows = self._connection.execute("select id, path, rank_base from deck_file")
        return list(rows.fetchall())

    def base_and_concepts(self, deck: int) -> tuple[int, str]:
        """Return a deck's first rank, and its concepts as JSON."""
        row = self._connection.execute(
            "select rank_base, concepts from deck_file where id = ?", (deck,)
        ).fetchone()
        return row[0], row[1]

    def names_of(self, deck: int) -> list[NameRow]:
        """Return what the notes of a deck are known by, in the order of lines."""
        rows = self._connection.execute(
            "select id, fingerprint, explicit_id, line, end_line from note"
            " where deck = ? order by line",
            (deck,),
        )
        return list(map(NameRow._make, rows.fetchall()))

    def plain_lines(self, deck: int) -> tuple[bytes, str] | None:
        """Return a deck's checksums of lines and its head, if all is well with it.

        None for a deck with problems, links, or notes that stand elsewhere too.
        """
        row = self._connection.execute(
            "select lines, head from deck_file where id = ? and problems = '[]'"
            " and links = '[]' and twins = '[]'",
            (deck,),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def notes_by_id(self, notes: Collection[int]) -> list[NoteRow]:
        """Return some notes, in the order of decks and lines."""
        rows = self._connection.execute(
            f"select {_NOTE} from note where id in {_LISTED} order by deck, line",  # noqa: S608
            (json.dumps(list(notes)),),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def texts_holding(
        self, fingerprints: Collection[Fingerprint], parts: Sequence[str]
    ) -> list[Fingerprint]:
        """Return those of the texts that hold one of two parts, each as JSON."""
        one, other = parts
        rows = self._connection.execute(
            f"select fingerprint from note_text where fingerprint in {_LISTED}"  # noqa: S608
            " and (instr(text, ?) or instr(text, ?))",
            (json.dumps(list(fingerprints)), one, other),
        )
        return [row[0] for row in rows.fetchall()]

    def twins(self) -> dict[int, list[Fingerprint]]:
        """Return the notes of each deck that stand in another place before."""
        rows = self._connection.execute(
            "select id, twins from deck_file where twins <> '[]'"
        ).fetchall()
        return {deck: json.loads(names) for deck, names in rows}

    def problems(self) -> list[str]:
        """Return the problems of all files, each file's as JSON."""
        rows = self._connection.execute(
            "select problems from deck_file where problems <> '[]'"
            " union all select problems from page where problems <> '[]'"
        )
        return [row[0] for row in rows.fetchall()]

    def review_count(self, cards: Collection[CardId]) -> int:
        """Return how often the cards were reviewed."""
        row = self._connection.execute(
            f"select count(*) from event where card in {_LISTED}"  # noqa: S608
            " and kind = 'reviewed'",
            (json.dumps(list(cards)),),
        ).fetchone()
        return int(row[0])

    def deck_rows(self) -> list[DeckRow]:
        """Return all that is kept of the decks' files, in the order of paths."""
        rows = self._connection.execute(
            "select id, path, size, mtime_ns, digest, name, head, concepts, problems,"
            " links, twins, rank_base from deck_file order by path"
        ).fetchall()
        return [DeckRow(*row) for row in rows]

    def notes_of(self, deck: int) -> list[NoteRow]:
        """Return the notes of a deck in the order of their lines."""
        rows = self._connection.execute(
            f"select {_NOTE} from note where deck = ? order by line",  # noqa: S608
            (deck,),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def cards_of(self, deck: int) -> list[CardRow]:
        """Return the cards of a deck."""
        rows = self._connection.execute(
            "select id, note, deck, ordinal, key, rank, active from card"
            " where deck = ? order by note, ordinal",
            (deck,),
        )
        return list(map(CardRow._make, rows.fetchall()))

    def cards_of_notes(self, notes: Collection[int]) -> list[CardRow]:
        """Return the cards of some notes."""
        rows = self._connection.execute(
            "select id, note, deck, ordinal, key, rank, active from card"  # noqa: S608
            f" where note in {_LISTED} order by note, ordinal",
            (json.dumps(list(notes)),),
        )
        return list(map(CardRow._make, rows.fetchall()))

    def notes_with(
        self, fingerprints: Collection[Fingerprint], explicit_ids: Collection[str] = ()
    ) -> list[NoteRow]:
        """Return the notes that have one of the fingerprints or explicit ids."""
        rows = self._connection.execute(
            f"select {_NOTE} from note where fingerprint in {_LISTED}"  # noqa: S608
            " union"
            f" select {_NOTE} from note where explicit_id <> ''"
            f" and explicit_id in {_LISTED} order by id",
            (json.dumps(list(fingerprints)), json.dumps(list(explicit_ids))),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def explicit_ids(self) -> list[str]:
        """Return every explicit id in use."""
        rows = self._connection.execute(
            "select explicit_id from note where explicit_id <> ''"
        )
        return [row[0] for row in rows.fetchall()]

    def owners(self, cards: Collection[CardId]) -> dict[CardId, int]:
        """Return the note of each of the cards that a deck holds."""
        rows = self._connection.execute(
            f"select id, note from card where id in {_LISTED}",  # noqa: S608
            (json.dumps(list(cards)),),
        )
        return dict(rows.fetchall())

    def with_history(self, cards: Collection[CardId]) -> set[CardId]:
        """Return those of the cards to which something happened but links."""
        rows = self._connection.execute(
            "select distinct card from event"  # noqa: S608
            f" where card in {_LISTED} and kind not in ('linked', 'link_rejected')",
            (json.dumps(list(cards)),),
        )
        return {CardId(row[0]) for row in rows.fetchall()}

    def links_stamp(self) -> str:
        """Return what changes when a link, a rejection or an undo comes in."""
        row = self._connection.execute(
            "select count(*), hex(max(id)) from event where kind <> 'reviewed'"
            " and kind in ('linked', 'link_rejected', 'undone')"
        ).fetchone()
        return f"{row[0]} {row[1]}"

    def has_links(self) -> bool:
        """Return whether any text was ever linked to a card."""
        row = self._connection.execute(
            "select exists(select 1 from event where kind <> 'reviewed'"
            " and kind in ('linked', 'link_rejected'))"
        ).fetchone()
        return bool(row[0])

    def gone(self) -> list[GoneRow]:
        """Return the texts that have vanished while their cards have a history."""
        rows = self._connection.execute("select * from gone order by handle")
        return list(map(GoneRow._make, rows.fetchall()))

    def is_empty(self) -> bool:
        """Return whether there is no note."""
        row = self._connection.execute("select exists(select 1 from note)").fetchone()
        return not row[0]

    def is_untold(self) -> bool:
        """Return whether no text was ever met."""
        row = self._connection.execute(
            "select exists(select 1 from note_text)"
        ).fetchone()
        return not row[0]

    def last_note(self) -> int:
        """Return the highest number of a note, or 0."""
        row = self._connection.execute("select max(id) from note").fetchone()
        return int(row[0] or 0)

    # -- what the scan writes, inside a transaction --------------------------------

    def make_room(self) -> None:
        """Keep up to 64 MB of the file in memory, so that each page is written once."""
        self._connection.execute("pragma cache_size = -65536")

    def drop_indexes(self) -> None:
        """Take the indexes away before a first load; `make_indexes` follows."""
        for name in CARDS_INDEXES:
            self._connection.execute(f"drop index if exists {name}")

    def make_indexes(self) -> None:
        """Make the indexes that `drop_indexes` took away."""
        for statement in CARDS_INDEXES.values():
            self._connection.execute(statement)

    def put_deck(self, row: Sequence[object], deck: int | None) -> int:
        """Store what a deck's file says and return the deck's number.

        Args:
            row: The columns of the table from `path` on.
            deck: The number of a deck that is known.
        """
        if deck is None:
            cursor = self._connection.execute(
                "insert into deck_file(path, size, mtime_ns, digest, name, head,"
                " concepts, problems, links, twins, rank_base, lines)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            return int(cursor.lastrowid)
        self._connection.execute(
            "update deck_file set path = ?, size = ?, mtime_ns = ?, digest = ?,"
            " name = ?, head = ?, concepts = ?, problems = ?, links = ?, twins = ?,"
            " rank_base = ?, lines = ? where id = ?",
            (*row, deck),
        )
        return deck

    def put_part(self, deck: int, row: Sequence[object]) -> None:
        """Store what is new about a file of which some notes have changed.

        Args:
            deck: The deck's number.
            row: Size, time of change, digest, problems, twins and checksums.
        """
        self._connection.execute(
            "update deck_file set size = ?, mtime_ns = ?, digest = ?, problems = ?,"
            " twins = ?, lines = ? where id = ?",
            (*row, deck),
        )

    def put_concepts(self, deck: int, concepts: str) -> None:
        """Store a deck's concepts."""
        self._connection.execute(
            "update deck_file set concepts = ? where id = ?", (concepts, deck)
        )

    def move_notes(self, rows: Iterable[tuple[int, int]]) -> None:
        """Store that notes stand further down: lines to add, and the note."""
        self._connection.executemany(
            "update note set line = line + ?1, end_line = end_line + ?1 where id = ?2",
            rows,
        )

    def put_page(
        self, path: str, size: int, mtime_ns: int, digest: bytes, problems: str
    ) -> None:
        """Store that a file is no deck."""
        self._connection.execute(
            "insert or replace into page values (?, ?, ?, ?, ?)",
            (path, size, mtime_ns, digest, problems),
        )

    def touch(self, path: str, size: int, mtime_ns: int) -> None:
        """Store the new time of a file whose content is the same."""
        for table in ("deck_file", "page"):
            self._connection.execute(
                f"update {table} set size = ?, mtime_ns = ? where path = ?",  # noqa: S608
                (size, mtime_ns, path),
            )

    def drop_deck(self, deck: int) -> None:
        """Forget a deck's file; its notes are dropped on their own."""
        self._connection.execute("delete from deck_file where id = ?", (deck,))

    def drop_page(self, path: str) -> None:
        """Forget a file that was no deck."""
        self._connection.execute("delete from page where path = ?", (path,))

    def put_notes(self, new: Iterable[NoteRow], changed: Iterable[NoteRow]) -> None:
        """Store notes that are new, and notes whose row has changed."""
        self._connection.executemany(
            "insert into note values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", new
        )
        self._connection.executemany(
            "update note set deck = ?, line = ?, end_line = ?, kind = ?,"
            " fingerprint = ?, concept = ?, breadcrumb = ?, tags = ?, explicit_id = ?,"
            " draft = ?, doubtful = ?, changed_from = ?, body = ? where id = ?",
            ((*row[1:], row[0]) for row in changed),
        )

    def drop_notes(self, notes: Iterable[int]) -> None:
        """Forget notes."""
        self._connection.executemany(
            "delete from note where id = ?", ((note,) for note in notes)
        )

    def put_cards(self, new: Iterable[CardRow], changed: Iterable[CardRow]) -> None:
        """Store cards that are new, and cards whose row has changed."""
        self._connection.executemany(
            "insert into card values (?, ?, ?, ?, ?, ?, ?)", new
        )
        self._connection.executemany(
            "update card set note = ?, deck = ?, ordinal = ?, key = ?, rank = ?,"
            " active = ? where id = ?",
            ((*row[1:], row[0]) for row in changed),
        )

    def drop_cards(self, cards: Iterable[CardId]) -> None:
        """Forget cards; what happened to them stays in the log."""
        self._connection.executemany(
            "delete from card where id = ?", ((card,) for card in cards)
        )

    def shift_ranks(self, deck: int, by: int) -> None:
        """Move all cards of a deck in the order of introduction."""
        self._connection.execute(
            "update card set rank = rank + ? where deck = ?", (by, deck)
        )
        self._connection.execute(
            "update deck_file set rank_base = rank_base + ? where id = ?", (by, deck)
        )

    def put_gone(self, rows: Iterable[GoneRow]) -> None:
        """Remember texts that have vanished."""
        self._connection.executemany(
            "insert or replace into gone values (?, ?, ?, ?)", rows
        )

    def drop_gone(self, handles: Iterable[Fingerprint]) -> None:
        """Forget that texts had vanished."""
        self._connection.executemany(
            "delete from gone where handle = ?", ((handle,) for handle in handles)
        )

    def settle_doubts(self) -> None:
        """End the doubts about notes whose old text is taken or back again."""
        settled = (
            "doubtful and not exists"
            " (select 1 from gone g where g.fingerprint = note.changed_from)"
        )
        self._connection.execute(
            "update card set active = 1 where note in"  # noqa: S608
            f" (select id from note where {settled} and not draft and kind <> 'idea')"
        )
        self._connection.execute(
            "update note set doubtful = 0, changed_from = null"  # noqa: S608
            f" where {settled}"
        )

    def activate(self, notes: Collection[int]) -> None:
        """Set whether the cards of notes may be asked, by what the notes say."""
        self._connection.execute(
            "update card set active = (select not n.draft and not n.doubtful"  # noqa: S608
            " and n.kind <> 'idea' from note n where n.id = card.note)"
            f" where note in {_LISTED}",
            (json.dumps(list(notes)),),
        )

    def put_followers(self, followers: dict[CardId, CardId]) -> None:
        """Replace all followers."""
        self._connection.execute("delete from follower")
        self._connection.executemany(
            "insert into follower values (?, ?)", sorted(followers.items())
        )

    def ranked(self) -> list[tuple[int, int, Fingerprint, str, CardId, int]]:
        """Return deck, note, text, concept, card and rank of every card, by place."""
        rows = self._connection.execute(
            "select n.deck, n.id, n.fingerprint, n.concept, c.id, c.rank"
            " from note n join card c on c.note = n.id"
            " order by n.deck, n.line, c.ordinal"
        )
        return list(rows.fetchall())

    def put_ranks(self, rows: Iterable[tuple[int, CardId]]) -> None:
        """Store the ranks of cards, each as rank and card."""
        self._connection.executemany("update card set rank = ? where id = ?", rows)


def _of(alias: str, columns: str) -> str:
    return ", ".join(f"{alias}.{column.strip()}" for column in columns.split(","))


def _has(tags: Iterable[str], wanted: Collection[str]) -> bool:
    """Return whether a tag is wanted, or lies below one that is."""
    return any(
        tag.casefold() == want or tag.casefold().startswith(f"{want}/")
        for tag in tags
        for want in wanted
    )
