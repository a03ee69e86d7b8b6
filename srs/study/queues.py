"""Which queues are there besides what is due: saved searches, forgotten, cram?"""

from dataclasses import replace

from srs import config
from srs.core.errors import UsageError
from srs.core.text import safe_line
from srs.study.agenda import Scope
from srs.study.collection import Collection, settings_of
from srs.study.search import card_ids, read_query

FORGOTTEN_TODAY = "rated:1:1"


def forgotten_today(collection: Collection) -> Scope:
    """Return what was forgotten today, to go through without the schedule."""
    return Scope(cards=card_ids(collection, FORGOTTEN_TODAY), cram=True)


def narrowed(
    collection: Collection, scope: Scope, query: str | None, *, also: str = ""
) -> Scope:
    """Return a scope that holds only what a query finds, by its name or its text.

    A cram also wants its decks and tags as cards, for it asks for nothing due.

    Args:
        collection: The collection.
        scope: What was asked for besides.
        query: The query or its name; None for none.
        also: Another query that must find the cards.

    Raises:
        QueryError: The query is wrong; it says where.
    """
    text = "" if query is None else query_named(collection, query)
    if scope.cram:
        terms = [_any_of("deck", scope.decks), _any_of("tag", scope.tags)]
        text = " ".join((*terms, also, f"({text})" if text.strip() else "")).strip()
    if query is None and not scope.cram:
        return scope
    return replace(scope, cards=card_ids(collection, text))


def _any_of(field: str, names: tuple[str, ...]) -> str:
    quoted = [name.replace("\\", "\\\\").replace('"', '\\"') for name in names]
    terms = " or ".join(f'{field}:"{name}"' for name in quoted)
    return f"({terms})" if terms else ""


# -- saved searches -----------------------------------------------------------------


def query_named(collection: Collection, text: str) -> str:
    """Return the query that is saved under a name; else the text itself."""
    return collection.settings.searches.get(text.strip(), text)


def save_search(collection: Collection, name: str, query: str) -> str:
    """Save a query under a name in the learner's settings; return a sentence on it.

    Raises:
        UsageError: There is no name, or nothing to save.
        QueryError: The query is wrong.
        ConfigError: The settings cannot be written.
    """
    name, query = safe_line(name).strip(), query.strip()
    read_query(query)
    if not name or not query:
        raise UsageError("A saved search needs a query and a name.")
    config.set_user_value(["searches", name], query)
    _read_again(collection)
    return f"Saved as {name}. Review it with: srs review --query {name!r}"


def rename_search(collection: Collection, name: str, to: str) -> str:
    """Give a saved search another name; return a sentence on it.

    Raises:
        UsageError: The name is empty or taken, or the collection suggests the search.
        ConfigError: The settings cannot be written.
    """
    to = safe_line(to).strip()
    query = collection.settings.searches[name]
    if not to:
        raise UsageError("A saved search needs a name.")
    if to in collection.settings.searches:
        raise UsageError(f"There is a search {to} already.")
    delete_search(collection, name)
    save_search(collection, to, query)
    return f"{safe_line(name)} is called {to} now."


def delete_search(collection: Collection, name: str) -> str:
    """Take a saved search out of the learner's settings; return a sentence on it.

    Raises:
        UsageError: The collection suggests it, so it is not the learner's to delete.
        ConfigError: The settings cannot be written.
    """
    before = collection.settings.searches[name]
    config.set_user_value(["searches", name], None)
    _read_again(collection)
    shown = safe_line(name)
    left = collection.settings.searches.get(name)
    if left == before:
        raise UsageError(
            f"The collection suggests the search {shown}.",
            next_step="It stands in srs.toml, under [searches].",
        )
    if left is not None:
        return f"Your {shown} is deleted; the one in srs.toml counts again."
    return f"{shown} is deleted."


def _read_again(collection: Collection) -> None:
    searches = settings_of(collection.root).searches
    collection.settings = replace(collection.settings, searches=searches)
