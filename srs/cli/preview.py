"""`srs preview`: a deck as it will look; needs no collection and no store."""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def preview(file: Path) -> None:
    """Show all cards of FILE, front and back, as they will look in review.

    What is wrong stands at the top. Whenever the file is saved, the cards are drawn
    anew. In a pipe they are plain text.
    """
    from srs.study.preview import Look, plain

    look = Look(file, here=Path.cwd())
    if sys.stdin.isatty() and sys.stdout.isatty():
        from srs.tui.preview import PreviewApp

        PreviewApp(look).run(mouse=True)
        return
    for slip in look.found.problems:
        click.echo(f"{slip.severity}: {slip} [{slip.code}]", err=True)
    click.echo("\n\n".join(plain(*card) for card in look.found.cards))
