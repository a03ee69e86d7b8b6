"""What do links, rejections and undos mean for the cards of the decks?

They come from the learner's judgement and from other devices, without a change in
any file. The notes that they concern are given their cards anew.
"""

import json
from collections.abc import Collection
from typing import NamedTuple

from srs.core.card import CardId, Fingerprint
from srs.deck.identity.links import Links, fold
from srs.store.card_rows import CardRow, GoneRow, NoteRow
from srs.store.database import Store
from srs.study.scan_entries import row_handle
from srs.study.unchanged import LINKS


class Relinked(NamedTuple):
    """What the links have changed."""

    changed: bool
    regrouped: tuple[CardId, ...]
    """Cards that are followed by others than before."""


class _Claim(NamedTuple):
    """A note's card, and the cards that it may be."""

    row: NoteRow
    card: CardRow
    candidates: list[CardId]


def read_links(store: Store) -> Links:
    """Return all that the log says about texts and cards."""
    if not store.cards.has_links():
        return Links()
    return fold(store.log.of_kinds("linked", "link_rejected", "undone"))


def relink(store: Store, links: Links) -> Relinked:
    """Bring notes and cards in line with the links; inside a transaction."""
    store.cache.set(LINKS, store.cards.links_stamp())
    if not links:
        return Relinked(False, ())
    rows = {row.id: row for row in _concerned(store, links)}
    changed = _change_cards(store, _claims(store, links, rows), rows)
    changed |= _change_notes(store, links, rows)
    return Relinked(changed, follow(store, links))


def _concerned(store: Store, links: Links) -> list[NoteRow]:
    """Return the notes of which a link ever spoke, in a fixed order."""
    found = store.cards.notes_with(sorted(links.handles), store.cards.explicit_ids())
    concerned = [row for row in found if row_handle(row) in links.handles]
    return sorted(concerned, key=row_handle)


def _claims(store: Store, links: Links, rows: dict[int, NoteRow]) -> list[_Claim]:
    """Return each card's claims: new starts first, own texts, then carried ones.

    Where a card is claimed by the text that it began as and by another, the first
    keeps it: the other was written while the first was away.
    """
    cards = store.cards.cards_of_notes(rows)
    claims = []
    for card in cards:
        row = rows[card.note]
        asked = row_handle(row), card.key
        order = 0 if asked in links.begun else 2 if asked in links.carried else 1
        claim = _Claim(row, card, links.candidates(*asked))
        claims.append((order, row_handle(row), card.ordinal, claim))
    return [claim for *_, claim in sorted(claims, key=lambda it: it[:3])]


def _change_cards(store: Store, claims: list[_Claim], rows: Collection[int]) -> bool:
    wanted = [card for claim in claims for card in claim.candidates]
    owners = store.cards.owners(wanted)
    taken = {card for card, note in owners.items() if note not in rows}
    new, old = [], []
    for claim in claims:
        free = [card for card in claim.candidates if card not in taken]
        chosen = free[0] if free else claim.card.id
        taken.add(chosen)
        if chosen != claim.card.id:
            old.append(claim.card.id)
            new.append(claim.card._replace(id=chosen))
    store.cards.drop_cards(old)
    store.cards.put_cards(new, [])
    return bool(new)


def _change_notes(store: Store, links: Links, rows: dict[int, NoteRow]) -> bool:
    """Bring doubts in line with what was judged."""
    origins = {name: origin for origin, name in links.pairs}
    reopened = {name: origin for origin, name in links.reopened}
    changed = []
    for row in rows.values():
        name = row_handle(row)
        told_apart = (row.changed_from, name) in links.barred
        if name in origins:
            after = row._replace(doubtful=0, changed_from=origins[name])
        elif name in reopened and not told_apart:
            after = row._replace(doubtful=1, changed_from=reopened[name])
            _remember(store, links, reopened[name], name)
        elif told_apart or not row.doubtful:
            after = row._replace(doubtful=0, changed_from=None)
        else:
            after = row
        if after != row:
            changed.append(after)
    store.cards.put_notes([], changed)
    store.cards.activate([row.id for row in changed])
    return bool(changed)


def _remember(
    store: Store, links: Links, origin: Fingerprint, name: Fingerprint
) -> None:
    """Keep the old text of a doubt, where it is not kept yet."""
    if any(row.fingerprint == origin for row in store.cards.gone()):
        return
    cards = json.dumps(list(links.reopened[origin, name].items()), ensure_ascii=False)
    store.cards.put_gone([GoneRow(origin, origin, "", cards)])


def follow(store: Store, links: Links) -> tuple[CardId, ...]:
    """Store which cards' reviews count for another, and return whose have changed."""
    before = store.cards.followers()
    rows = {row.id: row for row in _concerned(store, links)}
    pairs = {}
    for card in store.cards.cards_of_notes(rows):
        for other in links.followers(row_handle(rows[card.note]), card.key):
            if other != card.id:
                pairs[other] = card.id
    alive = store.cards.owners(list(pairs))
    lived = store.cards.with_history([card for card in pairs if card not in alive])
    after = {card: leader for card, leader in pairs.items() if card in lived}
    if after == before:
        return ()
    store.cards.put_followers(after)
    differing = before.items() ^ after.items()
    return tuple(sorted({leader for _, leader in differing}))
