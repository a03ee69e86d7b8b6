"""What a chart fence draws, and what is said of one that cannot be drawn."""

import pytest

from srs.core.chart import Chart, ChartFault, Series, read_chart

HEAD = "title: Frequency\nx: generations (count)\ny: frequency (0 to 1)\n\n"


def test_a_chart_is_read() -> None:
    """Title, axes with their units, and a series for each further column."""
    body = HEAD + "generation,dominant,recessive\n0,0.01,0.01\n20,6e-2,\n"

    assert read_chart(body) == Chart(
        title="Frequency",
        x="generations (count)",
        y="frequency (0 to 1)",
        series=(
            Series(name="dominant", points=((0.0, 0.01), (20.0, 0.06))),
            Series(name="recessive", points=((0.0, 0.01),)),
        ),
    )


def test_a_quoted_name_may_hold_a_comma() -> None:
    """The rows are CSV."""
    chart = read_chart(HEAD + 'x,"a, b"\n1,2')

    assert isinstance(chart, Chart)
    assert chart.series[0].name == "a, b"


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("", 1, "The chart lacks its `title:` line."),
        ("title: a\nx: b\n\nx,a\n1,2", 1, "The chart lacks its `y:` line."),
        ("words", 1, "A chart begins with the lines `title:`, `x:` and `y:`."),
        (
            HEAD,
            3,
            "A chart needs a header line and rows of numbers after an empty line.",
        ),
        (
            HEAD + "x\n1",
            5,
            "The header names the x column, then each series, each name once.",
        ),
        (HEAD + "x,a\n1,2\n3", 7, "This row has 1 cells, the header has 2."),
        (HEAD + "x,a\n1,two", 6, "`two` is not a number."),
        (HEAD + "x,a\n1,nan", 6, "`nan` cannot be drawn."),
        (HEAD + "x,a\n,1", 6, "This row has no x value."),
        (
            HEAD + "x" + ",a".join(map(str, range(14))) + "\n1",
            5,
            "A chart holds at most 12 series and 1000 rows.",
        ),
    ],
)
def test_a_faulty_chart_is_told_with_its_line(
    body: str, line: int, message: str
) -> None:
    """The fault names the line within the fence and says what is expected."""
    assert read_chart(body) == ChartFault(line=line, message=message)
