"""The view How long recalls last: what does each recall in a row add?"""

from itertools import pairwise

from srs.core.report import Cell, Column, Table
from srs.stats.compound import LEAST_TESTS
from srs.stats.figures import Report
from srs.stats.tally import LONGEST_ROW, STAIRS
from srs.stats.words import band, percent

HIDDEN, FEW = 10, 30
"""Cells with fewer tests are hidden, or marked."""


def tables(report: Report) -> list[Table]:
    """Return the view."""
    return [_stairs(report), _counts(report), _ladder(report), _proven(report)]


def _bands(report: Report) -> list[str]:
    """Return the bands of gaps that have tests."""
    met = {name for row in report["staircase"].values() for name in row}
    every = [f"{low:g}-{high:g}" for low, high in pairwise(STAIRS)]
    return [name for name in every if name in met]


def _columns(report: Report, unit: str) -> tuple[Column, ...]:
    columns = [Column(name="recalls in a row", key="recalls_in_a_row", unit="count")]
    for name in _bands(report):
        low, high = map(float, name.split("-"))
        key = f"gap_{low:g}_{high:g}".replace(".", "_").replace("+", "")
        columns.append(
            Column(name=band(low, high), key=key, unit="tests" if unit else "")
        )
    return tuple(columns)


def _stairs(report: Report) -> Table:
    def cell(passed: int, tests: int) -> str:
        if tests < HIDDEN:
            return "·"
        return percent(passed / tests) + ("~" if tests < FEW else "")

    names = _bands(report)
    rows: list[tuple[Cell, ...]] = [
        (_name(row), *(cell(*cells.get(name, (0, 0))) for name in names))
        for row, cells in sorted(report["staircase"].items())
    ]
    tests = report["study"]["tests"]
    enough = any(one != "·" for row in rows for one in row[1:])
    return Table(
        id="lasting_stairs",
        title="Measured recall: the same gap, more recalls behind it",
        columns=_columns(report, ""),
        rows=tuple(rows) if enough else (),
        shape="stairs",
        notes=(
            "Nothing here is modelled.",
            f"~ fewer than {FEW} tests   · fewer than {HIDDEN}",
        ),
        needs=""
        if enough
        else f"needs {HIDDEN} tests after gaps alike, you have {tests} in all",
        topic="lasting",
    )


def _name(row: str) -> str:
    return f"{row} or more" if int(row) == LONGEST_ROW else row


def _counts(report: Report) -> Table:
    names = _bands(report)
    return Table(
        id="lasting_tests",
        title="How many tests each of these has",
        columns=_columns(report, "tests"),
        rows=tuple(
            (_name(row), *(cells.get(name, (0, 0))[1] for name in names))
            for row, cells in sorted(report["staircase"].items())
        ),
        shape="matrix",
        needs="" if names else "needs a test: a card asked again on a later day",
        topic="lasting",
    )


def _ladder(report: Report) -> Table:
    ladder = report["ladder"]
    rungs = ladder["rungs"]
    notes: tuple[str, ...] = ()
    if ladder["compound_rate"] is not None:
        notes = (
            f"Each recall in a row: up to ×{ladder['compound_rate']:.1f} (an upper"
            " bound: cards that come so far are also the easier ones).",
        )
    have = int(report.now.tally.sums["rungs"].of(len(rungs))[0])
    return Table(
        id="lasting_ladder",
        title="How long a card lasts: days until recall falls to 90 %",
        columns=(
            Column(name="recalls in a row", key="recalls_in_a_row", unit="count"),
            Column(name="lasts", key="stability_days", unit="days"),
            Column(name="low", key="low_days", unit="days"),
            Column(name="high", key="high_days", unit="days"),
            Column(name="tests", key="tests", unit="tests"),
        ),
        rows=tuple(
            (one["passed_before"], one["S"], one["lo"], one["hi"], one["tests"])
            for one in rungs
        ),
        shape="ladder",
        notes=notes,
        needs="" if rungs else f"needs {LEAST_TESTS} tests, you have {have}",
        topic="lasting",
    )


def _proven(report: Report) -> Table:
    proven = report["proven"]["at_least"]
    return Table(
        id="lasting_proven",
        title="Cards recalled after a pause, and not failed since",
        columns=(
            Column(name="pause", key="at_least_days", unit="days"),
            Column(name="cards", key="cards", unit="cards"),
        ),
        rows=tuple((int(days), cards) for days, cards in proven.items())
        if len(report.now.here)
        else (),
        shape="bars",
        needs="" if len(report.now.here) else "needs a first review",
        topic="lasting",
    )
