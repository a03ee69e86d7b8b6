"""What tells that nothing has changed since something was worked out?

Read by whoever must be quick, so nothing that describes cards is imported.
"""

from srs.store.engine import Connection

STATE = "state"
"""Under this key `meta` keeps a name for what the store holds as of a commit."""


class Stamps:
    """What the store says of its own state, and of the decks' files."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def noted(self, key: str) -> str | None:
        """Return what was noted under a key of the cache, or None."""
        row = self._connection.execute(
            "select value from meta where key = ?", (key,)
        ).fetchone()
        return None if row is None else str(row[0])

    def state(self) -> tuple[str | None, str | None]:
        """Return what no two states of a store have in common.

        The name that the last commit drew, and the newest event for writers that
        draw none.
        """
        row = self._connection.execute("select hex(max(id)) from event").fetchone()
        return self.noted(STATE), row[0]

    def stats(self) -> dict[str, tuple[int, int]]:
        """Return size and time of change of each file that was read, by path."""
        rows = self._connection.execute(
            "select path, size, mtime_ns from deck_file"
            " union all select path, size, mtime_ns from page"
        ).fetchall()
        return {path: (size, mtime_ns) for path, size, mtime_ns in rows}

    def links_stamp(self) -> str:
        """Return what changes when a link, a rejection or an undo comes in."""
        row = self._connection.execute(
            "select count(*), hex(max(id)) from event where kind <> 'reviewed'"
            " and kind in ('linked', 'link_rejected', 'undone')"
        ).fetchone()
        return f"{row[0]} {row[1]}"


def renew_state(connection: Connection) -> None:
    """Draw a new name for the state that is about to be committed.

    By chance and not by counting: a backup that was restored counts on from where
    it was, and would reach the same numbers with other contents.
    """
    connection.execute(
        "insert into meta(key, value) values (?, lower(hex(randomblob(12))))"
        " on conflict(key) do update set value = excluded.value",
        (STATE,),
    )
