"""`srs ids`: a mark for each note of a deck that many people share."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.cli.changing import write_shown
from srs.cli.door import Door
from srs.study.words import number

if TYPE_CHECKING:
    from srs.study.ids import Identified


@click.group("ids")
def ids() -> None:
    """Give notes ids of their own, for decks that are shared."""


@ids.command("add")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…"
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def add(door: Door, paths: tuple[Path, ...], *, yes: bool) -> int:
    """Write an id beneath each note of PATH that has none, after you saw the change.

    Every card keeps its history. Who does it twice changes nothing.
    """
    from srs.study.check_files import gather
    from srs.study.ids import identified

    gathered = gather(paths, here=Path.cwd())
    for problem in gathered.problems:
        if problem.severity == "error":
            click.echo(f"Left out: {problem}", err=True)
    every = list(identified(gathered))
    changes = [one for one in every if one.ids]
    _tell_left(every)
    if not changes:
        click.echo("Every note has an id that can have one.", err=True)
        return 0
    if not write_shown(changes, yes=yes):
        click.echo("Nothing was written. To write it: add --yes", err=True)
        return 1
    _bind(door, gathered.roots)
    given = sum(len(one.ids) for one in changes)
    where = number(len(changes), "file")
    click.echo(f"{number(given, 'id')} written into {where}.", err=True)
    return 0


def _bind(door: Door, roots: Sequence[Path]) -> None:
    """Let each collection know its cards by their ids, before anything is edited."""
    from srs.study.collection import open_collection
    from srs.study.scan import scan_if_changed

    for root in roots:
        with closing(open_collection(root, clock=door.clock)) as collection:
            scan_if_changed(collection)


def _tell_left(every: "Sequence[Identified]") -> None:
    """Say which notes stay without an id."""
    for one in every:
        for line in one.left:
            click.echo(
                f"{one.shown}:{line}: stays without an id: it is broken, or stands"
                " elsewhere too (srs check says which).",
                err=True,
            )
