"""The view Recall: what share of tests was passed, and what had the model said?"""

from typing import Any

from srs.core.report import Cell, Column, Table, Unit
from srs.stats import view_anki
from srs.stats.figures import Report

WINDOWS = (
    ("today", "today"),
    ("yesterday", "yesterday"),
    ("last_7", "last 7 days"),
    ("last_30", "last 30 days"),
    ("last_365", "last 365 days"),
    ("all", "all"),
    ("new", "first test of a card"),
    ("young", "lasting under 21 days"),
    ("mature", "lasting 21 days or more"),
)
NOTES = (
    "A test is the first answer of the day, after at least one day (for people from"
    " Anki: true retention).",
    "* widened for days that differ from each other",
)


def tables(report: Report) -> list[Table]:
    """Return the view."""
    windows = {name: report["retention"][key] for key, name in WINDOWS}
    weeks, months = report["retention"]["by_week"], report["retention"]["by_month"]
    return [
        _table("recall", "Share of tests passed", windows, shape_of="plain"),
        _table("recall_weeks", "Recall by week", weeks),
        _table("recall_months", "Recall by month", months),
        *view_anki.of_recall(report),
    ]


def _table(
    name: str, title: str, groups: dict[str, Any], *, shape_of: str = "interval"
) -> Table:
    def column(name: str, key: str, unit: Unit = "ratio") -> Column:
        return Column(name=name, key=key, unit=unit)

    rows = tuple(_row(group, one) for group, one in groups.items())
    total = sum(one["total"] for one in groups.values())
    return Table(
        id=name,
        title=title,
        columns=(
            column("", "window", ""),
            column("recall", "recall"),
            column("low", "low"),
            column("high", "high"),
            column("the model said", "expected"),
            column("difference", "difference", "points"),
            column("passed", "passed", "tests"),
            column("tests", "tests", "tests"),
            column("", "widened", ""),
        ),
        rows=rows if total else (),
        shape="plain" if shape_of == "plain" else "interval",
        notes=NOTES,
        needs="" if total else "needs a test: a card asked again on a later day",
        topic="recall",
    )


def _row(group: str, one: dict[str, Any]) -> tuple[Cell, ...]:
    if one["rate"] is None:
        return group, None, None, None, None, None, 0, 0, ""
    wide = "lo_day" in one
    low, high = (one["lo_day"], one["hi_day"]) if wide else (one["lo"], one["hi"])
    return (
        group,
        one["rate"],
        low,
        high,
        one["predicted"],
        one["rate"] - one["predicted"],
        one["passed"],
        one["total"],
        "*" if wide else "",
    )
