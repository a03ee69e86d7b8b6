"""`I:`: an open question that incubates, with dated thoughts beneath.

I: Why do wrong ideas outlive their refutation? #memetics
> 2026-11-23 Perhaps the refutation is dull.
"""

import re

from srs.core.card import Deck, Note, Sides
from srs.deck.blocks import Block
from srs.deck.kinds.kind import Kind, Reading, draft_fault, part, written

_THOUGHT = re.compile(
    r"(?:\A|\n)> ?(\d{4}-\d\d-\d\d(?:[ \t][^\n]*)?(?:\n>(?! ?\d{4}-\d\d-\d\d)[^\n]*)*)"
    r"(?=\n|\Z)"
)
_QUOTE = re.compile(r"\n> ?")


def read(block: Block, deck: Deck) -> Reading:
    """Return the idea, and the thoughts beneath it."""
    text = block.asked
    if "> " not in text:
        thoughts: tuple[str, ...] = ()
    else:
        thoughts = tuple(
            _QUOTE.sub("\n", found[1]).rstrip() for found in _THOUGHT.finditer(text)
        )
        text = _THOUGHT.sub("", text).strip()
    if not text:
        faults = (draft_fault(block.line, "idea"),)
        return Reading(text, draft=True, thoughts=thoughts, faults=faults)
    return Reading(text, sides=(Sides(key="", front=text, back=""),), thoughts=thoughts)


def write(note: Note) -> str:
    """Return the note as an `I:` block, its thoughts beneath."""
    lines = [part("I", note.asked, note.tags)]
    lines += ["> " + thought.replace("\n", "\n> ") for thought in note.thoughts]
    return written(note, "\n".join(lines))


IDEA = Kind(name="idea", marker="I", answer="", read=read, write=write)
