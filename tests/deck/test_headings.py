"""Ids and paths of headings."""

import pytest

from srs.deck.headings import Heading, Path, read_heading, slug


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Error threshold", "error-threshold"),
        ("Interval schedulers (SM-2)", "interval-schedulers-sm-2"),
        ("What's new?  Two spaces", "whats-new--two-spaces"),
        ("`code_name` and *stress*", "code_name-and-stress"),
        ("_stress_ and snake_case", "stress-and-snake_case"),
        ("[A link](https://x.org) to [[a|b]]", "a-link-to-b"),
        ("Über Größe", "über-größe"),
        ("हिन्दी में", "हिन्दी-में"),
        ("漢字、かな", "漢字かな"),
        ("C++ & C#", "c--c"),
        ("x² + 1", "x--1"),
        ("🎉", ""),
    ],
)
def test_slugs_are_those_of_github(title: str, anchor: str) -> None:
    """A heading's id is the anchor that GitHub makes of it."""
    assert slug(title) == anchor


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## Name", Heading(level=2, line=7, title="Name", id="name")),
        ("### Name ##", Heading(level=3, line=7, title="Name", id="name")),
        ("## Name {#other}", Heading(level=2, line=7, title="Name", id="other")),
        ("## {#other}", Heading(level=2, line=7, title="other", id="other")),
        ("#", Heading(level=1, line=7, title="", id="")),
        ("## C#", Heading(level=2, line=7, title="C#", id="c")),
    ],
)
def test_a_heading_is_read(line: str, heading: Heading) -> None:
    """Level, title and id come out of the line."""
    assert read_heading(line, 7) == heading


def test_a_heading_closes_all_of_its_level_and_deeper() -> None:
    """The path holds what is above; a heading without an id leaves the concept."""
    path = Path()
    walked = []
    for line in ("## A", "#### B", "### C", "### 🎉", "## D"):
        path.enter(read_heading(line, 1))
        walked.append((path.concept, path.breadcrumb))

    assert walked == [
        ("a", ("A",)),
        ("b", ("A", "B")),
        ("c", ("A", "C")),
        ("a", ("A", "🎉")),
        ("d", ("D",)),
    ]
