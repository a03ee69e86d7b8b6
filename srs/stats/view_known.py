"""The view Known over time: how much was known, and where does it go from here?"""

from srs.core.day import day_of_number
from srs.core.report import Cell, Column, Table, Unit
from srs.stats.figures import Report
from srs.stats.stock import known, known_once
from srs.stats.trust import horizon
from srs.stats.words import beneath, warned

AHEAD = (0, 30, 90, 180, 365)
POINTS = (0, 7, 14, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 365)
CARDS: Unit = "cards"


def tables(report: Report) -> list[Table]:
    """Return the view."""
    return [_past(report), _ahead(report), _ahead_line(report)]


def _past(report: Report) -> Table:
    rows = [(day_of_number(row[0]), row[9], row[10], row[8]) for row in report.days()]
    return Table(
        id="known_past",
        title="Known at each day's end",
        columns=(
            Column(name="day", key="day", unit="date"),
            Column(name="known", key="known_cards", unit=CARDS),
            Column(
                name="with no review after day one", key="read_once_cards", unit=CARDS
            ),
            Column(name="learned", key="learned_cards", unit=CARDS),
        ),
        rows=tuple(rows),
        shape="line",
        notes=(
            "Cards you would have recalled if asked then (model), each day with the"
            " parameters of its evening.",
            "With no review after day one: model, probably too high.",
        ),
        needs="" if rows else "needs a day of study that is over",
        topic="known",
    )


def _ahead(report: Report) -> Table:
    now = report.now
    far = horizon(now)
    columns = [Column(name="", key="path")]
    for days in AHEAD:
        mark = "?" if days and (far is None or days > far) else ""
        name = f"+{days} d{mark}" if days else "now"
        columns.append(Column(name=name, key=f"in_{days}_days", unit=CARDS))
    rows: list[tuple[Cell, ...]] = [
        ("stop today", *(known(now, days) for days in AHEAD)),
        ("no review after day one", *(known_once(now, days) for days in AHEAD)),
    ]
    if report.ahead is not None:
        going = [known(now), *(report.ahead["known"][days - 1] for days in AHEAD[1:])]
        rows.insert(0, ("keep reviewing", *going))
    notes = beneath(report)
    if report.ahead is not None:
        first, last = report.ahead["reviews"][:30], report.ahead["reviews"][150:180]
        notes = (
            *notes,
            "Going on, without new cards: reviews a day in the first month"
            f" {sum(first) / 30:.0f}, in the sixth {sum(last) / 30:.0f}.",
        )
    return Table(
        id="known_ahead",
        title=warned("Known from here on (model)", report),
        columns=tuple(columns),
        rows=tuple(rows) if len(now.here) else (),
        notes=notes,
        needs="" if len(now.here) else "needs a first review",
        topic="known",
    )


def _ahead_line(report: Report) -> Table:
    now, going = report.now, report.ahead
    columns = [
        Column(name="days from now", key="days_from_now", unit="days"),
        Column(name="stop today", key="stop", unit=CARDS),
        Column(name="no review after day one", key="read_once", unit=CARDS),
    ]
    if going is not None:
        columns += [
            Column(name="keep reviewing", key="keep", unit=CARDS),
            Column(name="low", key="keep_low", unit=CARDS),
            Column(name="high", key="keep_high", unit=CARDS),
        ]
    rows: list[tuple[Cell, ...]] = []
    for days in POINTS if len(now.here) else ():
        row: list[Cell] = [days, known(now, days), known_once(now, days)]
        if going is not None:
            row += (
                [going[key][days - 1] for key in ("known", "known_low", "known_high")]
                if days
                else [known(now)] * 3
            )
        rows.append(tuple(row))
    far = horizon(now)
    return Table(
        id="known_ahead_line",
        title=warned("Known from here on (model)", report),
        columns=tuple(columns),
        rows=tuple(rows),
        shape="line",
        notes=(*beneath(report), "The band holds 80 % of the runs: luck alone."),
        marks={} if far is None else {"longest tested gaps": far},
        needs="" if rows else "needs a first review",
        topic="known",
    )
