"""The view Known over time: how much was known, and where does it go from here?"""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from srs.core.report import Table
from srs.tui.chart_layout import Room, notes, stack, title
from srs.tui.chart_model import MUTED, Drawing, Spot
from srs.tui.chart_paths import DASHED, DOTTED, SOLID, Frame, Path, paths, swatch
from srs.tui.glyphs import Glyphs
from srs.tui.stats_parts import Found, amount, cell, missing, short_day, shown

KNOWN, STOP, ONCE = "$text-success", "$text-warning", "$text-accent"
LEARNED = MUTED
_REACHES = (365, 180, 90, 30)
_LEAST_ROWS = 11
_MOST_ROWS = 24


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    table, line = found.get("known_ahead"), found.get("known_ahead_line")
    empty = missing(line, room)
    if empty is not None or line is None or table is None:
        return empty or Drawing(())
    ahead = _ahead(table, room)
    told = notes(table.notes, room.width)
    past = found.get("known_past")
    taken = len(ahead.lines) + len(told.lines) + 3
    rows = min(max(room.height - taken, _LEAST_ROWS), _MOST_ROWS)
    chart = _chart(past, line, Room(width=room.width, height=rows, glyphs=room.glyphs))
    head = title(table.title.replace("from here on ", "over time, and from here "
                                     "on "), room.width)  # fmt: skip
    return stack(head, chart, ahead, told, gap=0)


def history(found: Found, room: Room, *, height: int) -> Drawing | None:
    """Return the past alone, for another view; None before there is one."""
    past = found.get("known_past")
    if past is None or past.needs or len(past.rows) < 2:
        return None
    days = _days(past)
    inside = Room(width=room.width, height=min(height, _MOST_ROWS), glyphs=room.glyphs)
    lines = [
        _path("learned", past, days, "learned_cards", LEARNED, DOTTED, ","),
        _path("known", past, days, "known_cards", KNOWN, SOLID, "*"),
        _path("with no review after day one", past, days, "read_once_cards", ONCE,
              DASHED, "."),
    ]  # fmt: skip
    chart = paths(lines, Frame(day=_said_day), inside)
    key = Content("   ").join(
        [swatch(path, room.glyphs) + Content(f" {path.name}") for path in
         (lines[1], lines[0], lines[2])]
    )  # fmt: skip
    return stack(Drawing((Content.styled("Known, whole history", "bold"), key)), chart,
                 gap=0)  # fmt: skip


def _said_day(number: float) -> str:
    return short_day(date.fromordinal(round(number)))


def _days(past: Table) -> list[float]:
    return [
        float(day.toordinal())
        for day in (row[0] for row in past.rows)
        if isinstance(day, date)
    ]


def _path(
    name: str,
    past: Table,
    days: Sequence[float],
    key: str,
    style: str,
    stroke: tuple[int, int],
    sign: str,
) -> Path:
    values = [amount(row, past, key) or 0.0 for row in past.rows]
    points = list(zip(days, values, strict=True))
    return Path(name=name, points=points, style=style, stroke=stroke, sign=sign)


# -- past and future -------------------------------------------------------------------


def _chart(past: Table | None, line: Table, room: Room) -> Drawing:
    """Return the past, today, and the ways from here."""
    has_past = past is not None and not past.needs and bool(past.rows)
    days = _days(past) if past is not None and has_past else []
    today = days[-1] + 1 if days else 0.0
    reach = next(
        (far for far in _REACHES if far <= max(len(days), 30)
         and (far <= 180 or room.wide)), 30
    )  # fmt: skip
    horizon = line.marks.get("longest tested gaps")
    beyond = today + (horizon if horizon is not None else 0)
    found: list[Path] = []
    if past is not None and has_past:
        found += [
            _path("known", past, days, "known_cards", KNOWN, SOLID, "*"),
            _path("with no review after day one", past, days, "read_once_cards", ONCE,
                  DOTTED, "."),
        ]  # fmt: skip
    found += _ways(line, today, reach, beyond)
    marks = [(today, "today")] if days else []
    if horizon is not None and horizon < reach:
        marks.append((beyond, f"+{horizon:.0f} d ?"))
    frame = Frame(
        day=_said_day if days else _from_now,
        marks=marks,
        beyond=beyond,
        band=_band(line, today, reach),
    )
    return paths(found, frame, room)


def _from_now(days: float) -> str:
    return "today" if days == 0 else f"+{days:.0f} d"


def _ways(line: Table, today: float, reach: float, beyond: float) -> list[Path]:
    """Return the three ways from here, each in two strokes: measured, and beyond."""
    found = []
    for name, key, style, stroke, sign in (
        ("with no review after day one", "read_once", ONCE, DOTTED, "."),
        ("stop today", "stop", STOP, SOLID, "-"),
        ("keep reviewing", "keep", KNOWN, SOLID, "*"),
    ):
        points = [
            (today + float(days), value)
            for days, value in (
                (amount(row, line, "days_from_now") or 0.0, amount(row, line, key))
                for row in line.rows
            )
            if value is not None and days <= reach
        ]
        near = [point for point in points if point[0] <= beyond]
        far = [*near[-1:], *(point for point in points if point[0] > beyond)]
        later = stroke if stroke == DOTTED else DASHED
        found += [
            Path(name=name, points=part, style=style, stroke=how, sign=sign)
            for part, how in ((near, stroke), (far, later))
            if part
        ]
    return found


def _band(line: Table, today: float, reach: float) -> list[tuple[float, float, float]]:
    rows = [
        (
            amount(row, line, "days_from_now") or 0.0,
            amount(row, line, "keep_low"),
            amount(row, line, "keep_high"),
        )
        for row in line.rows
    ]
    return [
        (today + days, low, high)
        for days, low, high in rows
        if low is not None and high is not None and days <= reach
    ]


_SIGNS: dict[str, Path] = {
    "keep reviewing": Path(name="", points=(), style=KNOWN, sign="*"),
    "stop today": Path(name="", points=(), style=STOP, sign="-"),
    "no review after day one": Path(name="", points=(), style=ONCE, stroke=DOTTED),
}


def _ahead(one: Table, room: Room) -> Drawing:
    """Return the ways in numbers, each behind a piece of its line."""
    names = [str(cell(row, one, "path")) for row in one.rows]
    lead = max(len(name) for name in names) + 5
    size = max(len(column.name) for column in one.columns[1:]) + 2
    size = max(size, 8)
    some = max(1, min(len(one.columns) - 1, (room.width - lead) // size))
    columns = one.columns[1 : 1 + some]
    head = " " * lead + "".join(column.name.rjust(size) for column in columns)
    lines = [Content.styled(head, MUTED)]
    spots = []
    for row, name in zip(one.rows, names, strict=True):
        values = [
            shown(value, column, room)
            for value, column in zip(row[1 : 1 + some], columns, strict=True)
        ]
        sign = _sign(name, room.glyphs)
        text = f" {name}".ljust(lead - sign.cell_length)
        line = sign + Content(text + "".join(value.rjust(size) for value in values))
        said = ", ".join(
            f"{column.name} {value}"
            for column, value in zip(columns, values, strict=True)
        )
        spots.append(
            Spot(x=0, y=len(lines), width=line.cell_length, text=f"{name}: {said}")
        )
        lines.append(line)
    return Drawing(tuple(lines), tuple(spots))


def _sign(name: str, glyphs: Glyphs) -> Content:
    path = _SIGNS.get(name)
    return swatch(path, glyphs) if path else Content("   ")
