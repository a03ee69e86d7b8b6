"""The view Concepts: what is solid, what fades, what waits for what?"""

from itertools import pairwise

from textual.content import Content

from srs.core.report import Table
from srs.tui.chart_layout import Field, Room, notes, stack, table, words
from srs.tui.chart_model import MUTED, Drawing
from srs.tui.glyphs import Glyphs
from srs.tui.stats_parts import Found, amount, cell, missing, word

_ORDER = ("lasting", "solid", "fading", "begun", "unseen")
_STYLES = {
    "lasting": "$text-success bold",
    "solid": "$text-success",
    "fading": "$text-error",
    "begun": "$text-warning",
    "unseen": MUTED,
}

_COLOURED = ("concept", "state")


def draw(found: Found, room: Room) -> Drawing:
    """Return the view."""
    one = found.get("concepts")
    empty = missing(one, room)
    if empty is not None or one is None:
        return empty or Drawing(())
    states = found.get("concept_states")
    head = _states(states, room) if states is not None else Drawing(())
    return stack(head, _concepts(one, room), notes(one.notes, room.width))


def sign(state: str, glyphs: Glyphs) -> str:
    """Return the sign of a state."""
    return glyphs.states[_ORDER.index(state)] if state in _ORDER else " "


def _states(one: Table, room: Room) -> Drawing:
    """Return how many concepts are in each state, in words and as one bar."""
    counts = {str(row[0]): int(row[1]) for row in one.rows if isinstance(row[1], int)}
    total = sum(counts.values()) or 1
    parts = [
        Content.styled(
            f"{sign(state, room.glyphs)}\u00a0{state}\u00a0{counts.get(state, 0)}",
            _STYLES[state],
        )
        for state in _ORDER
    ]
    width = min(room.width, 100)
    ends = [0]
    for state in _ORDER:
        ends.append(ends[-1] + counts.get(state, 0))
    bar = Content("").join(
        [
            Content.styled(
                sign(state, room.glyphs)
                * (round(last / total * width) - round(first / total * width)),
                _STYLES[state],
            )
            for state, (first, last) in zip(_ORDER, pairwise(ends), strict=True)
        ]
    )
    return stack(words(Content("   ").join(parts), room.width), Drawing((bar,)), gap=0)


def _concepts(one: Table, room: Room) -> Drawing:
    decks = {cell(row, one, "deck") for row in one.rows}
    fields = [
        Field(head="concept", right=False, weight=9),
        *([Field(head="deck", right=False, weight=2)] if len(decks) > 1 else []),
        Field(head="cards", weight=4),
        Field(head="weakest", weight=7),
        Field(head="average", weight=5),
        Field(head="lasts", weight=3),
        Field(head="state", right=False, weight=8),
        Field(head="before it", right=False, weight=6),
    ]
    rows, styles = [], []
    for row in one.rows:
        state = word(row, one, "state", room)
        lasts = amount(row, one, "stability_min_days")
        words_ = [
            f"{sign(state, room.glyphs)} {word(row, one, 'concept', room)}",
            *([word(row, one, "deck", room)] if len(decks) > 1 else []),
            word(row, one, "cards", room),
            _share(amount(row, one, "recall_min"), room),
            _share(amount(row, one, "recall_mean"), room),
            room.glyphs.dash if lasts is None else f"{lasts:,.0f} d",
            state,
            word(row, one, "blocked_by", room),
        ]
        rows.append(words_)
        style = _STYLES.get(state, "")
        styles.append([style if field.head in _COLOURED else "" for field in fields])
    return table(fields, rows, room, styles=styles)


def _share(value: float | None, room: Room) -> str:
    return room.glyphs.dash if value is None else f"{value:.0%}"
