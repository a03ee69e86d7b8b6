"""Which shapes did the truth ever have?

One function a shape, appended and never changed: a store of any age walks
through all that it has not seen. `user_version` is the number of functions a
store has seen. A new kind of event needs a new version too, though no table
changes, so that an older program refuses the store rather than misreads it.

This module imports sqlite-utils, so only a store that needs it imports this.
"""

from typing import cast

from sqlite_utils import Database, Migrations

from srs.store.engine import APPLICATION_ID, Connection, sqlite3

MIGRATIONS = Migrations("srs")


@MIGRATIONS()
def m001_events_and_texts(db: Database) -> None:
    """Make the two tables of the truth, which only grow."""
    db.execute("""
        create table event (
            id blob primary key check (length(id) = 16),
            device text not null,
            kind text not null,
            card integer,
            at_ms integer not null,
            offset_min integer not null,
            day integer not null,
            rating integer,
            duration_ms integer,
            target text,
            data text
        ) strict, without rowid""")
    db.execute("""
        create table note_text (
            fingerprint text primary key,
            text text not null,
            first_seen_ms integer not null
        ) strict, without rowid""")
    # Replay reads every review in the order (card, id) from this index alone.
    db.execute("""
        create index event_card on event(
            card, id, kind, at_ms, day, rating, duration_ms, data
        ) where card is not null""")
    db.execute("create index event_rare on event(kind, id) where kind <> 'reviewed'")
    db.execute("create index event_target on event(target) where target is not null")
    for statement in TRIGGERS_1.values():
        db.execute(statement)


TRIGGERS_1 = {
    f"{table}_no_{verb}": f"create trigger {table}_no_{verb} before {verb} on {table} "
    f"begin select raise(abort, 'the truth only grows'); end"
    for table in ("event", "note_text")
    for verb in ("update", "delete")
}
"""The triggers of the first shape, by name."""


def apply(connection: Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Bring the store to the newest shape in one transaction.

    Raises:
        StoreError: Nothing was changed.
    """
    # sqlite-utils takes the plain class for its own, which ours extends.
    db = Database(cast(sqlite3.Connection, connection), execute_plugins=False)
    connection.execute("begin immediate")
    try:
        # Inside our transaction each step becomes a savepoint, so that one
        # commit carries all of them together with the version.
        migrations.apply(db)
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {len(migrations.applied(db))}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
