"""`srs export`: the history, for other programs."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from srs.cli.main import Door
from srs.core.errors import UsageError
from srs.core.text import safe_line
from srs.study.words import number


@click.command()
@click.argument("what")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    help="One event a line, as JSON: srs help export.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    metavar="FILE",
    help="Where to write; - is standard output.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only events of this study day and later, such as 2026-11-25.",
)
@click.pass_obj
def export(
    door: Door,
    what: str,
    form: str,
    output: Path,
    since: datetime | None,
) -> None:
    """Write WHAT out. There is: events, the log itself."""
    from srs.study.transfer import EXPORTS, event_lines, write_lines

    if what not in EXPORTS:
        raise UsageError(
            f"There is nothing to export called {safe_line(what)}.",
            next_step=f"There is: {', '.join(EXPORTS)}. See: srs help export",
        )
    first: date | None = None if since is None else since.date()
    collection = door.open()
    try:
        lines = event_lines(collection, since=first)
        if str(output) == "-":
            for line in lines:
                sys.stdout.buffer.write(line.encode())
            sys.stdout.buffer.flush()
            return
        count = write_lines(output, lines)
    finally:
        collection.close()
    click.echo(f"{safe_line(str(output))}: {number(count, 'event')}.", err=True)
