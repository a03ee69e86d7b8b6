"""A table of every shape, with names that are meant ill."""

from datetime import date, timedelta

from srs.core.report import Cell, Column, Shape, Table
from srs.exchange.sheet import Export, View
from tests.exchange.conftest import HEAD

EVIL = "</title><script>alert(1)</script>\"'&|`*_\x1b\u202e"
DAY = date(2026, 1, 5)


def table(
    shape: Shape, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Table:
    """Return a table of some shape with a hostile title."""
    return Table(
        id=f"some_{shape}",
        title=f"{shape} {EVIL}",
        columns=columns,
        rows=rows,
        shape=shape,
        notes=(f"A note {EVIL}",),
        marks={f"mark {EVIL}": 3.5} if shape == "line" else {},
    )


def _column(name: str, key: str = "", **more: str) -> Column:
    return Column(name=name, key=key or name, **more)  # type: ignore[arg-type]


TABLES = (
    table("plain", (_column("what"), _column("said")), ((EVIL, 1.5), ("none", None))),
    table(
        "line",
        (
            _column("days", unit="days"),
            _column(EVIL, "stop", unit="cards"),
            _column("keep", unit="cards"),
            _column("low", "keep_low", unit="cards"),
            _column("high", "keep_high", unit="cards"),
        ),
        tuple((at, 100 - at, 100.0 + at, 90.0, 110.0) for at in range(9)),
    ),
    table(
        "forecast",
        (
            _column("day", unit="date"),
            _column("due", unit="cards"),
            _column("low", unit="reviews"),
            _column("high", unit="reviews"),
        ),
        tuple((DAY + timedelta(days=at), at, at / 2, at * 2) for at in range(30)),
    ),
    table(
        "bars",
        (
            _column("month"),
            _column("keeping", unit="minutes"),
            _column("new", unit="minutes"),
        ),
        ((EVIL, 4.5, 0.5), ("2026-02", None, None)),
    ),
    table(
        "stairs",
        (_column("recalls"), _column(EVIL, "gap"), _column("more")),
        (("0", "71%", "·"), (EVIL, "85%~", "100%")),
    ),
    table(
        "ladder",
        tuple(_column(one) for one in ("recalls", "lasts", "low", "high", "tests")),
        ((0, 0.2, 0.1, 0.3, 90), (1, 400.0, 200.0, None, 60)),
    ),
    table(
        "interval",
        (
            _column(EVIL, "gap"),
            *(_column(one, unit="ratio") for one in ("got", "low", "high", "said")),
        ),
        ((EVIL, 0.8, 0.7, 0.9, 0.85), ("none", None, None, None, None)),
    ),
    table(
        "heat",
        (_column("day", unit="date"), _column("reviews", unit="reviews")),
        tuple((DAY + timedelta(days=at), at % 7) for at in range(400)),
    ),
    table(
        "matrix",
        (_column("recalls"), _column("1", unit="tests"), _column("2", unit="tests")),
        (("0", 5, 0), ("1", 3, 12)),
    ),
)


def exported(*tables: Table) -> Export:
    """Return an export of one view of these tables."""
    view = View(name="some", title=f"Some {EVIL}", tables=tables)
    return Export(head=HEAD, views=(view,))
