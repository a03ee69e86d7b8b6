"""What does a new deck begin with?"""

import re
from pathlib import Path

from srs.core.errors import InputError
from srs.core.text import folded, safe_line
from srs.study.author import deck_file, in_vault
from srs.study.collection import Collection
from srs.study.saving import make

TEMPLATE = """\
---
# A deck suggests and its learner decides: take a # away to suggest something.
# Every key is told in: srs help deck-format
{vault}#
# tags = ["history"]
# start = "manual"           # no new cards until: srs start
# new_per_day = 10
# desired_retention = 0.90
# order = "random"           # else new cards come as they stand here
#
# [sources]                  # S: Livy, beneath a card, then means this
# Livy = "Livy, Ab urbe condita, https://example.org/livy"
#
# [requires]                 # new cards of a concept wait for these
# empire = ["republic"]
---

# {title}

Headings are concepts; text such as this explains them and is never asked. The card
below is a draft: it is asked once its answer is written. More: srs help writing-cards

## First concept

Q: Which question does {title} answer first?
A:
"""
_BETWEEN_WORDS = re.compile(r"[-_\s]+")


def begin_deck(collection: Collection, name: str, *, title: str = "") -> Path:
    """Write a deck with a template, and return its file.

    Args:
        collection: The collection, its decks read.
        name: The deck's path, with or without its ending.
        title: Its heading; made of the name if empty.

    Raises:
        DeckError: It is there already, or cannot be written.
        InputError: The name leads out of the collection, or is no name.
    """
    file = deck_file(collection, name)
    if file.stem.strip(" .") == "":
        raise InputError(
            f"{safe_line(name)!r} names no deck.", next_step="srs new history/rome"
        )
    shown = safe_line(folded(title) or _title(file.stem))
    vault = "srs = true\n" if in_vault(file) else ""
    make(file, TEMPLATE.format(title=shown, vault=vault).encode("utf-8"))
    return file


def example_line(text: str) -> int:
    """Return the line of the template at which one begins to write."""
    return text[: text.index("\nQ: ")].count("\n") + 2


def _title(stem: str) -> str:
    words = _BETWEEN_WORDS.sub(" ", stem).strip()
    return words[:1].upper() + words[1:]
