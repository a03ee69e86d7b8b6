"""What is due, in a tenth of a second?"""

import click

from srs.cli.door import Door
from srs.core.text import safe_json, safe_line
from srs.study.due import due_today
from srs.study.glance import DeckGlance, Glance
from srs.study.words import left, minutes

SCHEMA = "srs/due/1"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.option("--short", is_flag=True, help='One line such as "141 · 23m".')
@click.pass_obj
def due(door: Door, *, as_json: bool, short: bool) -> int:
    """Say what is due, for a prompt or a status bar.

    The exit code is 3 when nothing is left today.
    """
    words = not (as_json or short)
    found = due_today(door.root(), clock=door.clock, words=words)
    if as_json:
        click.echo(_as_json(found))
    elif short:
        click.echo(f"{found.left} · {found.minutes}m" if found.left else "0")
    else:
        for line in _table(found):
            click.echo(line)
        if not found.left:
            click.echo(f"Nothing is due. {found.next_words}")
    return 0 if found.left else 3


def _as_json(found: Glance) -> str:
    """Return the shape that `--json` promises."""
    said = {
        "schema": SCHEMA,
        "due": found.due,
        "new": found.new,
        "learning": found.learning,
        "minutes": found.minutes,
        "doubtful": found.doubtful,
        "problems": found.problems,
        "decks": [row._asdict() for row in found.decks],
    }
    return safe_json(said)


def _table(found: Glance) -> list[str]:
    """Return a line for each deck with something left, then the sum."""
    rows = [row for row in found.decks if row.left]
    width = max((len(safe_line(row.name)) for row in rows), default=0)
    lines = [f"{safe_line(row.name):{width}}  {_figures(row)}" for row in rows]
    if found.left:
        lines.append(f"Together {_figures(found)}, about {minutes(found.minutes)}.")
    return lines


def _figures(row: Glance | DeckGlance) -> str:
    return left(due=row.due, learning=row.learning, new=row.new)
