"""How is the learner's editor called at a line of a file?"""

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from srs.core.errors import InputError

KIND_EDITORS: tuple[str, ...] = ("nano", "micro")
"""Asked when nobody has named an editor; never vi unasked."""

LINE_FORMS: dict[str, tuple[str, ...]] = {
    "hx": ("{file}:{line}",),
    "helix": ("{file}:{line}",),
    "subl": ("--wait", "{file}:{line}"),
    "zed": ("--wait", "{file}:{line}"),
    "code": ("--wait", "--goto", "{file}:{line}"),
    "codium": ("--wait", "--goto", "{file}:{line}"),
    "cursor": ("--wait", "--goto", "{file}:{line}"),
    "kate": ("--block", "--line", "{line}", "{file}"),
    "gedit": ("--wait", "+{line}", "{file}"),
    "notepad": ("{file}",),
    "ed": ("{file}",),
}
"""How editors that do not know `+LINE FILE` are given a line."""

WAYS_BACK: dict[str, str] = {
    "vi": "Type :wq and enter to save and come back.",
    "vim": "Type :wq and enter to save and come back.",
    "nvim": "Type :wq and enter to save and come back.",
    "nano": "ctrl+o and enter saves, ctrl+x comes back.",
    "micro": "ctrl+s saves, ctrl+q comes back.",
    "emacs": "ctrl+x ctrl+s saves, ctrl+x ctrl+c comes back.",
    "hx": "Type :wq and enter to save and come back.",
}


def editor_words(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the editor's command in words, or None where there is none to be had.

    `$VISUAL`, then `$EDITOR`, then nano or micro if the machine has one.

    Raises:
        InputError: If the variable names no program that is there.
    """
    for variable in ("VISUAL", "EDITOR"):
        value = environment.get(variable, "").strip()
        if value:
            return _checked(value, variable, environment)
    found = (_program(name, environment) for name in KIND_EDITORS)
    first = next((path for path in found if path), None)
    return [first] if first else None


def _program(name: str, environment: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=environment.get("PATH"))


def _checked(value: str, variable: str, environment: Mapping[str, str]) -> list[str]:
    try:
        words = shlex.split(value)
    except ValueError:
        words = []
    program = _program(words[0], environment) if words else None
    if program is None:
        raise InputError(
            f"${variable} says {value!r}, and there is no such program.",
            next_step=f"Set it to your editor: export {variable}=nano",
        )
    return [program, *words[1:]]


def editor_command(words: Sequence[str], file: Path, line: int) -> list[str]:
    """Return the arguments that open a file at a line; no shell ever sees them.

    Args:
        words: What `editor_words` gave.
        file: The file; made absolute, so that no name can be taken for an option.
        line: The line, from 1.
    """
    path = str(file.absolute())
    form = LINE_FORMS.get(Path(words[0]).stem, ("+{line}", "{file}"))
    arguments = [
        part.replace("{line}", str(line)).replace("{file}", path) for part in form
    ]
    known = [word for word in words[1:] if word not in arguments]
    return [words[0], *known, *arguments]


def way_back(words: Sequence[str]) -> str:
    """Return how one comes back from an editor; empty where it is not known."""
    return WAYS_BACK.get(Path(words[0]).stem, "")
