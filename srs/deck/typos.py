"""Is a marker misspelt here? `a:` for `A:`, `A :`, a full-width colon."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from srs.deck.blocks import Block, Fault
from srs.deck.opaque import Region

_LOWER = re.compile(r"\n([qatdc]):[ \t]+\S")
_MISSPELT = {
    "A": re.compile(
        r"^[ \t]*((?:a|ans|answer)[ \t]*[:：])", re.MULTILINE | re.IGNORECASE
    ),
    "D": re.compile(
        r"^[ \t]*((?:d|def|definition)[ \t]*[:：])", re.MULTILINE | re.IGNORECASE
    ),
}


def missing_answer(block: Block, body: str, marker: str) -> Fault | None:
    """Return the fault of a misspelt answer, where a block seems to have one."""
    text = body[block.start : block.end]
    found = _MISSPELT[marker].search(text)
    if found is None:
        return None
    line = block.line + text.count("\n", 0, found.start(1))
    return _fault(line, found[1], marker, "R01")


def typos(
    body: str, blocks: Sequence[Block], hidden: Sequence[Region]
) -> Iterator[Fault]:
    """Return markers in lower case, where a block has swallowed them."""
    starts = [block.start for block in blocks]
    fences = [region.start for region in hidden]
    for found in _LOWER.finditer(f"\n{body}"):
        at = found.start()
        above = bisect_right(starts, at) - 1
        inside = above >= 0 and at < blocks[above].end
        fence = bisect_right(fences, at) - 1
        if fence >= 0 and at < hidden[fence].end:
            continue
        if inside or found[1] == "q":
            line = body.count("\n", 0, at) + 1
            marker = found[1].upper()
            yield _fault(line, f"{found[1]}:", marker, "typo")._replace(
                severity="warning"
            )


def _fault(line: int, written: str, marker: str, code: str) -> Fault:
    return Fault(
        line,
        code,
        f"`{written}` is no marker.",
        suggestion=f"Did you mean `{marker}:`?",
        needle=written,
    )
