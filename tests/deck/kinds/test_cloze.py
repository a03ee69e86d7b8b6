"""Passages taken apart: the quick way agrees with the careful one."""

from hypothesis import given
from hypothesis import strategies as st

from srs.deck.kinds import cloze

PIECES = st.sampled_from([*"[]() \nxX-^!", "[a]", "[b c]", "word ", "[ ]", "- ", "[] "])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_plain_passages_are_read_as_by_token(text: str) -> None:
    """Where a passage is plain, both ways give the same cards, without a fault."""
    if (quick := cloze.plain_sides(text)) is None:
        return
    careful = cloze.passage_of(text)

    assert (careful.faults, careful.strays) == ([], [])
    assert quick == cloze._sides(careful)
