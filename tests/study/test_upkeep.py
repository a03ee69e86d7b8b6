"""Backups, restore and purge as the learner meets them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from srs import config
from srs.core.card import CardId
from srs.core.day import Calendar
from srs.core.errors import InputError, StoreDamaged
from srs.core.log import Rating, Reviewed
from srs.store.backup import Keep
from srs.store.database import Store, open_store
from srs.store.purge import Gone
from srs.study.upkeep import (
    back_up,
    back_up_daily,
    choices,
    keep_of,
    purge,
    purge_preview,
    restore,
    store_path,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DEVICE = "0000000a"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "collection" / "store.sqlite"


def put(store: Store, card: int = 1) -> None:
    """Append a review."""
    event = Reviewed(card=CardId(card), rating=Rating.GOOD, duration_ms=1)
    store.log.append(event, at=NOON, offset_min=0, day=TODAY)


def test_the_store_lies_in_the_data_directory(tmp_path: Path) -> None:
    """A collection's history lies by its id, never among its decks."""
    (tmp_path / "srs.toml").write_text('id = "7f3c"')

    assert store_path(tmp_path) == (
        config.data_dir() / "collections" / "7f3c" / "store.sqlite"
    )


def test_the_learner_says_how_many_stay() -> None:
    """The settings become the numbers of the rotation."""
    wishes = config.Settings(backup_daily=1, backup_weekly=2, backup_monthly=3)

    assert keep_of(wishes) == Keep(daily=1, weekly=2, monthly=3)


def test_one_backup_a_day(path: Path) -> None:
    """The first of a day writes one, later ones do not; an empty history none."""
    with open_store(path, device=DEVICE) as store:
        assert back_up_daily(store, day=TODAY, keep=Keep()) is None
        put(store)
        made = back_up_daily(store, day=TODAY, keep=Keep())
        assert made is not None
        assert back_up_daily(store, day=TODAY, keep=Keep()) is None
        tomorrow = TODAY + timedelta(days=1)
        assert back_up_daily(store, day=tomorrow, keep=Keep()) is not None

    assert [each.day for each in choices(path)] == [tomorrow, TODAY]


def test_surplus_backups_go(path: Path) -> None:
    """Writing one thins the others."""
    keep = Keep(daily=2, weekly=0, monthly=0)
    with open_store(path, device=DEVICE) as store:
        put(store)
        for number in range(4):
            back_up(store, day=TODAY + timedelta(days=number), keep=keep)

    assert [each.day.day for each in choices(path)] == [28, 27]


def test_the_newest_sound_backup_comes_back(path: Path) -> None:
    """A backup that is itself damaged is passed over."""
    with open_store(path, device=DEVICE) as store:
        put(store)
        back_up(store, day=TODAY, keep=Keep())
        put(store)
        newest = back_up(store, day=TODAY + timedelta(days=1), keep=Keep())
    newest.write_bytes(b"garbage" * 1000)
    path.unlink()

    found = restore(path)

    assert (found.backup.name, found.events) == ("2026-11-25.sqlite", 1)
    with open_store(path, device=DEVICE) as store:
        assert store.log.count() == 1


def test_a_restored_cache_knows_what_was_saved(path: Path) -> None:
    """Events that the damaged file gave make the backup's cache a misfit."""
    with open_store(path, device=DEVICE) as store:
        put(store)
        store.cache.set("schedules_through", "then")
        back_up(store, day=TODAY, keep=Keep())
        put(store)

    assert restore(path, salvage=True).saved == 1
    with open_store(path, device=DEVICE) as store:
        assert store.cache.get("schedules_through") is None
        assert store.log.count() == 2


def test_without_a_backup_there_is_a_sentence(path: Path) -> None:
    """Where nothing can be restored the learner is told what to name."""
    with pytest.raises(InputError, match="no sound backup") as caught:
        restore(path)

    assert "srs restore FILE" in caught.value.next_step


def test_a_chosen_file_is_restored_or_refused(path: Path, tmp_path: Path) -> None:
    """A file that was named counts, and nothing else is tried in its place."""
    with open_store(path, device=DEVICE) as store:
        put(store)
        chosen = back_up(store, day=TODAY, keep=Keep())
    elsewhere = tmp_path / "mine.sqlite"
    elsewhere.write_bytes(chosen.read_bytes())
    path.unlink()

    assert restore(path, elsewhere).events == 1
    elsewhere.write_bytes(b"")
    with pytest.raises(StoreDamaged):
        restore(path, elsewhere)


def test_a_collection_without_cards_is_not_purged(path: Path) -> None:
    """Decks that are elsewhere today do not cost a history."""
    with open_store(path, device=DEVICE) as store:
        put(store)
        with pytest.raises(InputError, match="no cards now"):
            purge_preview(store)


def test_a_purge_leaves_a_backup(path: Path) -> None:
    """What is removed is in the backup that was written first."""
    calendar = Calendar(timezone=ZoneInfo("Europe/Berlin"))
    with open_store(path, device=DEVICE) as store:
        put(store, 1)
        put(store, 2)
        what = Gone(cards=(CardId(2),), texts=(), events=1, reviews=1)
        kept = purge(store, what, calendar=calendar, at=NOON)
        assert [entry.event for entry in store.log.all()] == [
            Reviewed(card=CardId(1), rating=Rating.GOOD, duration_ms=1)
        ]

    assert kept.name == "2026-11-25-before-purge-130000.sqlite"
    assert [each.reason for each in choices(path)] == ["before-purge-130000"]
    with open_store(kept, device=DEVICE) as store:
        assert store.log.count() == 2
