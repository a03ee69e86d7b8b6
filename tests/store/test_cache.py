"""The cache: dropped and made again whenever it does not fit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from srs.core.card import CardId, Fingerprint
from srs.store.cache import CACHE_SCHEMA, TRUTH
from srs.store.database import Store, names, open_store

DEVICE = "0000000a"


def put_note(store: Store, number: int, body: str) -> None:
    """Put a note into the cache, whatever columns it needs."""
    columns = {
        row[1]: (row[2], row[3])
        for row in store.connection.execute("pragma table_info(note)").fetchall()
    }
    values: dict[str, object] = {
        name: 0 if kind == "INTEGER" else ""
        for name, (kind, needed) in columns.items()
        if needed
    }
    values |= {"id": number, "body": body}
    with store.transaction():
        store.connection.execute(
            f"insert into note ({', '.join(values)})"
            f" values ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )


def test_keys_are_kept(store: Store) -> None:
    """What is noted under a key is read again, replaced and forgotten."""
    store.cache.set("a", "1")
    store.cache.set("a", "2")
    store.cache.set("b", "3")
    store.cache.forget("b")

    assert (store.cache.get("a"), store.cache.get("b")) == ("2", None)


def test_a_cache_that_fits_is_kept(path: Path) -> None:
    """Opening again keeps what was scanned and replayed."""
    with open_store(path, device=DEVICE) as store:
        store.cache.set("scan_key", "x")

    with open_store(path, device=DEVICE) as store:
        assert store.cache.get("scan_key") == "x"


def drop_meta(store: Store) -> None:
    """Lose the table of keys."""
    store.connection.execute("drop table meta")


def make_old(store: Store) -> None:
    """Pretend that another version made the cache."""
    store.cache.set("cache_version", "0.0")


@pytest.mark.parametrize("spoil", [drop_meta, make_old])
def test_a_cache_that_does_not_fit_is_made_again(
    path: Path, spoil: Callable[[Store], None]
) -> None:
    """A misfit leaves empty tables without keys, and the truth untouched."""
    with open_store(path, device=DEVICE) as store:
        expected = names(store.connection)
        store.log.add_texts([(Fingerprint("f"), "text", 1)])
        store.cache.set("scan_key", "x")
        put_note(store, 1, "something")
        assert store.cache.search("something") == [1]
        store.connection.execute("create table of_an_older_version (a)")
        spoil(store)

    with open_store(path, device=DEVICE) as store:
        assert names(store.connection) == expected
        assert store.cache.get("scan_key") is None
        assert store.connection.execute("select count(*) from note").fetchone() == (0,)
        assert store.log.seen([Fingerprint("f")]) == {"f"}


def test_the_schema_names_no_table_of_the_truth() -> None:
    """The cache's statements make only tables that may be dropped."""
    made = " ".join(CACHE_SCHEMA)

    assert not any(f"table {name} " in made for name in TRUTH)


def test_notes_are_found_by_their_words(store: Store) -> None:
    """The index is made at the first search and current from then on."""
    put_note(store, 1, "What does the **Überlebensrate** say?")
    assert store.cache.search("lebensrate say") == [1]

    put_note(store, 2, "The survival rate says it")
    assert sorted(store.cache.search("say")) == [1, 2]
    with store.transaction():
        store.connection.execute("delete from note where id = 1")
    assert store.cache.search("say") == [2]
    assert store.cache.search("") == []


@pytest.mark.parametrize(
    "words", ['"', 'a"b"c', "NEAR(", "x AND OR NOT", "body:say", "*"]
)
def test_what_is_typed_is_no_query_language(store: Store, words: str) -> None:
    """Quotes and operators are words like others."""
    put_note(store, 1, "say it")

    assert store.cache.search(words) == []


def test_making_it_again_keeps_suspended_cards_events(store: Store) -> None:
    """Recreating the cache by hand empties it and nothing else."""
    store.cache.set("a", "1")
    store.cache.recreate()

    assert store.cache.get("a") is None
    assert store.log.of(CardId(1)) == []
