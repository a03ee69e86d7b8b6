"""What is a card called where people read? By its question; its id says nothing."""

from dataclasses import replace

from srs.core.card import CardId
from srs.core.errors import InputError
from srs.core.report import Cell, Table
from srs.core.text import safe_line
from srs.study.cards import place_of
from srs.study.collection import Collection

LONGEST = 80


def with_questions(
    collection: Collection, table: Table, *, longest: int = LONGEST
) -> Table:
    """Return a table whose first column names cards by their questions, not ids.

    Args:
        collection: The cards'.
        table: Any; one that does not begin with cards stays as it is.
        longest: Characters of a question that are shown.
    """
    if not table.columns or table.columns[0].key != "card_id":
        return table
    rows = tuple((_asked(collection, row[0], longest), *row[1:]) for row in table.rows)
    return replace(table, rows=rows)


def _asked(collection: Collection, card: Cell, longest: int) -> str:
    try:
        place = place_of(collection, CardId(int(str(card))))
    except InputError:
        return f"a card that is gone ({card})"
    return safe_line(" ".join(place.note.asked.split())[:longest])
