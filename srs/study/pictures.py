"""Will a card with a picture come today?"""

from srs.study.agenda import Scope, build_queue
from srs.study.collection import Collection

MOST_CARDS = 300
"""So many of the day's first cards are looked at."""


def any_picture(collection: Collection, scope: Scope) -> bool:
    """Return whether one of the next cards of a scope holds a picture."""
    queue = build_queue(collection, scope, collection.today())
    rows = map(collection.store.cards.place, queue.cards()[:MOST_CARDS])
    return any(row is not None and "![" in row.body for row in rows)
