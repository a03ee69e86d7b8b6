"""What does a query mean in SQL?

Each leaf of the tree becomes a condition on a note `n`, its card `c` and the card's
schedule `s`. Values travel as parameters, never inside the SQL's text.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from srs.core.card import Deck
from srs.core.query_tree import (
    Either,
    Every,
    HasFlag,
    Is,
    Named,
    Not,
    Property,
    Query,
    Rated,
    Since,
    State,
    Words,
)
from srs.core.text import folded
from srs.store.word_conditions import Condition, Pieces, escaped, words

DAY_MS = 86_400_000

_LISTED = "(select value from json_each(?))"
_NEVER = "0"

_STATES: dict[State, str] = {
    "new": "c.active and coalesce(s.phase, 0) = 0",
    "learning": "s.phase in (1, 3)",
    "review": "s.phase = 2",
    "suspended": "s.suspended",
    "draft": "n.draft",
    "doubtful": "n.doubtful",
    "idea": "n.kind = 'idea'",
}
"""The states that neither the time nor the learner's wishes decide."""

_SCHEDULED: tuple[State, ...] = (
    "due", "learning", "review", "suspended", "buried", "leech",
)  # fmt: skip
"""The states that only a card with a schedule can be in."""

_PROPERTIES = {
    "s": "s.stability",
    "d": "s.difficulty",
    "lapses": "coalesce(s.lapses, 0)",
    "reviews": "coalesce(s.reviews, 0)",
    "due": "s.due_day - ?",
    "ivl": "case when s.phase > 0 then s.interval_days end",
}
_COUNTED = ("lapses", "reviews")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckFacts:
    """A deck, and what the learner's wishes make of it."""

    deck: Deck
    leech_threshold: int
    """Lapses that make a leech, 0 for never."""
    decay: float
    """Of the forgetting curve that its cards follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a query's words mean at one moment."""

    at_ms: int
    today: int
    """The study day, in days since 1970-01-01."""
    day_begins_ms: Callable[[int], int]
    """The instant at which a study day begins, by its number."""
    decks: Mapping[int, DeckFacts]
    """By the decks' numbers in the store."""
    dead: Callable[[], frozenset[str]]
    """The events and batches that were taken back; asked for only when needed."""
    alone: Callable[[], Iterable[int]] = tuple
    """The cards that are left unreviewed as a test, and are not due for it."""
    pieces: Pieces = lambda _: None
    """What the index of words knows of a short one."""
    drafts: bool = False
    """Whether a note may be without a card: then the note says its deck and number."""
    by_row: bool = False
    """Whether few cards are asked about: then each is looked at by itself, and no
    index is read from end to end."""


def condition(query: Query, facts: Facts) -> Condition:
    """Return what must hold for a card to be found."""
    match query:
        case Words():
            return words(
                query.text,
                by_row=facts.by_row,
                drafts=facts.drafts,
                pieces=facts.pieces,
            )
        case Named():
            return _named(query, facts)
        case Is():
            return _state(query.state, facts)
        case HasFlag(flag=None):
            return Condition("s.flag > 0")
        case HasFlag(flag=flag):
            return Condition("coalesce(s.flag, 0) = ?", (flag,))
        case Rated():
            return _rated(query, facts)
        case Since(what="added"):
            return _added(query.days, facts)
        case Since():
            return _edited(query.days, facts)
        case Property(name="r"):
            return _recall(query, facts)
        case Property():
            return _property(query, facts)
        case Not():
            inner = condition(query.query, facts)
            # What is unknown of a card does not hold, so its negation does.
            return Condition(f"not coalesce({inner.sql}, 0)", inner.values)
        case Every():
            return _joined("and", query.queries, facts, empty="1")
        case Either():
            return _joined("or", query.queries, facts, empty=_NEVER)
        case _:
            assert_never(query)


def means_scheduled(query: Query) -> bool:
    """Return whether a query surely finds only cards that have a schedule."""
    match query:
        case Is():
            return query.state in _SCHEDULED
        case HasFlag():
            return query.flag != 0
        case Property(name="lapses" | "reviews"):
            return not _holds_of_none(query)
        case Property():
            return True
        case Every():
            return any(means_scheduled(part) for part in query.queries)
        case Either():
            return all(means_scheduled(part) for part in query.queries)
        case _:
            return False


def _joined(
    word: str, queries: Iterable[Query], facts: Facts, *, empty: str
) -> Condition:
    parts = [condition(query, facts) for query in queries]
    return Condition(
        f"({f' {word} '.join(part.sql for part in parts) or empty})",
        tuple(value for part in parts for value in part.values),
    )


# -- names ----------------------------------------------------------------------


def _named(query: Named, facts: Facts) -> Condition:
    match query.field:
        case "kind":
            return Condition("n.kind = ?", (query.value,))
        case "concept":
            pattern = escaped(query.value).replace("*", "%")
            return Condition(r"n.concept like ? escape '\'", (pattern,))
        case "deck":
            return _in_decks(facts, lambda deck: _is_deck(deck, query.value))
        case "tag":
            return _tagged(query.value, facts)
        case _:
            assert_never(query.field)


def _tagged(value: str, facts: Facts) -> Condition:
    has_tag = (
        "tags <> '[]' and exists (select 1 from json_each(tags)"
        " where srs_beneath(value, ?))"
    )
    column = "n.id" if facts.drafts else "c.note"
    own = Condition(
        f"(n.{has_tag.replace('(tags)', '(n.tags)')})"
        if facts.by_row
        else f"{column} in (select id from note where {has_tag})",
        (value,),
    )
    numbers = [
        number
        for number, it in facts.decks.items()
        if any(beneath(tag, value) for tag in it.deck.tags)
    ]
    if not numbers:
        return own
    decks = _decks(facts, numbers)
    return Condition(f"({decks.sql} or {own.sql})", (*decks.values, *own.values))


def _is_deck(deck: Deck, wanted: str) -> bool:
    """Return whether a deck has this name, title or file, or lies in this folder."""
    file = deck.path.removesuffix(".md")
    whole = (deck.title.casefold(), deck.path.casefold())
    return (
        beneath(deck.name, wanted)
        or beneath(file, wanted)
        or wanted.casefold() in whole
    )


def _in_decks(facts: Facts, wanted: Callable[[Deck], bool]) -> Condition:
    decks = facts.decks.items()
    return _decks(facts, (number for number, it in decks if wanted(it.deck)))


def _decks(facts: Facts, numbers: Iterable[int]) -> Condition:
    column = "n.deck" if facts.drafts else "c.deck"
    return Condition(f"{column} in {_LISTED}", (json.dumps(list(numbers)),))


def beneath(name: str, wanted: str) -> bool:
    """Return whether a name is the wanted one or lies beneath it, as `a/b` in `a`.

    Case does not matter, and `*` stands for anything.
    """
    name, wanted = folded(name).casefold(), wanted.casefold().rstrip("/")
    if "*" in wanted:
        from fnmatch import fnmatchcase

        return fnmatchcase(name, wanted.replace("[", "[[]").replace("?", "[?]"))
    return name == wanted or name.startswith(f"{wanted}/")


# -- states and numbers ---------------------------------------------------------


def _state(state: State, facts: Facts) -> Condition:
    if state in _STATES:
        return Condition(f"({_STATES[state]})")
    if state == "buried":
        return Condition("s.buried_until > ?", (facts.today,))
    if state == "due":
        come = (
            "(s.phase = 2 and s.due_day <= ? or s.phase in (1, 3)"
            " and coalesce(s.due_ms, 0) <= ?)"
            if facts.by_row
            else "s.card in (select card from schedule where phase = 2 and due_day <= ?"
            " union all select card from schedule where phase in (1, 3)"
            " and coalesce(due_ms, 0) <= ?)"
        )
        alone = list(facts.alone())
        but = f" and s.card not in ({', '.join('?' * len(alone))})" if alone else ""
        return Condition(
            "(c.active and not s.suspended and coalesce(s.buried_until, -1) <= ?"
            f" and {come}{but})",
            (facts.today, facts.today, facts.at_ms, *alone),
        )
    thresholds = {it.leech_threshold for it in facts.decks.values()} - {0}
    return _by_deck(
        thresholds,
        lambda it: it.leech_threshold,
        lambda threshold: Condition("s.lapses >= ?", (threshold,)),
        facts,
    )


def _property(query: Property, facts: Facts) -> Condition:
    today = (facts.today,) if query.name == "due" else ()
    value = _PROPERTIES[query.name]
    if query.name in _COUNTED and not _holds_of_none(query):
        # Said so, it is plain that a card without a schedule is not meant, and only
        # the schedules are read.
        value = f"s.{query.name}"
    return Condition(f"({value} {query.comparison} ?)", (*today, query.value))


def _holds_of_none(query: Property) -> bool:
    """Return whether a count of 0 compares so with the value."""
    return {
        "<": query.value > 0,
        "<=": query.value >= 0,
        "=": query.value == 0,
        ">=": query.value <= 0,
        ">": query.value < 0,
    }[query.comparison]


def _recall(query: Property, facts: Facts) -> Condition:
    """Return the comparison of the chance of recall, without raising to a power.

    R = (1 + f * t / S) ** -decay falls as t / S grows, so R < x holds exactly where
    t / S > (x ** (-1 / decay) - 1) / f, which is one number for each decay.
    """
    if query.value <= 0:
        above = query.comparison in (">", ">=")
        return Condition("s.stability not null" if above else _NEVER)
    turned = {"<": ">", "<=": ">=", "=": "=", ">=": "<=", ">": "<"}[query.comparison]

    def compared(decay: float) -> Condition:
        factor = 0.9 ** (-1 / decay) - 1
        ratio = (query.value ** (-1 / decay) - 1) / factor
        return Condition(
            f"max(0, ? - s.last_ms) {turned} ? * s.stability",
            (facts.at_ms, ratio * DAY_MS),
        )

    decays = {it.decay for it in facts.decks.values()}
    return _by_deck(decays, lambda it: it.decay, compared, facts)


def _by_deck(
    values: Iterable[float],
    value_of: Callable[[DeckFacts], float],
    made: Callable[[float], Condition],
    facts: Facts,
) -> Condition:
    """Return a condition that differs from deck to deck, joined over its values."""
    parts = []
    for value in sorted(values):
        inner = made(value)
        numbers = (n for n, it in facts.decks.items() if value_of(it) == value)
        decks = _decks(facts, numbers)
        parts.append(
            Condition(f"({decks.sql} and {inner.sql})", decks.values + inner.values)
        )
    return Condition(
        f"({' or '.join(part.sql for part in parts) or _NEVER})",
        tuple(value for part in parts for value in part.values),
    )


# -- what happened --------------------------------------------------------------


def _rated(query: Rated, facts: Facts) -> Condition:
    first = facts.today - query.days + 1
    # Ids begin with the time, so only the newest end of the log is read. The study
    # day as lived is within two days of it, whichever zone it was.
    bound = max(0, facts.day_begins_ms(first) - 2 * DAY_MS).to_bytes(6, "big")
    rating = "" if query.rating is None else " and rating = ?"
    dead = sorted(each.upper() for each in facts.dead())
    live = f" and hex(id) not in {_LISTED}" if dead else ""
    what = f" kind = 'reviewed' and day >= ?{rating}{live}"
    values = (
        first,
        *(() if query.rating is None else (int(query.rating),)),
        *((json.dumps(dead),) if dead else ()),
    )
    if facts.by_row:
        return Condition(
            f"exists (select 1 from event where card = c.id and{what})",
            values,
        )
    return Condition(
        f"c.id in (select card from event not indexed where id >= ? and{what})",
        (bound, *values),
    )


def _edited(days: int, facts: Facts) -> Condition:
    dead = json.dumps(sorted(facts.dead()))
    return Condition(
        "c.id in (select card from event where kind <> 'reviewed'"
        " and kind = 'linked' and day >= ? and json_extract(data, '$.from') is not null"
        f" and lower(hex(id)) not in {_LISTED}"
        f" and coalesce(json_extract(data, '$.batch'), '') not in {_LISTED})",
        (facts.today - days + 1, dead, dead),
    )


def _added(days: int, facts: Facts) -> Condition:
    """Return the condition that no text of the card was seen before a day."""
    begins = facts.day_begins_ms(facts.today - days + 1)
    seen = (
        "exists (select 1 from note_text t where t.fingerprint = n.fingerprint"
        " and t.first_seen_ms >= ?)"
        if facts.by_row
        else "n.fingerprint in (select fingerprint from note_text"
        " where first_seen_ms >= ?)"
    )
    return Condition(
        f"({seen} and not exists (select 1 from event e join note_text t"
        " on t.fingerprint = json_extract(e.data, '$.from')"
        " where e.card = c.id and e.kind = 'linked' and t.first_seen_ms < ?))",
        (begins, begins),
    )
