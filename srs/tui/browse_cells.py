"""How does a text fill a cell, and where in it stands what was looked for?"""

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from srs.tui.glyphs import Glyphs


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return what matches each of some words, in any case; None for no words."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def parted(text: str, pattern: re.Pattern[str] | None) -> list[tuple[str, bool]]:
    """Return the parts of a text, each with whether it was looked for."""
    if pattern is None:
        return [(text, False)]
    parts, at = [], 0
    for hit in pattern.finditer(text):
        parts += [(text[at : hit.start()], False), (hit[0], True)]
        at = hit.end()
    return [(part, is_hit) for part, is_hit in [*parts, (text[at:], False)] if part]


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Return a text cut or filled to so many cells."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    end = glyphs.ellipsis
    return set_cell_size(text, max(0, width - len(end))) + end
