"""SQLite: a whole database of its own, read back by sqlite3."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from srs.core.errors import InputError
from srs.exchange.export_sqlite import write
from srs.exchange.sheet import Export, Field, Sheet
from tests.exchange.conftest import HEAD, ROWS, Sheeted


def test_rows_are_read_back(sheeted: Sheeted, tmp_path: Path) -> None:
    """Each sheet is a strict table, `meta` says what the file is."""
    file = tmp_path / "some.sqlite"
    file.write_bytes(b"".join(write(sheeted(ROWS))))

    with closing(sqlite3.connect(file)) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("pragma journal_mode").fetchone() == ("delete",)
        assert database.execute("select * from some").fetchall() == [
            (
                str(2**62 + 1), 'é, "q"\nnew', 3, 60, 2**53 + 1, 0.1, 1,
                "2026-03-01", "2026-03-01T23:30:00.007Z", '["a", "b"]',
            ),
            ("7", "", 1, None, 0, None, 0, None, None, "[]"),
        ]  # fmt: skip
        assert dict(database.execute("select key, value from meta").fetchall()) == {
            "schema": "srs/some/1",
            "generated_at": "2026-03-02T08:00:00.005Z",
            "tz": "Europe/Berlin",
            "rollover_hour": "4",
            "collection": HEAD.collection,
        }


def test_texts_are_never_sql(tmp_path: Path) -> None:
    """Values go in as parameters, names of columns are quoted."""
    evil = '\'"); drop table "some"; --'
    sheet = Sheet(name="some", fields=(Field(name=evil),), rows=[(evil,)])
    file = tmp_path / "some.sqlite"
    file.write_bytes(b"".join(write(Export(head=HEAD, sheets=(sheet,)))))

    with closing(sqlite3.connect(file)) as database:
        cursor = database.execute("select * from some")
        assert cursor.description[0][0] == evil
        assert cursor.fetchall() == [(evil,)]


def test_no_room_for_it_is_told(
    sheeted: Sheeted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs a sentence that says where room is missing."""
    connect = sqlite3.connect

    def full(*words: Any, **more: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*words, **more)
        database.execute("pragma max_page_count = 2")
        return database

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(InputError, match=r"cannot be made in .*: database or disk"):
        b"".join(write(sheeted([ROWS[0]] * 5000)))
