"""Where does each block begin and end? Lines to blocks, headings and prose.

One regular expression jumps from marker to marker, so that a deck of 100,000 notes
is read in a fraction of a second. No Markdown tree is built; only what decides
about blocks is known: markers, separators, headings, comments, fences and displays.
"""

import re
from collections.abc import Iterator
from typing import Literal

from srs.deck.blocks import ANSWERS, OPENERS, Block, Comment, Fault
from srs.deck.comments import METADATA
from srs.deck.headings import Heading, read_heading
from srs.deck.opaque import fences_and_displays

_EVENTS = (
    r"\n(?:([QAC]:|[TDSXI]:(?!:))"
    r"|([ \t]*---[ \t]*(?=\n))"
    r"|(#{1,6}(?=[ \t\n]))"
    r"|(<!--))"
)
_MARKER, _SEPARATOR, _HEADING = 1, 2, 3
# Most blocks have one line a part, and nothing but blank lines follow before the
# next begins. They are taken whole; all others go event by event.
_WHOLE_BLOCK = (
    r"\n(?:Q:([^\n]*)\nA|T:(?!:)([^\n]*)\nD|C):([^\n]*)(?:\nS:(?!:)([^\n]*))?"
    r"(?:\n[ \t]*)*(?=\n(?:[QC]:|[TI]:(?!:)|---[ \t]*\n)|\n\n#{1,6}[ \t]|\Z)"
)
_ANSWERED, _SOURCE = 3, 4
_EVENT = re.compile(_EVENTS)
_EVENT_OR_BLOCK = re.compile(f"{_WHOLE_BLOCK}|{_EVENTS}")
_EVENT_OBSIDIAN = re.compile(_EVENTS.replace("[QAC]:", "[QAC]:(?!:)"))
_TAG = re.compile(r"#[A-Za-z][\w/-]*")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LOST = {
    "A": "An answer without a question above it.",
    "D": "A definition without a term above it.",
    "S": "A source without a note above it.",
    "X": "An extra without a note above it.",
}


def _without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without the tags that end its first line, and the tags."""
    first, feed, rest = text.partition("\n")
    words = first.split()
    count = 0
    while count < len(words) and _TAG.fullmatch(words[-1 - count]):
        count += 1
    if not count or (count == len(words) and not first[:1].isspace()):
        return text, ()
    left = first.rsplit(None, count)[0] if count < len(words) else ""
    if not left and not rest.strip():
        return text, ()
    return left + feed + rest, tuple(tag[1:] for tag in words[-count:])


def _joined(before: str, between: str, text: str) -> str:
    return f"{before}{between}{text}" if before and text else before or text


def _first_paragraph(prose: str) -> str:
    """Return the first paragraph that is neither a fence nor a comment."""
    for region in reversed(fences_and_displays(prose).regions):
        if region.kind == "fence":
            prose = f"{prose[: region.start]}\n\n{prose[region.end :]}"
    for paragraph in _PARAGRAPHS.split(prose):
        if (words := paragraph.strip()) and not words.startswith("<!--"):
            return words
    return ""


class Scanner:
    r"""Goes through a text with `\n` line ends and keeps what is open.

    The lists grow while `blocks` is read; then they are complete.

    Args:
        text: A deck without its front matter.
        obsidian: Whether `Q::` may be a question in Obsidian's dialect.
        whole: Whether simple blocks are taken whole, which is only faster.
    """

    def __init__(
        self, text: str, *, obsidian: bool = False, whole: bool = True
    ) -> None:
        # A feed before the first and after the last line: every line is alike.
        self._text = f"\n{text}\n"
        self._obsidian = obsidian
        self._event = _EVENT_OBSIDIAN if obsidian else _EVENT
        self._first = _EVENT_OR_BLOCK if whole and not obsidian else self._event
        self.opaque = fences_and_displays(text)
        self.headings: list[Heading] = []
        self.leads: dict[int, str] = {}
        """The first paragraph beneath a heading, by the heading's line."""
        self.prose: list[tuple[int, int]] = []
        """Stretches of text outside of blocks, from start to before end."""
        self.faults: list[Fault] = []
        self._block: Block | None = None
        self._marker = ""
        """Of the part that is open; empty where text is prose."""
        self._part_line = self._segment_line = 0
        self._part_start = 0
        self._pieces: list[str] = []
        self._lead: int | None = None
        """The line of the heading whose lead is awaited."""
        self._prose_start = 0
        self._unclosed = False
        """Whether no comment ends behind this place."""
        self._line = 0
        self._counted = 0

    def blocks(self) -> Iterator[Block]:
        """Return the blocks in the order of the text."""
        text, regions = self._text, iter(self.opaque.regions)
        region = next(regions, None)
        position, shift = 0, _SOURCE if self._first is _EVENT_OR_BLOCK else 0
        while match := self._first.search(text, position):
            start = match.start()
            # Regions count from the text's first character, events from the feed.
            while region is not None and region.end <= start:
                region = next(regions, None)
            if region is not None and region.start < start:
                position = region.end
                continue
            self._line += text.count("\n", self._counted, start + 1)
            self._counted = start + 1
            kind = match.lastindex or 0
            block = self._block
            if shift and kind <= shift:
                if region is None or region.start >= match.end():
                    position = match.end()
                    if block is not None or self._prose_start != start:
                        self._close(start)
                    self._lead, self._prose_start = None, position
                    if block is not None:
                        yield block
                    yield self._whole(match)
                    continue
                match = self._event.match(text, start) or match
                kind = match.lastindex or 0
            elif shift:
                kind -= shift
            position = self._at_event(kind, match, start)
            if block is not None and self._block is not block:
                yield block
        block = self._block
        self._close(len(text) - 1)
        if block is not None:
            yield block

    def _at_event(self, kind: int, match: re.Match[str], start: int) -> int:
        """Take one event; return where to look further."""
        if kind == _MARKER:
            self._at_marker(self._text[start + 1], start)
        elif kind == _SEPARATOR:
            self._close(start)
            self._prose_start = match.end()
        elif kind == _HEADING:
            self._at_heading(start)
        else:
            return max(match.end(), self._at_comment(start))
        return match.end()

    def _whole(self, match: re.Match[str]) -> Block:
        """Return the block that was matched as a whole."""
        asked_in_q, asked_in_t, last, source = match.group(1, 2, 3, 4)
        line, start = self._line, match.start()
        marker = self._text[start + 1]
        end_line, end = line, match.end(_ANSWERED)
        answered: str | None = None
        asked: str = last
        if marker != "C":
            asked, answered = asked_in_q or asked_in_t or "", last.strip()
            end_line += 1
        if source is not None:
            source = source.strip()
            end_line += 1
            end = match.end(_SOURCE)
        tags: tuple[str, ...] = ()
        if "#" in asked:
            asked, tags = _without_tags(asked)
        return Block(
            marker,
            line,
            end_line,
            start,
            end - 1,
            asked.strip(),
            line,
            answered,
            source or "",
            "",
            tags,
        )

    def _at_marker(self, marker: str, start: int) -> None:
        if marker in OPENERS:
            self._close(start)
            self._lead = None
            self._block = Block(marker, self._line, self._line, start, start + 2)
        elif not self._belongs(marker, start):
            self._close(start)
            self._prose_start = start
            self._fault("lost-marker", _LOST[marker])
            return
        self._end_part(start)
        self._marker = marker
        self._part_line = self._segment_line = self._line
        self._part_start = start + 3
        if self._block is not None:
            self._block.end_line, self._block.end = self._line, start + 2

    def _belongs(self, marker: str, start: int) -> bool:
        """Return whether a marker that opens no block belongs to the one above."""
        block = self._block
        if block is None:
            return False
        if not self._marker and self._text[self._prose_start : start].strip():
            return False
        asked = ANSWERS.get(marker)
        if asked is None:
            return True
        if block.marker != asked:
            return False
        if marker == self._marker or block.answered is not None:
            block.twice = True
            self._fault("R01", f"A second `{marker}:` in one block.")
        return True

    def _at_heading(self, start: int) -> None:
        if self._marker and not self._follows_blank(start):
            return
        self._close(start)
        end = self._text.find("\n", start + 1)
        heading = read_heading(self._text[start + 1 : end], self._line)
        self.headings.append(heading)
        self._lead = self._line
        self._prose_start = end

    def _at_comment(self, start: int) -> int:
        """Take a comment; return behind which place to look further."""
        metadata = METADATA.match(self._text, start + 1)
        if metadata and self._block is not None:
            self._add_metadata(self._block, metadata, start)
            return metadata.end()
        if self._marker and not self._follows_blank(start):
            return start
        if metadata and not self._obsidian:
            self._fault("lost-comment", "No block stands above this comment.")
        if self._block is not None:
            self._close(start)
        return self._comment_end(start)

    def _add_metadata(self, block: Block, metadata: re.Match[str], start: int) -> None:
        ended = not self._marker or self._follows_blank(start)
        if ended:
            self._end_part(start)
            self._prose_start = metadata.end()
        else:
            self._cut_segment(block, start)
            self._part_start = metadata.end()
            self._segment_line = self._line
        key: Literal["id", "lint"] = "id" if metadata[1] == "id" else "lint"
        block.comments += (Comment(self._line, key, metadata[2]),)
        block.end_line = self._line
        block.end = metadata.end() - 1

    def _comment_end(self, start: int) -> int:
        """Return where the comment ends; one that spans lines is not even prose."""
        end = -1 if self._unclosed else self._text.find("-->", start)
        if end < 0:
            self._unclosed = True
            return start
        if "\n" in self._text[start + 1 : end]:
            self._end_prose(start)
            self._prose_start = end + 3
        return end

    def _follows_blank(self, start: int) -> bool:
        """Return whether the line before the feed at `start` is blank."""
        last = start - 1
        while last > 0 and self._text[last] in " \t":
            last -= 1
        return self._text[last] == "\n"

    def _cut_segment(self, block: Block, end: int) -> None:
        """Keep what the open part holds since its marker or the last metadata."""
        segment = self._text[self._part_start : end]
        shown = segment.rstrip()
        if shown:
            block.end_line = self._segment_line + shown.count("\n")
            block.end = self._part_start + len(shown) - 1
        self._pieces.append(segment)

    def _end_part(self, end: int) -> None:
        """Close the open part, if there is one."""
        block = self._block
        if not self._marker or block is None:
            return
        self._cut_segment(block, end)
        text, self._pieces = "".join(self._pieces), []
        marker, self._marker = self._marker, ""
        first, feed, rest = text.partition("\n")
        if feed:
            text = f"{first.rstrip()}\n{rest}"
        if marker in OPENERS:
            if "#" in text:
                text, block.tags = _without_tags(text)
            block.asked = text.strip()
            blank = text[: len(text) - len(text.lstrip())]
            block.asked_line = self._part_line + blank.count("\n")
        elif marker == "S":
            block.source = _joined(block.source, ", ", text.strip())
        elif marker == "X":
            block.extra = _joined(block.extra, "\n\n", text.strip())
        elif block.answered is None:
            block.answered = text.strip()

    def _close(self, end: int) -> None:
        """Close the open block, or the prose, at a place."""
        if self._block is not None:
            self._end_part(end)
            self._block = None
        else:
            self._end_prose(end)
        self._prose_start = end

    def _end_prose(self, end: int) -> None:
        prose = self._text[self._prose_start : end]
        if prose.isspace() or not prose:
            return
        self.prose.append((max(0, self._prose_start - 1), end - 1))
        if self._lead is not None and (lead := _first_paragraph(prose)):
            self.leads[self._lead] = lead
            self._lead = None

    def _fault(self, code: str, message: str) -> None:
        self.faults.append(Fault(self._line, code, message))
