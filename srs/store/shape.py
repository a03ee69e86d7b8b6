"""What must stand in a store of this program?"""

from srs.store.engine import APPLICATION_ID, Connection

VERSION = 1
"""The newest shape of the truth that this program knows; see `migrations`."""

TRUTH_NAMES = frozenset(
    {
        "event",
        "note_text",
        "event_no_update",
        "event_no_delete",
        "note_text_no_update",
        "note_text_no_delete",
    }
)
"""Tables and triggers without which a store is damaged."""


def names(connection: Connection) -> frozenset[str]:
    """Return the names of all tables and triggers."""
    rows = connection.execute(
        "select name from sqlite_schema where type in ('table', 'trigger')"
    ).fetchall()
    return frozenset(row[0] for row in rows)


def is_ours(connection: Connection) -> bool:
    """Return whether this program could use the file as it stands."""
    mark = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    return (mark, version) == (APPLICATION_ID, VERSION) and (
        names(connection) >= TRUTH_NAMES
    )
