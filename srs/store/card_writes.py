"""How are decks, notes and cards written? Only by the scan, inside a transaction."""

import json
from collections.abc import Collection, Iterable, Sequence

from srs.core.card import CardId, Fingerprint
from srs.store.card_lookups import LISTED
from srs.store.card_rows import CARDS_INDEXES, CardRow, GoneRow, NoteRow
from srs.store.engine import Connection


class CardWrites:
    """What `srs.study.scan` writes."""

    _connection: Connection

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
                f"update {table} set size = ?, mtime_ns = ? where path = ?",
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
            "update card set active = 1 where note in"
            f" (select id from note where {settled} and not draft and kind <> 'idea')"
        )
        self._connection.execute(
            f"update note set doubtful = 0, changed_from = null where {settled}"
        )

    def activate(self, notes: Collection[int]) -> None:
        """Set whether the cards of notes may be asked, by what the notes say."""
        self._connection.execute(
            "update card set active = (select not n.draft and not n.doubtful"
            " and n.kind <> 'idea' from note n where n.id = card.note)"
            f" where note in {LISTED}",
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
