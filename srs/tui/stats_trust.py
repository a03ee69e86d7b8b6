"""The view Is the forecast right?: does the model deserve belief?"""

from srs.core.report import Cell, Table
from srs.tui.chart_interval import SAID, Axis, Span, intervals
from srs.tui.chart_layout import Field, Room, beside, stack, title, words
from srs.tui.chart_model import MUTED, SERIES, Drawing
from srs.tui.stats_parts import Found, amount, key_line, part, rows_as_words, word

_LEANING = {"too hopeful": "$text-error", "too cautious": "$text-accent"}
NONE_WORDS = (
    "None so far. Only cards that are met once and asked once, after 30, 60 or 120"
    " days, can tell what is left with no review after day one."
)


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    half = room.narrowed(room.width // 2 - 2) if room.wide else room
    gaps = part(found.get("trust_gaps"), room, lambda one: _gaps(one, room))
    first = part(found.get("trust_first"), half, lambda one: _gaps(one, half))
    levels = part(found.get("trust_levels"), half, lambda one: _levels(one, half))
    control = _control(found.get("trust_control"), room)
    laid = found.get("trust_bets")
    bets = Drawing(())
    if laid is not None:  # most learners never bet
        bets = part(laid, room, lambda one: rows_as_words(one, room))
    if room.wide:
        both = beside(first, levels, width=half.width)
        return stack(gaps, both, bets, control)
    return stack(gaps, first, levels, bets, control)


def _gaps(one: Table, room: Room) -> Drawing:
    """Return by how much what happened lay off what was said."""
    spans = []
    for row in one.rows:
        got, said = amount(row, one, "actual"), amount(row, one, "expected")
        low, high = amount(row, one, "low"), amount(row, one, "high")
        if got is None or said is None or low is None or high is None:
            continue
        spans.append(
            Span(
                cells=(str(row[0]), *_numbers(row, one, room)),
                at=(got - said) * 100,
                low=(low - said) * 100,
                high=(high - said) * 100,
                after=word(row, one, "verdict", room),
                style=_style(row, one, room),
                said=_said(row, one, room),
            )
        )
    name = one.columns[0].name
    fields = [
        Field(head=name, right=False, weight=9),
        Field(head="tests", weight=5),
        Field(head="model", weight=7),
        Field(head="got", weight=8),
    ]
    axis = Axis(label="{:+g}", zero=0.0)
    key = words("difference in points; the line is no difference", room.width, MUTED)
    return stack(intervals(spans, fields, room, axis), key, gap=0)


def _numbers(row: tuple[Cell, ...], one: Table, room: Room) -> tuple[str, str, str]:
    said, got = amount(row, one, "expected"), amount(row, one, "actual")
    tests = word(row, one, "tests", room)
    return tests, f"{said or 0:.0%}", f"{got or 0:.0%}"


def _style(row: tuple[Cell, ...], one: Table, room: Room) -> str:
    return _LEANING.get(word(row, one, "verdict", room), SERIES[0])


def _said(row: tuple[Cell, ...], one: Table, room: Room) -> str:
    verdict = word(row, one, "verdict", room)
    low, high = word(row, one, "low", room), word(row, one, "high", room)
    return (
        f"{row[0]}: the model said {word(row, one, 'expected', room)}, you got"
        f" {word(row, one, 'actual', room)} ({low} to {high}),"
        f" {word(row, one, 'tests', room)} tests{': ' if verdict else ''}{verdict}"
    )


def _levels(one: Table, room: Room) -> Drawing:
    spans = [
        Span(
            cells=(str(row[0]), word(row, one, "tests", room)),
            at=amount(row, one, "actual"),
            low=amount(row, one, "low") or 0.0,
            high=amount(row, one, "high") or 0.0,
            other=amount(row, one, "expected"),
            after=word(row, one, "actual", room),
            style=_style(row, one, room),
            said=_said(row, one, room),
        )
        for row in one.rows
    ]
    fields = [
        Field(head="it said", right=False, weight=9),
        Field(head="tests", weight=4),
    ]
    glyphs = room.glyphs
    key = key_line(
        (glyphs.markers[0], SERIES[0], "got"), (glyphs.expected, SAID, "it said")
    )
    axis = Axis(label="{:.0%}")
    return stack(words(key, room.width), intervals(spans, fields, room, axis), gap=0)


def _control(one: Table | None, room: Room) -> Drawing:
    if one is None:
        return Drawing(())
    if one.needs:
        told = words(NONE_WORDS, room.width, MUTED)
        return stack(title(one.title, room.width), told, gap=0)
    return part(one, room, lambda some: rows_as_words(some, room))
