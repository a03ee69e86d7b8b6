"""Blocks are the same whether they are taken whole or event by event."""

from hypothesis import given
from hypothesis import strategies as st

from srs.deck.blocks import Block
from srs.deck.scanner import Scanner

LINES = st.sampled_from(
    [
        *["Q: a", "Q: b #t", "Q:", "A: c", "A:", "A: ```", "C: [d]", "C:", "T: e"],
        *["D: f", "S: g", "X: h", "I: i", "T::j", "", "", "  ", "k", "---", " ---"],
        *["## l", "# m", "#n", "<!-- o -->", "<!-- id: p -->", "```", "$$", "~~~"],
    ]
)


def _scanned(text: str, *, whole: bool) -> tuple[list[tuple[object, ...]], object]:
    scanner = Scanner(text, whole=whole)
    blocks = [_told(block) for block in scanner.blocks()]
    rest = (scanner.headings, scanner.leads, scanner.prose, scanner.faults)
    return blocks, rest


def _told(block: Block) -> tuple[object, ...]:
    return (
        block.marker,
        block.line,
        block.end_line,
        block.start,
        block.asked,
        block.answered,
        block.source,
        block.extra,
        block.tags,
        block.comments,
        block.twice,
    )


@given(st.lists(LINES, max_size=16).map("\n".join))
def test_taking_blocks_whole_changes_nothing(text: str) -> None:
    """The quick way and the careful way find the same blocks, headings and faults."""
    assert _scanned(text, whole=True) == _scanned(text, whole=False)


def test_prose_is_what_no_block_takes() -> None:
    """The stretches of prose are the text before, between and behind blocks."""
    text = "one\n\nQ: a\nA: b\n---\ntwo\n"
    scanner = Scanner(text)
    blocks = list(scanner.blocks())

    assert len(blocks) == 1
    assert [text[start:end].strip() for start, end in scanner.prose] == ["one", "two"]
