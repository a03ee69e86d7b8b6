"""Is this the same question as before? What waits for the learner's word.

A doubtful note and the text that it may continue are both left out of the queue,
without a time limit. Confirming gives the note the old cards, rejecting lets it
start anew, and each judgement, like each carry-over of a scan, can be taken back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from srs.core.card import CardId, Fingerprint
from srs.core.day import Calendar, milliseconds
from srs.core.log import (
    BatchId,
    Event,
    EventId,
    Linked,
    LinkRejected,
    Logged,
    Undone,
    live,
)
from srs.deck.identity.alike import Text
from srs.deck.identity.links import confirm_batch
from srs.deck.identity.mint import keys
from srs.deck.identity.siblings import pair
from srs.deck.parser import read_note
from srs.store.card_rows import NoteRow
from srs.store.database import Store
from srs.study.scan_entries import row_handle
from srs.study.scan_links import Relinked, read_links, relink
from srs.study.scan_report import Doubt
from srs.study.scan_texts import cards_of_gone


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """A text that took over the cards of another, by a scan or by the learner."""

    target: EventId | BatchId
    """What an undo must name."""
    at: datetime
    before: tuple[str, str]
    """What was asked and answered."""
    after: tuple[str, str]
    cards: tuple[CardId, ...]


def doubts(store: Store) -> list[Doubt]:
    """Return every doubt that waits, in the order of decks and lines."""
    rows = store.cards.doubtful()
    if not rows:
        return []
    names = {row.fingerprint for _, row in rows}
    names |= {row.changed_from for _, row in rows if row.changed_from}
    texts = _texts(store, names)
    found = []
    for path, row in rows:
        if row.changed_from is None or row.changed_from not in texts:
            continue
        before, after = texts[row.changed_from], texts[row.fingerprint]
        found.append(
            Doubt(
                note=row.id,
                path=path,
                line=row.line,
                kind=row.kind,
                handle=row_handle(row),
                origin=row.changed_from,
                before=(before.asked, before.answered),
                after=(after.asked, after.answered),
                reviews=_reviews(store, row.changed_from),
            )
        )
    return found


def _reviews(store: Store, origin: Fingerprint) -> int:
    cards = _old_cards(store, origin).values()
    return store.cards.review_count(list(cards))


def _old_cards(store: Store, origin: Fingerprint) -> dict[str, CardId]:
    for row in store.cards.gone():
        if row.fingerprint == origin:
            return cards_of_gone(row)
    return {}


def _texts(store: Store, names: set[Fingerprint]) -> dict[Fingerprint, Text]:
    known = store.log.texts(names)
    return {name: Text(*json.loads(text)) for name, text in known.items()}


def confirm(
    store: Store, chosen: Sequence[Doubt], *, at: datetime, calendar: Calendar
) -> Relinked:
    """Give doubtful notes the cards of the texts they continue; one undo for all."""
    batch = confirm_batch(milliseconds(at))
    events: list[Event] = []
    for doubt in chosen:
        old = _old_cards(store, doubt.origin)
        for key, card in _paired(store, doubt, old).items():
            events.append(
                Linked(
                    card=card,
                    fingerprint=doubt.handle,
                    key=key,
                    origin=doubt.origin,
                    batch=batch,
                )
            )
    return _decide(store, events, at=at, calendar=calendar)


def reject(
    store: Store, chosen: Sequence[Doubt], *, at: datetime, calendar: Calendar
) -> Relinked:
    """Let doubtful notes start anew; the old history stays where it is."""
    batch = BatchId(f"reject-{milliseconds(at)}")
    events: list[Event] = [
        LinkRejected(
            card=card,
            fingerprint=doubt.handle,
            key=key,
            origin=doubt.origin,
            batch=batch,
        )
        for doubt in chosen
        for key, card in _paired(store, doubt, _old_cards(store, doubt.origin)).items()
    ]
    return _decide(store, events, at=at, calendar=calendar)


def _paired(store: Store, doubt: Doubt, old: dict[str, CardId]) -> dict[str, CardId]:
    """Return the old card for each key of the new note that continues one."""
    row = _row(store, doubt)
    if row is None:
        return {}
    deck = store.cards.decks()[row.deck]
    note = read_note(row.body, deck)
    pairs = pair(
        list(old),
        keys(note),
        before=Text(doubt.kind, *doubt.before),
        after=Text(doubt.kind, *doubt.after),
    )
    return {key: old[before] for key, before in pairs.items()}


def _row(store: Store, doubt: Doubt) -> NoteRow | None:
    """Return the doubtful note, if it is still there and still in doubt."""
    rows = [row for _, row in store.cards.doubtful() if row.id == doubt.note]
    return rows[0] if rows and row_handle(rows[0]) == doubt.handle else None


def carry_overs(store: Store, *, limit: int = 100) -> list[CarryOver]:
    """Return the newest links that can be taken back, the newest first."""
    groups: dict[tuple[str, Fingerprint], list[Logged]] = {}
    for entry in live(store.log.of_kinds("linked", "undone")):
        event = entry.event
        if isinstance(event, Linked) and event.origin is not None:
            target = event.batch or entry.id
            groups.setdefault((target, event.fingerprint), []).append(entry)
    newest = sorted(groups.values(), key=lambda it: it[0].id, reverse=True)[:limit]
    links = [(it, it[0].event) for it in newest if isinstance(it[0].event, Linked)]
    names = {event.fingerprint for _, event in links}
    names |= {event.origin for _, event in links if event.origin}
    texts = _texts(store, names)
    found = []
    for entries, event in links:
        before = texts.get(event.origin or event.fingerprint, _UNKNOWN)
        after = texts.get(event.fingerprint, _UNKNOWN)
        found.append(
            CarryOver(
                target=event.batch or entries[0].id,
                at=entries[0].at,
                before=(before.asked, before.answered),
                after=(after.asked, after.answered),
                cards=tuple(
                    it.event.card for it in entries if isinstance(it.event, Linked)
                ),
            )
        )
    return found


_UNKNOWN = Text("", "", "")


def undo(
    store: Store, target: EventId | BatchId, *, at: datetime, calendar: Calendar
) -> Relinked:
    """Take a carry-over, a confirmation or a rejection back.

    Cards of a carry-over start anew; a doubt that was judged is a doubt again.
    """
    return _decide(store, [Undone(target=target)], at=at, calendar=calendar)


def _decide(
    store: Store, events: Sequence[Event], *, at: datetime, calendar: Calendar
) -> Relinked:
    """Write what was decided, and give the notes concerned their cards at once."""
    if not events:
        return Relinked(False, ())
    with store.transaction():
        store.log.append_all(
            events, at=at, offset_min=calendar.offset_min(at), day=calendar.day(at)
        )
        return relink(store, read_links(store))
