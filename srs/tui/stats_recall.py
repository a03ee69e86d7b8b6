"""The view Recall: what share of tests was passed, and what had the model said?"""

from collections.abc import Callable

from srs.core.report import Table
from srs.tui.chart_interval import SAID, Axis, Span, intervals
from srs.tui.chart_layout import Field, Room, beside, stack, table, words
from srs.tui.chart_model import SERIES, Drawing
from srs.tui.stats_parts import Found, amount, key_line, part, word

_LEAST_ROWS = 6
_WINDOWS = 68
"""So wide is the table of windows."""


def draw(found: Found, room: Room, *, months: bool = False) -> Drawing:
    """Return the view.

    Args:
        found: Its tables.
        room: How much may be drawn.
        months: Whether the chart has a row a month rather than a week.
    """
    chart = found.get("recall_months" if months else "recall_weeks")
    if room.wide:
        left = room.narrowed(_WINDOWS)
        half = room.narrowed(room.width - _WINDOWS - 4)
        windows = part(found.get("recall"), left, _windows_in(left))
        rows = max(room.height - 4, _LEAST_ROWS)
        spans = part(chart, half, lambda one: _chart(one, half, rows), told=False)
        return beside(windows, spans, width=left.width)
    windows = part(found.get("recall"), room, _windows_in(room), told=False)
    rows = max(room.height - len(windows.lines) - 5, _LEAST_ROWS)
    spans = part(chart, room, lambda one: _chart(one, room, rows))
    return stack(windows, spans)


def _windows_in(room: Room) -> Callable[[Table], Drawing]:
    def windows(one: Table) -> Drawing:
        fields = [
            Field(right=False, weight=9),
            Field(head="tests", weight=3),
            Field(head="recall", weight=9),
            Field(head="95% interval", right=False, weight=6),
            Field(head="model", weight=7),
            Field(head="diff", weight=5),
        ]
        rows = []
        for row in one.rows:
            if amount(row, one, "recall") is None:
                continue
            low, high = amount(row, one, "low") or 0, amount(row, one, "high") or 0
            dash = room.glyphs.dash
            rows.append(
                [
                    str(row[0]),
                    word(row, one, "tests", room),
                    word(row, one, "recall", room),
                    f"{low * 100:.1f}{dash}{high * 100:.1f}"
                    f"{word(row, one, 'widened', room)}",
                    word(row, one, "expected", room),
                    word(row, one, "difference", room),
                ]
            )
        bold = [["", "", "bold"] for _ in rows]
        return table(fields, rows, room, styles=bold)

    return windows


def _chart(one: Table, room: Room, most: int) -> Drawing:
    spans = []
    for row in one.rows[-most:]:
        got, said = amount(row, one, "recall"), amount(row, one, "expected")
        name = str(row[0])
        recall, tests = word(row, one, "recall", room), word(row, one, "tests", room)
        model = word(row, one, "expected", room)
        spans.append(
            Span(
                cells=(name, tests),
                at=got,
                low=amount(row, one, "low") or 0.0,
                high=amount(row, one, "high") or 0.0,
                other=said,
                after=recall,
                said=f"{name}: {recall} of {tests} tests, the model said {model}",
            )
        )
    fields = [Field(right=False, weight=9), Field(head="tests", weight=4)]
    glyphs = room.glyphs
    key = key_line(
        (glyphs.markers[0], SERIES[0], "recall with its interval"),
        (glyphs.expected, SAID, "the model said"),
    )
    axis = Axis(label="{:.0%}")
    return stack(words(key, room.width), intervals(spans, fields, room, axis), gap=0)
