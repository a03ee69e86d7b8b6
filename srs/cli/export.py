"""`srs export`: the history and what is made of it, for other programs."""

import sys
from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from srs.cli.door import Door
from srs.core.errors import UsageError
from srs.core.text import safe_line


@click.command()
@click.argument("what", default="")
@click.option("--format", "form", metavar="FORMAT", help="See: srs help exports.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    metavar="FILE",
    help="Where to write: a file, a folder, or - for standard output.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only from this study day on, such as 2026-11-25.",
)
@click.option(
    "--deck", "decks", multiple=True, metavar="DECK", help="Only a deck, or a folder."
)
@click.option(
    "--as", "member", default="", metavar="NAME", help="With group: your name there."
)
@click.pass_obj
def export(
    door: Door,
    *,
    what: str,
    form: str | None,
    output: Path,
    since: datetime | None,
    decks: tuple[str, ...],
    member: str,
) -> None:
    """Write WHAT out: report, charts, reviews, cards, daily, concepts, stats and more.

    Each in formats of its own, the first of which is meant; the name of the file
    decides too: srs export reviews -o reviews.jsonl. See: srs help exports
    """
    from srs.study.exports import meant, pieces, write
    from srs.study.progress_inputs import Filters
    from srs.study.scan import scan_if_changed

    aside = str(output) == "-"
    if what == "group":
        _share(door, member, Path() if aside else output)
        return
    what, chosen = meant(what, form or "", None if aside else output)
    filters = Filters(decks=decks, first=None if since is None else since.date())
    collection = door.open()
    try:
        scan_if_changed(collection)
        if aside:
            _print(*pieces(collection, what, form=chosen, filters=filters))
            return
        file = write(collection, what, output, form=chosen, filters=filters)
    finally:
        collection.close()
    click.echo(f"{safe_line(str(file))}: {what} as {chosen}, {_size(file)}.", err=True)


def _share(door: Door, member: str, to: Path) -> None:
    from srs.study.groups import share
    from srs.study.scan import scan_if_changed

    if not member:
        raise UsageError(
            "A group's file carries a name that you choose.",
            next_step="srs export group --as NAME -o FOLDER",
        )
    collection = door.open()
    try:
        scan_if_changed(collection)
        file = share(collection, member, to)
    finally:
        collection.close()
    click.echo(f"{safe_line(str(file))}: your concepts' states of this week.", err=True)


def _size(file: Path) -> str:
    if file.is_dir():
        return "a file each"
    size = file.stat().st_size
    return f"{size / 1000:,.0f} kB" if size >= 10_000 else f"{size:,} bytes"


def _print(pieces: Generator[bytes], is_text: bool) -> None:
    if not is_text and sys.stdout.isatty():
        raise UsageError(
            "A terminal cannot show this format.",
            next_step="Name a file: --output FILE",
        )
    with closing(pieces):
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
