"""Where does a line of text break?

At spaces; between double-width characters, but not before a closing mark nor
after an opening one; and inside a word only where it is wider than the line. A
combining mark stays with its letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

_UNIT = re.compile(r"[^ \u200b\u2002-\u200a\u3000]*[ \u200b\u2002-\u200a\u3000]*")
_SPACES = " \u200b\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
_NOT_FIRST = frozenset(
    "、。，．：；！？）］｝」』】〉》〕’”…ー・々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NOT_LAST = frozenset("（［｛「『【〈《〔‘“")
_JOINERS = ("\u200d", "\ufe0f")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the screen, at most as wide as was asked for."""

    content: Content
    indent: int = 0
    """How many characters at its start are no text of the card."""
    glue: str = "\n"
    """What stood between this line and the one above in the text."""


def clusters(text: str) -> Iterator[str]:
    """Return the characters, each with the marks and joiners that belong to it."""
    held = ""
    for char in text:
        if held and (held.endswith("\u200d") or char in _JOINERS or not cell_len(char)):
            held += char
            continue
        if held:
            yield held
        held = char
    if held:
        yield held


def breaks(text: str, width: int) -> list[int]:
    """Return the offsets at which a new line starts, for text without line feeds."""
    if cell_len(text) <= width:
        return []
    offsets: list[int] = []
    start = used = 0
    for unit in _units(text):
        size = cell_len(unit)
        bare = size if unit[-1] not in _SPACES else cell_len(unit.rstrip(_SPACES))
        if used + bare > width and start:
            offsets.append(start)
            used = 0
        if bare > width:
            inner, used = _folds(unit, width)
            offsets.extend(start + offset for offset in inner)
        else:
            used += size
        start += len(unit)
    return offsets


def _units(text: str) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match.group()
        if not unit:
            continue
        if unit.isascii() or cell_len(unit) == len(unit):
            yield unit
        else:
            yield from _wide_units(unit)


def _wide_units(word: str) -> Iterator[str]:
    """Return the word cut where double-width characters allow it."""
    held = ""
    for cluster in clusters(word):
        if held and _may_break(held, cluster):
            yield held
            held = ""
        held += cluster
    if held:
        yield held


def _may_break(before: str, after: str) -> bool:
    if after[0] in _SPACES or after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return False
    return cell_len(after) == 2 or cell_len(before[-1]) == 2


def _folds(word: str, width: int) -> tuple[list[int], int]:
    """Return where a word that fits no line is cut, and what its last part takes."""
    offsets: list[int] = []
    position = used = 0
    for cluster in clusters(word):
        size = cell_len(cluster)
        if used + size > width and used and cluster not in _SPACES:
            offsets.append(position)
            used = 0
        used += size
        position += len(cluster)
    return offsets, used


def wrap(content: Content, width: int) -> list[Line]:
    """Return the text as lines of at most `width` cells; line feeds are kept."""
    width = max(width, 2)
    lines: list[Line] = []
    paragraphs = (
        content.split("\n", allow_blank=True) if "\n" in content.plain else None
    )
    for paragraph in paragraphs or [content]:
        lines.extend(_wrapped(paragraph, width))
    return lines


def _wrapped(paragraph: Content, width: int) -> list[Line]:
    text = paragraph.plain
    offsets = breaks(text, width)
    if not offsets:
        fits = cell_len(text) <= width
        return [Line(paragraph if fits else paragraph.rstrip(_SPACES))]
    lines = []
    for part, start in zip(paragraph.divide(offsets), [0, *offsets], strict=True):
        glue = "\n"
        if start:
            glue = " " if text[start - 1] == " " else ""
        lines.append(Line(part.rstrip(_SPACES), glue=glue))
    return lines


def fold(content: Content, width: int) -> list[Line]:
    """Return a line of code cut into rows, each as full as it can be."""
    width = max(width, 2)
    text = content.plain
    if cell_len(text) <= width:
        return [Line(content)]
    offsets, _ = _folds(text, width)
    if not offsets:
        return [Line(content.rstrip(_SPACES))]
    parts = content.divide(offsets)
    return [
        Line(
            part.rstrip(_SPACES) if cell_len(part.plain) > width else part,
            glue="" if index else "\n",
        )
        for index, part in enumerate(parts)
    ]
