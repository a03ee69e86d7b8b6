"""`srs feedback`: what should a deck's author know?"""

from contextlib import closing
from pathlib import Path

import click

from srs.cli.door import Door
from srs.core.text import safe_line
from srs.study.words import number


@click.command("feedback")
@click.argument("decks", nargs=-1, metavar="[DECK]…")
@click.option("--counts", is_flag=True, help="Say how many reviews failed, too.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there, such as feedback.txt beside the decks; else print.",
)
@click.pass_obj
def feedback(
    door: Door, decks: tuple[str, ...], *, counts: bool, output: Path | None
) -> None:
    """Write what you flagged with f, a line a card, for the author of DECKS, or all."""
    from srs.study.feedback import told
    from srs.study.saving import write_atomically
    from srs.study.scan import scan_if_changed

    with closing(door.open()) as collection:
        scan_if_changed(collection)
        lines = told(collection, decks, counts=counts)
    if output is None:
        for line in lines:
            click.echo(line)
        return
    write_atomically(output, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    click.echo(f"{number(len(lines), 'line')} in {safe_line(str(output))}.")
