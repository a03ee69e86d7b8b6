"""Which words could the learner be about to type into a query?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from srs.core.query_tree import FieldName, PropertyName, State
from srs.deck.kinds import KINDS
from srs.study.collection import Collection

_OPEN = ("is:", "deck:", "tag:", "concept:", "kind:", "flag:", "rated:", "added:",
         "edited:", "prop:")  # fmt: skip
_EXAMPLES = ("1", "7", "30")


class Completions:
    """The words of queries over one collection, as it was when it was asked first."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._values: Mapping[str, Sequence[str]] | None = None

    def of(self, text: str, *, most: int = 8) -> list[str]:
        """Return how the last word of a text could go on, as whole words.

        Args:
            text: What stands before the cursor.
            most: How many to return.
        """
        word = last_word(text)
        bare = word.lstrip("-(")
        lead = word[: len(word) - len(bare)]
        field, colon, value = bare.partition(":")
        if not bare:
            return []
        if not colon:
            found = [each for each in _OPEN if each.startswith(bare.casefold())]
        else:
            known = self._of_field(field.casefold())
            found = _fitting(f"{field}:", value.strip('"'), known)
        return [f"{lead}{each}" for each in found[:most] if each != bare]

    def _of_field(self, field: str) -> Sequence[str]:
        if self._values is None:
            self._values = _values(self._collection)
        return self._values.get(field, ())


def last_word(text: str) -> str:
    """Return the term that a text ends with; a quoted one is whole."""
    start, quoted = 0, False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign.isspace() and not quoted:
            start = at + 1
    return text[start:]


def completed(text: str, word: str) -> str:
    """Return a text with its last word finished, and a space after a whole term."""
    end = "" if word.endswith(":") or word.split(":")[0].endswith("prop") else " "
    return f"{text[: len(text) - len(last_word(text))]}{word}{end}"


def _values(collection: Collection) -> dict[str, Sequence[str]]:
    """Return what each field can name."""
    decks = [entry.deck for entry in collection.decks.values()]
    folders = {name.rpartition("/")[0] for deck in decks if "/" in (name := deck.name)}
    concepts = {
        concept.id
        for some in collection.store.cards.concepts().values()
        for concept in some
    }
    names: dict[FieldName, Iterable[str]] = {
        "deck": {*folders, *(deck.name for deck in decks)},
        "tag": {
            *collection.store.cards.tags(),
            *(t for deck in decks for t in deck.tags),
        },
        "concept": concepts,
        "kind": [kind.name for kind in KINDS],
    }
    return {
        **{name: sorted(some) for name, some in names.items()},
        "is": get_args(State),
        "flag": ("any", *map(str, range(8))),
        "rated": (*_EXAMPLES, "1:1", "7:1"),
        "added": _EXAMPLES,
        "edited": _EXAMPLES,
        "prop": [
            *(f"{name}{sign}" for name in get_args(PropertyName) for sign in "<>"),
        ],
    }


def _fitting(lead: str, begun: str, known: Sequence[str]) -> list[str]:
    """Return the values that go on as begun, then those that hold it elsewhere."""
    wanted = begun.casefold()
    begins = [each for each in known if each.casefold().startswith(wanted)]
    holds = [each for each in known if wanted in each.casefold()] if wanted else []
    return [
        f'{lead}"{each}"' if " " in each else f"{lead}{each}"
        for each in dict.fromkeys([*begins, *holds])
    ]
