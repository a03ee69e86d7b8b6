"""Which card does each note have now? The cached notes against the decks' text.

Everything here is worked out before a row is written. Texts that stand somewhere
else or unchanged are found by dictionary; only what is left over is compared.
"""

from collections.abc import Iterable, Mapping, Sequence

from srs.core.card import CardId, Fingerprint
from srs.core.log import Linked
from srs.deck.identity.links import Links, carry_batch
from srs.deck.identity.match import Match, match
from srs.deck.identity.mint import keys, mint
from srs.deck.identity.siblings import pair
from srs.store.card_rows import GoneRow
from srs.store.database import Store
from srs.study.scan_entries import Entry, Old, row_handle
from srs.study.scan_fates import Fate, Reconciled
from srs.study.scan_partial import Partial
from srs.study.scan_scene import SceneMaker, read_texts
from srs.study.scan_texts import cards_of_gone, gone_row, text_of


class Reconciler:
    """Works out the fate of each note of the files that were read."""

    def __init__(
        self,
        store: Store,
        entries: dict[str, list[Entry]],
        old: Sequence[Old],
        *,
        withdrawn: frozenset[str],
        partly: Mapping[str, Partial],
        links: Links,
        rebuilding: bool = False,
    ) -> None:
        """Take what is known.

        Args:
            store: The store, for texts and histories.
            entries: The notes of each file that was read.
            old: Cached notes of these files, and of files that are no more.
            withdrawn: Files that are there but cannot be read now: their notes
                leave, and nothing may take their cards.
            partly: What has changed in files that were read in part, by path.
            links: What was decided before.
            rebuilding: Whether the cache is made anew, so that texts that were
                met before are nothing new.
        """
        self._store = store
        self._links = links
        self._entries = entries
        self._withdrawn = withdrawn
        self._rebuilding = rebuilding
        self._partly = partly
        self._all = [entry for own in entries.values() for entry in own]
        self._now = {entry.handle: entry for entry in self._all}
        self._old = {row_handle(it.row): it for it in old}
        self._listed = old
        self._leaving = {
            it.row.id for name, it in self._old.items() if name not in self._now
        }
        self._taken: set[CardId] = set()
        self._lived: set[CardId] = set()
        self._out = Reconciled(entries=entries, fates={}, leaving=[])

    def run(self) -> Reconciled:
        """Return the fates of all notes, and what must be remembered."""
        new = self._keep_known()
        vanished = {
            name: it
            for name, it in self._old.items()
            if name not in self._now and it.path not in self._withdrawn
        }
        if new and (vanished or not self._store.cards.is_untold()):
            self._resolve(new, vanished)
        else:
            self._begin_all(new)
        self._leave(vanished)
        if self._rebuilding:
            self._count_rebuilt()
        return self._out

    def _count_rebuilt(self) -> None:
        """Count texts that were met before as unchanged: only the cache is new."""
        tally = self._out.tally
        seen = self._store.log.seen([entry.note.fingerprint for entry in self._all])
        tally.unchanged = sum(entry.note.fingerprint in seen for entry in self._all)
        tally.returned, tally.moved = 0, 0
        tally.new = len(self._all) - tally.unchanged - tally.edited

    # -- known texts -------------------------------------------------------------

    def _keep_known(self) -> list[Entry]:
        """Give every text that was known its cards again, and return the others."""
        new = []
        fates, tally = self._out.fates, self._out.tally
        for path, own in self._entries.items():
            for entry in own:
                old = self._old.get(entry.handle)
                if old is None:
                    new.append(entry)
                elif old.row.fingerprint != entry.note.fingerprint:
                    self._carry(entry, old, old.cards, old.row.fingerprint)
                    tally.edited += 1
                else:
                    fates[entry.handle] = self._same(entry, old)
                    tally.unchanged += old.path == path
                    tally.moved += old.path != path
        return new

    def _same(self, entry: Entry, old: Old) -> Fate:
        """Return the fate of a note whose text is as it was."""
        wanted = keys(entry.note) or tuple(old.cards)
        if tuple(old.cards) == wanted:
            cards = tuple(old.cards.items())
        else:
            cards = tuple(
                (key, old.cards.get(key) or self._fresh(entry.handle, key))
                for key in wanted
            )
        for _, card in cards:
            self._taken.add(card)
        return Fate(cards, bool(old.row.doubtful), old.row.changed_from, old)

    # -- new texts ---------------------------------------------------------------

    def _resolve(self, new: list[Entry], vanished: dict[Fingerprint, Old]) -> None:
        """Find what each new text continues, if anything."""
        rest = self._with_new_id(new, vanished)
        rest = self._returned(rest, vanished)
        gone = {it.handle: it for it in self._store.cards.gone()}
        earlier = [card for it in gone.values() for card in cards_of_gone(it).values()]
        cards = [card for it in vanished.values() for card in it.cards.values()]
        self._lived = self._store.cards.with_history(cards + earlier)
        scene = SceneMaker(
            self._store, self._entries, self._listed, partly=self._partly
        ).scene(
            rest,
            {
                name: it
                for name, it in vanished.items()
                if self._taken.isdisjoint(it.cards.values())
            },
            gone,
            barred=self._links.barred,
            anywhere=self._rebuilding,
        )
        matches = {it.handle: it for it in match(scene)}
        pending = {
            row.changed_from
            for _, row in self._store.cards.doubtful()
            if row.id not in self._leaving
        }
        for entry in rest:
            found = matches.get(entry.handle)
            if found is not None and found.sure:
                self._continue(entry, found, vanished, gone)
        for entry in rest:
            found = matches.get(entry.handle)
            if found is None:
                self._begin(entry)
            elif not found.sure:
                self._doubt(entry, found, vanished, gone, pending)
        self._out.found_again += [name for name in gone if name in self._now]

    def _with_new_id(
        self, new: list[Entry], vanished: dict[Fingerprint, Old]
    ) -> list[Entry]:
        """Carry notes over whose text stayed while an id was added or taken away."""
        by_text = {it.row.fingerprint: name for name, it in vanished.items()}
        rest = []
        for entry in new:
            name = by_text.get(entry.note.fingerprint)
            if name is None:
                rest.append(entry)
                continue
            old = vanished.pop(name)
            self._carry(entry, old, old.cards, name)
            self._out.tally.unchanged += 1
        return rest

    def _returned(
        self, new: list[Entry], vanished: dict[Fingerprint, Old]
    ) -> list[Entry]:
        """Give texts that were known long ago their cards, and return the others."""
        seen = self._store.log.seen([entry.note.fingerprint for entry in new])
        claims = {
            entry.handle: [
                card
                for key in keys(entry.note)
                for card in self._links.candidates(entry.handle, key)
            ]
            for entry in new
            if entry.note.fingerprint in seen or entry.note.explicit_id
        }
        cards = {card for claim in claims.values() for card in claim}
        lived = self._store.cards.with_history(cards)
        free = lived - self._held(cards, vanished) - self._taken
        holders = {card: it for it in vanished.values() for card in it.cards.values()}
        rest = []
        for entry in new:
            mine = [card for card in claims.get(entry.handle, ()) if card in free]
            if not mine:
                rest.append(entry)
                continue
            before = next((holders[card] for card in mine if card in holders), None)
            self._begin(entry, before)
            self._count_return(before)
        return rest

    def _count_return(self, before: Old | None) -> None:
        if before is None:
            self._out.tally.returned += 1
        else:
            self._out.tally.edited += 1
        self._out.tally.new -= 1

    def _held(
        self, cards: Iterable[CardId], vanished: Mapping[Fingerprint, Old]
    ) -> set[CardId]:
        """Return those of the cards that live on under another text."""
        leaving = {card for it in vanished.values() for card in it.cards.values()}
        return set(self._store.cards.owners(list(cards))) - leaving

    # -- fates -------------------------------------------------------------------

    def _continue(
        self,
        entry: Entry,
        found: Match,
        vanished: Mapping[Fingerprint, Old],
        gone: Mapping[Fingerprint, GoneRow],
    ) -> None:
        old = vanished.get(found.origin)
        if old is not None:
            cards, origin = old.cards, old.row.fingerprint
        else:
            cards = cards_of_gone(gone[found.origin])
            origin = gone[found.origin].fingerprint
            self._out.found_again.append(found.origin)
        self._carry(entry, old, cards, origin)
        self._out.tally.edited += 1

    def _carry(
        self,
        entry: Entry,
        old: Old | None,
        had: Mapping[str, CardId],
        origin: Fingerprint,
    ) -> None:
        """Give a note the cards of another text, side by side."""
        before = read_texts(self._store, [old.row.fingerprint if old else origin])
        same_id = old is not None and row_handle(old.row) == entry.handle
        wanted = [side.key for side in entry.note.sides] or list(had)
        after = text_of(entry.note)
        pairs = pair(
            list(had), wanted, before=next(iter(before.values()), after), after=after
        )
        given = []
        for key in wanted:
            card = had[pairs[key]] if key in pairs else None
            if card is None or card in self._taken:
                card = self._fresh(entry.handle, key)
            elif same_id or self._links.decided(entry.handle, key) != card:
                self._link(entry.handle, key, card, origin)
            self._taken.add(card)
            given.append((key, card))
        changed_from = origin if origin != entry.note.fingerprint else None
        if old is not None and old.row.fingerprint == entry.note.fingerprint:
            changed_from = old.row.changed_from
        self._out.fates[entry.handle] = Fate(tuple(given), False, changed_from, old)

    def _link(
        self, name: Fingerprint, key: str, card: CardId, origin: Fingerprint | None
    ) -> None:
        batch = None if origin is None else carry_batch(origin, name)
        self._out.events.append(
            Linked(card=card, fingerprint=name, key=key, origin=origin, batch=batch)
        )

    def _doubt(
        self,
        entry: Entry,
        found: Match,
        vanished: Mapping[Fingerprint, Old],
        gone: Mapping[Fingerprint, GoneRow],
        pending: set[Fingerprint | None],
    ) -> None:
        """Set a note aside, with what it may continue."""
        old = vanished.get(found.origin)
        row = gone[found.origin] if old is None else gone_row(found.origin, old)
        lived = self._lived.intersection(cards_of_gone(row).values())
        if row.fingerprint in pending or not lived:
            # A card without a history is not worth a question.
            self._begin(entry)
            return
        pending.add(row.fingerprint)
        cards = tuple((key, self._fresh(entry.handle, key)) for key in keys(entry.note))
        self._taken.update(card for _, card in cards)
        self._out.gone.append(row)
        self._out.fates[entry.handle] = Fate(cards, True, row.fingerprint, None)

    def _begin(self, entry: Entry, before: Old | None = None) -> None:
        """Give a note the cards that are its own."""
        name = entry.handle
        cards = tuple([(key, self._fresh(name, key)) for key in keys(entry.note)])
        for _, card in cards:
            self._taken.add(card)
        changed_from = None if before is None else before.row.fingerprint
        self._out.fates[entry.handle] = Fate(cards, False, changed_from, before)
        self._out.tally.new += 1

    def _begin_all(self, new: Sequence[Entry]) -> None:
        """Give notes the cards that are their own.

        A first scan goes through here: most notes are one card that nobody has.
        """
        fates, taken, tally = self._out.fates, self._taken, self._out.tally
        linked = bool(self._links)
        for entry in new:
            name, sides = entry.handle, entry.note.sides
            if linked or len(sides) != 1:
                self._begin(entry)
                continue
            key = sides[0].key
            card = mint(name, key)
            if card in taken:
                self._begin(entry)
                continue
            taken.add(card)
            fates[name] = Fate(((key, card),), False, None, None)
            tally.new += 1

    def _fresh(self, name: Fingerprint, key: str) -> CardId:
        """Return the card of a text that continues none."""
        if not self._links:
            card = mint(name, key)
            if card not in self._taken:
                return card
        for card in self._links.candidates(name, key):
            if card not in self._taken and not self._lives_elsewhere(card):
                return card
        counter = 1
        while (card := mint(name, key, counter)) in self._taken or (
            self._lives_elsewhere(card)
        ):
            counter += 1
        self._link(name, key, card, None)
        return card

    def _lives_elsewhere(self, card: CardId) -> bool:
        """Return whether a text that stays has the card."""
        if card not in self._links.linked:
            return False
        note = self._store.cards.owners([card]).get(card)
        return note is not None and note not in self._leaving

    def _leave(self, vanished: Mapping[Fingerprint, Old]) -> None:
        """Let go of cached notes that nothing continues, remembering their cards."""
        kept = {fate.old.row.id for fate in self._out.fates.values() if fate.old}
        leaving = [it for it in self._listed if it.row.id not in kept]
        self._out.leaving = leaving
        doubted = {it.handle for it in self._out.gone}
        cards = [card for it in leaving for card in it.cards.values()]
        lived = self._store.cards.with_history(cards) if cards else set()
        for it in leaving:
            name = row_handle(it.row)
            if name in self._now or name in doubted or it.row.doubtful:
                continue
            if it.path in self._withdrawn:
                self._out.tally.unread += 1
                continue
            self._out.tally.gone += 1
            mine = set(it.cards.values())
            if name in vanished and mine & lived and not mine & self._taken:
                self._out.gone.append(gone_row(name, it))
