"""How is a query answered within a keystroke, over a hundred thousand cards?

All cards stand in an order that is made once and kept. The first rows are found by
going along it and looking at each card by itself, for a word that many notes hold
shows a screenful at once. Where they are few, the indexes answer for all cards, and
the order is filtered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from srs.core.query_tree import Every, Is, Query
from srs.store.search import Search, asks_for_drafts
from srs.study.collection import Collection
from srs.study.search import read_query, search_of

STEPS = (200, 600, 1200)
"""How many cards are looked at one by one, in one go after another."""

COUNTED = ("lapses", "reviews")
"""What every card has a number of, if only 0."""

RARE = 1000
"""Below so many notes with its words, the index answers sooner than the walk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for, in which order."""

    text: str = ""
    sort: str = "deck"
    """One of `srs.study.search.SORTS`."""
    reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first keys that a query finds, in order."""

    keys: list[int]
    whole: bool
    """Whether these are surely all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    keys: list[int]
    unnumbered: int
    """Where those begin that have no number, as new cards have none."""


class Lookup:
    """Answers queries over one collection, and keeps the orders of its cards."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._orders: dict[tuple[str, bool], _Order] = {}
        self._version = -1

    def forget(self) -> None:
        """Make the orders anew at the next query."""
        self._version = -1

    def first(self, wanted: Wanted, most: int) -> First:
        """Return the first that a query finds, or what of them can be told at once.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        query = read_query(wanted.text)
        search = self._search()
        if asks_for_drafts(query):
            return First(keys=self._with_drafts(search, query, wanted), whole=True)
        if query == Every() and wanted == Wanted(text=wanted.text) and not self._orders:
            return First(keys=search.places(most), whole=False)
        order = self._order(search, wanted)
        if query == Every():
            return First(keys=order.keys[:most], whole=False)
        if search.is_rare(query, RARE):
            return First(keys=_found(search, query, order), whole=True)
        return _walk(search, query, order, most)

    def whole(self, wanted: Wanted) -> Sequence[int]:
        """Return the keys of all that a query finds, in order.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        query = read_query(wanted.text)
        search = self._search()
        if asks_for_drafts(query):
            return self._with_drafts(search, query, wanted)
        order = self._order(search, wanted)
        if query == Every():
            return order.keys
        return _found(search, query, order)

    def _search(self) -> Search:
        store = self._collection.store
        version = store.data_version()
        if version != self._version:
            self._orders = {}
            self._version = version
            self._collection.forget_caches()
        return search_of(self._collection, by_row=not store.cache.has_index())

    def _with_drafts(self, search: Search, query: Query, wanted: Wanted) -> list[int]:
        return search.keys_with_drafts(query, sort=wanted.sort, reverse=wanted.reverse)

    def _order(self, search: Search, wanted: Wanted) -> _Order:
        """Return all keys in an order; what has no number comes last, by place."""
        name = (wanted.sort, wanted.reverse)
        if name in self._orders:
            return self._orders[name]
        places = self._orders.get(("deck", False))
        if places is None:
            keys = search.places()
            places = self._orders["deck", False] = _Order(keys=keys, unnumbered=0)
        self._orders[name] = _sorted(search, places, wanted)
        return self._orders[name]


def _sorted(search: Search, places: _Order, wanted: Wanted) -> _Order:
    if wanted.sort == "deck":
        return replace(places, keys=places.keys[::-1]) if wanted.reverse else places
    numbers = search.numbers(wanted.sort)
    if wanted.sort in COUNTED:
        numbers = {key: numbers.get(key, 0) for key in places.keys}
    numbered = [key for key in places.keys if numbers.get(key) is not None]
    rest = [key for key in places.keys if numbers.get(key) is None]
    # Python's sort keeps what is equal in its order, also when it is reversed.
    numbered.sort(key=numbers.__getitem__, reverse=wanted.reverse)
    unnumbered = 0 if wanted.sort in COUNTED else len(numbered)
    return _Order(keys=numbered + rest, unnumbered=unnumbered)


def _found(search: Search, query: Query, order: _Order) -> list[int]:
    """Return all that a query finds: the indexes say what, the order where."""
    found = set(search.keys(query))
    return [key for key in order.keys if key in found]


def _walk(search: Search, query: Query, order: _Order, most: int) -> First:
    """Return what a query finds near the order's start."""
    found: list[int] = []
    at = order.unnumbered if _only_new(query) else 0
    for step in STEPS:
        found += search.among(query, order.keys[at : at + step])
        at += step
        if len(found) >= most or at >= len(order.keys):
            break
    return First(keys=found, whole=at >= len(order.keys))


def _only_new(query: Query) -> bool:
    """Return whether a query surely finds new cards only: they have no numbers."""
    every = query.queries if isinstance(query, Every) else (query,)
    return Is(state="new") in every
