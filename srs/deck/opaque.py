"""Where does Markdown not look at markers? Fences, display maths, code, maths.

Two depths: `fences_and_displays` finds what spans lines and hides markers from the
scanner; `inline` finds code spans and maths inside one note's text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

OpaqueKind = Literal["fence", "code", "maths"]


class Region(NamedTuple):
    """A stretch of text from `start` to before `end`."""

    start: int
    end: int
    kind: OpaqueKind
    info: str = ""
    """What stands behind the opening of a fence."""
    body: str = ""
    """What stands inside a fence, without its two lines."""


class Open(NamedTuple):
    """Something that opens and never closes."""

    start: int
    kind: OpaqueKind


@dataclass(frozen=True, slots=True)
class Opaque:
    """The regions of a text in order, and what was left open."""

    regions: list[Region]
    open: list[Open]


_BARE_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_OPENING = r"^(?:[QACTDSXI]:)?[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*)"
_ESCAPE = r"(?P<escape>\\[^\n])"
_TICKS = r"(?P<ticks>`+)"
_BLOCKS = re.compile(f"{_OPENING}|{_ESCAPE}|{_TICKS}|(?P<maths>\\$\\$)", re.MULTILINE)
_INLINE = re.compile(f"{_OPENING}|{_ESCAPE}|{_TICKS}|(?P<maths>\\$\\$?)", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CARD_AFTER_BLANK = re.compile(r"\n[ \t]*\n[QCTI]:")
_MARKER_ALONE = re.compile(r"(?:[QACTDSXI]:)?[ \t]*")
_LONGEST_CODE_CHARACTERS = 65_536
_OPENERS = (("`", 3), ("~", 3), ("$", 2))
_BRACKETS = re.compile(r"[\[\]]")
_DOLLAR_END = re.compile(r"\\.|\$")


class _Closers:
    """Finds the line that closes a fence, in one pass over all of them."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._fences: list[tuple[int, int, str]] = []
        for match in _BARE_FENCE.finditer(text):
            self._starts.append(match.start())
            self._fences.append((match.start(), match.end(), match[1]))
        # longest[i][char]: the longest closing line at or behind the i-th.
        self._longest: list[dict[str, int]] = [{"`": 0, "~": 0}]
        for _, _, marks in reversed(self._fences):
            after = dict(self._longest[-1])
            after[marks[0]] = max(after[marks[0]], len(marks))
            self._longest.append(after)
        self._longest.reverse()

    def after(self, position: int, marks: str) -> tuple[int, int] | None:
        """Return start and end of the line that closes what `marks` opened."""
        index = bisect_right(self._starts, position)
        if self._longest[index][marks[0]] < len(marks):
            return None
        for number in range(index, len(self._fences)):
            start, end, closing = self._fences[number]
            if closing[0] == marks[0] and len(closing) >= len(marks):
                return start, end
        return None


def fences_and_displays(text: str) -> Opaque:
    """Return the fences and the display maths that span lines."""
    found = Opaque(regions=[], open=[])
    # Most decks hold none of these, and a single character is found far faster.
    if not any(mark in text and mark * n in text for mark, n in _OPENERS):
        return found
    closers = _Closers(text)
    position = 0
    while match := _BLOCKS.search(text, position):
        if match["fence"]:
            position = _fence(text, match, closers, found)
        elif match["ticks"]:
            position = _code_end(text, match, _line_end(text, match)) or match.end()
        elif match["maths"]:
            position = _display(text, match, found)
        else:
            position = match.end()
    return found


def _line_end(text: str, match: re.Match[str]) -> int:
    far = match.end() + _LONGEST_CODE_CHARACTERS
    end = text.find("\n", match.end(), far)
    return far if end < 0 else end


def _fence(text: str, match: re.Match[str], closers: _Closers, found: Opaque) -> int:
    """Add the fence that opens here; return where to look further."""
    start = match.start("fence")
    closing = closers.after(start, match["fence"])
    if closing is None:
        found.open.append(Open(start, "fence"))
        return match.end()
    body = text[match.end() + 1 : max(match.end() + 1, closing[0] - 1)]
    found.regions.append(
        Region(start, closing[1], "fence", match["info"].strip(), body)
    )
    return closing[1]


def _display(text: str, match: re.Match[str], found: Opaque) -> int:
    """Add the display that opens here, if it spans lines; return where to go on."""
    start, inside = match.span()
    line_end = text.find("\n", inside)
    end = text.find("$$", inside)
    line_end = len(text) if line_end < 0 else line_end
    if 0 <= end < line_end:
        return end + 2
    line_start = text.rfind("\n", 0, start) + 1
    first = _MARKER_ALONE.fullmatch(text, line_start, start) is not None
    last = not text[inside:line_end].strip()
    if not (first or (last and end >= 0 and _begins_line(text, end))):
        return inside
    # A stray pair of dollars must not swallow cards until the next stray pair.
    if end < 0 or _CARD_AFTER_BLANK.search(text, inside, end):
        if first:
            found.open.append(Open(start, "maths"))
        return inside
    found.regions.append(Region(start, end + 2, "maths"))
    return end + 2


def _begins_line(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip()


def inline(text: str) -> list[Region]:
    """Return all code and maths of one note's text, in order."""
    if "`" not in text and "$" not in text and "~~~" not in text:
        return []
    return list(_inline(text))


def _inline(text: str) -> Iterator[Region]:
    closers: _Closers | None = None
    position = counted = depth = 0
    while match := _INLINE.search(text, position):
        start, position = match.span()
        end: int | None = None
        kind: OpaqueKind = "code"
        if match["escape"]:
            depth -= (match[0] == r"\[") - (match[0] == r"\]")
        elif match["fence"]:
            start, kind = match.start("fence"), "fence"
            closers = closers or _Closers(text)
            if closing := closers.after(start, match["fence"]):
                end = closing[1]
        elif match["ticks"]:
            end = _code_end(text, match, len(text))
        else:
            kind = "maths"
            open_brackets = depth + _depth(text, counted, start)
            end = _maths_end(text, match, within_bracket=open_brackets > 0)
        if end is not None:
            depth += _depth(text, counted, start)
            position = counted = end
            yield Region(start, end, kind, (match["info"] or "").strip())


def _depth(text: str, start: int, end: int) -> int:
    """Return how many more brackets open than close in a stretch."""
    return text.count("[", start, end) - text.count("]", start, end)


def _code_end(text: str, match: re.Match[str], limit: int) -> int | None:
    """Return where a code span ends that opens at the match, within one paragraph."""
    marks = match["ticks"]
    position = match.end()
    while (found := text.find(marks, position, limit)) >= 0:
        position = found + len(marks)
        if text.startswith("`", position) or text[found - 1] == "`":
            while text.startswith("`", position):
                position += 1
            continue
        blank = _BLANK_LINE.search(text, match.end(), found)
        return None if blank else position
    return None


def _maths_end(text: str, match: re.Match[str], *, within_bracket: bool) -> int | None:
    """Return where the maths ends that opens at the match, if it is maths."""
    opening, inside = match["maths"], match.end()
    if len(opening) == 2:
        end = text.find("$$", inside)
        return end + 2 if end >= 0 else None
    if text[inside : inside + 1].isspace():
        return None
    for dollar in _DOLLAR_END.finditer(text, inside):
        if dollar[0] != "$":
            continue
        body = text[inside : dollar.start()]
        sound = (
            body
            and not body[-1].isspace()
            and not text[dollar.end() : dollar.end() + 1].isdigit()
            and not _BLANK_LINE.search(body)
            and not (within_bracket and _closes_more(body))
        )
        return dollar.end() if sound else None
    return None


def _closes_more(body: str) -> bool:
    """Return whether a bracket closes before it opens: `[$a] or [$b]` is no maths."""
    depth = 0
    for bracket in _BRACKETS.findall(body):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return True
    return False
