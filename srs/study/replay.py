"""What became of every card, made anew from the log?

The cache of schedules follows from the events. `rebuild` makes it whole, in bulk;
`refresh` makes some cards' rows; `take_in` adds events from elsewhere together with
their consequences. A key in the cache says how far it goes and by which wishes; a
misfit means a rebuild.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b

from srs.core.card import CardId
from srs.core.day import day_of_number, instant
from srs.core.log import (
    EventId,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Undone,
    live,
)
from srs.core.memory import Memory
from srs.core.preset import Preset
from srs.core.schedule import CardState, Scheduled, apply, replay
from srs.memory import bulk_model
from srs.store.database import Store
from srs.store.log import ReviewColumns
from srs.store.rows import decision, is_event_id
from srs.store.schedule_rows import PHASES
from srs.store.tallies import DayCounts
from srs.study.tallies import DaySums, tallies

PresetOf = Callable[[CardId], Preset]
"""The learner's wishes for the deck that holds a card."""

THROUGH = "schedules_through"
"""The key under which the cache notes how far it goes."""

MEANING = 1
"""Raise it when the same events come to mean other schedules."""

MANY_EVENTS = 5000
"""So many events from elsewhere are replayed with all others at once."""

_MOVING = ("reset", "due_set")
_HIDING = ("suspended", "unsuspended", "buried", "flagged", "idea")

_Row = tuple[CardId, CardState, date | None]


def presets_of(store: Store, preset_of_deck: Callable[[int], Preset]) -> PresetOf:
    """Return the preset of each card; of a card that is gone, that of deck -1."""
    decks = store.schedules.deck_of_cards()
    known: dict[int, Preset] = {}

    def preset(card: CardId) -> Preset:
        deck = decks.get(card, -1)
        if deck not in known:
            known[deck] = preset_of_deck(deck)
        return known[deck]

    return preset


# -- does the cache fit? -----------------------------------------------------------


def wishes(presets: Mapping[str, Preset]) -> str:
    """Return a fingerprint of all wishes that a replay depends on.

    Args:
        presets: By their names.
    """
    said = [
        [
            path,
            one.algorithm,
            one.w,
            one.desired_retention,
            [step.total_seconds() for step in one.learning_steps],
            [step.total_seconds() for step in one.relearning_steps],
            one.maximum_interval_days,
            one.easy_days,
            one.easy_days_load,
        ]
        for path, one in sorted(presets.items())
    ]
    return blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()


def fits(store: Store, fingerprint: str) -> bool:
    """Return whether the schedules go through to the newest event."""
    return store.cache.get(THROUGH) == _key(store, fingerprint)


def mark(store: Store, fingerprint: str) -> None:
    """Note that the schedules go through to the newest event, by these wishes.

    Whoever writes an event together with its consequences marks in the same
    transaction.
    """
    store.cache.set(THROUGH, _key(store, fingerprint))


def _key(store: Store, fingerprint: str) -> str:
    return f"{MEANING}:{store.log.last_id() or ''}:{fingerprint}"


# -- everything ------------------------------------------------------------------


def rebuild(store: Store, preset_of: PresetOf, *, fingerprint: str) -> int:
    """Make every schedule and every day's counts anew, and return how many cards.

    Args:
        store: The store.
        preset_of: The learner's wishes for a card.
        fingerprint: Of these wishes, see `wishes`.
    """
    with store.transaction():
        rows, days = everything(store, preset_of)
        store.schedules.clear()
        store.schedules.write_all(rows)
        store.schedules.write_days(days)
        mark(store, fingerprint)
    return len(rows)


def everything(store: Store, preset_of: PresetOf) -> tuple[list[_Row], list[DayCounts]]:
    """Return all rows and all days as the log gives them."""
    columns = store.log.review_columns()
    hiding = _by_card(store.log.live_of(*_HIDING))
    slow = _by_card(store.log.live_of(*_MOVING)).keys() | _undecided(columns)
    followers = store.cards.followers()
    slow |= followers.keys() | followers.values()
    spans = dict(_spans(columns))
    fast = {card: spans[card] for card in spans if card not in slow}
    sums = DaySums()
    for span in fast.values():
        sums.add_in_bulk(columns, span)
    rows = list(_in_bulk(columns, fast, hiding, preset_of))
    for entries, part in _joined(store, (hiding.keys() - spans.keys()) | slow):
        for own in entries.values():
            sums.add(tallies(own))
        rows += _rows(part, entries, preset_of)
    return rows, sums.counts()


def _by_card(entries: Iterable[Logged]) -> dict[CardId, list[Logged]]:
    found: dict[CardId, list[Logged]] = defaultdict(list)
    for entry in entries:
        card = getattr(entry.event, "card", None)
        if card is not None:
            found[card].append(entry)
    return found


def _undecided(columns: ReviewColumns) -> set[CardId]:
    """Return the cards with a review that brought no decision."""
    return {
        CardId(card)
        for card, phase in zip(columns.card, columns.phase, strict=True)
        if not phase
    }


def _spans(columns: ReviewColumns) -> Iterator[tuple[CardId, range]]:
    """Give the places of each card's reviews."""
    start = 0
    for end in range(1, len(columns) + 1):
        if end == len(columns) or columns.card[end] != columns.card[start]:
            yield CardId(columns.card[start]), range(start, end)
            start = end


def _parts(cards: Sequence[CardId], size: int = 500) -> Iterator[Sequence[CardId]]:
    for start in range(0, len(cards), size):
        yield cards[start : start + size]


def _in_bulk(
    columns: ReviewColumns,
    spans: Mapping[CardId, range],
    hiding: Mapping[CardId, Sequence[Logged]],
    preset_of: PresetOf,
) -> Iterator[_Row]:
    """Give the rows of cards whose reviews all brought decisions."""
    models: dict[tuple[str, tuple[float, ...]], list[CardId]] = defaultdict(list)
    for card in spans:
        preset = preset_of(card)
        models[preset.algorithm, preset.w].append(card)
    for (algorithm, w), cards in models.items():
        model = bulk_model(algorithm, w)
        memories = model.memories([_history(columns, spans[card]) for card in cards])
        for card, memory in zip(cards, memories, strict=True):
            state = CardState(schedule=_last(columns, spans[card], memory))
            for entry in hiding.get(card, ()):
                state = apply(state, entry, preset=preset_of(card), model=model)
            yield card, state, day_of_number(columns.day[spans[card].start])


def _history(columns: ReviewColumns, span: range) -> list[tuple[int, int]]:
    """Return ratings and elapsed study days, 0 where a clock ran backwards."""
    rating, day = columns.rating, columns.day
    first = span.start
    return [(rating[first], 0)] + [
        (rating[at], max(0, day[at] - day[at - 1])) for at in span[1:]
    ]


def _last(columns: ReviewColumns, span: range, memory: Memory) -> Scheduled:
    """Return the card as its last review's decision left it."""
    phase, rating, last = columns.phase, columns.rating, span[-1]
    decided = decision(columns.data[last])
    if decided is None:
        raise ValueError("a review without a decision is no matter for the bulk")
    review = PHASES.index("review")
    lapses = sum(
        phase[at - 1] == review and rating[at] == Rating.AGAIN for at in span[1:]
    )
    day = day_of_number(columns.day[last])
    in_review = decided.phase == "review"
    return Scheduled(
        phase=decided.phase,
        step=decided.step,
        due_day=decided.due_day,
        due_at=decided.due_at,
        memory=memory,
        last_day=day,
        last_at=instant(columns.at_ms[last]),
        interval_days=max(0, (decided.due_day - day).days) if in_review else 0,
        reviews=len(span),
        lapses=lapses,
        graduated=any(phase[at] == review for at in span),
    )


# -- some cards -----------------------------------------------------------------------


def refresh(store: Store, cards: Iterable[CardId], preset_of: PresetOf) -> None:
    """Replay some cards from the log and store what became of them.

    A card whose reviews count for another has no row: the other's is made.
    """
    followers = store.cards.followers()
    some = set(cards)
    leaders = {followers.get(card, card) for card in some}
    following = {card for card, leader in followers.items() if leader in leaders}
    with store.transaction():
        store.schedules.forget(followers.keys() & some)
        for entries, part in _joined(store, leaders | following):
            store.schedules.write_all(_rows(part, entries, preset_of))


_Joined = dict[CardId, list[CardId]]
"""Cards that have a row of their own, each with those whose events count for it."""


def _joined(
    store: Store, cards: Iterable[CardId]
) -> Iterator[tuple[dict[CardId, list[Logged]], _Joined]]:
    """Give some cards by parts, a leader with its followers, and all their events."""
    followers = store.cards.followers()
    groups: _Joined = defaultdict(list)
    for card in sorted(cards):
        groups[followers.get(card, card)].append(card)
    for part in _parts(sorted(groups)):
        joined = {leader: groups[leader] for leader in part}
        wanted = [card for group in joined.values() for card in group]
        yield store.log.of_cards(wanted), joined


def _rows(
    joined: _Joined, entries: Mapping[CardId, list[Logged]], preset_of: PresetOf
) -> Iterator[_Row]:
    """Give the rows of some cards, each from its events and its followers'."""
    for card, group in joined.items():
        together = [entry for one in group for entry in entries[one]]
        if together:
            preset = preset_of(card)
            model = bulk_model(preset.algorithm, preset.w)
            state = replay(together, preset=preset, model=model)
            yield card, state, first_day(live(together))


def first_day(entries: Iterable[Logged]) -> date | None:
    """Return the study day of the first review since the last reset, if any.

    Args:
        entries: The live events of one card, in the order of replay.
    """
    first: date | None = None
    for entry in entries:
        if isinstance(entry.event, Reset):
            first = None
        elif isinstance(entry.event, Reviewed) and first is None:
            first = entry.day
    return first


# -- events from elsewhere -----------------------------------------------------------


def take_in(
    store: Store, entries: Sequence[Logged], preset_of: PresetOf, *, fingerprint: str
) -> int:
    """Add events from elsewhere with their consequences; return how many were new.

    All or nothing, and it can be repeated: what is known is left as it is.
    """
    with store.transaction():
        if len(entries) > MANY_EVENTS or not fits(store, fingerprint):
            added = store.log.add(entries)
            rebuild(store, preset_of, fingerprint=fingerprint)
            return added
        fresh = [entry for entry in entries if store.log.get(entry.id) is None]
        concerned = _concerned(store, fresh)
        added = store.log.add(fresh)
        # An undo of an undo brings back what only now can be seen.
        concerned |= _concerned(store, fresh)
        count_anew(store, concerned, {entry.id for entry in fresh})
        refresh(store, concerned, preset_of)
        mark(store, fingerprint)
    return added


def _concerned(store: Store, fresh: Iterable[Logged]) -> set[CardId]:
    """Return the cards that some events are about, or take back something of."""
    cards: set[CardId] = set()
    ahead = list(fresh)
    met: set[str] = set()
    while ahead:
        event = ahead.pop().event
        if isinstance(event, Undone) and event.target not in met:
            met.add(event.target)
            ahead += store.log.targets(event.target)
            if is_event_id(event.target):
                named = store.log.get(EventId(event.target))
                ahead += [named] if named else []
        elif (card := getattr(event, "card", None)) is not None:
            cards.add(card)
    return cards


def count_anew(store: Store, cards: Iterable[CardId], fresh: set[str]) -> None:
    """Bring the days' counts in line with what new events made of some cards."""
    for part in _parts(sorted(cards)):
        for entries in store.log.of_cards(part).values():
            before = [entry for entry in entries if entry.id not in fresh]
            for sign, some in ((-1, before), (1, entries)):
                for one in tallies(some):
                    store.schedules.add_to_day(
                        one.day,
                        reviews=sign * one.reviews,
                        passed=sign * one.passed,
                        duration_ms=sign * one.duration_ms,
                        introduced=sign * one.introduced,
                    )
