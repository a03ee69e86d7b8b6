"""Is a marker misspelt here? `a:` for `A:`, `A :`, a full-width colon."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from srs.core.card import Note
from srs.deck.blocks import Block, Fault
from srs.deck.opaque import Region

_LOWER = re.compile(r"\n([qatdc]):[ \t]+\S")
_MISSPELT = {
    "A": re.compile(
        r"^[ \t]*((?:a|ans|answer)[ \t]*[:：])", re.MULTILINE | re.IGNORECASE
    ),
    "D": re.compile(
        r"^[ \t]*((?:d|def|definition)[ \t]*[:：])", re.MULTILINE | re.IGNORECASE
    ),
}


def missing_answer(block: Block, body: str, marker: str) -> Fault | None:
    """Return the fault of a misspelt answer, where a block seems to have one."""
    text = body[block.start : block.end]
    found = _MISSPELT[marker].search(text)
    if found is None:
        return None
    line = block.line + text.count("\n", 0, found.start(1))
    return _fault(line, found[1], marker, "R01")


def typos(
    body: str, notes: Sequence[Note], hidden: Sequence[Region], *, above: int
) -> Iterator[Fault]:
    """Return markers in lower case, where a block has swallowed them.

    Args:
        body: The deck without its front matter.
        notes: The deck's notes in order.
        hidden: What is no text of the deck: fences and displays, in order.
        above: How many lines of front matter stand above the body.
    """
    fences = [region.start for region in hidden]
    line, counted = 0, 0
    for found in _LOWER.finditer(f"\n{body}"):
        at = found.start()
        fence = bisect_right(fences, at) - 1
        if fence >= 0 and at < hidden[fence].end:
            continue
        line += body.count("\n", counted, at)
        counted = at
        place = line + 1 + above
        owner = bisect_right(notes, place, key=_first_line) - 1
        inside = owner >= 0 and place <= notes[owner].span.end_line
        if found[1] == "q" or inside:
            yield _fault(line + 1, f"{found[1]}:", found[1].upper(), "typo")._replace(
                severity="warning"
            )


def _first_line(note: Note) -> int:
    return note.span.line


def _fault(line: int, written: str, marker: str, code: str) -> Fault:
    return Fault(
        line,
        code,
        f"`{written}` is no marker.",
        suggestion=f"Did you mean `{marker}:`?",
        needle=written,
    )
