"""Which Markdown do cards speak?

CommonMark with tables, struck text, formulas between dollars, and links to
concepts. This room is imported when the first card is shown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar

_CONCEPT = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


def reader(deepest: int) -> MarkdownIt:
    """Return a reader of Markdown that drops nothing above a depth."""
    read = MarkdownIt("commonmark", {"html": False, "maxNesting": deepest})
    read.enable(["table", "strikethrough"])
    read.disable(["reference", "html_block", "html_inline"])
    read.block.ruler.before(
        "fence",
        "math_block",
        math_block_dollar(allow_labels=False, allow_blank_lines=True),
        {"alt": ["paragraph", "blockquote", "list"]},
    )
    read.inline.ruler.before("escape", "maths", _maths)
    read.inline.ruler.before("link", "concept", _concept)
    return read


def _maths(state: StateInline, silent: bool) -> bool:
    """Read `$…$` and `$$…$$`, but neither prices nor shell variables."""
    source, start = state.src, state.pos
    if source[start] != "$":
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
    if not double and source[start : start + 1].isspace():
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
