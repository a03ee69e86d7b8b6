"""What does a deck suggest? Its front matter's values as a `Deck`."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from srs.core.card import Deck
from srs.core.text import safe_line
from srs.deck.frontmatter import FrontMatter
from srs.deck.problems import Problems

KEYS = (
    "name",
    "tags",
    "start",
    "srs",
    "preset",
    "desired_retention",
    "new_per_day",
    "order",
    "sources",
    "requires",
    "cloze_in_code",
    "lint",
    "format",
)
"""All keys of the front matter, in the order of the manual."""

LEAST_RETENTION, MOST_RETENTION = 0.70, 0.99
MOST_NEW_PER_DAY = 9999

_T = TypeVar("_T")

_LINT_KEYS = ("off", "kind")
_EXTENSION = re.compile(r"\.(?:md|markdown)\Z", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\s,]+")


class _WrongValueError(ValueError):
    """The sentence says what the key takes."""


def deck_of(path: str, title: str, matter: FrontMatter, problems: Problems) -> Deck:
    """Return what a deck says of itself, each faulty key left at its default."""
    return _Head(matter, problems).deck(path, title)


def default_name(path: str) -> str:
    """Return the name of a deck without one of its own: its path, no extension."""
    return safe_line(_EXTENSION.sub("", path))


class _Head:
    """Takes one key after another out of the front matter."""

    def __init__(self, matter: FrontMatter, problems: Problems) -> None:
        self._values = matter.values
        self._text = matter.text
        self._problems = problems

    def deck(self, path: str, title: str) -> Deck:
        """Return the deck that the values describe."""
        no_rules: tuple[tuple[str, ...], bool] = ((), False)
        off, vocabulary = self._take("lint", _lint, no_rules)
        self._name_unknown(self._values, KEYS, "")
        lint = self._values.get("lint")
        if isinstance(lint, dict):
            self._name_unknown(lint, _LINT_KEYS, "lint.")
        return Deck(
            path=path,
            name=self._take("name", _words, "") or default_name(path),
            title=title,
            tags=self._take("tags", _tags, ()),
            start=self._take("start", _start, "auto"),
            is_deck=self._take("srs", _truth, None),
            preset=self._take("preset", _words, "default"),
            desired_retention=self._take("desired_retention", _retention, None),
            new_per_day=self._take("new_per_day", _count, None),
            order=self._take("order", _order, "file"),
            sources=self._take("sources", _sources, {}),
            requires=self._take("requires", _requires, {}),
            cloze_in_code=self._take("cloze_in_code", _truth, True),
            lint_off=off,
            vocabulary=vocabulary,
            obsidian=self._take("format", _format, False),
        )

    def _take(self, key: str, read: Callable[[object], _T], default: _T) -> _T:
        value = self._values.get(key)
        if value is None:
            return default
        try:
            return read(value)
        except _WrongValueError as error:
            self._report(key, "bad-value", f"`{key}` takes {error}.")
            return default

    def _name_unknown(
        self, values: Mapping[str, object], known: tuple[str, ...], prefix: str
    ) -> None:
        for key in values:
            if key not in known:
                shown = safe_line(str(key))[:40]
                message = f"There is no key `{prefix}{shown}`."
                self._report(key, "unknown-key", message, _nearest(key, known))

    def _report(self, key: str, code: str, message: str, suggestion: str = "") -> None:
        """Add a warning at the line that gives a key."""
        pattern = rf"^[ \t]*\[?[\"']?{re.escape(str(key))}[\"']?[ \t]*[=:\].]"
        found = re.search(pattern, self._text, re.MULTILINE)
        line = self._text.count("\n", 0, found.start()) + 2 if found else 1
        self._problems.add(
            line, code, message, severity="warning", suggestion=suggestion
        )


def _nearest(key: str, known: tuple[str, ...]) -> str:
    """Return a sentence with the nearest known key, or with all of them."""
    import difflib

    plain = str(key)[:40].lower().replace("-", "_").replace(" ", "_")
    near = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"The keys are {', '.join(known)}."


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return safe_line(value.strip())
    raise _WrongValueError("a text")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongValueError("`true` or `false`")


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = _BETWEEN_WORDS.split(value.strip())
    if not isinstance(value, list) or not all(isinstance(it, str) for it in value):
        raise _WrongValueError("a list of words")
    return tuple(safe_line(it.strip()) for it in value if it.strip())


def _tags(value: object) -> tuple[str, ...]:
    tags = (tag.removeprefix("#") for tag in _listed(value))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _start(value: object) -> Literal["auto", "manual"]:
    if value == "auto":
        return "auto"
    if value == "manual":
        return "manual"
    raise _WrongValueError('"auto" or "manual"')


def _order(value: object) -> Literal["file", "random"]:
    if value == "file":
        return "file"
    if value == "random":
        return "random"
    raise _WrongValueError('"file" or "random"')


def _format(value: object) -> bool:
    if value == "obsidian":
        return True
    raise _WrongValueError('"obsidian"')


def _retention(value: object) -> float:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and LEAST_RETENTION <= value <= MOST_RETENTION
    ):
        return float(value)
    raise _WrongValueError(f"a number from {LEAST_RETENTION:.2f} to {MOST_RETENTION}")


def _count(value: object) -> int:
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and 0 <= value <= MOST_NEW_PER_DAY
    ):
        return value
    raise _WrongValueError(f"a whole number from 0 to {MOST_NEW_PER_DAY}")


def _sources(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _WrongValueError("a table of keys, each with a title and a URL")
    return {safe_line(str(key)): _source(it) for key, it in value.items()}


def _source(value: object) -> str:
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        words = [it.strip() for it in value.values() if isinstance(it, str)]
        value = ", ".join(word for word in words if word)
    if isinstance(value, str) and value.strip():
        return safe_line(value.strip())
    raise _WrongValueError("a table of keys, each with a title and a URL")


def _requires(value: object) -> dict[str, tuple[str, ...]]:
    wanted = "a table of concepts, each with a list of concepts that come first"
    if not isinstance(value, dict):
        raise _WrongValueError(wanted)
    table: dict[str, tuple[str, ...]] = {}
    for concept, first in value.items():
        if not isinstance(first, list | str):
            raise _WrongValueError(wanted)
        table[safe_line(str(concept))] = tuple(dict.fromkeys(_listed(first)))
    return table


def _lint(value: object) -> tuple[tuple[str, ...], bool]:
    """Return the rules that are off, and whether this is a vocabulary deck."""
    if not isinstance(value, dict):
        value = {"off": value}
    kind = value.get("kind")
    if kind not in (None, "vocabulary"):
        raise _WrongValueError('rule ids, and `kind = "vocabulary"`')
    off = _listed(value.get("off", []))
    return tuple(dict.fromkeys(rule.upper() for rule in off)), kind is not None
