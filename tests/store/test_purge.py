"""Purge: the only thing that really removes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from srs.core.card import CardId, Fingerprint
from srs.core.log import BatchId, Event, Linked, Logged, Rating, Reviewed, Undone
from srs.store import engine
from srs.store.database import TRUTH_NAMES, Store, names, open_store
from srs.store.purge import Gone, any_cards, gone, gone_cards, purge

KEPT, GONE = CardId(1), CardId(2)
OLD, NEW, LOST, DUST = (Fingerprint(letter * 32) for letter in "abcd")


def put(store: Store, event: Event) -> Logged:
    """Append an event."""
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    return store.log.append(event, at=at, offset_min=0, day=date(2026, 11, 25))


def reviewed(card: CardId) -> Reviewed:
    """Return a review."""
    return Reviewed(card=card, rating=Rating.GOOD, duration_ms=1)


def scanned(store: Store, card: CardId, fingerprint: Fingerprint) -> None:
    """Put a card into the cache as a scan would."""
    for table, known in (
        ("note", {"id": card, "fingerprint": fingerprint}),
        ("card", {"id": card, "note": card}),
    ):
        columns = store.connection.execute(f"pragma table_info({table})").fetchall()
        values = {
            name: 0 if kind == "INTEGER" else ""
            for _, name, kind, needed, *_ in columns
            if needed
        } | known
        with store.transaction():
            store.connection.execute(
                f"insert into {table} ({', '.join(values)})"
                f" values ({', '.join('?' * len(values))})",
                tuple(values.values()),
            )


@pytest.fixture
def kept_events(store: Store) -> list[Logged]:
    """Fill a store with a card that is there and one that is gone: what stays."""
    scanned(store, KEPT, NEW)
    store.log.add_texts([(each, "secret text", 1) for each in (OLD, NEW, LOST, DUST)])
    batch = BatchId("e" * 32)
    link = Linked(card=KEPT, fingerprint=NEW, key="", origin=OLD, batch=batch)
    kept = [put(store, reviewed(KEPT)), put(store, link)]
    review = put(store, reviewed(GONE))
    put(store, replace(link, card=GONE, fingerprint=LOST))
    undo = put(store, Undone(target=review.id))
    put(store, Undone(target=undo.id))
    return [*kept, put(store, Undone(target=kept[0].id))]


def test_what_is_gone_is_counted(store: Store, kept_events: list[Logged]) -> None:
    """The preview counts cards, events with their undos, and texts nobody has."""
    assert gone(store) == Gone(cards=(GONE,), texts=(LOST, DUST), events=4, reviews=1)


def test_what_is_gone_is_removed(store: Store, kept_events: list[Logged]) -> None:
    """The others' events stay, in their order, and the triggers stand again."""
    removed = purge(store, gone(store))

    assert removed == 4
    assert list(store.log.all()) == kept_events
    assert {each for each, _, _ in store.log.all_texts()} == {OLD, NEW}
    assert names(store.connection) >= TRUTH_NAMES
    with pytest.raises(engine.sqlite3.IntegrityError, match="only grows"):
        store.connection.execute("delete from event")
    assert not any_cards(store)


def test_what_is_removed_is_not_in_the_file(
    store: Store, kept_events: list[Logged]
) -> None:
    """The file is rewritten: no page still holds what was deleted."""
    needle = b"LEFT-OVER"
    store.log.add_texts([(Fingerprint("f" * 32), needle.decode(), 1)])
    purge(store, gone(store))
    store.close()

    assert needle not in store.path.read_bytes()
    with open_store(store.path, device="0000000a") as again:
        assert again.log.count() == len(kept_events)


def test_a_purge_that_fails_removes_nothing(
    store: Store, kept_events: list[Logged]
) -> None:
    """An event that cannot be named takes everything back, the triggers too."""
    before = list(store.log.all())
    wrong = replace(gone(store), texts=({},))  # type: ignore[arg-type]

    with pytest.raises(engine.sqlite3.Error):
        purge(store, wrong)

    assert list(store.log.all()) == before
    assert names(store.connection) >= TRUTH_NAMES


def test_a_follower_is_not_gone(store: Store, kept_events: list[Logged]) -> None:
    """A card whose reviews count for one that is there keeps its history."""
    with store.transaction():
        store.connection.execute("insert into follower values (?, ?)", (GONE, KEPT))

    assert gone_cards(store) == []


def test_nothing_gone_is_nothing_to_do(store: Store) -> None:
    """An empty preview says so."""
    assert not gone(store)
    assert purge(store, gone(store)) == 0
