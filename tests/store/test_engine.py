"""What SQLite's errors mean for the learner."""

from pathlib import Path

import pytest

from srs.core.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from srs.store import engine


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_versions_with_the_race_are_known(
    version: tuple[int, int, int], sound: bool
) -> None:
    """WAL is used only where the race is fixed, backports included."""
    assert engine.wal_is_sound(version) is sound


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", StoreFull),
        ("SQLITE_IOERR_WRITE", StoreFull),
        ("SQLITE_IOERR_FSYNC", StoreFull),
        ("SQLITE_READONLY_DIRECTORY", StoreReadOnly),
        ("SQLITE_CANTOPEN", StoreReadOnly),
        ("SQLITE_BUSY_SNAPSHOT", StoreBusy),
        ("SQLITE_LOCKED", StoreBusy),
        ("SQLITE_CORRUPT_INDEX", StoreDamaged),
        ("SQLITE_NOTADB", StoreDamaged),
        ("SQLITE_IOERR_SHORT_READ", StoreDamaged),
        ("SQLITE_ERROR", None),
        ("SQLITE_CONSTRAINT_TRIGGER", None),
        ("SQLITE_MISUSE", None),
    ],
)
def test_errors_become_sentences(name: str, kind: type[StoreError] | None) -> None:
    """The machine's troubles name the file and a next step; bugs stay bugs."""
    error = engine.sqlite3.OperationalError("x")
    error.sqlite_errorname = name

    found = engine.trouble(error, Path("/data/store.sqlite"))

    if kind is None:
        assert found is None
    else:
        assert type(found) is kind
        assert "/data/store.sqlite" in found.sentence
        assert found.next_step


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("commit", StoreFull),
        ("begin immediate", StoreFull),
        (" insert into event values (1)", StoreFull),
        ("vacuum into ?", StoreFull),
        ("pragma journal_mode = wal", StoreFull),
        ("pragma user_version", StoreDamaged),
        ("select 1", StoreDamaged),
        ("", StoreDamaged),
    ],
)
def test_a_disk_that_fails_is_full_or_damaged(
    statement: str, kind: type[StoreError]
) -> None:
    """Where SQLite says only that the disk failed, the statement says how."""
    error = engine.sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR"

    writing = engine.is_writing(statement)

    assert type(engine.trouble(error, Path("s"), writing=writing)) is kind


def test_a_path_in_a_sentence_is_safe() -> None:
    """A folder's name cannot command the terminal."""
    found = engine.damaged(Path("/a\x1b[2J/store.sqlite"), "is empty")

    assert found.sentence.startswith("/a␛[2J/store.sqlite is empty")


@pytest.mark.parametrize(
    ("number", "kind"), [(28, StoreFull), (27, StoreFull), (13, StoreReadOnly)]
)
def test_errors_of_files_become_sentences(number: int, kind: type[StoreError]) -> None:
    """Writing a file beside the store fails in the same words."""
    found = engine.cannot_write(Path("b"), OSError(number, "reason"))

    assert type(found) is kind
    assert "reason" in found.sentence


def test_every_way_of_reading_tells(tmp_path: Path) -> None:
    """Errors that come while rows are read are told like those of statements."""
    connection = engine.memory(tmp_path / "s")
    try:
        connection.execute("create table t (a)")
        connection.executemany("insert into t values (?)", [('{"a": 1}',), ("{",)])
        query = "select json_extract(a, '$.a') from t"
        with pytest.raises(StoreDamaged):
            connection.execute(query).fetchall()
        with pytest.raises(StoreDamaged):
            connection.execute(query).fetchmany(5)
        with pytest.raises(StoreDamaged):
            list(connection.execute(query))
        cursor = connection.execute(query)
        with pytest.raises(StoreDamaged):
            _ = [cursor.fetchone(), cursor.fetchone()]
    finally:
        connection.close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """Connecting never makes a store by mistake."""
    with pytest.raises(StoreReadOnly, match="cannot be opened"):
        engine.connect(tmp_path / "none.sqlite")

    assert not (tmp_path / "none.sqlite").exists()


def test_odd_names_are_opened(tmp_path: Path) -> None:
    """Names with the characters of URIs are names."""
    path = tmp_path / "a?b#c%20 ü.sqlite"
    path.touch()
    connection = engine.connect(path)
    connection.execute("create table t (a)")
    connection.close()

    assert path.stat().st_size > 0
