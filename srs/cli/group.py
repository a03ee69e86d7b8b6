"""`srs group`: what a study group knows, from the files that its members share."""

from pathlib import Path

import click

from srs.cli.progress import table_lines
from srs.core.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--what-if",
    "made_up",
    metavar="NUMBERS",
    help="mean=0.25 spread=0.1 forgetting=0.02",
)
def group(*, folder: Path | None, made_up: str | None) -> None:
    """Say who knows what in a study group, from the files in FOLDER.

    Members write them with: srs export group --as NAME -o FOLDER
    """
    from srs.study.groups import look, what_if

    if folder is None and made_up is None:
        raise UsageError("Name the group's folder: srs group FOLDER")
    found, left_out = ([], []) if folder is None else look(folder)
    if made_up is not None:
        found = [*found, what_if(made_up)]
    for number, table in enumerate(found):
        if number:
            click.echo()
        for line in table_lines(table):
            click.echo(line)
    for sentence in left_out:
        click.echo(sentence, err=True)
