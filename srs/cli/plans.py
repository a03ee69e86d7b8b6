"""The commands that move many cards at once: each shows what it means, and asks."""

from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.errors import InputError

if TYPE_CHECKING:
    from srs.study.collection import Collection
    from srs.study.plan import Proposal


@click.command("catch-up")
@click.option(
    "--days",
    type=click.IntRange(1, 365),
    default=7,
    show_default=True,
    help="Over how many days, today included.",
)
@click.option("--cap", type=click.IntRange(1), help="At most so many reviews a day.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only show what it would mean.")
@click.pass_obj
def catch_up(
    door: Door, *, days: int, cap: int | None, yes: bool, dry_run: bool
) -> None:
    """Spread a backlog over some days, the most likely to be remembered last."""
    from srs.study.plan import propose_catch_up
    from srs.study.scan import scan_if_changed

    collection = door.open()
    try:
        scan_if_changed(collection)
        proposal = propose_catch_up(collection, days=days, cap=cap)
        if not proposal.plan.moves:
            click.echo("Nothing has to move: all of it fits into today.")
            return
        _offer(collection, proposal, yes=yes, dry_run=dry_run)
    finally:
        collection.close()


@click.command("break")
@click.argument("span", metavar="FIRST..LAST")
@click.option(
    "--days", type=click.IntRange(1, 365), help="Spread over so many days after it."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only show what it would mean.")
@click.pass_obj
def take_break(
    door: Door, span: str, *, days: int | None, yes: bool, dry_run: bool
) -> None:
    """Plan days without reviews, such as 2026-12-20..2027-01-03."""
    from srs.study.plan import propose_break
    from srs.study.scan import scan_if_changed
    from srs.study.words import span_of_days

    collection = door.open()
    try:
        scan_if_changed(collection)
        try:
            first, last = span_of_days(span)
            if first < collection.today():
                today = collection.today()
                raise ValueError(f"A break begins today or later: {today} or after.")
        except ValueError as error:
            raise InputError(str(error)) from error
        proposal = propose_break(collection, first=first, last=last, days=days)
        _offer(collection, proposal, yes=yes, dry_run=dry_run)
    finally:
        collection.close()


def _offer(
    collection: "Collection", proposal: "Proposal", *, yes: bool, dry_run: bool
) -> None:
    from srs.study.plan import adopt, told

    for line in told(proposal):
        click.echo(line)
    if dry_run:
        return
    if not yes:
        click.confirm("Do it?", abort=True)
    adopt(collection, proposal)
    click.echo("Done. srs undo takes it back.")
