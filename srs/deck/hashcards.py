"""Where would hashcards read a deck otherwise?

Only for a deck that hashcards would accept as a whole: it refuses prose outside of
cards, so a deck with a title or a lead was never one of its own.
"""

import re
from collections.abc import Iterator

from srs.core.card import Problem
from srs.deck.frontmatter import split
from srs.deck.opaque import Region, fences_and_displays
from srs.deck.parser import clean
from srs.deck.problems import Problems

_FURTHER = re.compile(r"[TDSXI]:(?!:)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")


def differences(path: str, text: str) -> tuple[Problem, ...]:
    """Return, as information, each line that hashcards would read otherwise."""
    text = clean(text)
    problems = Problems(path, text)
    matter = split(text, Problems(path, text))
    body = text[matter.end :]
    if not _accepted(body):
        return ()
    for line, message in _places(body):
        problems.add(matter.lines + line, "hashcards", message, severity="information")
    return problems.sorted()


def _accepted(body: str) -> bool:
    """Return whether hashcards would read all of a deck: no stray text or marker."""
    state = ""
    for line in body.split("\n"):
        if line.strip() == "---":
            wrong, state = state == "Q", ""
        elif line.startswith(("Q:", "C:")):
            wrong, state = state == "Q", line[0]
        elif line.startswith("A:"):
            wrong, state = state != "Q", "A"
        else:
            wrong = not state and bool(line.strip())
        if wrong:
            return False
    return state != "Q"


def _places(body: str) -> Iterator[tuple[int, str]]:
    """Return line and sentence of each difference, in a deck hashcards accepts."""
    regions = iter(fences_and_displays(body).regions)
    region: Region | None = next(regions, None)
    offset, blank = 0, True
    for number, line in enumerate(body.split("\n"), 1):
        while region is not None and region.end <= offset:
            region = next(regions, None)
        inside = region is not None and region.start < offset
        if inside and (line[:2] in ("Q:", "A:", "C:") or line.strip() == "---"):
            yield number, "In a fence this is text; hashcards reads it as a marker."
        elif not inside and _FURTHER.match(line):
            yield number, f"`{line[:2]}` is a marker here; hashcards reads it as text."
        elif not inside and blank and _HEADING.match(line):
            yield number, "A heading ends the card here; hashcards reads it as text."
        blank = not line.strip()
        offset += len(line) + 1
