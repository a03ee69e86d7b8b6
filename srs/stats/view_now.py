"""The view Now: where does the learner stand?"""

from srs.core.day import day_of_number
from srs.core.report import Cell, Column, Table
from srs.stats.compound import LEAST_TESTS
from srs.stats.days import studied_lately
from srs.stats.figures import Report
from srs.stats.words import count, days, percent, reach, verdict, warned

Row = tuple[Cell, ...]


def tables(report: Report) -> list[Table]:
    """Return the view."""
    return [_now(report), _lately(report)]


def _now(report: Report) -> Table:
    if not report["study"]["reviews"]:
        return _table((), needs="needs a first review")
    rows = (
        _known(report),
        _recall(report),
        _cost(report),
        _lasting(report),
        _proven(report),
        *_concepts(report),
        _due(report),
        _studied(report),
    )
    trust = (("Is the forecast right?", verdict(report), reach(report.now)),)
    return _table((*rows, *trust))


def _table(rows: tuple[Row, ...], needs: str = "") -> Table:
    return Table(
        id="now",
        title="Now",
        columns=(
            Column(name="", key="what"),
            Column(name="", key="said"),
            Column(name="", key="beside"),
        ),
        rows=rows,
        needs=needs,
        topic="now",
    )


def _known(report: Report) -> Row:
    stock = report["stock"]
    learned = stock["learned_cards"]
    said = f"about {count(stock['K_now'])} of {count(learned)} learned cards"
    return "You know", said, percent(stock["mean_R"])


def _recall(report: Report) -> Row:
    month = report["retention"]["last_30"]
    if not month["total"]:
        return "Recall, 30 days", "no test in 30 days", ""
    low, high = month.get("lo_day", month["lo"]), month.get("hi_day", month["hi"])
    said = f"{percent(month['rate'], 1)} of {count(month['total'])} first answers"
    model = percent(month["predicted"], 1)
    span = f"{low * 100:.1f}–{high * 100:.1f}"
    return "Recall, 30 days", said, f"({span}), the model said {model}"


def _cost(report: Report) -> Row:
    window = report["upkeep"]["last_30"]
    if window is None:
        return "Cost", "needs a week of study", ""
    said = f"keeping 100 cards costs {_a_day(window)} min a day"
    before = [
        (name, one)
        for name, one in report["upkeep"]["by_month"].items()
        if one["upkeep_minutes"] > 0
    ]
    share = f"{percent(window['known_share'])} of them known"
    if len(before) < 2:
        return "Cost", said, share
    name, month = before[max(0, len(before) - 4)]
    return "Cost", said, f"{share}; in {name} {_a_day(month)}"


def _a_day(window: dict[str, float]) -> str:
    return f"{window['upkeep_min_per_100_30d'] / 30:.1f}"


def _lasting(report: Report) -> Row:
    ladder = report["ladder"]
    rungs = ladder["rungs"]
    if ladder["compound_rate"] is None:
        tests = int(report.now.tally.sums["rungs"].of(1 if rungs else 0)[0])
        return "Each recall", f"needs {LEAST_TESTS} tests, you have {tests}", ""
    said = f"makes a card last up to ×{ladder['compound_rate']:.1f} longer"
    first, last = days(rungs[0]["S"]), days(rungs[-1]["S"])
    return "Each recall", said, f"{first} → {last} in {len(rungs) - 1}"


def _proven(report: Report) -> Row:
    proven = report["proven"]["at_least"]
    said = f"after a week: {count(proven['7'])} · after a month: {count(proven['30'])}"
    return "Recalled", said, f"after 60 days: {count(proven['60'])}"


def _concepts(report: Report) -> tuple[Row, ...]:
    if not report.now.inputs.concepts:
        return ()
    found = report["concepts"]
    solid, lasting = found["known"], found["durable"]
    said = f"{solid} solid · {lasting} lasting · {found['fading']} fading"
    return (("Concepts", said, f"of {found['concepts']}"),)


def _due(report: Report) -> Row:
    backlog = report["backlog"]
    late = backlog["late_days_median"]
    said = count(backlog["due"])
    if backlog["overdue"]:
        by = f", half by {days(late)} or more" if late and late >= 1 else ""
        said += f" ({count(backlog['overdue'])} late{by})"
    return "Due now", said, f"about {count(backlog['minutes_to_clear'])} min"


def _studied(report: Report) -> Row:
    days_ = report.now.tally.sums["days"].keys.tolist()
    active = studied_lately(days_, report.now.today)
    hours = report["study"]["minutes"] / 60
    return "Studied", f"{active} of the last 30 days", f"{hours:.1f} h in all"


def _lately(report: Report) -> Table:
    series = report.now.yesterday.series
    rows: list[Row] = []
    if series is not None:
        first = max(series.first_day, report.now.today - 42)
        rows = [
            (day_of_number(day), float(series.known[day - series.first_day]))
            for day in range(first, series.through + 1)
        ]
        rows.append((day_of_number(report.now.today), report["stock"]["K_now"]))
    return Table(
        id="now_lately",
        title=warned("Known, last 42 days", report),
        columns=(
            Column(name="day", key="day", unit="date"),
            Column(name="known", key="known_cards", unit="cards"),
        ),
        rows=tuple(rows),
        shape="line",
        needs="" if len(rows) > 1 else "needs two days of study",
        topic="known",
    )
