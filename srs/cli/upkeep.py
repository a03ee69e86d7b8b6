"""The commands that keep the history safe: doctor, backup, restore, purge."""

from datetime import datetime
from pathlib import Path

import click

from srs.cli.door import Door
from srs.core.errors import UsageError
from srs.core.text import safe_line
from srs.study.words import number

MARKS = {"well": "ok  ", "note": "note", "wrong": "BAD "}


@click.command()
@click.option("--thorough", is_flag=True, help="Read every event and index too.")
@click.option(
    "--void-future", is_flag=True, help="Take back events from the future; undoable."
)
@click.option(
    "--rebuild", is_flag=True, help="Make the cache anew from decks and events."
)
@click.pass_obj
def doctor(door: Door, *, thorough: bool, void_future: bool, rebuild: bool) -> int:
    """Check the store from end to end, and say what to do.

    Nothing is changed without an option. The exit code is 1 when something is wrong.
    """
    from srs.study import doctor as use
    from srs.study.collection import calendar_of, open_collection, settings_of
    from srs.study.rebuild import differences, void_future_events
    from srs.study.upkeep import store_path

    root = _root(door)
    if void_future or rebuild:
        collection = open_collection(root, clock=door.clock)
        try:
            if void_future:
                gone = void_future_events(collection)
                click.echo(f"Took back {number(gone, 'event')} from the future.")
            if rebuild:
                click.echo(f"Replayed {number(collection.replay_all(), 'card')}.")
        finally:
            collection.close()
    now = door.clock()
    calendar = calendar_of(settings_of(root))
    found = use.doctor(
        store_path(root),
        at=now,
        today=calendar.day(now),
        thorough=thorough,
        compare=lambda _: differences(root, door.clock),
    )
    for finding in found:
        click.echo(f"{MARKS[finding.level]}  {finding.sentence}")
        if finding.next_step:
            click.echo(f"      {finding.next_step}")
    return int(any(finding.level == "wrong" for finding in found))


def _root(door: Door) -> Path:
    root = door.find()
    if root is None:
        raise UsageError(
            "There is no collection yet.", next_step="Type: srs, or srs init DIR"
        )
    return root


@click.command()
@click.pass_obj
def backup(door: Door) -> None:
    """Write a backup of the store now. One a day is written anyway."""
    from srs.study.upkeep import back_up, keep_of

    collection = door.open()
    try:
        path = back_up(
            collection.store, day=collection.today(), keep=keep_of(collection.settings)
        )
        click.echo(f"Written: {safe_line(str(path))}")
    finally:
        collection.close()


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--list", "listed", is_flag=True, help="Show the backups, newest first.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def restore(door: Door, file: Path | None, *, listed: bool, yes: bool) -> None:
    """Put a backup in the store's place: FILE, or the newest sound one.

    The store that was there is kept beside it, and what it still yields is added.
    """
    from srs.study.upkeep import choices, sound_backup, store_path
    from srs.study.upkeep import restore as put_back

    path = store_path(_root(door))
    if listed:
        for each in choices(path):
            why = f"  {each.reason}" if each.reason else ""
            click.echo(f"{each.day}  {each.size:>12,} bytes  {each.path}{why}")
        return
    backup_file = sound_backup(path, file)
    if not yes:
        what = safe_line(str(backup_file))
        click.confirm(f"Put {what} in the store's place?", abort=True)
    done = put_back(path, backup_file)
    click.echo(
        f"Restored {safe_line(str(done.backup))}: {number(done.events, 'event')}."
    )
    if done.saved:
        click.echo(f"{number(done.saved, 'newer event')} came from the old file.")
    if done.aside:
        click.echo(f"The old file lies at {safe_line(str(done.aside))}.")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def purge(door: Door, *, yes: bool) -> None:
    """Remove the history of cards that no deck holds any more, for ever.

    A backup is written first; it keeps what is removed until it is deleted.
    """
    from srs.study.scan import scan
    from srs.study.upkeep import purge as remove
    from srs.study.upkeep import purge_preview

    collection = door.open()
    try:
        what = purge_preview(collection.store, closed=scan(collection).closed)
        if not what:
            click.echo("Nothing to remove: every history has its card.")
            return
        told = (
            f"{number(len(what.cards), 'card')} that no deck holds,"
            f" with {number(what.reviews, 'review')}"
        )
        if not yes:
            click.confirm(f"Remove {told}, for ever?", abort=True)
        at: datetime = collection.clock()
        kept = remove(collection.store, what, calendar=collection.calendar, at=at)
        scan(collection, force=True)
        click.echo(f"Removed {told}. A backup lies at {safe_line(str(kept))}.")
    finally:
        collection.close()
