"""What is due, in a tenth of a second?"""

import json

import click

from srs.cli.main import Door
from srs.core.text import safe_line
from srs.study.overview import DeckDue, Overview, next_words, overview
from srs.study.scan import scan_if_changed
from srs.study.words import minutes

SCHEMA = "srs/due/1"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.option("--short", is_flag=True, help='One line such as "141 · 23m".')
@click.pass_obj
def due(door: Door, *, as_json: bool, short: bool) -> int:
    """Say what is due, for a prompt or a status bar.

    The exit code is 3 when nothing is left today.
    """
    collection = door.open()
    try:
        scan_if_changed(collection)
        found = overview(collection, charts=False)
        if as_json:
            click.echo(json.dumps(as_dict(found), ensure_ascii=False))
        elif short:
            click.echo(f"{found.left} · {found.minutes}m" if found.left else "0")
        else:
            for line in _table(found):
                click.echo(line)
            if not found.left:
                click.echo(f"Nothing is due. {next_words(collection)}")
    finally:
        collection.close()
    return 0 if found.left else 3


def as_dict(found: Overview) -> dict[str, object]:
    """Return the overview in the shape that `--json` promises."""
    return {
        "schema": SCHEMA,
        "due": found.counts.due,
        "new": found.counts.new,
        "learning": found.counts.learning,
        "minutes": found.minutes,
        "doubtful": found.doubtful,
        "problems": found.problems,
        "decks": [
            {
                "name": row.name,
                "started": row.started,
                "cards": row.cards,
                "due": row.due,
                "new": row.new,
                "learning": row.learning,
            }
            for row in _decks(found)
        ],
    }


def _decks(found: Overview) -> list[DeckDue]:
    return [row for row in found.decks if not row.is_all and not row.is_folder]


def _table(found: Overview) -> list[str]:
    """Return a line for each deck with something left, then the sum."""
    rows = [row for row in _decks(found) if row.left]
    width = max((len(safe_line(row.name)) for row in rows), default=0)
    lines = [f"{safe_line(row.name):{width}}  {_figures(row)}" for row in rows]
    if found.left:
        due, new, learning = found.counts.due, found.counts.new, found.counts.learning
        total = _words(new=new, learning=learning, due=due)
        lines.append(f"Together {total}, about {minutes(found.minutes)}.")
    return lines


def _figures(row: DeckDue) -> str:
    return _words(new=row.new, learning=row.learning, due=row.due)


def _words(*, new: int, learning: int, due: int) -> str:
    parts = ((due, "due"), (learning, "in steps"), (new, "new"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)
