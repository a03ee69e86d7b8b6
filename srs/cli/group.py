"""`srs group`: what a study group knows, from the files that its members share."""

from pathlib import Path

import click

from srs.cli.progress import table_lines
from srs.core.errors import UsageError


@click.command()
@click.argument("words", nargs=-1, metavar="[FOLDER]")
@click.option(
    "--what-if",
    "supposing",
    is_flag=True,
    help="Then the numbers: mean=0.25 spread=0.1 forgetting=0.02",
)
def group(*, words: tuple[str, ...], supposing: bool) -> None:
    """Say who knows what in a study group, from the files in FOLDER.

    Members write them with: srs export group --as NAME -o FOLDER
    """
    from srs.study.groups import look, what_if

    numbers = [word for word in words if supposing and "=" in word]
    folders = [word for word in words if word not in numbers]
    if len(folders) > 1 or not (folders or supposing):
        raise UsageError("Name the group's folder, one: srs group FOLDER")
    found, left_out = look(Path(folders[0])) if folders else ([], [])
    if supposing:
        found = [*found, what_if(" ".join(numbers))]
    for number, table in enumerate(found):
        if number:
            click.echo()
        for line in table_lines(table):
            click.echo(line)
    for sentence in left_out:
        click.echo(sentence, err=True)
