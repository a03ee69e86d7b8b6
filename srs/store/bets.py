"""What did the learner say before answers were shown, and who was right?"""

import json
from collections.abc import Collection

from srs.core.card import CardId
from srs.store.database import Store

_BETS = """
    select json_extract(data, '$.sure'), rating > 1, json_extract(data, '$.said')
    from event where card is not null and kind = 'reviewed'
    and instr(data, '"said"') and at_ms < ? and day between ? and ?"""
_LISTED = "(select value from json_each(?))"


def bets(
    store: Store,
    *,
    before_ms: int,
    days: tuple[int, int],
    cards: Collection[CardId] | None = None,
) -> list[tuple[bool, bool, float]]:
    """Return the live bets on cards in review: sure, passed, what the model said.

    Args:
        store: The store.
        before_ms: Later ones are left out.
        days: The first and the last study day.
        cards: Only of these cards; None for all.
    """
    query, given = _BETS, list[str | int]([before_ms, *days])
    if cards is not None:
        query += f" and card in {_LISTED}"
        given.append(json.dumps(sorted(cards)))
    if dead := store.log.dead():
        query += f" and hex(id) not in {_LISTED}"
        given.append(json.dumps([name.upper() for name in dead]))
    rows = store.connection.execute(query, given).fetchall()
    return [(bool(sure), bool(passed), float(said)) for sure, passed, said in rows]
