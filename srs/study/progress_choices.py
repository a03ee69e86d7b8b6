"""Which parts of a collection, and which days, can figures be about?"""

from collections import Counter
from datetime import date

from srs.core.text import safe_line
from srs.study.collection import Collection
from srs.study.progress_inputs import Filters

Choice = tuple[str, Filters]
"""What a part is called, and what chooses it."""

EVERYTHING = "all decks"


def parts(collection: Collection) -> list[Choice]:
    """Return everything, then folders and decks, then concepts, by their names."""
    decks = [entry.deck for entry in collection.decks.values()]
    folders = Counter(
        "/".join(steps[:size])
        for steps in (deck.name.split("/") for deck in decks)
        for size in range(1, len(steps))
    )
    found = [(EVERYTHING, Filters())]
    found += [
        (f"folder  {safe_line(name)}", Filters(decks=(name,)))
        for name in sorted(folders)
    ]
    found += [
        (f"deck  {safe_line(name)}", Filters(decks=(name,)))
        for name in sorted(deck.name for deck in decks)
    ]
    concepts = {
        one.id: one.title
        for some in collection.store.cards.concepts().values()
        for one in some
    }
    found += [
        (f"concept  {safe_line(title)}", Filters(concepts=(id_,)))
        for id_, title in sorted(concepts.items(), key=lambda one: one[1].casefold())
    ]
    return found


def ranges(collection: Collection) -> list[tuple[str, str]]:
    """Return spans of days: what each is called, and how `read_range` knows it."""
    today = collection.today()
    first = collection.store.schedules.first_study_day() or today
    found = [("the whole past", "all")]
    found += [(f"the last {days} days", f"{days}d") for days in (30, 90, 365)]
    years = range(today.year, max(first.year, today.year - 20) - 1, -1)
    return [*found, *((str(year), str(year)) for year in years)]


def said_range(first: date | None, last: date | None) -> str:
    """Return a span of days in words."""
    if first is None and last is None:
        return "whole past"
    if last is None:
        return f"since {first}"
    return f"until {last}" if first is None else f"{first} to {last}"
