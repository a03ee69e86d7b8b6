"""What does the head of a deck say? TOML first, else YAML; every key is optional.

A deck suggests and the learner decides, so no key is required, and a wrong value
costs that key alone.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from srs.deck.problems import Problems

MAX_CHARACTERS = 65_536

_TOP = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n")
_MARKER_LINE = re.compile(r"^[QCTI]:", re.MULTILINE)
_TOML_LINE = re.compile(r"^[ \t]*(?:\[|[\w\"'.-]+[ \t]*=)", re.MULTILINE)
_YAML_LINE = re.compile(r"^[\w\"' -]+:(?:[ \t]|$)", re.MULTILINE)
_AT_LINE = re.compile(r"at line (\d+), column (\d+)")

# All that PyYAML's safe loader raises on a hostile text: its constructors for
# numbers, dates and truth values let these through.
_YAML_TROUBLES = (
    ValueError,
    KeyError,
    AttributeError,
    IndexError,
    TypeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The head of a deck, read; the values are as the author wrote them."""

    values: Mapping[str, object]
    text: str
    """Between its two lines."""
    end: int
    """Where the deck's own text begins, in characters."""
    lines: int
    """How many lines it takes."""


_NONE = FrontMatter(values={}, text="", end=0, lines=0)


def split(text: str, problems: Problems) -> FrontMatter:
    """Return the front matter at the very top of a text, and where it ends."""
    top = _TOP.match(text)
    if not top:
        return _NONE
    closing = re.compile(rf"^{re.escape(top['fence'])}[ \t]*$", re.MULTILINE)
    end = closing.search(text, top.end())
    toml_only = top["fence"] == "+++"
    if end is None or (
        not toml_only and _looks_like_cards(text[top.end() : end.start()])
    ):
        if end is None and (toml_only or not _MARKER_LINE.search(text, top.end())):
            problems.add(1, "front-matter", "The front matter never closes.")
        return _NONE
    body = text[top.end() : end.start()]
    return FrontMatter(
        values=_values(body, problems, toml_only=toml_only),
        text=body,
        end=min(len(text), end.end() + 1),
        lines=text.count("\n", 0, end.end()) + 1,
    )


def _looks_like_cards(body: str) -> bool:
    """Return whether a separator, and no front matter, stands at the top."""
    return _MARKER_LINE.search(body) is not None


def _values(body: str, problems: Problems, *, toml_only: bool) -> Mapping[str, object]:
    if len(body) > MAX_CHARACTERS:
        problems.add(1, "front-matter", "The front matter is longer than 64 KB.")
        return {}
    try:
        return tomllib.loads(body)
    except (ValueError, RecursionError) as error:
        toml_trouble = str(error)
    if toml_only or (_TOML_LINE.search(body) and not _YAML_LINE.search(body)):
        _report(problems, "TOML", toml_trouble, body)
        return {}
    return _yaml_values(body, problems)


def _yaml_values(body: str, problems: Problems) -> Mapping[str, object]:
    import yaml

    try:
        values: object = yaml.load(body, _loader())  # noqa: S506 it is a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        column = mark.column + 1 if mark else 1
        what = getattr(error, "problem", None) or "it is not YAML"
        message = f"The front matter is neither TOML nor YAML: {what}."
        problems.add(line, "front-matter", message, column=column)
        return {}
    except _YAML_TROUBLES as error:
        _report(problems, "YAML", str(error), body)
        return {}
    if values is None:
        return {}
    if not isinstance(values, dict):
        problems.add(1, "front-matter", "The front matter holds no `key: value` lines.")
        return {}
    return {str(key): value for key, value in values.items()}


@cache
def _loader() -> Any:
    """Return the safe loader, for which `off` and a date are words as in YAML 1.2."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Knows `true` and `false`, numbers, and words."""

    dropped = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag not in dropped]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    truth = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
    Loader.add_implicit_resolver(dropped[0], truth, list("tTfF"))
    return Loader


def _report(problems: Problems, language: str, trouble: str, body: str) -> None:
    at = _AT_LINE.search(trouble)
    trouble = (
        _AT_LINE.sub("", trouble).replace(" ()", "").strip() or "it cannot be read"
    )
    line, column = (int(at[1]) + 1, int(at[2])) if at else (body.count("\n") + 1, 1)
    message = f"The front matter is not {language}: {trouble}."
    problems.add(line, "front-matter", message, column=column)
