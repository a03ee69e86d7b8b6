"""`srs identity`: is this the same question as before?"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.errors import UsageError
from srs.core.text import folded, safe_line
from srs.study.words import number

if TYPE_CHECKING:
    from srs.study.collection import Collection
    from srs.study.identity import CarryOver
    from srs.study.scan_links import Relinked
    from srs.study.scan_report import Doubt

MOST_TAKEN_BACK = 20
"""How many of the newest carry-overs `srs identity undo` lists."""


@click.group("identity", invoke_without_command=True)
@click.pass_context
def identity(context: click.Context) -> None:
    """Confirm or reject doubtful matches after an edit.

    Without a word more, the matches that wait are listed. A number is the place in
    that list.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_doubts)


@identity.command("list")
@click.pass_obj
def list_doubts(door: Door) -> None:
    """List the matches that wait, each with the text before and after."""
    with closing(door.open()) as collection:
        doubts = _doubts(collection)
    for place, doubt in enumerate(doubts, start=1):
        history = number(doubt.reviews, "review")
        click.echo(f"{place}. {safe_line(doubt.path)}:{doubt.line}  {history}")
        click.echo(f"   was: {_text(doubt.before)}")
        click.echo(f"   now: {_text(doubt.after)}")
    if not doubts:
        click.echo("No match is doubtful.")
        return
    click.echo("The same question as before? srs identity confirm 1, or --all")
    click.echo("Another question?            srs identity reject 1, or --all")


@identity.command("confirm")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "every", is_flag=True, help="All that wait.")
@click.pass_obj
def confirm(door: Door, numbers: tuple[int, ...], *, every: bool) -> None:
    """It is the same question: the card keeps its history."""
    from srs.study import identity as use

    with closing(door.open()) as collection:
        chosen = _chosen(_doubts(collection), numbers, every=every)
        _settle(collection, use.confirm, chosen)
    click.echo(f"{number(len(chosen), 'note')} kept the history. Back: srs undo")


@identity.command("reject")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "every", is_flag=True, help="All that wait.")
@click.pass_obj
def reject(door: Door, numbers: tuple[int, ...], *, every: bool) -> None:
    """It is another question: the card starts anew."""
    from srs.study import identity as use

    with closing(door.open()) as collection:
        chosen = _chosen(_doubts(collection), numbers, every=every)
        _settle(collection, use.reject, chosen)
    click.echo(f"{number(len(chosen), 'note')} started anew. Back: srs undo")


@identity.command("undo")
@click.argument("place", required=False, type=click.IntRange(min=1))
@click.pass_obj
def undo(door: Door, place: int | None) -> None:
    """Take back a history that an edit carried over; without PLACE, list them."""
    from srs.study import identity as use
    from srs.study.outcome import refresh
    from srs.study.scan import scan_if_changed

    with closing(door.open()) as collection:
        scan_if_changed(collection)
        known = use.carry_overs(collection.store, limit=MOST_TAKEN_BACK)
        if place is None:
            for line in _carried(collection, known):
                click.echo(line)
            return
        if place > len(known):
            raise UsageError(
                f"There is no carry-over {place}.", next_step="List: srs identity undo"
            )
        done = use.undo(
            collection.store,
            known[place - 1].target,
            at=collection.clock(),
            calendar=collection.calendar,
        )
        collection.forget_caches()
        refresh(collection, done.regrouped)
    click.echo("Taken back. Again: srs undo")


def _carried(collection: "Collection", known: "Sequence[CarryOver]") -> Iterator[str]:
    for place, carried in enumerate(known, start=1):
        day = collection.calendar.local(carried.at).date().isoformat()
        yield f"{place}. {day}  {number(len(carried.cards), 'card')}"
        yield f"   was: {_text(carried.before)}"
        yield f"   now: {_text(carried.after)}"
    if known:
        yield "Take one back: srs identity undo 1"
    else:
        yield "No history was carried over."


def _doubts(collection: "Collection") -> "list[Doubt]":
    from srs.study.identity import doubts
    from srs.study.scan import scan_if_changed

    scan_if_changed(collection)
    return doubts(collection.store)


def _chosen(
    doubts: "list[Doubt]", numbers: Sequence[int], *, every: bool
) -> "list[Doubt]":
    if every:
        return doubts
    if not numbers:
        raise UsageError(
            "Which match?", next_step="Name its number, or --all: srs identity lists."
        )
    if wrong := [it for it in numbers if it > len(doubts)]:
        raise UsageError(
            f"There is no match {wrong[0]}.", next_step="They are listed: srs identity"
        )
    return [doubts[it - 1] for it in dict.fromkeys(numbers)]


def _settle(
    collection: "Collection",
    judge: "Callable[..., Relinked]",
    chosen: "Sequence[Doubt]",
) -> None:
    from srs.study.outcome import refresh

    done = judge(
        collection.store,
        chosen,
        at=collection.clock(),
        calendar=collection.calendar,
    )
    collection.forget_caches()
    refresh(collection, done.regrouped)


def _text(parts: tuple[str, str]) -> str:
    asked, answered = (safe_line(folded(part)) for part in parts)
    return f"{asked} → {answered}" if answered else asked
