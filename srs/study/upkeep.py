"""Where are the copies of the history, how does it come back, how does it go?

Restoring works on a store that cannot be opened, for that is when it is needed: it
takes the store's path.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from srs import config
from srs.core.day import Calendar
from srs.core.errors import InputError, StoreError, StoreReadOnly
from srs.core.text import safe_line
from srs.store import backup as backups
from srs.store import purge as purging
from srs.store import restore as restoring
from srs.store.backup import Backup, Keep
from srs.store.database import Store, open_store
from srs.store.purge import Gone
from srs.store.restore import Restored


def store_path(root: Path) -> Path:
    """Return where the history of a collection lies.

    Raises:
        ConfigError: Its `srs.toml` cannot be used.
    """
    return config.store_path(config.collection_id(root))


def keep_of(settings: config.Settings) -> Keep:
    """Return how many backups the learner wishes to keep."""
    return Keep(
        daily=settings.backup_daily,
        weekly=settings.backup_weekly,
        monthly=settings.backup_monthly,
    )


def back_up(store: Store, *, day: date, keep: Keep) -> Path:
    """Write the day's backup, over an earlier one of the same day; return its path.

    Surplus backups are deleted afterwards.

    Raises:
        StoreError: There is no new backup; those that were there stay.
    """
    folder = backups.folder_of(store.path)
    path = backups.back_up(store.connection, folder, day.isoformat())
    backups.rotate(folder, keep)
    return path


def back_up_daily(store: Store, *, day: date, keep: Keep) -> Path | None:
    """Write the day's backup unless there is one or there is nothing to keep."""
    if (
        _has_backup(store.path, day)
        or not store.writable
        or store.log.last_id() is None
    ):
        return None
    return back_up(store, day=day, keep=keep)


def back_up_beside(path: Path, *, device: str, day: date, keep: Keep) -> Path | None:
    """Write the day's backup of a store that another thread holds open.

    Raises:
        StoreError: There is no new backup.
    """
    try:
        if _has_backup(path, day):
            return None
        with open_store(path, device=device) as store:
            return back_up_daily(store, day=day, keep=keep)
    except OSError as error:
        raise StoreReadOnly(
            f"Today's backup cannot be written: {error.strerror}.",
            next_step=f"Look at {safe_line(str(backups.folder_of(path)))}",
        ) from error


def _has_backup(path: Path, day: date) -> bool:
    known = backups.backups(backups.folder_of(path))
    return any(each.day == day and not each.reason for each in known)


def choices(path: Path) -> list[Backup]:
    """Return the backups of a store, the newest first."""
    return backups.backups(backups.folder_of(path))


def restore(
    path: Path, chosen: Path | None = None, *, salvage: bool | None = None
) -> Restored:
    """Put a backup in the store's place; what was there is kept beside it.

    Args:
        path: The store's file, damaged, missing or sound.
        chosen: The backup; the newest sound one by default.
        salvage: Whether events that the old file still yields are added; by
            default only if it is damaged.

    Raises:
        InputError: There is no backup, or none that is sound.
        StoreError: Nothing was changed.
    """
    return restoring.restore(path, sound_backup(path, chosen), salvage=salvage)


def sound_backup(path: Path, chosen: Path | None = None) -> Path:
    """Return the backup that a restore would put in the store's place.

    Args:
        path: The store's file, damaged, missing or sound.
        chosen: The backup; the newest sound one by default.

    Raises:
        InputError: There is no backup, or none that is sound.
        StoreError: The chosen one cannot be used.
    """
    if chosen is not None:
        if not chosen.exists():
            raise InputError(
                f"There is no backup {safe_line(str(chosen))}.",
                next_step="Those there are: srs restore --list",
            )
        restoring.inspect(chosen)
        return chosen
    for each in choices(path):
        try:
            restoring.inspect(each.path)
        except StoreError:
            continue  # an older one may be sound
        return each.path
    raise InputError(
        f"There is no sound backup in {safe_line(str(backups.folder_of(path)))}.",
        next_step="Name a file that is one: srs restore FILE",
    )


def purge_preview(store: Store, *, closed: Sequence[str] = ()) -> Gone:
    """Return what a purge would remove; scan the decks first.

    Args:
        store: The store.
        closed: Files that the scan could not read.

    Raises:
        InputError: The last scan found no cards at all: more likely the decks are
            elsewhere today than gone. Or a file could not be read, whose cards
            would be taken for gone.
    """
    if closed:
        raise InputError(
            f"{safe_line(closed[0])} cannot be read, so nobody can say which cards are"
            " gone.",
            next_step="Mend it, or name it in .srsignore: srs scan says what is wrong.",
        )
    if not purging.any_cards(store):
        raise InputError(
            "The collection has no cards now, so all of its history would go.",
            next_step="Bring the decks back, or delete the store by hand.",
        )
    return purging.gone(store)


def purge(store: Store, what: Gone, *, calendar: Calendar, at: datetime) -> Path:
    """Remove the history of gone cards for ever, after a backup; return its path.

    The caller has shown the preview and has asked. Backups keep what is removed
    here until they are deleted. The next scan fills the cache.

    Raises:
        StoreError: Nothing was removed.
    """
    local = calendar.local(at)
    path = backups.back_up(
        store.connection,
        backups.folder_of(store.path),
        f"{local:%Y-%m-%d}-before-purge-{local:%H%M%S}",
    )
    purging.purge(store, what)
    return path
