"""How are changes of decks shown, and written only with the author's word?"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from srs.study.words import number

if TYPE_CHECKING:
    from srs.study.saving import FileChange


def write_shown(changes: "Sequence[FileChange]", *, yes: bool) -> bool:
    """Show what would change, and write it with a yes; return whether it was written.

    Args:
        changes: The files.
        yes: Whether the word was given before; in a script nobody can give it then.

    Raises:
        DeckError: A file has changed meanwhile or cannot be written. Those before it
            are written, it and those after it are not.
    """
    for change in changes:
        for line in change.diff():
            click.echo(line)
    if not yes and not _agreed(len(changes)):
        return False
    for change in changes:
        change.write()
    return True


def _agreed(files: int) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Write {number(files, 'file')}?")
