"""`srs list`: what a query finds, as lines or as JSON."""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.text import folded, safe_json, safe_line
from srs.study.words import days, number

if TYPE_CHECKING:
    from srs.study.search import Row

SORTS = ("deck", "due", "r", "s", "d", "ivl", "lapses", "reviews", "seen")


@click.command(
    "list",
    # A term such as -is:new is no option, and its h asks for no help.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many cards.")
@click.option("--sort", type=click.Choice(SORTS), default="deck", help="By what.")
@click.option("--reverse", is_flag=True, help="The highest first.")
@click.pass_obj
def list_cards(
    door: Door,
    query: tuple[str, ...],
    *,
    as_json: bool,
    limit: int | None,
    sort: str,
    reverse: bool,
) -> None:
    """List the cards that QUERY finds, or all; see srs help search.

    On a terminal lines are cut to fit; in a pipe each is place, state, front and
    back, parted by tabs.
    """
    from srs.study.scan import scan_if_changed
    from srs.study.search import find

    with closing(door.open()) as collection:
        scan_if_changed(collection)
        found = find(
            collection, " ".join(query), sort=sort, reverse=reverse, limit=limit
        )
        today = collection.today()
    if as_json:
        click.echo(safe_json(found.to_json()))
        return
    if not sys.stdout.isatty():
        for row in found.rows:
            click.echo("\t".join(_cells(row, today)))
        return
    for line in _aligned([_cells(row, today) for row in found.rows]):
        click.echo(line)
    more = "" if found.count == len(found.rows) else f" {len(found.rows)} are shown."
    click.echo(f"{number(found.count, 'card')} found.{more}")


def _cells(row: "Row", today: date) -> tuple[str, str, str, str]:
    place = safe_line(f"{row.file}:{row.line}")
    return place, _state(row, today), _one_line(row.front), _one_line(row.back)


def _one_line(text: str) -> str:
    return safe_line(folded(text))


def _state(row: "Row", today: date) -> str:
    if row.waits:
        return row.waits
    if row.suspended:
        return "suspended"
    if row.due is None:
        return row.phase
    ahead = (row.due - today).days
    return f"in {days(ahead)}" if ahead > 0 else "due"


def _aligned(rows: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    """Return the rows as lines that fit the terminal."""
    from shutil import get_terminal_size

    width = get_terminal_size().columns
    place = min(max((_width(row[0]) for row in rows), default=0), width // 3)
    state = max((len(row[1]) for row in rows), default=0)
    for row in rows:
        left = f"{_cut(row[0], place, keep_end=True)}  {row[1]:<{state}}  "
        text = f"{row[2]} → {row[3]}" if row[3] else row[2]
        yield left + _cut(text, width - place - state - 4).rstrip()


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cut(text: str, width: int, *, keep_end: bool = False) -> str:
    """Return the text cut or filled to so many cells."""
    missing = width - _width(text)
    if missing >= 0:
        return text + " " * missing
    kept: list[str] = []
    room = width - 1
    for character in reversed(text) if keep_end else text:
        room -= _cell(character)
        if room < 0:
            break
        kept.append(character)
    if keep_end:
        return "…" + "".join(reversed(kept))
    return "".join(kept) + "…"
