"""`srs stats`: what the reviews say, as tables or as JSON."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from srs.cli.door import Door
from srs.core.errors import InputError, UsageError
from srs.core.report import Cell, Column, Table, said
from srs.core.text import safe_json, safe_line

if TYPE_CHECKING:
    from srs.study.progress import Look

VIEWS = ("now", "known", "lasting", "cost", "recall", "trust", "concepts", "days")
SHOWN_ROWS = {"line": 14, "heat": 14, "forecast": 14}
MOST_ROWS = 60
"""A longer table is cut; JSON has all."""


@click.command()
@click.argument("view", type=click.Choice(VIEWS), required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.option("--deck", "decks", multiple=True, help="Only a deck, or a folder.")
@click.option("--tag", "tags", multiple=True, help="Only cards with this tag.")
@click.option("--concept", "concepts", multiple=True, help="Only a concept.")
@click.option(
    "--range",
    "span",
    metavar="DAYS",
    help="Only reviews of 30d, 2024, 2024-07 or 2024-07-01..2024-08-15.",
)
@click.option("--at", "at", metavar="INSTANT", help="As of 2024-10-07T12:00+02:00.")
@click.option(
    "--log",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of a review log in CSV instead of a collection: srs help statistics.",
)
@click.option("--timezone", metavar="ZONE", help="Of the log's learner; else UTC.")
@click.option(
    "--rollover",
    type=click.IntRange(0, 23),
    metavar="HOUR",
    help="When the log's days end; else 4.",
)
@click.option("--parameters", metavar="W", help="21 numbers; else FSRS-6's own.")
@click.option(
    "--desired-retention",
    "wished",
    type=click.FloatRange(0.7, 0.99),
    help="Of the log's learner; else 0.9.",
)
@click.pass_obj
def stats(
    door: Door,
    *,
    view: str | None,
    as_json: bool,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    concepts: tuple[str, ...],
    span: str | None,
    at: str | None,
    file: Path | None,
    timezone: str | None,
    rollover: int | None,
    parameters: str | None,
    wished: float | None,
) -> None:
    """Say what the reviews add up to: now, known, lasting, cost and more.

    VIEW is one of now, known, lasting, cost, recall, trust, concepts and days;
    without one, now is printed, or with --json everything.
    """
    instant = None if at is None else _instant(at)
    if file is not None:
        if decks or tags or concepts or span:
            raise UsageError("--deck, --tag, --concept and --range need a collection.")
        _of_log(file, timezone, rollover, parameters, wished, instant, view, as_json)
        return
    if timezone or rollover is not None or parameters or wished is not None:
        raise UsageError(
            "--timezone, --rollover, --parameters and --desired-retention go with"
            " --log; a collection has its own."
        )
    _of_collection(door, decks, tags, concepts, span, instant, view, as_json)


def _of_log(
    file: Path,
    timezone: str | None,
    rollover: int | None,
    parameters: str | None,
    wished: float | None,
    at: datetime | None,
    view: str | None,
    as_json: bool,
) -> None:
    from srs.study.progress import from_log, read_parameters

    look = from_log(
        file,
        _zone(timezone or "UTC"),
        4 if rollover is None else rollover,
        read_parameters(parameters or ""),
        at,
        desired_retention=0.9 if wished is None else wished,
    )
    _tell(look, view, as_json)


def _of_collection(
    door: Door,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    concepts: tuple[str, ...],
    span: str | None,
    at: datetime | None,
    view: str | None,
    as_json: bool,
) -> None:
    from srs.study.progress import Filters, look, read_range
    from srs.study.scan import scan_if_changed

    collection = door.open()
    try:
        scan_if_changed(collection)
        first, last = read_range(span or "all", collection.today())
        filters = Filters(
            decks=decks, tags=tags, concepts=concepts, first=first, last=last
        )
        whole = view == "known" or (view is None and as_json)
        found = look(collection, filters=filters, at=at, whole=whole)
        _tell(found, view, as_json)
    finally:
        collection.close()


def _tell(look: "Look", view: str | None, as_json: bool) -> None:
    from srs.study.progress import AHEAD_VIEWS

    shown = view or ("" if as_json else "now")
    if (not shown or shown in AHEAD_VIEWS) and not look.knows_ahead:
        look.simulate()
    if as_json:
        views = (shown,) if shown else ()
        click.echo(safe_json(look.figures(views)))
        return
    for number, table in enumerate(look.tables(shown)):
        if number:
            click.echo()
        for line in table_lines(table):
            click.echo(line)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            f"{safe_line(text)} is no instant.",
            next_step="Write it as 2024-10-07T12:00:00+02:00.",
        ) from error
    if at.tzinfo is None:
        raise InputError(
            f"{safe_line(text)} has no offset.",
            next_step="Write it as 2024-10-07T12:00:00+02:00, or with Z for UTC.",
        )
    return at


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"There is no time zone {safe_line(name)}.",
            next_step="Name one such as Europe/Berlin.",
        ) from error


# -- tables as text -------------------------------------------------------------------


def table_lines(table: Table) -> Iterable[str]:
    """Give the lines of a table: title, columns, rows, notes."""
    yield safe_line(table.title)
    if table.needs:
        yield f"  {safe_line(table.needs)}"
        return
    most = SHOWN_ROWS.get(table.shape, MOST_ROWS)
    ahead = table.shape == "forecast" or table.id == "known_ahead_line"
    rows = table.rows[:most] if ahead else table.rows[-most:]
    if len(rows) < len(table.rows):
        which = "first" if ahead else "last"
        yield f"  (the {which} {len(rows)} of {len(table.rows)} rows)"
    cells = [[said(cell, one) for cell, one in _pairs(row, table)] for row in rows]
    head = [safe_line(column.name) for column in table.columns]
    if any(head):
        cells.insert(0, head)
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    right = [
        any(isinstance(row[at], int | float) for row in rows) for at in range(len(head))
    ]
    for row in cells:
        parts = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right, strict=True)
        ]
        yield f"  {'  '.join(parts)}".rstrip()
    for note in table.notes:
        yield f"  {safe_line(note)}"


def _pairs(row: tuple[Cell, ...], table: Table) -> Iterable[tuple[Cell, Column]]:
    return zip(row, table.columns, strict=True)
