"""Which key does what on which screen, and what may a learner change?

Nothing here imports Textual, so that `srs help keys` can read it too.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from srs.tui.key_list import KEYS, Key, Where, shown

__all__ = ["KEYS", "Key", "Where", "keys_table", "on", "remapped", "shown"]

_SCREENS: tuple[frozenset[Where], ...] = (
    frozenset({"everywhere", "scroll", "rest", "home"}),
    frozenset({"everywhere", "scroll", "review"}),
    frozenset({"everywhere", "scroll", "rest", "done", "doubtful"}),
    frozenset({"everywhere", "scroll", "browse"}),
    frozenset({"everywhere", "scroll", "idea"}),
    frozenset({"everywhere", "scroll", "help"}),
    frozenset({"everywhere", "scroll", "stats"}),
    frozenset({"pick"}),
    frozenset({"ask"}),
    frozenset({"confirm"}),
    frozenset({"choose"}),
    frozenset({"write"}),
    frozenset({"welcome"}),
)
"""Which keys can be pressed on the same screen."""

_IN_TURN = frozenset({"settle-all", "add"})
"""Two that share a key: while a doubtful match is asked about, no card is added."""

_NAMED = frozenset(
    {"enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end"}
    | {"pageup", "pagedown", "up", "down", "left", "right"}
    | {f"f{number}" for number in range(1, 25)}
)
_MODIFIERS = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)*")
_FRIENDLY = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that Textual does not call as Unicode does."""


def on(*places: Where) -> list[Key]:
    """Return the keys of some places, in the order of the places."""
    return [key for place in places for key in KEYS if key.where == place]


def remapped(wishes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the keymap of a learner's wishes, and what is wrong with them.

    Args:
        wishes: What `[keys]` says: a key's id to key names with commas between.

    Returns:
        The ids that can be remapped with their keys, and one sentence for each
        wish that cannot be met: an unknown id, no key, or a key that does two
        things.
    """
    known = {key.id: key for key in KEYS}
    good: dict[str, str] = {}
    wrong: list[str] = []
    for id_, keys in wishes.items():
        if id_ not in known:
            near = get_close_matches(id_, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            wrong.append(f"[keys] names no {id_}.{hint}")
            continue
        names = [part.strip() for part in keys.split(",")]
        unknown = [name for name in names if _as_textual(name) is None]
        if unknown:
            wrong.append(
                f"[keys] {id_} = {unknown[0]} is no key; {id_} keeps {known[id_].keys}."
            )
        else:
            good[id_] = ",".join(_as_textual(name) or "" for name in names)
    return good, wrong + _clashes(good)


def _clashes(good: dict[str, str]) -> list[str]:
    """Take wishes out whose key means something else; return a sentence for each."""
    wrong = []
    known = {key.id: key for key in KEYS}
    for id_ in list(good):
        for other in KEYS:
            if other.id == id_ or not _meet(known[id_], other):
                continue
            both = set(good[id_].split(",")) & set(
                good.get(other.id, other.keys).split(",")
            )
            if both:
                wrong.append(
                    f"[keys] {id_} = {min(both)} already means {other.id};"
                    f" {id_} keeps {known[id_].keys}."
                )
                del good[id_]
                break
    return wrong


def _as_textual(name: str) -> str | None:
    """Return a key as Textual calls it, or None where there is no such key."""
    match = _MODIFIERS.match(name)
    modifiers = match[0] if match else ""
    rest = name[len(modifiers) :]
    if len(rest) == 1 and rest.isprintable() and rest != " ":
        called = rest if rest.isalnum() else _called(rest)
        return f"{modifiers}{called}" if called else None
    friendly = rest in _FRIENDLY.values()
    if rest in _NAMED or friendly or (len(rest) > 1 and _is_sign(rest)):
        return name
    return None


def _called(sign: str) -> str:
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return _FRIENDLY.get(name, name)


def _is_sign(name: str) -> bool:
    """Return whether a name is Unicode's for a sign: `question_mark`."""
    for spelt in (name.replace("_", " "), name.replace("_", "-")):
        try:
            return bool(unicodedata.lookup(spelt))
        except KeyError:
            continue
    return False


def _meet(one: Key, other: Key) -> bool:
    """Return whether two keys can be pressed on the same screen."""
    if {one.id, other.id} == _IN_TURN:
        return False
    return any({one.where, other.where} <= screen for screen in _SCREENS)


_HEADINGS: dict[Where, str] = {
    "everywhere": "Everywhere",
    "scroll": "Moving",
    "home": "On the home screen",
    "rest": "On the home screen and the finished page",
    "review": "In review",
    "done": "On the finished page",
    "doubtful": "For a doubtful match",
    "browse": "On the search screen",
    "idea": "For an idea that comes back",
    "help": "In the manual",
    "stats": "In the statistics",
    "pick": "Where a deck or a concept is chosen",
    "ask": "Where a line is asked for",
    "confirm": "Where a yes is asked for",
    "choose": "Where a line is chosen",
    "write": "Where a card or a deck is written",
    "welcome": "On the very first screen",
}


def keys_table() -> str:
    """Return every key as Markdown tables, one for each place."""
    parts: list[str] = []
    for where, heading in _HEADINGS.items():
        parts += [
            f"## {heading}",
            "",
            "| key | id | what it does |",
            "| --- | --- | --- |",
        ]
        for key in on(where):
            names = " ".join(f"`{shown(name)}`" for name in key.keys.split(","))
            parts.append(f"| {names} | `{key.id}` | {key.help} |")
        parts.append("")
    return "\n".join(parts)
