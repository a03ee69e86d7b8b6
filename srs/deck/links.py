"""Which concepts does a text link to? `[[concept]]`, `[[deck#Heading|shown]]`."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from srs.deck.headings import slug
from srs.deck.opaque import inline

_LINK = re.compile(r"(?<!!)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")


class Link(NamedTuple):
    """A link as written."""

    target: str
    shown: str
    start: int
    """Where it stands, in characters of the text."""


def links(text: str) -> Iterator[Link]:
    """Return the links of a text, those in code and maths left out."""
    if "[[" not in text:
        return
    hidden = inline(text)
    for found in _LINK.finditer(text):
        if any(region.start <= found.start() < region.end for region in hidden):
            continue
        target = found[1].strip()
        shown = (found[2] or "").strip() or target.rpartition("#")[2]
        yield Link(target, shown, found.start())


def placed_links(text: str) -> list[tuple[str, int, int]]:
    """Return what each link of a text names, with its line and column from 1."""
    return [
        (
            link.target,
            text.count("\n", 0, link.start) + 1,
            link.start - text.rfind("\n", 0, link.start),
        )
        for link in links(text)
    ]


def concept_of(target: str, known: Container[str]) -> str | None:
    """Return the concept that a link's target names, or None.

    The target is a concept's id, or a heading's text, behind `deck#` or alone.
    """
    name = target.rpartition("#")[2].strip()
    for candidate in (name, slug(name)):
        if candidate in known:
            return candidate
    return None
