"""How is a note written down, so that it is read as that note again?"""

import re

from srs.core.card import Deck, Note
from srs.deck.kinds import KINDS
from srs.deck.opaque import fences_and_displays
from srs.deck.scanner import Scanner

_KINDS = {kind.name: kind for kind in KINDS}
_READ_AS_MORE = re.compile(
    r"^(?:([QACTDSXI]:|#{1,6}(?=[ \t]|$)|<!--)|[ \t]*---[ \t]*$)", re.MULTILINE
)


def write_note(note: Note) -> str:
    """Return a note's block in Markdown, without a line feed at its end.

    A text may hold lines that would be read as markers, headings or separators. They
    are moved by one space, which Markdown does not show, and a separator is written
    `- - -`, which is shown as one.
    """
    kind = _KINDS[note.kind]
    text = kind.write(note)
    if _reads_as(text, note):
        return text
    return kind.write(
        note._replace(
            asked=_turned(note.asked),
            answered=_turned(note.answered),
            source=" ".join(note.source.split()),
            extra=_turned(note.extra),
        )
    )


def _reads_as(text: str, note: Note) -> bool:
    """Return whether a text is one block, with the texts of the note."""
    blocks = list(Scanner(text).blocks())
    if len(blocks) != 1:
        return False
    block = blocks[0]
    reading = _KINDS[note.kind].read(block, Deck(path="", name=""))
    read = (reading.asked, reading.answered, block.source, block.extra, block.tags)
    return read == (note.asked, note.answered, note.source, note.extra, note.tags)


def _turned(text: str) -> str:
    """Return the text with its lines made harmless, fences left as they are."""
    opaque = fences_and_displays(text)
    for left in reversed(opaque.open):
        text = f"{text[: left.start]}\\{text[left.start :]}"
    pieces: list[str] = []
    done = 0
    for region in fences_and_displays(text).regions:
        pieces += [_READ_AS_MORE.sub(_turn, text[done : region.start])]
        pieces += [text[region.start : region.end]]
        done = region.end
    return "".join([*pieces, _READ_AS_MORE.sub(_turn, text[done:])]).strip("\n")


def _turn(match: re.Match[str]) -> str:
    return f" {match[1]}" if match[1] else "- - -"
