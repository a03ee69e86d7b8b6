"""Is what is mended safe: nothing lost, nothing else changed?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.text import folded
from srs.study.check import applied, fixes, page_of


def mended(text: str) -> str:
    """Return a text with all that can be mended."""
    return applied(text, fixes("a.md", text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Q: a\na: b\n", "Q: a\nA: b\n"),
        ("Q: a\n  ans : b\n", "Q: a\nA: b\n"),
        ("Q: a\nA： b\n", "Q: a\nA: b\n"),
        ("T: a\nd: b\n", "T: a\nD: b\n"),
        ("Q: a\nA: b\na: c\n", "Q: a\nA: b\na: c\n"),
        ("Q: a\nA: b\nq: c\n", "Q: a\nA: b\nq: c\n"),
        ("Q: a \nA: b\t\n", "Q: a\nA: b\n"),
        ("Q: a\n   \nA: b", "Q: a\n\nA: b"),
        ("Q: a\nA: b  \nS: c\n", "Q: a\nA: b\nS: c\n"),
        ("Q: a\nA: b  \nc", "Q: a\nA: b  \nc"),
        ("Q: a\nA:\n```\nb\n``` \nc\n", "Q: a\nA:\n```\nb\n```\nc\n"),
        ("Q: a  \nb\nA: c  \n", "Q: a  \nb\nA: c\n"),
        ("Q: a\nA:\n```\nb  \n   \n```\n", "Q: a\nA:\n```\nb  \n   \n```\n"),
        (
            "---\nname = 'x'  \n---\nQ: a\nA: b \n",
            "---\nname = 'x'  \n---\nQ: a\nA: b\n",
        ),
        ("Q: a\nA: b\n## C\n", "Q: a\nA: b\n\n## C\n"),
        ("Q: a\nA: b\n# C\n\nd\n", "Q: a\nA: b\n\n# C\n\nd\n"),
        ("Q: a\nA: b\n# remark\nrun\n", "Q: a\nA: b\n# remark\nrun\n"),
        ("Q: a\nA: b\n#tag\n", "Q: a\nA: b\n#tag\n"),
        ("Q: a\nA:\n```\n## b\n```\n", "Q: a\nA:\n```\n## b\n```\n"),
        ("Q: a\r\na: b \r\n## C\r\n", "Q: a\r\nA: b\r\n\r\n## C\r\n"),
        ("\ufeffQ: a\na: b", "\ufeffQ: a\nA: b"),
        ("\ufeffa  ", "\ufeffa"),
        ("", ""),
    ],
)
def test_only_what_is_safe_is_mended(before: str, after: str) -> None:
    """Markers, spaces and headings; mark, line ends and the last line stay."""
    assert mended(before) == after
    assert mended(after) == after


LINES = st.lists(
    st.sampled_from(
        [
            "Q: one ",
            "A: two",
            "a: three",
            "a : x",
            "C: a [b] c  ",
            "T: t",
            "d: e",
            "four  ",
            "",
            "   ",
            "## Five",
            "# Six",
            "```",
            "$$",
            "---",
            "S: s\t",
            "<!-- id: k -->",
            "sieben\x1b ",
            "I: i",
        ]
    ),
    max_size=16,
)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_mending_loses_no_word(
    lines: list[str], feed: str, mark: bool, last: bool
) -> None:
    """All but spaces and the case of markers is there still, in its order."""
    before = "\ufeff" * mark + feed.join(lines) + feed * last
    after = mended(before)

    def plain(text: str) -> str:
        return re.sub(r"\s+|[aAdD]\s*:", "", text)

    assert plain(after) == plain(before)
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    assert ("\n" in after.replace("\r\n", "")) == (feed == "\n" and "\n" in before)
    assert mended(after) == mended(mended(after))


@given(LINES)
def test_mending_spaces_leaves_every_card_as_it_is(lines: list[str]) -> None:
    """A card that is asked before is asked with the same words after."""
    before = "\n".join(lines)
    spaces = [it for it in fixes("a.md", before) if it.code == "trailing-space"]

    def asked(text: str) -> list[list[str]]:
        notes = page_of("a.md", text).parsed.notes
        return [[folded(it.asked), folded(it.answered)] for it in notes]

    assert asked(applied(before, spaces)) == asked(before)
