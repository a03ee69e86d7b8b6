"""How is a query answered within a keystroke, over a hundred thousand cards?

All cards stand in an order that is made once and kept. The first rows are found by
going along it and looking at each card by itself, for a word that many notes hold
shows a screenful at once. Where they are few, the indexes answer for all cards. What
is found on the way is told at once, so that the first rows never wait for the rest.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from srs.core.query_tree import Every, Is, Query
from srs.store.search import RARE, Search, asks_for_drafts
from srs.study.collection import Collection
from srs.study.search import read_query, search_of

STEPS = (200, 600, 1200)
"""How many cards are looked at one by one, in one go after another."""

COUNTED = ("lapses", "reviews")
"""What every card has a number of, if only 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for, in which order."""

    text: str = ""
    sort: str = "deck"
    """One of `srs.study.search.SORTS`."""
    reverse: bool = False

    @property
    def is_by_place(self) -> bool:
        """Whether cards come as in their files: the store has an index for that."""
        return self.sort == "deck" and not self.reverse


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first keys that a query finds, in order."""

    keys: Sequence[int]
    whole: bool
    """Whether these are surely all."""


class _Order:
    """All keys in an order, or the first of them."""

    def __init__(self, keys: list[int], new_from: int = 0) -> None:
        self.keys = keys
        self.new_from = new_from
        """Before it stands no new card, which has no numbers."""

    @cached_property
    def _places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def sorted(self, keys: Sequence[int]) -> list[int]:
        """Return some keys in this order."""
        if len(keys) * 4 > len(self.keys):
            found = set(keys)
            return [key for key in self.keys if key in found]
        places = self._places
        return sorted((key for key in keys if key in places), key=places.__getitem__)


class Lookup:
    """Answers queries over one collection, and keeps the orders of its cards."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._orders: dict[tuple[str, bool], _Order] = {}
        self._begin: _Order | None = None
        self._version = -1

    def forget(self) -> None:
        """Make the orders anew at the next query."""
        self._version = -1

    def answers(self, wanted: Wanted, most: int) -> Iterator[First]:
        """Give what a query finds: the first, more of them, at last all.

        Args:
            wanted: The query and the order.
            most: How many are enough before all are looked for.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        query = read_query(wanted.text)
        search = self._search()
        found = First(keys=(), whole=False)
        if query == Every():
            yield First(keys=self._beginning(search, wanted).keys[:most], whole=False)
        elif not asks_for_drafts(query) and not search.is_rare(query):
            for found in _walk(search, query, self._beginning(search, wanted), most):
                if found.whole or found.keys:
                    yield found
        if not found.whole:
            yield First(keys=self._all(search, query, wanted), whole=True)

    def first(self, wanted: Wanted, most: int) -> First:
        """Return the first that a query finds, or what of them can be told at once.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        return next(self.answers(wanted, most))

    def whole(self, wanted: Wanted) -> Sequence[int]:
        """Return the keys of all that a query finds, in order.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        return self._all(self._search(), read_query(wanted.text), wanted)

    def _all(self, search: Search, query: Query, wanted: Wanted) -> Sequence[int]:
        if asks_for_drafts(query):
            return search.keys_with_drafts(
                query, sort=wanted.sort, reverse=wanted.reverse
            )
        if query == Every():
            return self._order(search, wanted).keys
        keys = search.keys(query)
        if wanted.is_by_place and not self._orders and len(keys) <= RARE:
            return search.by_place(keys)
        return self._order(search, wanted).sorted(keys)

    def _search(self) -> Search:
        store = self._collection.store
        version = store.data_version()
        if version != self._version:
            self._orders = {}
            self._begin = None
            self._version = version
            self._collection.forget_caches()
        return search_of(self._collection, by_row=not store.cache.has_index())

    def _beginning(self, search: Search, wanted: Wanted) -> _Order:
        """Return as many keys as are looked at one by one, at least."""
        if not wanted.is_by_place or self._orders:
            return self._order(search, wanted)
        if self._begin is None:
            self._begin = _Order(search.places(sum(STEPS) + 1))
        return self._begin

    def _order(self, search: Search, wanted: Wanted) -> _Order:
        """Return all keys in an order; what has no number comes last, by place."""
        name = (wanted.sort, wanted.reverse)
        if name in self._orders:
            return self._orders[name]
        places = self._orders.get(("deck", False))
        if places is None:
            places = self._orders["deck", False] = _Order(search.places())
        self._orders[name] = _sorted(search, places, wanted)
        return self._orders[name]


def _sorted(search: Search, places: _Order, wanted: Wanted) -> _Order:
    if wanted.sort == "deck":
        return _Order(places.keys[::-1]) if wanted.reverse else places
    numbers = search.numbers(wanted.sort)
    if wanted.sort in COUNTED:
        numbers = {key: numbers.get(key, 0) for key in places.keys}
    numbered = [key for key in places.keys if numbers.get(key) is not None]
    rest = [key for key in places.keys if numbers.get(key) is None]
    # Python's sort keeps what is equal in its order, also when it is reversed.
    numbered.sort(key=numbers.__getitem__, reverse=wanted.reverse)
    if wanted.sort not in COUNTED:
        return _Order(numbered + rest, new_from=len(numbered))
    if wanted.reverse:
        return _Order(numbered, bisect_left(numbered, 0, key=lambda key: -numbers[key]))
    return _Order(numbered)


def _walk(search: Search, query: Query, order: _Order, most: int) -> Iterator[First]:
    """Give what a query finds near the order's start, while more may be expected."""
    found: list[int] = []
    start = at = order.new_from if _only_new(query) else 0
    for step in STEPS:
        found = found + search.among(query, order.keys[at : at + step])
        at += step
        whole = at >= len(order.keys)
        yield First(keys=found, whole=whole)
        if whole or len(found) >= most:
            return
        if len(found) * sum(STEPS) < most * (at - start):
            return  # so few that the indexes find them sooner


def _only_new(query: Query) -> bool:
    """Return whether a query surely finds new cards only: they have no numbers."""
    every = query.queries if isinstance(query, Every) else (query,)
    return Is(state="new") in every
