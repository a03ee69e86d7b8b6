"""The view Is the forecast right?: does the model deserve belief?"""

from typing import Any

from srs.core.report import Cell, Column, Table, Unit
from srs.stats.figures import Report
from srs.stats.trust import BAND_TESTS, control_cards
from srs.stats.words import band, beneath, leaning, percent

FIRST_NOTE = (
    "First tests after long gaps say what is left with no review after day one: where"
    " the model said more, its line in Known is too high for you."
)


def tables(report: Report) -> list[Table]:
    """Return the view."""
    audit = report["gap_audit"]
    return [
        _gaps("trust_gaps", "By the gap before the test", audit["all"], _all(report)),
        _gaps(
            "trust_first", "First tests of cards", audit["first_test"], (FIRST_NOTE,)
        ),
        _levels(report),
        *_bets(report),
        _control(report),
    ]


def _all(report: Report) -> tuple[str, ...]:
    judged = report["calibration"]
    if judged is None:
        return ()
    said, got = percent(judged["predicted"], 1), percent(judged["actual"], 1)
    return (
        f"All {judged['n']:,} tests: the model said {said}, you got {got}.",
        *beneath(report),
    )


def _columns(first: str, key: str) -> tuple[Column, ...]:
    def column(name: str, key: str, unit: Unit = "ratio") -> Column:
        return Column(name=name, key=key, unit=unit)

    return (
        column(first, key, ""),
        column("got", "actual"),
        column("low", "low"),
        column("high", "high"),
        column("the model said", "expected"),
        column("tests", "tests", "tests"),
        column("", "verdict", ""),
    )


def _row(name: str, one: dict[str, Any]) -> tuple[Cell, ...]:
    word = leaning(one) if one["n"] >= BAND_TESTS else ""
    return (
        name, one["actual"], one["lo"], one["hi"], one["predicted"], one["n"], word
    )  # fmt: skip


def _gaps(
    name: str, title: str, bands: list[dict[str, Any]], notes: tuple[str, ...]
) -> Table:
    return Table(
        id=name,
        title=title,
        columns=_columns("gap", "gap"),
        rows=tuple(_row(band(one["from_days"], one["to_days"]), one) for one in bands),
        shape="interval",
        notes=notes,
        needs="" if bands else "needs a test: a card asked again on a later day",
        topic="trust",
    )


def _levels(report: Report) -> Table:
    judged = report["calibration"]
    bins = judged["bins"] if judged else []
    return Table(
        id="trust_levels",
        title="By what the model said",
        columns=_columns("the model said", "level"),
        rows=tuple(
            _row(f"{one['from'] * 100:.0f}–{one['to'] * 100:.0f}%", one) for one in bins
        ),
        shape="interval",
        needs="" if bins else "needs a test: a card asked again on a later day",
        topic="trust",
    )


def _bets(report: Report) -> tuple[Table, ...]:
    """Return the table of bets; none where nobody bet."""
    found = report["bets"]
    if not found:
        return ()
    names = {True: "sure", False: "unsure"}
    notes = tuple(
        f"{names[one['sure']]}: {one['passed']:,} of {one['n']:,} right;"
        f" the model said {one['predicted'] * one['n']:,.0f}"
        for one in found
    )
    return (
        Table(
            id="trust_bets",
            title="What you said before you looked",
            columns=_columns("you said", "bet"),
            rows=tuple(_row(names[one["sure"]], one) for one in found),
            shape="interval",
            notes=notes,
            topic="trust",
        ),
    )


def _control(report: Report) -> Table:
    found = control_cards(report.now)
    return Table(
        id="trust_control",
        title="Cards left unreviewed as a test",
        columns=(
            Column(name="asked after", key="pause_days", unit="days"),
            Column(name="got", key="actual", unit="ratio"),
            Column(name="low", key="low", unit="ratio"),
            Column(name="high", key="high", unit="ratio"),
            Column(name="the model said", key="expected", unit="ratio"),
            Column(name="asked", key="tests", unit="tests"),
            Column(name="waiting", key="waiting", unit="cards"),
        ),
        rows=tuple(
            (
                one["pause_days"],
                one["actual"],
                one["lo"],
                one["hi"],
                one["predicted"],
                one["n"],
                one["waiting"],
            )
            for one in found
        ),
        needs="" if found else "there are none",
        topic="trust",
    )
