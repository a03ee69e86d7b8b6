"""The view Cost: what does knowing take, and does it take less?"""

from srs.core.report import Cell, Column, Table
from srs.stats.figures import Report
from srs.stats.upkeep import costliest
from srs.stats.words import beneath, count, percent


def tables(report: Report) -> list[Table]:
    """Return the view."""
    found = [_months(report), _costliest(report)]
    return [*found, _ahead(report)] if report.ahead is not None else found


def _months(report: Report) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, one in report["upkeep"]["by_month"].items():
        upkeep, total = one["upkeep_min_per_100_30d"], one["total_min_per_100_30d"]
        studied = one["minutes"] > 0
        rows.append(
            (
                name,
                upkeep / 30 if studied and one["days"] >= 7 else None,
                (total - upkeep) / 30 if studied and one["days"] >= 7 else None,
                one["mean_K"],
                one["known_share"],
                one["card_days_per_minute"],
                one["new_cards"],
            )
        )
    return Table(
        id="cost_months",
        title="Minutes a day to keep 100 cards, month by month",
        columns=(
            Column(name="month", key="month"),
            Column(name="keeping 100 cards", key="upkeep_a_day", unit="minutes"),
            Column(name="new cards besides", key="new_a_day", unit="minutes"),
            Column(name="known on average", key="mean_known", unit="cards"),
            Column(name="of those learned", key="known_share", unit="ratio"),
            Column(name="one minute a day carries", key="cards_a_minute", unit="cards"),
            Column(name="new", key="new_cards", unit="cards"),
        ),
        rows=tuple(rows),
        shape="bars",
        notes=_said(report),
        needs="" if rows else "needs a day of study that is over",
        topic="cost",
    )


def _said(report: Report) -> tuple[str, ...]:
    window = report["upkeep"]["last_30"]
    if window is None or not window["minutes"]:
        return ("Without study in 30 days there is no cost to say.",)
    spent = window["minutes"] - window["upkeep_minutes"]
    share = report["leeches"]["top_decile_time_share"]
    median = report["backlog"]["median_test_seconds"]
    return (
        f"Last 30 days: {count(window['upkeep_minutes'])} min kept"
        f" {count(window['mean_K'])} cards known ({percent(window['known_share'])}"
        f" of those learned); {count(spent)} min added"
        f" {count(window['new_cards'])} new ones.",
        f"One minute a day carries {count(window['card_days_per_minute'])} cards,"
        " new ones included.",
        f"One test costs {report['seconds_per_test_all_in']:.0f} s with its repeats"
        f" ({median:.0f} s for half of the answers or less).",
        f"The slowest tenth of the cards takes {percent(share)} of the time.",
    )


def _costliest(report: Report) -> Table:
    found = costliest(report.now)
    return Table(
        id="cost_cards",
        title="Cards that took the most time in 90 days",
        columns=(
            Column(name="card", key="card_id"),
            Column(name="minutes", key="minutes", unit="minutes"),
            Column(name="lapses", key="lapses", unit="count"),
            Column(name="lasts", key="stability_days", unit="days"),
        ),
        rows=tuple(
            (str(card), seconds / 60, lapses, days)
            for card, seconds, lapses, days in found
        ),
        needs="" if found else "needs a review in the last 90 days",
        topic="cost",
    )


def _ahead(report: Report) -> Table:
    ahead = report.ahead or {}
    rows = [
        (month + 1, sum(ahead["reviews"][month * 30 : month * 30 + 30]) / 30)
        for month in range(12)
    ]
    return Table(
        id="cost_ahead",
        title="Reviews a day from here on, without new cards (model)",
        columns=(
            Column(name="month", key="month", unit="count"),
            Column(name="a day", key="reviews_a_day", unit="reviews"),
        ),
        rows=tuple(rows),
        shape="bars",
        notes=beneath(report),
        topic="cost",
    )
