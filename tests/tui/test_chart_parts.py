"""Do the charts of the statistics say what they are given, in every width and mode?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from srs.tui.chart_interval import Axis, Span, intervals
from srs.tui.chart_layout import Field, Room, beside, fitting, stack, table, words
from srs.tui.chart_model import Drawing, Spot
from srs.tui.chart_paths import DASHED, DOTTED, Frame, Path, paths
from srs.tui.chart_stacks import Bar, stacks
from srs.tui.glyphs import ASCII, BLOCKS, BRAILLE, Glyphs

MODES = [BRAILLE, BLOCKS, ASCII]
AMOUNTS = st.integers(0, 10**9).map(lambda whole: whole / 1000)


def text(drawing: Drawing) -> str:
    """Return the rows of a drawing as one text."""
    return "\n".join(line.plain.rstrip() for line in drawing.lines)


def room(width: int, glyphs: Glyphs = ASCII, height: int = 8) -> Room:
    """Return a room of a width."""
    return Room(width=width, height=height, glyphs=glyphs)


def day(number: float) -> str:
    """Return a day in words."""
    return f"day {number:.0f}"


# -- layout ----------------------------------------------------------------------------


def test_a_stack_keeps_what_can_be_read() -> None:
    """Values move with their charts, and each chart's are a group."""
    one = Drawing((Content("a"),), (Spot(x=0, y=0, text="one"),))
    two = Drawing((Content("b"),), (Spot(x=0, y=0, text="two"),))
    stacked = stack(one, None, Drawing(()), two)

    assert text(stacked) == "a\n\nb"
    assert [(spot.y, spot.group, spot.text) for spot in stacked.spots] == [
        (0, 0, "one"), (2, 1, "two"),
    ]  # fmt: skip


def test_two_drawings_stand_beside_each_other() -> None:
    """The right one begins behind the width of the left one, and a gap."""
    left = Drawing((Content("one"), Content("two")))
    right = Drawing((Content("three"),), (Spot(x=1, y=0, text="3"),))
    both = beside(left, right, width=5, gap=2)

    assert text(both) == "one    three\ntwo"
    assert [(spot.x, spot.y, spot.group) for spot in both.spots] == [(8, 0, 1)]


def test_the_lightest_field_goes_first_and_names_are_cut_before() -> None:
    """A long name gives way first; then columns go, and the heaviest never."""
    fields = [Field(weight=9), Field(weight=1), Field(weight=5)]
    rows = [["n" * 50, "12345678", "87654321"]]

    assert fitting(fields, rows, 100) == ([0, 1, 2], [50, 8, 8])
    assert fitting(fields, rows, 44) == ([0, 1, 2], [20, 8, 8])
    assert fitting(fields, rows, 34) == ([0, 2], [20, 8])
    assert fitting(fields, rows, 12) == ([0], [10])


def test_a_table_says_the_whole_row() -> None:
    """What is cut or left out can be read out still."""
    fields = [Field(head="card", right=False, weight=9), Field(head="min")]
    drawing = table(fields, [["a long question " * 4, "7"]], room(30))

    assert drawing.lines[1].plain.endswith("...    7")
    assert drawing.spots[0].text == f"{'a long question ' * 4}: min 7"


def test_words_of_a_deck_are_only_text() -> None:
    """Markup is shown, and escapes are made visible."""
    assert words("[/b]\x1b[31m", 40).lines[0].plain == "[/b]␛[31m"


# -- intervals -------------------------------------------------------------------------


def spans() -> list[Span]:
    """Return a value on its interval, one that is off, and none."""
    return [
        Span(cells=("one",), at=0.8, low=0.7, high=0.9, other=0.75, said="1"),
        Span(cells=("two",), at=0.2, low=0.0, high=0.4, after="low", said="2"),
        Span(cells=("none",), at=None, said="3"),
    ]


def test_a_value_stands_on_its_interval() -> None:
    """The sign, its interval and what the model said share one scale."""
    fields = [Field(head="name", right=False, weight=9)]
    expected = """\
name
one                        --+o---
two    ------o------                 low
none
       0            0.5"""
    drawing = intervals(spans(), fields, room(40), Axis())

    assert text(drawing) == expected
    assert [spot.text for spot in drawing.spots] == ["1", "2", "3"]


@pytest.mark.parametrize("glyphs", MODES)
@pytest.mark.parametrize("width", [20, 38, 60, 117])
def test_intervals_fit(glyphs: Glyphs, width: int) -> None:
    """No row is wider than its room."""
    fields = [Field(head="name", right=False, weight=9)]
    for axis in (Axis(), Axis(log=True), Axis(zero=0.0)):
        drawing = intervals(spans(), fields, room(width, glyphs), axis)

        assert max(line.cell_length for line in drawing.lines) <= width


# -- lines -----------------------------------------------------------------------------


def test_lines_differ_without_colour() -> None:
    """A broken line has gaps where a whole one has none."""
    points = [(float(x), 5.0) for x in range(0, 101, 10)]
    whole, broken, dotted = (
        text(paths([Path(name="n", points=points, stroke=stroke)], Frame(day=day),
                   room(60, BRAILLE)))
        for stroke in ((1, 0), DASHED, DOTTED)
    )  # fmt: skip

    assert len({whole, broken, dotted}) == 3


def test_a_value_beyond_what_was_measured_is_marked() -> None:
    """The read-out of a day past the mark ends with a question mark."""
    path = Path(name="known", points=[(0.0, 10.0), (100.0, 20.0)])
    frame = Frame(day=day, marks=[(50.0, "today")], beyond=50.0)
    drawing = paths([path], frame, room(60))

    assert [spot.text for spot in drawing.spots] == [
        "day 0: known 10", "day 100: known 20?",
    ]  # fmt: skip
    assert "today" in text(drawing)


@settings(max_examples=40, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=30), st.integers(14, 120))
def test_any_amounts_can_be_drawn(amounts: list[float], width: int) -> None:
    """Nothing is drawn outside of its room."""
    points = [(float(at), amount) for at, amount in enumerate(amounts)]
    drawing = paths([Path(name="n", points=points)], Frame(day=day), room(width))

    assert len(drawing.lines) == 8
    assert max(line.cell_length for line in drawing.lines) <= max(width, 30)


# -- bars ------------------------------------------------------------------------------


def test_two_parts_differ_without_colour() -> None:
    """The second part has another pattern, and no amount is not an amount of 0."""
    bars = [
        Bar(cells=("one",), first=4.0, second=2.0, after=("x",), said="1"),
        Bar(cells=("two",), first=None, after=("y",), said="2"),
    ]
    before, after = [Field(right=False, weight=9)], [Field()]
    expected = "one  ########::::  x\ntwo                y"

    assert text(stacks(bars, before, room(20), after=after)) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=8), st.integers(20, 120))
def test_bars_fit(amounts: list[tuple[float, float]], width: int) -> None:
    """No bar is wider than its room."""
    bars = [
        Bar(cells=("name",), first=one, second=two, said="") for one, two in amounts
    ]
    drawing = stacks(bars, [Field(weight=9)], room(width))

    assert all(line.cell_length <= width for line in drawing.lines)
