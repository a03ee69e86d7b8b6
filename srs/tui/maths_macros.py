r"""Which commands did the author define?

A collection may hold a `macros.tex` with lines such as
`\newcommand{\E}[1]{\mathbb{E}[#1]}`; `\renewcommand`, `\providecommand`, `\def`
and `\DeclareMathOperator` are read too, everything else is passed over.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

Macros: TypeAlias = tuple[tuple[str, int, str], ...]
"""Name without backslash, number of arguments, body."""

_START = re.compile(
    r"\\(?:(?:re|provide)?new|provide|renew)command\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?"
    r"\s*(?:\[(\d)\])?\s*(?=\{)"
    r"|\\def\s*\\([A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)"
    r"|\\DeclareMathOperator\*?\s*\{\s*\\([A-Za-z]+)\s*\}\s*(?=\{)"
)
_COMMENT = re.compile(r"(?<!\\)%.*")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MOST_STEPS = 200
_LONGEST = 8_000


@lru_cache(maxsize=8)
def read(text: str) -> Macros:
    """Return the definitions in the text of a `macros.tex`, the last one of a name."""
    return tuple({found[0]: found for found in _definitions(text)}.values())


def _definitions(text: str) -> Iterator[tuple[str, int, str]]:
    text = _COMMENT.sub("", text)
    for match in _START.finditer(text):
        command, count, defined, parameters, operator = match.groups()
        body, _ = _group(text, match.end())
        if command:
            yield command, int(count or 0), body
        elif defined:
            yield defined, len(parameters) // 2, body
        else:
            yield operator, 0, rf"\operatorname{{{body}}}"


def expand(tex: str, macros: Macros) -> str:
    """Return the formula with the author's commands replaced by their bodies.

    A definition that grows without end stops at a bound and stays as written.
    """
    if not macros:
        return tex
    known = {name: (count, body) for name, count, body in macros}
    position = 0
    result = tex
    for _ in range(_MOST_STEPS):
        match = _COMMAND.search(result, position)
        if match is None:
            return result
        if match[1] not in known:
            position = match.end()
            continue
        count, body = known[match[1]]
        arguments, end = _arguments(result, match.end(), count)
        result = result[: match.start()] + _filled(body, arguments) + result[end:]
        position = match.start()
        if len(result) > _LONGEST:
            break
    return tex


def _filled(body: str, arguments: list[str]) -> str:
    for number, argument in enumerate(arguments, 1):
        body = body.replace(f"#{number}", argument)
    return f"{{{body}}}"


def _arguments(tex: str, position: int, count: int) -> tuple[list[str], int]:
    found = []
    for _ in range(count):
        while tex[position : position + 1] == " ":
            position += 1
        argument, position = _group(tex, position)
        found.append(argument)
    return found, position


def _group(tex: str, position: int) -> tuple[str, int]:
    """Return the group or the single character at a position, and where it ends."""
    if tex[position : position + 1] != "{":
        command = _COMMAND.match(tex, position)
        end = command.end() if command else min(position + 1, len(tex))
        return tex[position:end], end
    depth = 0
    for index in range(position, len(tex)):
        if tex[index] in "{}" and tex[index - 1] != "\\":
            depth += 1 if tex[index] == "{" else -1
            if not depth:
                return tex[position + 1 : index], index + 1
    return tex[position + 1 :], len(tex)
