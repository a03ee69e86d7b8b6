"""`T:` and `D:`: a term and its definition, asked both ways, two cards."""

from srs.core.card import Deck, Note, Sides
from srs.deck.blocks import Block, Fault
from srs.deck.kinds.kind import Kind, Reading, draft_fault, part, written


def read(block: Block, deck: Deck) -> Reading:
    """Return the term and its definition."""
    asked, answered = block.asked, block.answered
    if answered is None:
        fault = Fault(block.line, "R01", "A term without a `D:` line.")
        return Reading(asked, faults=(fault,))
    if block.twice:
        return Reading(asked, answered)
    if not asked or not answered:
        what = "definition" if asked else "term"
        faults = (draft_fault(block.line, what),)
        return Reading(asked, answered, draft=True, faults=faults)
    sides = Sides("forward", asked, answered), Sides("back", answered, asked)
    return Reading(asked, answered, sides)


def write(note: Note) -> str:
    """Return the note as a `T:` block."""
    asked = part("T", note.asked, note.tags)
    return written(note, f"{asked}\n{part('D', note.answered)}")


TERM = Kind(name="term", marker="T", answer="D", read=read, write=write)
