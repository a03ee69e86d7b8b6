"""Which history belongs to cards that are gone, and how is it really removed?

This is the one place where events are deleted. The triggers that refuse it are
taken down and put up again inside the same transaction, so that no moment and no
crash leaves a store without them; then the file is rewritten.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from srs.core.card import CardId, Fingerprint
from srs.store.database import Store
from srs.store.engine import Connection

_LISTED = "(select value from json_each(?))"
_COUNTS = f"""
    select count(*), coalesce(sum(kind = 'reviewed'), 0) from event
    where card in {_LISTED}"""
_UNUSED_TEXTS = f"""
    select fingerprint from note_text
    except select fingerprint from note
    except select json_extract(data, '$.fingerprint') from event
    where kind in ('linked', 'link_rejected') and card not in {_LISTED}
    except select json_extract(data, '$.from') from event
    where kind in ('linked', 'link_rejected') and card not in {_LISTED}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What a purge would remove."""

    cards: tuple[CardId, ...]
    texts: tuple[Fingerprint, ...]
    """Texts that no card of the collection has or had."""
    events: int
    reviews: int
    """How many of the events are reviews."""

    def __bool__(self) -> bool:
        return bool(self.events or self.texts)


def any_cards(store: Store) -> bool:
    """Return whether the last scan found any card."""
    row = store.connection.execute("select exists (select 1 from card)").fetchone()
    return bool(row[0])


def gone(store: Store) -> Gone:
    """Return what belongs only to cards that the last scan did not find."""
    cards = gone_cards(store)
    counts = store.connection.execute(_COUNTS, (json.dumps(cards),)).fetchone()
    undos = len(_undos(store.connection, _ids(store.connection, cards)))
    return Gone(
        cards=tuple(cards),
        texts=tuple(_gone_texts(store.connection, cards)),
        events=counts[0] + undos,
        reviews=counts[1],
    )


def gone_cards(store: Store) -> list[CardId]:
    """Return the cards that the log knows and the last scan did not find.

    A card whose reviews count for another that is there is not gone.
    """
    rows = store.connection.execute(
        "select distinct card from event where card is not null"
        " except select id from card"
        " except select f.card from follower f join card c on c.id = f.leader"
    ).fetchall()
    return sorted(CardId(row[0]) for row in rows)


def _gone_texts(connection: Connection, cards: Collection[CardId]) -> list[Fingerprint]:
    listed = json.dumps(list(cards))
    rows = connection.execute(_UNUSED_TEXTS, (listed, listed)).fetchall()
    return [Fingerprint(row[0]) for row in rows]


def purge(store: Store, what: Gone) -> int:
    """Remove the events and texts for ever, and return how many events went.

    The caller has asked the learner and has written a backup. The cache is made
    empty, and the next scan fills it.

    Raises:
        StoreError: Nothing was removed.
    """
    with store.transaction():
        triggers = _triggers(store.connection)
        for name in triggers:
            store.connection.execute(f'drop trigger "{name}"')
        removed = _delete(store.connection, what)
        for statement in triggers.values():
            store.connection.execute(statement)
        store.cache.recreate()
    # What was deleted still lies in the file's free pages and in its journal.
    store.connection.execute("vacuum")
    store.connection.execute("pragma wal_checkpoint(truncate)")
    return removed


def _triggers(connection: Connection) -> dict[str, str]:
    return dict(
        connection.execute(
            "select name, sql from sqlite_schema where type = 'trigger'"
            " and tbl_name in ('event', 'note_text')"
        ).fetchall()
    )


def _delete(connection: Connection, what: Gone) -> int:
    before = connection.total_changes
    ids = _ids(connection, what.cards)
    ids += _undos(connection, ids)
    connection.executemany(
        "delete from event where id = ?", ((bytes.fromhex(each),) for each in ids)
    )
    removed = connection.total_changes - before
    connection.executemany(
        "delete from note_text where fingerprint = ?", ((each,) for each in what.texts)
    )
    return int(removed)


def _ids(connection: Connection, cards: Collection[CardId]) -> list[str]:
    rows = connection.execute(
        f"select id from event where card in {_LISTED}",
        (json.dumps(list(cards)),),
    ).fetchall()
    return [row[0].hex() for row in rows]


def _undos(connection: Connection, ids: Collection[str]) -> list[str]:
    """Return the undos of some events, the undos of these, and so on."""
    found: set[str] = set()
    targets = set(ids)
    while targets:
        rows = connection.execute(
            f"select id from event where target in {_LISTED}",
            (json.dumps(sorted(targets)),),
        ).fetchall()
        targets = {row[0].hex() for row in rows} - found
        found |= targets
    return sorted(found)
