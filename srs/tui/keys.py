"""Which key does what, on which screen?

One list feeds the bindings, the key bar, the help, the manual and the palette.
Nothing here imports Textual, so that `srs help keys` can read it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Where = Literal["everywhere", "home", "review", "done", "scroll"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A thing to do, and the keys that do it."""

    id: str
    """How `[keys]` in the configuration names it."""
    keys: str
    """Key names as Textual writes them, with commas between."""
    where: Where
    action: str
    """The screen's action, with its arguments."""
    label: str
    """One or two words for the key bar; empty to leave it out there."""
    help: str
    """One sentence for the help page."""
    weight: int = 5
    """Which hints stay longest in a narrow key bar: 9 before 1."""

    @property
    def first(self) -> str:
        """The key that the bar shows."""
        return shown(self.keys.split(",")[0])


def _key(
    id_: str,
    keys: str,
    where: Where,
    action: str,
    label: str,
    help_: str,
    weight: int = 5,
) -> Key:
    return Key(
        id=id_,
        keys=keys,
        where=where,
        action=action,
        label=label,
        help=help_,
        weight=weight,
    )


KEYS: tuple[Key, ...] = (
    # -- everywhere
    _key(
        "help",
        "question_mark,f1",
        "everywhere",
        "help",
        "help",
        "Show the help of this screen.",
        7,
    ),
    _key(
        "back",
        "q,escape",
        "everywhere",
        "back",
        "back",
        "Go back; on the first screen, leave.",
        8,
    ),
    _key(
        "undo",
        "u,ctrl+z",
        "everywhere",
        "undo",
        "undo",
        "Take back the last thing done, also after a restart.",
        4,
    ),
    _key(
        "add",
        "a",
        "everywhere",
        "add",
        "add",
        "Write a new card under the current concept.",
        5,
    ),
    # -- moving
    _key("down", "j,down", "scroll", "down", "", "Move or scroll down.", 1),
    _key("up", "k,up", "scroll", "up", "", "Move or scroll up.", 1),
    _key("first", "g,home", "scroll", "first", "", "Go to the start.", 1),
    _key("last", "G,end", "scroll", "last", "", "Go to the end.", 1),
    _key(
        "half-down",
        "ctrl+d,pagedown",
        "scroll",
        "half_down",
        "",
        "Go down half a screen.",
        1,
    ),
    _key(
        "half-up", "ctrl+u,pageup", "scroll", "half_up", "", "Go up half a screen.", 1
    ),
    # -- home
    _key(
        "open",
        "enter,space",
        "home",
        "open",
        "review",
        "Review the deck under the cursor, or start one that waits.",
        9,
    ),
    _key(
        "catch-up",
        "c",
        "home",
        "catch_up",
        "spread",
        "Spread a backlog over some days, after a look at the forecast.",
        6,
    ),
    _key(
        "doubtful",
        "d",
        "home",
        "doubtful",
        "doubtful",
        "Settle doubtful matches: same question as before?",
        6,
    ),
    _key(
        "problems",
        "P",
        "home",
        "problems",
        "problems",
        "Show what is wrong in the decks, with the places.",
        3,
    ),
    _key("rescan", "R", "home", "rescan", "", "Read the decks again now.", 2),
    # -- review
    _key(
        "show",
        "space,enter",
        "review",
        "show",
        "show",
        "Show the answer; then rate Good.",
        9,
    ),
    _key("again", "1", "review", "rate(1)", "", "Rate Forgot.", 1),
    _key("hard", "2", "review", "rate(2)", "", "Rate Hard.", 1),
    _key("good", "3", "review", "rate(3)", "", "Rate Good.", 1),
    _key("easy", "4", "review", "rate(4)", "", "Rate Easy.", 1),
    _key(
        "edit",
        "e",
        "review",
        "edit",
        "edit",
        "Edit the card in your editor, then come back to it.",
        6,
    ),
    _key(
        "bury", "b,minus", "review", "bury", "bury", "Hide the card until tomorrow.", 4
    ),
    _key(
        "suspend",
        "s,at",
        "review",
        "suspend",
        "suspend",
        "Hide the card until you call it back.",
        4,
    ),
    _key(
        "flag",
        "f",
        "review",
        "flag",
        "flag",
        "Flag the card, with a line to its author if you like.",
        3,
    ),
    _key(
        "info",
        "i",
        "review",
        "info",
        "info",
        "Show the card's history and forgetting curve.",
        5,
    ),
    _key(
        "type",
        "t",
        "review",
        "type",
        "type",
        "Type the answer and see what differs.",
        3,
    ),
    _key(
        "link",
        "o",
        "review",
        "open_link",
        "link",
        "Open a link or picture of the card; the whole address is shown first.",
        2,
    ),
    _key(
        "relearn",
        "r",
        "review",
        "relearn",
        "",
        "Learn the card from new, when it has changed since you knew it.",
        2,
    ),
    # -- finished
    _key("more", "m", "done", "more", "more", "Meet more new cards today.", 8),
)


_NAMES = {
    "question_mark": "?",
    "minus": "-",
    "at": "@",
    "slash": "/",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
}


def shown(key: str) -> str:
    """Return a key as people write it: `?` for `question_mark`."""
    return _NAMES.get(key, key)


def on(*places: Where) -> list[Key]:
    """Return the keys of some places, in the order of the places."""
    return [key for place in places for key in KEYS if key.where == place]


def remapped(wishes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the keymap of a learner's wishes, and what is wrong with them.

    Args:
        wishes: What `[keys]` says: a key's id to key names with commas between.

    Returns:
        The ids that can be remapped with their keys, and one sentence for each
        wish that cannot be met: an unknown id, or a key that does two things.
    """
    known = {key.id: key for key in KEYS}
    good: dict[str, str] = {}
    wrong: list[str] = []
    for id_, keys in wishes.items():
        if id_ in known:
            good[id_] = ",".join(part.strip() for part in keys.split(","))
            continue
        near = get_close_matches(id_, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        wrong.append(f"[keys] names no {id_}.{hint}")
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
    return good, wrong


def _meet(one: Key, other: Key) -> bool:
    """Return whether two keys can be pressed on the same screen."""
    shared = ("everywhere", "scroll")
    return one.where == other.where or one.where in shared or other.where in shared


_HEADINGS: dict[Where, str] = {
    "everywhere": "Everywhere",
    "scroll": "Moving",
    "home": "On the home screen",
    "review": "In review",
    "done": "On the finished page",
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
