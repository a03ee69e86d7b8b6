"""The index of words: it says what the notes hold, whatever happened meanwhile."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from srs.store.database import Store


def write(store: Store, note: int, text: str | None) -> None:
    """Give a note a text, or take the note away."""
    with store.transaction():
        execute = store.connection.execute
        known = execute("select 1 from note where id = ?", (note,)).fetchone()
        if text is None:
            execute("delete from note where id = ?", (note,))
        elif known:
            execute("update note set body = ? where id = ?", (text, note))
        else:
            columns = execute("pragma table_info(note)").fetchall()
            row = {
                name: 0 if kind.lower() == "integer" else ""
                for _, name, kind, needed, default, _ in columns
                if needed and default is None
            } | {"id": note, "body": text}
            execute(
                f"insert into note({', '.join(row)})"
                f" values ({', '.join('?' * len(row))})",
                tuple(row.values()),
            )


TEXTS = st.one_of(st.none(), st.sampled_from(["zebra", "heron", "zebra heron", "学习"]))


@given(
    before=st.lists(st.tuples(st.integers(1, 3), TEXTS), max_size=6),
    after=st.lists(
        st.lists(st.tuples(st.integers(1, 3), TEXTS), max_size=6), max_size=3
    ),
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_index_is_what_the_notes_are(
    store: Store,
    before: list[tuple[int, str | None]],
    after: list[list[tuple[int, str | None]]],
) -> None:
    """Any notes written, edited, taken away and put back between two searches."""
    store.cache.recreate()
    for changes in [before, *after]:
        held = dict(store.connection.execute("select id, body from note").fetchall())
        for note, text in changes:
            write(store, note, text)
            held[note] = text
        for word in ("zebra", "heron"):
            expected = sorted(n for n, text in held.items() if word in (text or ""))

            assert sorted(store.cache.search(word)) == expected
        store.connection.execute(
            "insert into note_words(note_words) values('integrity-check')"
        )


def test_scan_does_not_wait_for_the_index(store: Store) -> None:
    """A change is only listed, once, and the next search takes it up."""
    write(store, 1, "zebra")
    store.cache.make_index()
    for text in ("heron", "okapi", "heron"):
        write(store, 1, text)
    listed = "select note, indexed, body from note_changed"

    assert store.connection.execute(listed).fetchall() == [(1, 1, "zebra")]
    assert store.cache.search("heron") == [1]
    assert store.connection.execute(listed).fetchall() == []


def test_change_of_place_is_none_of_words(store: Store) -> None:
    """A note that only stands on another line is not indexed again."""
    write(store, 1, "zebra")
    store.cache.make_index()
    with store.transaction():
        store.connection.execute("update note set line = 9, body = body where id = 1")

    assert store.connection.execute("select * from note_changed").fetchall() == []


@pytest.mark.parametrize("times", [1, 2])
def test_recreated_cache_has_no_index(store: Store, times: int) -> None:
    """The index goes with the cache, and comes back with the next search."""
    write(store, 1, "zebra")
    for _ in range(times):
        store.cache.make_index()
        store.cache.recreate()

    assert store.cache.search("zebra") == []
