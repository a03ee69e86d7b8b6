"""Charts: each shape is drawn, in SVG that others read, with nothing obeyed."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from srs.core.report import Column, Shape, Table
from srs.exchange.chart_axes import day_ticks
from srs.exchange.chart_grid import amount
from srs.exchange.charts import DRAW, alone, is_chart, on_page
from srs.exchange.svg import DARK, DASHES, LIGHT, SERIES, shortened
from tests.exchange.tables import EVIL, TABLES

CHARTS = [one for one in TABLES if one.shape != "plain"]
SVG = "{http://www.w3.org/2000/svg}"


def texts(root: ET.Element) -> str:
    """Return all text of a drawing."""
    return " ".join("".join(one.itertext()) for one in root)


def test_every_shape_is_drawn() -> None:
    """No shape but plain rows is left out."""
    assert {*DRAW, "plain"} == set(get_args(Shape))
    assert {one.shape for one in CHARTS} == set(DRAW)
    assert [is_chart(one) for one in TABLES] == [False] + [True] * 8


@pytest.mark.parametrize("table", CHARTS, ids=lambda one: one.shape)
def test_a_chart_alone_is_a_document(table: Table) -> None:
    """It is well formed, says what it is, and holds no script and no address."""
    text = alone(table)
    root = ET.fromstring(text)

    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert EVIL[:-2] in root.attrib["aria-label"]
    assert "alert(1)" in texts(root)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "g", "rect", "line", "path", "circle", "text", "title"
    }  # fmt: skip
    assert text.count("http") == 1
    assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("table", CHARTS, ids=lambda one: one.shape)
def test_a_chart_on_a_page_has_no_colours_of_its_own(table: Table) -> None:
    """The page's light and dark decide; values are read by pointing at them."""
    text = on_page(table)
    root = ET.fromstring(text)

    assert '="#' not in text
    assert "http" not in text
    assert len(list(root.iter("title"))) >= 1


def test_values_are_said_in_tooltips() -> None:
    """Pointing at a day or at a bar tells its numbers with their names."""
    line, forecast, bars = (on_page(one) for one in CHARTS[:3])

    assert "keep 103, low 90.0, high 110" in line
    assert "<title>2026-01-09: due 4, low 2.0, high 8</title>" in forecast
    assert "<title>2026-02: </title>" in bars


def test_lines_beyond_what_was_measured_are_dashed_and_doubted() -> None:
    """A mark divides each line; the far part is paler, and a ? stands above."""
    marked, plain = CHARTS[0], replace(CHARTS[0], marks={})

    assert ">?<" in on_page(marked)
    assert on_page(marked).count('opacity="0.6"') == 2
    assert ">?<" not in on_page(plain)
    assert 'opacity="0.6"' not in on_page(plain)


def test_a_line_breaks_where_nothing_is_known() -> None:
    """Two pieces are two paths."""
    columns = (Column(name="x", key="x"), Column(name="y", key="y"))
    rows = tuple((at, None if at == 3 else at) for at in range(7))
    table = Table(id="t", title="t", columns=columns, rows=rows, shape="line")

    assert on_page(table).count('stroke-linejoin="round"') == 2


def test_many_days_are_thinned_and_end_with_the_last() -> None:
    """Ten years of days draw about as much as one."""
    columns = (Column(name="x", key="x", unit="date"), Column(name="y", key="y"))
    rows = tuple((date.fromordinal(700_000 + at), at) for at in range(3650))
    table = Table(id="t", title="t", columns=columns, rows=rows, shape="line")
    text = on_page(table)

    assert len(text) < 30_000
    assert f"{rows[-1][0].isoformat()}: y 3,649" in text


@pytest.mark.parametrize("rows", [((0, 0),), ((0, 0), (1, 0)), ((5, -3.0), (5, 1e300))])
@pytest.mark.parametrize("shape", ["line", "bars", "matrix", "ladder", "interval"])
def test_strange_numbers_are_drawn(
    shape: Shape, rows: tuple[tuple[int, float], ...]
) -> None:
    """Nothing, less than nothing and far too much do no harm."""
    names = "abcdefg"[: 5 if shape in ("ladder", "interval") else 2]
    columns = tuple(Column(name=name, key=name) for name in names)
    wide = tuple((*row, *[None] * (len(names) - 2)) for row in rows)
    table = Table(id="t", title="t", columns=columns, rows=wide, shape=shape)

    ET.fromstring(alone(table))
    assert "nan" not in alone(table)


def test_no_series_is_told_by_colour_alone() -> None:
    """Each has a pattern of its own, and each colour a twin for the dark."""
    assert len(set(DASHES)) == len(SERIES) == len(DASHES)
    assert LIGHT.keys() == DARK.keys()
    assert all(_contrast(LIGHT[one], LIGHT["paper"]) > 4.5 for one in SERIES)
    assert all(_contrast(DARK[one], DARK["paper"]) > 4.5 for one in SERIES)


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 defines it."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_days_are_named_as_far_apart_as_fits() -> None:
    """Days, weeks, months or years, never more than a handful."""
    start = date(2026, 1, 5)

    def ticks(days: int) -> list[str]:
        last = date.fromordinal(start.toordinal() + days)
        return [name for _, name in day_ticks(start, last)]

    assert ticks(0) == ["5 Jan"]
    assert ticks(16) == [f"{day} Jan" for day in range(5, 22, 2)]
    assert ticks(60)[:3] == ["5 Jan", "12 Jan", "19 Jan"]
    assert ticks(200)[:2] == ["Feb 2026", "Mar"]
    assert ticks(4000) == [str(year) for year in range(2028, 2037, 2)]
    assert all(len(ticks(days)) <= 10 for days in range(0, 9000, 97))


def test_words_of_a_cell_have_an_amount() -> None:
    """A share in words is as dark as its number."""
    cells = ("85%~", "71%", "·", None, 3)
    assert [amount(one) for one in cells] == [85, 71, None, None, 3]


def test_long_names_are_shortened() -> None:
    """A name fits its room; wide characters count twice."""
    assert shortened("short", 100) == "short"
    assert shortened("日本語" * 9, 80).endswith("…")
    assert len(shortened("日本語" * 9, 80)) < len(shortened("abc" * 9, 80))
