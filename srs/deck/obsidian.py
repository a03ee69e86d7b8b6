"""Which cards stand in the prose of an Obsidian note?

    question::answer        one card          question:::answer     asked both ways

    a question              a question
    of some lines           ?? both ways      a ==hidden== word
    ?                       an answer
    its answer

Read only where the front matter says `format = "obsidian"`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from srs.deck.blocks import Block, Comment
from srs.deck.comments import METADATA
from srs.deck.opaque import Region, inline

_SKIPPED = re.compile(r"[ \t]*(?:<!--.*|#{1,6}[ \t].*)?")
_SEPARATOR = re.compile(r"(?<!:):::?(?!:)")
_LINES = {"?": "Q", "??": "T"}
_HIGHLIGHT = re.compile(r"==(?=[^\s=])[^\n]*?==")
# Paths of C++ and Rust: prose holds them, and they are no cards.
_PATH_ROOTS = frozenset(
    ("std", "core", "alloc", "crate", "self", "super", "boost", "absl", "tokio", "fmt")
)
_LAST_WORD = re.compile(r"(::|\b)(\w+)\Z")
_PATH_GOES_ON = re.compile(r"[A-Za-z_]\w*(?:::|\(|<)")


class _Paragraph(NamedTuple):
    """A run of lines; `start` counts from the deck's first character."""

    text: str
    line: int
    start: int
    comments: tuple[Comment, ...]
    """Metadata lines right beneath."""


def obsidian_blocks(body: str, prose: list[tuple[int, int]]) -> list[Block]:
    """Return the blocks that stand in the prose of a deck, in order."""
    found: list[Block] = []
    line, counted = 1, 0
    for start, end in prose:
        line += body.count("\n", counted, start)
        counted = start
        for paragraph in _paragraphs(body[start:end], line, start):
            found += _blocks(paragraph)
    return found


def _paragraphs(chunk: str, line: int, start: int) -> Iterator[_Paragraph]:
    """Return the runs of lines that are neither blank, comment nor heading."""
    fences = iter([it for it in inline(chunk) if it.kind == "fence"])
    fence = next(fences, None)
    words: list[str] = []
    comments: list[Comment] = []
    first_line, first = line, start
    offset = 0
    for number, text in enumerate(chunk.split("\n"), line):
        while fence is not None and fence.end <= offset:
            fence = next(fences, None)
        inside = fence is not None and fence.start < offset
        metadata = METADATA.fullmatch(text.strip())
        if words and metadata and not inside:
            key = metadata[1]
            comments.append(
                Comment(number, "id" if key == "id" else "lint", metadata[2])
            )
        elif inside or not _SKIPPED.fullmatch(text):
            if not words or comments:
                if words:
                    yield _Paragraph("\n".join(words), first_line, first, (*comments,))
                words, comments = [], []
                first_line, first = number, start + offset
            words.append(text)
        elif words and not text.lstrip().startswith("<!--"):
            yield _Paragraph("\n".join(words), first_line, first, (*comments,))
            words, comments = [], []
        offset += len(text) + 1
    if words:
        yield _Paragraph("\n".join(words), first_line, first, (*comments,))


def _blocks(paragraph: _Paragraph) -> list[Block]:
    """Return the blocks of one paragraph."""
    blocks = list(_read(paragraph))
    if blocks and paragraph.comments:
        blocks[-1].comments = paragraph.comments
        blocks[-1].end_line = paragraph.comments[-1].line
    return blocks


def _read(paragraph: _Paragraph) -> Iterator[Block]:
    text = paragraph.text
    lines = text.split("\n")
    hidden = inline(text) if "`" in text or "$" in text or "~~~" in text else []
    offset = 0
    for at, words in enumerate(lines):
        marker = _LINES.get(words.strip())
        if marker and 0 < at < len(lines) - 1 and not _within(hidden, offset):
            asked, answered = text[:offset], text[offset + len(words) + 1 :]
            yield _pair(marker, paragraph, 0, 0, (asked, answered), at)
            return
        offset += len(words) + 1
    found = False
    offset = 0
    for at, words in enumerate(lines):
        end = offset + len(words)
        if cut := _cut(text, offset, end, hidden):
            found = True
            both = (text[offset : cut[0]], text[cut[1] : end])
            marker = "T" if cut[1] - cut[0] == 3 else "Q"
            yield _pair(marker, paragraph, at, offset, both, 0)
        offset = end + 1
    if not found and _has_highlight(text, hidden):
        yield _block("C", paragraph, 0, 0, text, (text, None))


def _pair(
    marker: str,
    paragraph: _Paragraph,
    at: int,
    offset: int,
    both: tuple[str, str],
    below: int,
) -> Block:
    """Return a block of a question and its answer, `below` lines beneath."""
    whole = paragraph.text if below else f"{both[0]}::{both[1]}"
    return _block(marker, paragraph, at, offset, whole, both)


def _block(
    marker: str,
    paragraph: _Paragraph,
    at: int,
    offset: int,
    text: str,
    both: tuple[str, str | None],
) -> Block:
    """Return a block at a line and a character of its paragraph."""
    asked, answered = both
    line, start = paragraph.line + at, paragraph.start + offset
    block = Block(marker, line, line + text.count("\n"), start, start + len(text))
    block.asked, block.asked_line = asked.strip(), line
    block.answered = None if answered is None else answered.strip()
    return block


def _within(hidden: list[Region], position: int) -> bool:
    return any(region.start <= position < region.end for region in hidden)


def _cut(
    text: str, start: int, end: int, hidden: list[Region]
) -> tuple[int, int] | None:
    """Return where `::` or `:::` parts a question from its answer on a line."""
    for found in _SEPARATOR.finditer(text, start, end):
        left, right = text[start : found.start()], text[found.end() : end]
        if _within(hidden, found.start()) or not left.strip() or not right.strip():
            continue
        if not _in_path(left, right):
            return found.span()
    return None


def _in_path(left: str, right: str) -> bool:
    """Return whether the colons join two names of a path, as in `std::path`."""
    word = _LAST_WORD.search(left)
    if word is None:
        return False
    further = word[1] == "::" or _PATH_GOES_ON.match(right) is not None
    return further or word[2] in _PATH_ROOTS


def _has_highlight(text: str, hidden: list[Region]) -> bool:
    return any(
        not _within(hidden, found.start()) for found in _HIGHLIGHT.finditer(text)
    )
