"""Which ideas do the decks hold, and since when are they known?"""

import json
from typing import NamedTuple

from srs.core.card import CardId
from srs.store.database import Store

_IDEAS = """
    select c.id, c.deck, n.line, n.concept, n.breadcrumb, n.body, t.first_seen_ms
    from note n join card c on c.note = n.id
    join deck_file f on f.id = n.deck
    left join note_text t on t.fingerprint = n.fingerprint
    where n.kind = 'idea' and not n.doubtful
    order by f.path, n.line"""

_ORIGINS = """
    select e.card, min(t.first_seen_ms)
    from event e join note_text t on t.fingerprint = json_extract(e.data, '$.from')
    where e.kind <> 'reviewed' and e.kind = 'linked'
    and e.card in (select value from json_each(?))
    group by e.card"""


class IdeaRow(NamedTuple):
    """An idea in a deck, as last scanned."""

    card: CardId
    deck: int
    line: int
    concept: str
    breadcrumb: str
    """A list of headings, as JSON."""
    body: str
    first_seen_ms: int | None
    """When its text was first met, or the text that it had before."""


def idea_rows(store: Store) -> list[IdeaRow]:
    """Return every idea of every deck, in the order of places.

    An idea that was edited is as old as its oldest text.
    """
    found = store.connection.execute(_IDEAS).fetchall()
    rows = list(map(IdeaRow._make, found))
    if not rows:
        return []
    cards = json.dumps([row.card for row in rows])
    before = dict(store.connection.execute(_ORIGINS, (cards,)).fetchall())
    return [
        row._replace(first_seen_ms=_older(row.first_seen_ms, before.get(row.card)))
        for row in rows
    ]


def _older(one: int | None, other: int | None) -> int | None:
    known = [at_ms for at_ms in (one, other) if at_ms is not None]
    return min(known, default=None)
