"""`Q:` and `A:`: one question with one answer, one card."""

from srs.core.card import Deck, Note, Sides
from srs.deck.blocks import Block, Fault
from srs.deck.kinds.kind import Kind, Reading, draft_fault, part, written


def read(block: Block, deck: Deck) -> Reading:
    """Return the question and its answer."""
    asked, answered = block.asked, block.answered
    if answered is None:
        fault = Fault(block.line, "R01", "A question without an `A:` line.")
        return Reading(asked, faults=(fault,))
    if block.twice:
        return Reading(asked, answered)
    if not asked or not answered:
        what = "answer" if asked else "question"
        faults = (draft_fault(block.line, what),)
        return Reading(asked, answered, draft=True, faults=faults)
    return Reading(asked, answered, (Sides("", asked, answered),))


def write(note: Note) -> str:
    """Return the note as a `Q:` block."""
    asked = part("Q", note.asked, note.tags)
    return written(note, f"{asked}\n{part('A', note.answered)}")


BASIC = Kind(name="basic", marker="Q", answer="A", read=read, write=write)
