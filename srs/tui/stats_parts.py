"""What do the views of the statistics share? Cells in words, empty states, notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from textual.content import Content

from srs.core.report import Cell, Column, Table, said
from srs.tui.chart_layout import Field, Room, notes, stack, table, title, words
from srs.tui.chart_model import MUTED, Drawing

Found = Mapping[str, Table]
"""The tables that are worked out so far, by their ids."""

View = Callable[[Found, Room], Drawing]

_ASCII = str.maketrans({
    "–": "-", "·": "-", "×": "x", "→": "to", "…": "...", "−": "-",
    "≥": ">=", "≤": "<=",
})  # fmt: skip
_OTHERS_WORDS = frozenset({"concept", "deck", "card_id"})
"""Columns whose words are the decks', and stay as they are."""


def plain(one: Table) -> Table:
    """Return a table whose own words need ASCII alone."""
    rows = tuple(
        tuple(
            cell.translate(_ASCII)
            if isinstance(cell, str) and column.key not in _OTHERS_WORDS
            else cell
            for cell, column in zip(row, one.columns, strict=True)
        )
        for row in one.rows
    )
    return replace(
        one,
        title=one.title.translate(_ASCII),
        columns=tuple(
            replace(column, name=column.name.translate(_ASCII))
            for column in one.columns
        ),
        rows=rows,
        notes=tuple(note.translate(_ASCII) for note in one.notes),
        needs=one.needs.translate(_ASCII),
    )


def cell(row: Sequence[Cell], one: Table, key: str) -> Cell:
    """Return what stands in a row under a column."""
    keys = [column.key for column in one.columns]
    return row[keys.index(key)] if key in keys else None


def amount(row: Sequence[Cell], one: Table, key: str) -> float | None:
    """Return the number that stands in a row under a column."""
    found = cell(row, one, key)
    return float(found) if isinstance(found, int | float) else None


def shown(value: Cell, column: Column, room: Room) -> str:
    """Return a cell as it is drawn."""
    text = said(value, column)
    return text.translate(_ASCII) if room.glyphs.plain and value is None else text


def word(row: Sequence[Cell], one: Table, key: str, room: Room) -> str:
    """Return a cell of a row in words."""
    for value, column in zip(row, one.columns, strict=True):
        if column.key == key:
            return shown(value, column, room)
    return ""


def missing(one: Table | None, room: Room) -> Drawing | None:
    """Return what a table still needs under its title; None where it has rows."""
    if one is None:
        return Drawing(())
    if not one.needs:
        return None
    head = title(one.title, room.width)
    return stack(head, words(f"  {_capital(one.needs)}.", room.width, MUTED), gap=0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def part(
    one: Table | None,
    room: Room,
    draw: Callable[[Table], Drawing],
    *,
    told: bool = True,
) -> Drawing:
    """Return a table's title, its drawing and its notes; or what it still needs."""
    empty = missing(one, room)
    if empty is not None or one is None:
        return empty or Drawing(())
    foot = notes(one.notes, room.width) if told else Drawing(())
    return stack(title(one.title, room.width), draw(one), foot, gap=0)


def rows_as_words(
    one: Table, room: Room, weights: Mapping[str, int] | None = None
) -> Drawing:
    """Return a table as words in columns."""
    weights = weights or {}
    numbers = [
        any(isinstance(row[at], int | float) for row in one.rows)
        for at in range(len(one.columns))
    ]
    fields = [
        Field(
            head=column.name,
            right=number,
            weight=9 if at == 0 else weights.get(column.key, 5),
        )
        for at, (column, number) in enumerate(zip(one.columns, numbers, strict=True))
    ]
    rows = [
        [
            shown(value, column, room)
            for value, column in zip(row, one.columns, strict=True)
        ]
        for row in one.rows
    ]
    return table(fields, rows, room)


def as_in_anki(found: Found, room: Room) -> Drawing:
    """Return the tables for people from Anki, beneath a view, as words in columns."""
    return stack(
        *(
            part(one, room, lambda one: rows_as_words(one, room))
            for name, one in found.items()
            if name.startswith("anki_")
        )
    )


def short_day(day: date) -> str:
    """Return a day in few words: `3 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def said_day(day: Cell) -> str:
    """Return a cell that is a day in few words."""
    return short_day(day) if isinstance(day, date) else str(day)


def key_line(*parts: tuple[str, str, str]) -> Content:
    """Return what signs mean: sign, its style, its words."""
    entries = [
        Content.styled(f"{sign}\u00a0{text}".replace(" ", "\u00a0"), style)
        for sign, style, text in parts
    ]
    return Content("   ").join(entries)
