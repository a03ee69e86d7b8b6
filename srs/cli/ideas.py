"""`srs ideas`: which open questions incubate, and how alive are they?"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.text import folded, safe_json, safe_line
from srs.study.words import days, number

if TYPE_CHECKING:
    from srs.study.ideas import Incubating


@click.command("ideas")
@click.option("--all", "every", is_flag=True, help="Those that were let go too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.pass_obj
def ideas(door: Door, *, every: bool, as_json: bool) -> None:
    """List the ideas that incubate, the hottest first; see srs help ideas."""
    from srs.study import ideas as use
    from srs.study.scan import scan_if_changed

    with closing(door.open()) as collection:
        scan_if_changed(collection)
        found = use.ideas(collection)
        today = collection.today()
    shown = [one for one in found if every or not one.idea.let_go]
    if as_json:
        click.echo(safe_json(use.to_json(shown, today)))
        return
    for one in shown:
        for line in _lines(one, today):
            click.echo(line)
    click.echo(_sum(shown, found))


def _lines(one: "Incubating", today: date) -> Iterator[str]:
    """Return an idea in two lines: its heat, place and day, then what it says."""
    place = safe_line(f"{one.entry.deck.path}:{one.line}")
    thoughts = len(one.note.thoughts)
    parts = [place, _when(one, today)]
    parts += [number(thoughts, "thought")] if thoughts else []
    yield f"{one.heat:5.1f}  {'  '.join(parts)}"
    yield f"       {safe_line(folded(one.note.asked))}"


def _when(one: "Incubating", today: date) -> str:
    if one.state == "incubating":
        return f"in {days((one.idea.due - today).days)}"
    return one.state


def _sum(shown: "list[Incubating]", found: "list[Incubating]") -> str:
    if not found:
        return "No idea incubates. A line that begins with I: in a deck is one."
    due = sum(one.state == "due" for one in found)
    told = [number(len(shown), "idea")]
    told += [f"{due} due, after the reviews or with I in the app"] if due else []
    hidden = len(found) - len(shown)
    told += [f"{hidden} let go: --all lists them too"] if hidden else []
    return f"{'; '.join(told)}."
