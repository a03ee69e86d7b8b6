"""What do readers say of a deck, and where does it stand now?

`feedback.txt` in the collection holds a line a card: `file:line fingerprint words`. The
fingerprint says which note is meant, wherever it moved.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from srs.core.card import Fingerprint, Problem
from srs.core.text import safe_line
from srs.deck.lint.model import Page

FILE = "feedback.txt"
CODE = "feedback"
MOST_BYTES = 1_000_000
_LINE = re.compile(r"\S.*:\d+ ([0-9a-f]{32}) (\S.*)")

Feedback = dict[Fingerprint, list[str]]


def read_feedback(roots: Iterable[Path]) -> Feedback:
    """Return what the files of some collections say, by note."""
    found: Feedback = {}
    for root in roots:
        try:
            with (root / FILE).open("rb") as file:
                text = file.read(MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            continue
        for line in text.splitlines():
            if match := _LINE.fullmatch(safe_line(line.strip())):
                found.setdefault(Fingerprint(match[1]), []).append(match[2])
    return found


def told_of(page: Page, feedback: Feedback) -> Iterator[Problem]:
    """Give what readers told of a deck's notes, at the notes' present lines."""
    for note in page.parsed.notes if feedback else ():
        for words in dict.fromkeys(feedback.get(note.fingerprint, ())):
            yield Problem(
                path=page.deck.path,
                line=note.span.line,
                column=1,
                code=CODE,
                message=f"Readers say: {words}",
                severity="information",
            )
