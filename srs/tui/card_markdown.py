"""Which Markdown do cards speak?

CommonMark with tables, struck text, formulas between dollars, and links to
concepts. This room is imported when the first card is shown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_CONCEPT = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


def reader(deepest: int) -> MarkdownIt:
    """Return a reader of Markdown that drops nothing above a depth."""
    read = MarkdownIt("commonmark", {"html": False, "maxNesting": deepest})
    read.enable(["table", "strikethrough"])
    read.disable(["reference", "html_block", "html_inline"])
    read.block.ruler.before(
        "fence",
        "math_block",
        _maths_block,
        {"alt": ["paragraph", "blockquote", "list"]},
    )
    read.inline.ruler.before("escape", "maths", _maths)
    read.inline.ruler.before("link", "concept", _concept)
    return read


def _maths_block(state: StateBlock, start: int, limit: int, silent: bool) -> bool:
    """Read lines from one that begins with `$$` to one that ends so."""
    if state.is_code_block(start) or not _row(state, start).startswith("$$"):
        return False
    first = _row(state, start)[2:]
    last, rows = start, [first]
    while not rows[-1].endswith("$$") or rows == ["$$"]:
        last += 1
        if last >= limit or "$$" in rows[-1] or state.sCount[last] < state.blkIndent:
            return False
        rows.append(_row(state, last))
    if "$$" in rows[-1][:-2]:
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = "\n".join(rows)[:-2]
        token.markup = "$$"
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _row(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].rstrip()


def _maths(state: StateInline, silent: bool) -> bool:
    """Read `$…$` and `$$…$$`, but neither prices nor shell variables."""
    source, start = state.src, state.pos
    if source[start] != "$" or (start and source[start - 1] == "$"):
        return False
    double = source.startswith("$$", start)
    size = 2 if double else 1
    end = _closing(source, start + size, state.posMax, double=double)
    if end < 0:
        return False
    if not silent:
        kind = "math_inline_double" if double else "math_inline"
        token = state.push(kind, "math", 0)
        token.content = source[start + size : end]
        token.markup = "$" * size
    state.pos = end + size
    return True


def _closing(source: str, start: int, limit: int, *, double: bool) -> int:
    """Return where the formula ends, or -1; prices have a space or digit there."""
    first = source[start : start + 1]
    if first == "$" or (not double and first.isspace()):
        return -1
    sign = "$$" if double else "$"
    end = source.find(sign, start, limit)
    while end >= 0:
        escaped = (end - len(source[:end].rstrip("\\"))) % 2
        priced = not double and (
            source[end - 1].isspace() or source[end + 1 : end + 2].isdigit()
        )
        if end > start and not escaped and not priced:
            return end
        end = source.find(sign, end + 1, limit)
    return -1


def _concept(state: StateInline, silent: bool) -> bool:
    """Read `[[id]]` and `[[id|shown text]]`."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = _CONCEPT.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("concept", "", 0)
        token.content = (match[2] or match[1]).strip()
        token.meta = {"id": match[1].strip()}
    state.pos = match.end()
    return True
