"""`srs help`: the manual, and the list of all commands."""

import click

from srs.cli.door import Door
from srs.cli.main import COMMANDS


@click.command("help")
@click.argument("topic", required=False)
@click.option("--all", "every", is_flag=True, help="All commands, a line each.")
@click.pass_obj
def help_(door: Door, topic: str | None, *, every: bool) -> None:
    """Show the manual's pages, or one of them."""
    from srs.study.manual import page, topics
    from srs.tui.keys import keys_table

    if every:
        for name, (_, _, line) in COMMANDS.items():
            click.echo(f"srs {name:<10} {line}")
    elif topic is None:
        for line in _contents():
            click.echo(line)
    elif topic in COMMANDS and topic not in topics():
        click.echo_via_pager(_command_help(topic))
    else:
        click.echo_via_pager(page(topic, keys=keys_table()))


def _contents() -> list[str]:
    """Return the manual's table of contents, part by part."""
    from srs.study.manual import PARTS, topics

    titles = topics()
    lines = []
    for heading, names in PARTS.items():
        lines += [heading, *(_entry(name, titles[name]) for name in names), ""]
    return [*lines, _entry("--all", "All commands, a line each"),
            _entry("COMMAND", "What a command takes")]  # fmt: skip


def _entry(name: str, title: str) -> str:
    return f"  srs help {name:<15} {title}"


def _command_help(name: str) -> str:
    """Return what `srs NAME --help` shows."""
    from srs.cli.main import srs

    context = click.Context(srs, info_name="srs")
    command = srs.get_command(context, name)
    if command is None:
        return ""
    return command.get_help(click.Context(command, info_name=name, parent=context))
