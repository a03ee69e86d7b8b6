"""A chart can be read: by its shape, by its numbers, in every mode and width."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from srs.core.chart import Chart, Series
from srs.core.log import Rating
from srs.tui.charts import (
    Drawing,
    Load,
    Plot,
    Recall,
    bars,
    forecast,
    forgetting_curve,
    heat_map,
    line_chart,
    progress,
    sparkline,
)
from srs.tui.glyphs import ASCII, BLOCKS, BRAILLE, Glyphs

TODAY = date(2026, 11, 25)
MODES = [BRAILLE, BLOCKS, ASCII]


def text(drawing: Drawing) -> str:
    """Return the rows of a drawing as one text."""
    rows = (line.plain.rstrip() for line in drawing.lines)
    return "\n".join(rows).replace("\u00a0", " ")


def chart(*series: tuple[str, tuple[tuple[float, float], ...]]) -> Chart:
    """Return a chart with these series."""
    made = tuple(Series(name=name, points=points) for name, points in series)
    return Chart(title="Growth", x="time (days)", y="size (mm)", series=made)


TWO = chart(
    ("one", ((0, 0), (1, 1), (2, 2), (3, 3))), ("two", ((0, 3), (1, 3), (2, 3), (3, 3)))
)


def test_a_line_chart_has_title_axes_and_legend() -> None:
    """Title and unit stand above, numbers at both axes, each series has its sign."""
    expected = """\
Growth
size (mm)
3 |x........x.......x........x
  |                  ......
2 |             ....o
1 |         o....
  |   ......
0 |o..
  ++----------------+---------
   0                2
           time (days)
   o one   x two"""

    assert expected == text(line_chart(TWO, 30, glyphs=ASCII))


@pytest.mark.parametrize("glyphs", MODES)
def test_every_series_has_a_sign_of_its_own(glyphs: Glyphs) -> None:
    """Colour is never the only difference between two lines."""
    drawn = text(line_chart(TWO, 60, glyphs=glyphs))

    first, second = glyphs.markers[:2]
    assert f"{first} one   {second} two" in drawn
    assert drawn.count(first) > 1 < drawn.count(second)


def test_a_value_can_be_read_at_each_point() -> None:
    """A read-out names the place on the axis and every series there."""
    spots = line_chart(TWO, 60, glyphs=BRAILLE).spots

    assert [spot.text for spot in spots][:2] == [
        "time (days) 0: one 0, two 3",
        "time (days) 1: one 1, two 3",
    ]


def test_without_room_for_a_plot_the_numbers_are_written() -> None:
    """A chart that cannot be drawn still says what it holds."""
    drawn = text(line_chart(TWO, 12, glyphs=BRAILLE))

    assert drawn.startswith("Growth\nsize (mm)\none 0: 0, 1:")


FINITE = st.floats(allow_nan=False, allow_infinity=False)
POINTS = st.lists(st.tuples(FINITE, FINITE), max_size=8).map(tuple)


@settings(max_examples=150, deadline=None)
@given(st.lists(POINTS, max_size=4), st.integers(10, 120), st.sampled_from(MODES))
def test_any_numbers_are_drawn_within_the_width(
    series: list[tuple[tuple[float, float], ...]], width: int, glyphs: Glyphs
) -> None:
    """No chart raises, whatever its numbers, and none is wider than asked."""
    drawing = line_chart(
        chart(*((f"s{index}", points) for index, points in enumerate(series))),
        width,
        glyphs=glyphs,
    )

    assert [line.plain for line in drawing.lines if line.cell_length > width] == []


def test_the_heat_map_ends_today_and_tells_its_shades() -> None:
    """A column is a week from Monday; the legend says what each shade stands for."""
    counts = {TODAY: 8, TODAY - timedelta(days=1): 4, TODAY - timedelta(days=9): 1}
    expected = """\
    Nov
Mon . : .
    . . +
Wed . . #
    . .
Fri . .
    . .
    . .
    . 0  : 1
    + 2-4
    # 5-8
    reviews
    a day"""

    drawing = heat_map(counts, last=TODAY, width=10, glyphs=ASCII)

    assert expected == text(drawing)
    assert drawing.spots[-1].text == "Wed 25 Nov 2026: 8 reviews"
    assert len(drawing.spots) == 17


def test_the_heat_map_shows_at_most_a_year() -> None:
    """However wide the window, there are 53 weeks."""
    drawing = heat_map({}, last=TODAY, width=200, glyphs=BRAILLE)

    assert max(line.cell_length for line in drawing.lines) <= 4 + 53 * 2


LOADS = [
    Load(label="25", review=8, new=4, name="today"),
    Load(label="26", review=6),
    Load(label="27", review=0, new=3),
    Load(label="28", review=0),
]


def test_the_forecast_stacks_new_cards_in_another_pattern() -> None:
    """Reviews stand below, new cards above, and each pattern has its name."""
    expected = """\
   |::::::
10 |::::::
   |###### ::::::
   |###### ######
   |###### ###### ::::::
 0 +----------------------------
      25     26     27     28
    # review   : new"""

    drawing = forecast(LOADS, width=40, glyphs=ASCII, height=5)

    assert expected == text(drawing)
    assert [spot.text for spot in drawing.spots] == [
        "today: 12 (8 review, 4 new)",
        "26: 6",
        "27: 3 (0 review, 3 new)",
        "28: 0",
    ]


def test_more_days_than_columns_are_added_up() -> None:
    """A forecast that is too long for the width loses no card."""
    loads = [Load(label=str(day), review=1) for day in range(100)]

    drawing = forecast(loads, width=40, glyphs=BRAILLE)

    amounts = [float(spot.text.rpartition(": ")[2]) for spot in drawing.spots]
    assert (sum(amounts), drawing.spots[0].text) == (100, "0 to 2: 3")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 50)), max_size=60),
    st.integers(16, 120),
    st.sampled_from(MODES),
)
def test_any_forecast_fits(
    amounts: list[tuple[int, int]], width: int, glyphs: Glyphs
) -> None:
    """No forecast raises, none is wider than asked, and nothing vanishes."""
    loads = [
        Load(label=str(index), review=review, new=new)
        for index, (review, new) in enumerate(amounts)
    ]

    drawing = forecast(loads, width=width, glyphs=glyphs)

    assert [line.plain for line in drawing.lines if line.cell_length > width] == []


CURVE = [
    Recall(day=0, rating=Rating.GOOD, stability_days=3, name="1 Nov"),
    Recall(day=3, rating=Rating.AGAIN, stability_days=1),
    Recall(day=4, rating=Rating.GOOD, stability_days=10),
]


@pytest.mark.parametrize("glyphs", MODES)
def test_the_forgetting_curve_shows_each_review(glyphs: Glyphs) -> None:
    """Each rating has its sign on the curve, and its story in the read-out."""
    drawing = forgetting_curve(
        CURVE, now_day=9, decay=0.2, desired_retention=0.9, width=60, glyphs=glyphs
    )

    drawn = text(drawing)
    assert drawn.count(glyphs.grades[0]) == 2
    assert "now" in drawn
    assert max(cell_len(line) for line in drawn.split("\n")) <= 60
    assert [spot.text for spot in drawing.spots] == [
        "1 Nov: Good, then stability 3 d",
        "day 3: at 90%, Forgot, then stability 1 d",
        "day 4: at 90%, Good, then stability 10 d",
        "now: 94%",
    ]


def test_lines_of_a_single_row() -> None:
    """A trend, a bar that fills, and bars beside names fit their width."""
    assert sparkline([0, 4, 8], width=10, glyphs=BRAILLE).plain == "▁▄█"
    assert sparkline([1, 9, 2, 3], width=2, glyphs=BRAILLE).plain == "█▃"
    assert sparkline([], width=9, glyphs=BRAILLE).plain == ""
    assert progress(1, 2, width=8, glyphs=BRAILLE).plain == "████┄┄┄┄"
    assert progress(9, 2, width=4, glyphs=ASCII).plain == "####"
    assert progress(0, 0, width=4, glyphs=ASCII).plain == "...."
    assert text(bars([("a", 1), ("bb", 2)], width=14, glyphs=ASCII)) == (
        "a  ####: 1\nbb ######### 2"
    )


class PlotApp(App[None]):
    """An app with one chart."""

    def compose(self) -> ComposeResult:
        """Show the forecast."""
        yield Plot(
            lambda width: forecast(LOADS, width=width, glyphs=ASCII), hint="a hint"
        )


async def test_values_are_read_with_keys_and_pointer() -> None:
    """Arrows step through the values, the pointer chooses the nearest."""
    read: list[str] = []

    def last_row() -> None:
        plot = app.query_one(Plot)
        strips = plot.render_lines(plot.size.region)
        read.append(strips[-1].text.rstrip())

    app = PlotApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        last_row()
        app.query_one(Plot).focus()
        await pilot.press("right")
        last_row()
        await pilot.press("right", "right", "right", "right")
        last_row()
        await pilot.hover(Plot, offset=(12, 2))
        await pilot.pause()
        last_row()

    assert read == [
        "a hint",
        "today: 12 (8 review, 4 new)",
        "28: 0",
        "26: 6",
    ]


async def test_a_chart_follows_the_window() -> None:
    """A wider window has wider bars, and nothing is left of the old drawing."""
    app = PlotApp()
    async with app.run_test(size=(30, 20)) as pilot:
        plot = app.query_one(Plot)
        narrow = plot.rows(plot.size.width)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        wide = plot.rows(plot.size.width)

    assert wide[1].cell_length > narrow[1].cell_length
