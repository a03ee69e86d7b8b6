"""Which files does the author keep out? The patterns of `.gitignore`.

The rules are git's: the last pattern that fits decides, `!` takes back, `/` at the
end means folders only, `/` elsewhere binds the pattern to the file's folder, `*`
stays within a name and `**` goes through folders.

Source:
    gitignore(5), "Pattern format".
"""

import re
from typing import NamedTuple

_LONGEST_LINE = 1000


class Pattern(NamedTuple):
    """One line of an ignore file."""

    expression: re.Pattern[str]
    folders_only: bool
    takes_back: bool


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """Return the patterns of an ignore file, in order."""
    found = (_pattern(line) for line in text.split("\n")[:10_000])
    return tuple(pattern for pattern in found if pattern is not None)


def verdict(patterns: tuple[Pattern, ...], path: str, *, folder: bool) -> bool | None:
    """Return whether a path is kept out, or None where no pattern fits.

    Args:
        patterns: Of one ignore file.
        path: Relative to the ignore file's folder, with `/` between names.
        folder: Whether it is a folder.
    """
    for pattern in reversed(patterns):
        if pattern.folders_only and not folder:
            continue
        if pattern.expression.fullmatch(path):
            return not pattern.takes_back
    return None


def _pattern(line: str) -> Pattern | None:
    line = line.rstrip("\r")
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    if not line or line.startswith("#") or len(line) > _LONGEST_LINE:
        return None
    takes_back = line.startswith("!")
    body = line[1:] if takes_back else line
    folders_only = body.endswith("/")
    body = body.rstrip("/") if folders_only else body
    if not body:
        return None
    anchored = "/" in body
    try:
        expression = re.compile(_translated(body.removeprefix("/"), anchored))
    except re.error:
        return None
    return Pattern(expression, folders_only, takes_back)


def _translated(body: str, anchored: bool) -> str:
    out = [] if anchored else ["(?:.*/)?"]
    at = 0
    while at < len(body):
        if body.startswith("**/", at) and (at == 0 or body[at - 1] == "/"):
            piece, width = "(?:.*/)?", 3
        elif body[at:] == "**" and at and body[at - 1] == "/":
            piece, width = ".+", 2
        elif body[at] == "*":
            run = len(body[at:]) - len(body[at:].lstrip("*"))
            piece, width = "[^/]*", run
        elif body[at] == "?":
            piece, width = "[^/]", 1
        elif body[at] == "[" and (found := _class(body, at)):
            piece, width = found
        elif body[at] == "\\" and at + 1 < len(body):
            piece, width = re.escape(body[at + 1]), 2
        else:
            piece, width = re.escape(body[at]), 1
        out.append(piece)
        at += width
    return "".join(out)


def _class(body: str, at: int) -> tuple[str, int] | None:
    """Return a bracket expression of a pattern and its width, if it is closed."""
    first = at + 2 if body[at + 1 : at + 2] in ("!", "^") else at + 1
    end = body.find("]", first + 1)
    if end < 0:
        return None
    inner = body[first:end].replace("\\", "\\\\").replace("[", "\\[")
    inner = inner.replace("&&", "&\\&").replace("^", "\\^")
    return f"[{'^/' if first == at + 2 else ''}{inner}]", end + 1 - at
