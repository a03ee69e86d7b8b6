"""What do words and phrases mean in SQL?

Over all notes the full-text index answers. For a few notes it is quicker to look
into each of them than to ask the index which of all it knows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from srs.core.text import folded

SHORTEST_INDEXED = 3
"""The index knows pieces of three characters; a shorter word is not in it."""

_TEXTS = ("n.body", "n.breadcrumb", "n.tags")


class Condition(NamedTuple):
    """A piece of SQL with the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()


Pieces = Callable[[str], Sequence[str] | None]
"""Return the index's pieces that a short word begins; None where they are in many
notes, or there is no index."""


def words(text: str, *, by_row: bool, drafts: bool, pieces: Pieces) -> Condition:
    """Return the condition that a note holds a word, or the words of a phrase.

    Args:
        text: The word or phrase, white space folded.
        by_row: Whether the note's own text is looked at instead of the index.
        drafts: Whether a note may be without a card, and says its number itself.
        pieces: What the index knows of a short word.
    """
    if " " in text and by_row:
        return _phrase(text)
    if by_row:
        return _short(text) if text.isascii() else _phrase(text)
    note = "n.id" if drafts else "c.note"
    if " " not in text:
        if len(text) >= SHORTEST_INDEXED:
            return _indexed(note, matched([text]))
        begun = pieces(text)
        if begun is None:
            return _short(text)
        return _indexed(note, matched_any(begun)) if begun else Condition("0")
    phrase = _phrase(text)
    indexed = [word for word in text.split() if len(word) >= SHORTEST_INDEXED]
    if not indexed:
        return phrase
    first = _indexed(note, matched(indexed))
    return Condition(f"({first.sql} and {phrase.sql})", first.values + phrase.values)


def _indexed(note: str, asked: str) -> Condition:
    return Condition(
        f"{note} in (select rowid from note_words where note_words match ?)",
        (asked,),
    )


def matched(some: Iterable[str]) -> str:
    """Return what the index is asked for: notes that hold every one of some words."""
    return " AND ".join(map(_quoted, some))


def matched_any(some: Iterable[str]) -> str:
    """Return what the index is asked for: notes that hold one of some words."""
    return " OR ".join(map(_quoted, some))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _phrase(text: str) -> Condition:
    # Lines are wrapped anywhere, so the phrase is compared with white space folded.
    texts = " || char(1) || ".join(_TEXTS)
    return Condition(f"srs_holds({texts}, ?)", (text.casefold(),))


def _short(word: str) -> Condition:
    """Return the condition for a word that is looked for in the texts themselves."""
    forms = dict.fromkeys((word, word.lower(), word.upper()))
    pairs = [(column, form) for column in _TEXTS for form in forms]
    if len(forms) > 1 and not word.isascii():
        pairs += [(column, word.title()) for column in _TEXTS]
    if word.isascii() and len(forms) > 1:
        likes = " or ".join(f"{column} like ? escape '\\'" for column in _TEXTS)
        return Condition(f"({likes})", (f"%{escaped(word)}%",) * len(_TEXTS))
    found = " or ".join(f"instr({column}, ?)" for column, _ in pairs)
    return Condition(f"({found})", tuple(form for _, form in pairs))


def holds(text: str, phrase: str) -> bool:
    """Return whether a text, its white space folded, holds a phrase of any case."""
    # A test for ASCII is cheap, and most texts need no normal form.
    plain = " ".join(text.split()) if text.isascii() else folded(text)
    return phrase in plain.casefold()


def escaped(text: str) -> str:
    r"""Return the text for a `like` with the escape character `\`."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
