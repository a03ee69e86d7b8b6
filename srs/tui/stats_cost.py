"""The view Cost: what does knowing take, and does it take less?"""

from srs.core.report import Table
from srs.tui.chart_layout import Field, Room, beside, stack, words
from srs.tui.chart_model import Drawing
from srs.tui.chart_stacks import FIRST, SECOND, Bar, stacks
from srs.tui.stats_parts import (
    Found,
    amount,
    key_line,
    part,
    rows_as_words,
    word,
)

_MONTHS = 12
"""So many rows of months, the latest; a longer past is scrolled in JSON."""
_CARDS = 10


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    first = part(found.get("cost_months"), room, lambda one: _months(one, room))
    half = room.narrowed(room.width // 2 - 2) if room.wide else room
    ahead = part(found.get("cost_ahead"), half, lambda one: _ahead(one, half))
    cards = part(found.get("cost_cards"), half, lambda one: _cards(one, half))
    if room.wide and ahead.lines:
        return stack(first, beside(ahead, cards, width=half.width))
    return stack(first, ahead, cards)


def _months(one: Table, room: Room) -> Drawing:
    rows = [row for row in one.rows if amount(row, one, "mean_known")][-_MONTHS:]
    bars = []
    for row in rows:
        keep, new = amount(row, one, "upkeep_a_day"), amount(row, one, "new_a_day")
        name = word(row, one, "month", room)
        known = word(row, one, "mean_known", room)
        share = word(row, one, "known_share", room).partition(".")[0] + "%"
        carries = word(row, one, "cards_a_minute", room)
        # A month without a figure has no study, or too little of it to go by.
        none = "no study" if amount(row, one, "cards_a_minute") is None else "< 7 days"
        said = (
            f"{name}: {none}, {known} cards known on average"
            if keep is None
            else f"{name}: {_minutes(keep)} min a day for 100 cards,"
            f" {_minutes(new or 0)} for new ones; {known} known ({share}),"
            f" a minute a day carries {carries}"
        )
        bars.append(
            Bar(
                cells=(name, none if keep is None else _minutes(keep)),
                first=keep,
                second=new or 0.0,
                after=(known, share, carries),
                said=said,
            )
        )
    before = [Field(head="month", right=False, weight=9), Field(head="keep", weight=9)]
    after = [
        Field(head="known", weight=6),
        Field(head="share", weight=4),
        Field(head="a minute carries", weight=5),
    ]
    glyphs = room.glyphs
    key = key_line(
        (glyphs.across[-1] * 2, FIRST, "keeping 100 cards"),
        (glyphs.light * 2, SECOND, "new cards besides"),
    )
    drawing = stacks(bars, before, room, after=after)
    return stack(words(key, room.width), drawing, gap=0)


def _minutes(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def _ahead(one: Table, room: Room) -> Drawing:
    bars = []
    for row in one.rows:
        a_day = amount(row, one, "reviews_a_day") or 0.0
        name = f"month {row[0]}"
        bars.append(
            Bar(
                cells=(name, f"{a_day:.0f}"),
                first=a_day,
                said=f"{name} from now: {a_day:.0f} reviews a day (model)",
            )
        )
    return stacks(bars, [Field(right=False, weight=9), Field(weight=9)], room)


def _cards(one: Table, room: Room) -> Drawing:
    some = Table(
        id=one.id, title=one.title, columns=one.columns, rows=one.rows[:_CARDS]
    )
    return rows_as_words(some, room)
