"""Which function draws which view, and when has a view something to show?"""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from srs.core.report import Table
from srs.study.progress_beside import Answer
from srs.tui import (
    stats_concepts,
    stats_cost,
    stats_days,
    stats_known,
    stats_lasting,
    stats_now,
    stats_recall,
    stats_trust,
)
from srs.tui.chart_layout import Room, beside, stack, words
from srs.tui.chart_model import Drawing
from srs.tui.stats_parts import Found, View, as_in_anki, plain

DRAW: Mapping[str, View] = {
    "now": stats_now.draw,
    "known": stats_known.draw,
    "lasting": stats_lasting.draw,
    "cost": stats_cost.draw,
    "recall": stats_recall.draw,
    "trust": stats_trust.draw,
    "concepts": stats_concepts.draw,
    "days": stats_days.draw,
}
BESIDE: Mapping[str, tuple[str, ...]] = {"now": ("known",)}
"""Views whose tables another view shows too, where there is room."""

MAIN: Mapping[str, tuple[str, ...]] = {
    "known": ("known_past",),
    "lasting": ("lasting_stairs", "lasting_ladder"),
    "cost": ("cost_months",),
    "trust": ("trust_gaps",),
    "concepts": ("concepts",),
}
"""Tables one of which must have rows before a view's number is shown."""


def drawn(view: str, found: Found, room: Room, *, months: bool = False) -> Drawing:
    """Return a view.

    Args:
        view: Which.
        found: Its tables and those that stand beside them.
        room: How much may be drawn.
        months: Whether recall is said by month rather than by week.
    """
    if room.glyphs.plain:
        found = {name: plain(one) for name, one in found.items()}
    if view == "recall":
        main = stats_recall.draw(found, room, months=months)
    else:
        main = DRAW[view](found, room)
    return stack(main, as_in_anki(found, room))


def needed(view: str, answers: Mapping[str, Answer]) -> dict[str, Table]:
    """Return the tables that a view is drawn from, by their ids."""
    return {
        table.id: table
        for name in (view, *BESIDE.get(view, ()))
        if name in answers
        for table in answers[name].tables
    }


def has_data(view: str, tables: Sequence[Table]) -> bool:
    """Return whether a view has anything to show yet."""
    wanted = MAIN.get(view, ())
    return any(table.id in wanted and not table.needs for table in tables)


def compared(
    draw: Callable[[Found, Room], Drawing],
    both: Sequence[Found],
    names: Sequence[str],
    room: Room,
) -> Drawing:
    """Return a view of two parts: beside each other, or where narrow beneath."""
    inside = room.narrowed(room.width // 2 - 2) if room.wide else room
    found = [
        stack(words(Content.styled(f"{sign} {name}", "bold reverse"), inside.width),
              draw(tables, inside))
        for sign, name, tables in zip(("1", "2"), names, both, strict=True)
    ]  # fmt: skip
    if inside is room:
        return stack(*found, gap=2)
    return beside(found[0], found[1], width=inside.width)
