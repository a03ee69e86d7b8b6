"""The commands that begin a collection and change settings."""

import subprocess
from pathlib import Path

import click

from srs.cli.door import Door
from srs.core.errors import InputError
from srs.core.text import safe_line


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--starter", is_flag=True, help="With the decks that come with srs.")
@click.pass_obj
def init(door: Door, directory: Path, *, starter: bool) -> None:
    """Make DIRECTORY a collection: a plain directory of Markdown decks."""
    from srs.study.setup import make_collection, suggest_learner
    from srs.study.words import number

    made = make_collection(directory, starter=starter)
    where = safe_line(str(made.root))
    click.echo(f"{where} is a collection now, with {number(made.decks, 'new deck')}.")
    if made.kept:
        click.echo(f"{number(made.kept, 'deck')} of the same name stayed as it was.")
    zone, rollover, asked = suggest_learner()
    if not asked:
        click.echo(
            f"Your day ends {rollover:02}:00, {zone}. Another end:"
            " srs config set timezone Europe/Berlin, srs config set rollover 4"
        )
    click.echo(f"Type: srs -C {where}")


@click.group("config")
def config() -> None:
    """Show or edit settings; they are explained in: srs help settings."""


@config.command("path")
def path() -> None:
    """Show where your settings lie."""
    from srs.study.setup import settings_file

    click.echo(safe_line(str(settings_file())))


@config.command("show")
@click.pass_obj
def show(door: Door) -> None:
    """Show every setting as it is now, as TOML, and where it comes from."""
    from srs.study.setup import settings_lines

    for line in settings_lines(door.find()):
        click.echo(line)


@config.command("set")
@click.argument("key")
@click.argument("value")
def set_(key: str, value: str) -> None:
    """Set KEY to VALUE, such as: srs config set rollover 3."""
    from srs.study.setup import set_setting

    click.echo(set_setting(key, value))


@config.command("edit")
def edit() -> None:
    """Open your settings in your editor."""
    from srs.study.editor import editor_command, editor_words
    from srs.study.setup import check_settings, settings_file

    words = editor_words()
    if words is None:
        raise InputError(
            "There is no editor to be found.",
            next_step=f"Set $EDITOR, or edit {safe_line(str(settings_file()))}.",
        )
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(editor_command(words, file, 1), check=False)
    for warning in check_settings():
        click.echo(warning, err=True)
