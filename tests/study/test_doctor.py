"""The doctor: what it finds, and that it changes nothing."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from srs.core.card import CardId
from srs.core.log import Rating, Reviewed
from srs.store import engine
from srs.store.backup import back_up, folder_of
from srs.store.database import Store, open_store
from srs.study.doctor import (
    Finding,
    doctor,
    file_system,
    future_events,
    void_future,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DEVICE = "0000000a"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of one review with a backup of today."""
    path = tmp_path / "collection" / "store.sqlite"
    with open_store(path, device=DEVICE) as store:
        put(store, NOON)
        back_up(store.connection, folder_of(path), "2026-11-25")
    return path


def put(store: Store, at: datetime) -> None:
    """Append a review."""
    event = Reviewed(card=CardId(1), rating=Rating.GOOD, duration_ms=1)
    store.log.append(event, at=at, offset_min=0, day=at.date())


def examine(path: Path, today: date = TODAY) -> list[Finding]:
    """Return what the doctor finds."""
    return doctor(path, at=NOON, today=today)


def ill(found: list[Finding]) -> list[str]:
    """Return the sentences of what is not well, whichever SQLite is in use."""
    return [
        each.sentence
        for each in found
        if each.level != "well" and not each.sentence.startswith("SQLite ")
    ]


def test_a_sound_store_is_well(path: Path) -> None:
    """Place, engine, pages, size and backup are told, and nothing is changed."""
    before = sha256(path.read_bytes()).hexdigest()

    found = doctor(path, at=NOON, today=TODAY, thorough=True, compare=lambda _: [])

    sentences = [each.sentence for each in found if "SQLite" not in each.sentence]
    assert ill(found) == []
    assert sentences[0] == f"The history lies at {path}."
    assert sentences[1].startswith("It holds 1 events in ")
    assert sentences[2:] == [
        "Every page of the file is sound.",
        "Schedules agree with the log.",
        "The newest of 1 backups is of 2026-11-25.",
    ]
    assert sha256(path.read_bytes()).hexdigest() == before


def test_the_engine_is_told(path: Path) -> None:
    """The version in use and its journal are named; a slow one with a way out."""
    sound = engine.wal_is_sound(engine.sqlite_version())

    (found,) = [each for each in examine(path) if each.sentence.startswith("SQLite ")]

    version = ".".join(map(str, engine.sqlite_version()))
    assert found.sentence.startswith(
        f"SQLite {version}, journal {'wal' if sound else 'delete'}"
    )
    assert (found.level, found.next_step == "") == (
        ("well", True) if sound else ("note", False)
    )


def test_no_history_is_no_illness(tmp_path: Path) -> None:
    """A collection that nobody has reviewed has nothing to examine, and gets none."""
    path = tmp_path / "store.sqlite"

    assert ill(examine(path)) == ["There is no history yet."]
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "is empty"), (b"x" * 9999, "is no sound database")]
)
def test_what_cannot_be_opened_is_told(
    path: Path, content: bytes, sentence: str
) -> None:
    """A damaged store is a finding with a next step, never an exception."""
    path.write_bytes(content)

    found = [each for each in examine(path) if each.level == "wrong"]

    assert len(found) == 1
    assert sentence in found[0].sentence
    assert "srs restore" in found[0].next_step
    assert path.read_bytes() == content


def test_a_missing_store_is_told(path: Path) -> None:
    """A store that was lost is told apart from one that never was."""
    path.unlink()

    assert "is missing, but backups of it exist" in ill(examine(path))[0]


def test_damaged_pages_are_told(path: Path) -> None:
    """A store that opens with a broken page in it is found out."""
    with open_store(path, device=DEVICE) as store:
        root = store.connection.execute(
            "select rootpage from sqlite_schema where name = 'event_card'"
        ).fetchone()[0]
        size = store.connection.execute("pragma page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x0a\xff\xff\xff\xff\xff")

    found = [each for each in examine(path) if each.level == "wrong"]

    assert found
    assert all("srs restore" in each.next_step for each in found)


def test_the_future_is_told_and_voided(path: Path) -> None:
    """Events of a wrong clock are counted, and one command takes them back."""
    with open_store(path, device="0000000b") as store:
        put(store, datetime(2099, 1, 1, tzinfo=UTC))
        put(store, datetime(2099, 1, 2, tzinfo=UTC))

    assert ill(examine(path)) == [
        "2 events lie in the future, the last on 2099-01-02 from device 0000000b:"
        " a clock was wrong."
    ]
    with open_store(path, device=DEVICE) as store:
        gone = void_future(store, at=NOON, offset_min=0, day=TODAY)
        assert len(gone) == 2
        assert future_events(store, NOON) == []
        assert void_future(store, at=NOON, offset_min=0, day=TODAY) == []
        assert len(store.log.review_columns()) == 1
        assert store.log.count() == 5
    assert ill(examine(path)) == []


def test_differences_are_told(path: Path) -> None:
    """What the comparison says is a finding each, made safe to show."""
    found = doctor(
        path, at=NOON, today=TODAY, compare=lambda _: ["card 1\x1b[2J", "card 2"]
    )

    assert ill(found) == [
        "A schedule differs from what the log gives: card 1␛[2J.",
        "A schedule differs from what the log gives: card 2.",
    ]


def test_an_old_backup_is_told(path: Path) -> None:
    """After a week without a backup, the doctor asks for one."""
    later = TODAY + timedelta(days=8)

    assert ill(examine(path, TODAY + timedelta(days=7))) == []
    assert ill(examine(path, later)) == ["The newest of 1 backups is of 2026-11-25."]


def test_no_backup_is_told(path: Path) -> None:
    """A history without any backup gets the command that makes one."""
    (folder_of(path) / "2026-11-25.sqlite").unlink()

    assert examine(path)[-1] == Finding(
        level="note", sentence="There is no backup yet.", next_step="srs backup"
    )


def test_leftovers_are_told(path: Path) -> None:
    """What restores and crashes left beside the store is named."""
    path.with_name("store-replaced-1.sqlite").write_bytes(b"x")
    path.with_name("store.sqlite.new-77-ab").write_bytes(b"x")

    assert ill(examine(path)) == [
        "store-replaced-1.sqlite is what a restore replaced; delete it if you like.",
        "store.sqlite.new-77-ab was left by a crash and can be deleted.",
    ]


MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/my\\040disk ext4 rw 0 0
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux lists its mounts")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/x", "ext4"),
        ("/home/anna/.local/share", "nfs4"),
        ("/home/anna/my disk/store.sqlite", "ext4"),
        ("/homestead", "ext4"),
    ],
)
def test_the_kind_of_file_system_is_found(tmp_path: Path, path: str, kind: str) -> None:
    """The nearest mount above a path says on what it lies."""
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)

    assert file_system(Path(path), mounts) == kind
    assert file_system(Path(path), tmp_path / "none") == ""
