"""What was last scanned and replayed?

Everything here can be dropped and made again: cards from the decks, schedules
from the log. A cache whose version does not fit is recreated empty, without its
keys in `meta`, and `study` fills it. The cache serves speed, never truth.
"""

import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager

from srs.store import full_text
from srs.store.anki_rows import ANKI_TABLES
from srs.store.card_rows import CARDS_INDEXES, CARDS_TABLES
from srs.store.engine import Connection
from srs.store.progress_rows import PROGRESS_TABLES
from srs.store.schedule_rows import SCHEDULE_SCHEMA

Transaction = Callable[[], AbstractContextManager[None]]

CACHE_MEANING = 2
"""Raise it when what a column means changes though the schema stays."""

CACHE_SCHEMA = (
    "create table meta (key text primary key, value text not null) strict",
    *CARDS_TABLES,
    *CARDS_INDEXES.values(),
    *(part for part in SCHEDULE_SCHEMA.split(";") if part.strip()),
    *PROGRESS_TABLES,
    *ANKI_TABLES,
)
"""The tables of the cache, one statement each; they are no promise to anybody."""

CACHE_VERSION = f"{CACHE_MEANING}.{zlib.crc32(';'.join(CACHE_SCHEMA).encode()):08x}"
"""Changes by itself with the schema."""

TRUTH = frozenset({"event", "note_text", "_sqlite_migrations"})
"""The tables that are never dropped."""


class Cache:
    """Keys, versions and the full-text index of the cache's tables."""

    def __init__(self, connection: Connection, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def get(self, key: str) -> str | None:
        """Return what was noted under a key, or None."""
        row = self._connection.execute(
            "select value from meta where key = ?", (key,)
        ).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Note something under a key until the cache is made again."""
        with self._transaction():
            self._connection.execute(
                "insert into meta(key, value) values (?, ?)"
                " on conflict(key) do update set value = excluded.value",
                (key, value),
            )

    def forget(self, key: str) -> None:
        """Take back what was noted under a key."""
        with self._transaction():
            self._connection.execute("delete from meta where key = ?", (key,))

    def fit(self, present: frozenset[str]) -> bool:
        """Make the cache anew unless it fits this program; return whether it did.

        Args:
            present: The names of the tables that the store has.
        """
        if "meta" in present and self.get("cache_version") == CACHE_VERSION:
            return True
        with self._transaction():
            # Another process may have been quicker.
            if "meta" in self._tables() and self.get("cache_version") == CACHE_VERSION:
                return False
            self.recreate()
        return False

    def recreate(self) -> None:
        """Drop every table but the truth and make the cache's empty."""
        with self._transaction():
            full_text.drop(self._connection)
            for table in self._tables() - TRUTH:
                self._connection.execute(f'drop table "{table}"')
            for statement in CACHE_SCHEMA:
                self._connection.execute(statement)
            self.set("cache_version", CACHE_VERSION)

    def search(self, words: str, *, limit: int = 10_000) -> list[int]:
        """Return the ids of the notes that hold all the words, best first.

        The index is made at the first search and brought up to date by later ones.

        Args:
            words: What was typed; each word has three characters or more.
            limit: How many notes to return at most.
        """
        terms = [word.replace('"', '""') for word in words.split()]
        if not terms:
            return []
        self.make_index()
        return [
            row[0]
            for row in self._connection.execute(
                "select rowid from note_words where note_words match ?"
                " order by rank limit ?",
                (" ".join(f'"{term}"*' for term in terms), limit),
            ).fetchall()
        ]

    def make_index(self) -> None:
        """Make the full-text index if there is none, or bring it up to date."""
        if not self.has_index():
            self._begin_index()
            with self._transaction():
                full_text.catch_up(self._connection)

    def add_to_index(self, most: int) -> bool:
        """Take up to so many notes into the index; return whether it is up to date.

        Many short transactions let others write between them.
        """
        if self.has_index():
            return True
        self._begin_index()
        with self._transaction():
            full_text.catch_up(self._connection, most)
        return self.has_index()

    def has_index(self) -> bool:
        """Return whether there is a full-text index, and it is up to date."""
        return "note_words" in self._tables() and not full_text.is_behind(
            self._connection
        )

    def _begin_index(self) -> None:
        if "note_words" not in self._tables():
            with self._transaction():
                # Another process may have been quicker.
                if "note_words" not in self._tables():
                    full_text.make(self._connection)

    def _tables(self) -> frozenset[str]:
        rows = self._connection.execute(
            "select name from sqlite_schema where type = 'table'"
            " and name not like 'sqlite~_%' escape '~'"
        ).fetchall()
        return frozenset(row[0] for row in rows)
