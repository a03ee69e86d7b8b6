"""Which command was asked for?

Commands are imported only when they are called, so that `srs due` pays for nothing
it does not use.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from srs.cli.door import Door
from srs.core.errors import SrsError, UsageError
from srs.core.text import safe

COMMANDS: dict[str, tuple[str, str, str]] = {
    # name: (module, function, one line of help)
    "review": ("daily", "review", "Review what is due, straight away."),
    "due": ("due", "due", "Say what is due, for a prompt or a status bar."),
    "add": ("author", "add", "Write one card into a deck."),
    "new": ("author", "new", "Begin a deck, with a template."),
    "preview": ("preview", "preview", "Show a deck's cards as they will look, live."),
    "scan": ("author", "scan", "Read the decks now and say what is new or edited."),
    "start": ("daily", "start", "Begin a deck that waits."),
    "check": ("check", "check", "Say which cards could be better, and where."),
    "list": ("listing", "list_cards", "List cards that a query finds."),
    "stats": ("progress", "stats", "Say what the reviews add up to."),
    "ideas": ("ideas", "ideas", "List the ideas that incubate, the hottest first."),
    "identity": ("identity", "identity", "Confirm or reject doubtful matches."),
    "ids": ("ids", "ids", "Give notes ids of their own, for decks that are shared."),
    "feedback": ("feedback", "feedback", "Write notes on cards for a deck's author."),
    "export": (
        "export",
        "export",
        "Write reviews, cards and more, for other programs.",
    ),
    "group": ("group", "group", "Say who knows what in a study group."),
    "init": ("setup", "init", "Make a directory a collection."),
    "unsuspend": ("daily", "unsuspend", "Call suspended cards back."),
    "undo": ("daily", "undo", "Take back the last thing done."),
    "catch-up": ("plans", "catch_up", "Spread a backlog over some days."),
    "break": ("plans", "take_break", "Plan a holiday from reviews."),
    "doctor": ("upkeep", "doctor", "Check the store, and say what is wrong."),
    "backup": ("upkeep", "backup", "Write a backup of the store now."),
    "restore": ("upkeep", "restore", "Put a backup in the store's place."),
    "purge": ("upkeep", "purge", "Remove the history of cards that are gone."),
    "config": ("setup", "config", "Show or edit settings."),
    "help": ("manual", "help_", "Show the manual."),
}
FIRST = (
    *("review", "due", "add", "new", "preview", "scan", "start", "check", "list"),
    *("stats", "help"),
)
"""The commands that `srs --help` lists; `srs help --all` lists all."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"srs.cli.{module}"), function)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean: srs {near[0]}?" if near else ""
            raise UsageError(
                f"There is no command {safe(args[0])}.{hint}",
                next_step="All commands: srs help --all",
            )
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the first commands with a line each, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in FIRST])
        formatter.write_paragraph()
        formatter.write_text("All commands: srs help --all")


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        from srs import __version__

        click.echo(f"srs {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-C",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The collection's directory.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version.",
)
@click.pass_context
def srs(ctx: click.Context, directory: Path | None) -> None:
    """Spaced repetition in the terminal, over decks in Markdown.

    Without a command, the app starts: decks, what is due, one key to review.
    """
    door = ctx.ensure_object(Door)
    door.chosen = directory
    if ctx.invoked_subcommand is None:
        import_module("srs.cli.daily").start_app(door)


def main() -> NoReturn:
    """Run the command line and exit; the one place where errors become words."""
    sys.exit(run(sys.argv[1:], Door()))


def run(arguments: list[str], door: Door) -> int:
    """Run one command and return its exit code."""
    try:
        result: Any = srs.main(
            args=arguments, prog_name="srs", obj=door, standalone_mode=False
        )
    except SrsError as error:
        click.echo(f"srs: {safe(str(error))}", err=True)
        return error.exit_code
    except click.Abort as error:
        if error.__context__ is not None:  # no answer came: the question's line is open
            click.echo(err=True)
        click.echo("srs: stopped.", err=True)
        return 130
    except click.ClickException as error:
        click.echo(f"srs: {_in_words(error)}", err=True)
        return UsageError.exit_code
    except BrokenPipeError:
        # The reader went away (`srs list | head`): nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def _in_words(error: click.ClickException) -> str:
    """Return what was typed wrong, and where it is told what can be typed."""
    sentence = safe(error.format_message()).rstrip(".").replace("\n", " ")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "srs"
    return f"{sentence[:1].upper()}{sentence[1:]}. Type: {path} --help"
