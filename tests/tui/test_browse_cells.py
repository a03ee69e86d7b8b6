"""Cells of the search screen's table: cut to fit, hits marked."""

from srs.tui.browse_cells import fit, parted, pattern_of
from srs.tui.glyphs import BRAILLE


def test_hits_are_parted_from_the_rest() -> None:
    """In any case, the longest first, signs of patterns as they are."""
    pattern = pattern_of(["mem", "Memory", "(a|b)"])

    assert parted("a MEMORY (a|b) mem", pattern) == [
        ("a ", False),
        ("MEMORY", True),
        (" ", False),
        ("(a|b)", True),
        (" ", False),
        ("mem", True),
    ]


def test_nothing_sought_is_nothing_marked() -> None:
    """Without words a text is one part, and an empty text none."""
    assert parted("zebra", pattern_of([""])) == [("zebra", False)]
    assert parted("", pattern_of(["z"])) == []


def test_wide_characters_are_cut_by_cells() -> None:
    """A text is as wide as its cell, whatever it is written in."""
    assert fit("記憶と間隔", 7, BRAILLE) == "記憶と…"
    assert fit("ab", 4, BRAILLE) == "ab  "
