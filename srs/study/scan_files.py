"""What do the decks hold now? From the files of a folder to the store.

Files that are as they were are known by size and time, else by a digest; only the
others are read. Then everything is written in one transaction: after a crash the
next scan does it again.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from srs.core.card import CardId, Fingerprint
from srs.core.day import Calendar, milliseconds
from srs.core.log import Event
from srs.store.card_rows import (
    FileRow,
    problems_from_json,
    problems_to_json,
)
from srs.store.database import Store
from srs.study.identity import doubts
from srs.study.scan_changes import Changes, Look
from srs.study.scan_concepts import collection_problems, rank_across
from srs.study.scan_entries import old_notes, own_entries, row_handle
from srs.study.scan_fates import Tally
from srs.study.scan_gone import remembered
from srs.study.scan_links import read_links, relink
from srs.study.scan_notes import Reconciler
from srs.study.scan_read import (
    FileReading,
)
from srs.study.scan_report import ScanReport
from srs.study.scan_write import Writer, noted_mtime
from srs.study.unchanged import LINKS, VAULTS
from srs.study.walk import Walk, walk

PROBLEMS = "scan_problems"
"""Under this key the cache keeps the problems that concern several decks."""
_ATTEMPTS = 5


def scan_folder(
    store: Store,
    root: Path,
    *,
    at: datetime,
    calendar: Calendar,
    force: bool = False,
    afterwards: Callable[[tuple[CardId, ...]], None] | None = None,
) -> ScanReport:
    """Read the decks of a folder into the store and return what became of them.

    Args:
        store: Where the collection's history lies.
        root: The collection's directory.
        at: Now.
        calendar: The learner's.
        force: Whether to read also the files that seem to be as they were.
        afterwards: What is to be written in the same transaction; it is given the
            cards whose reviews have become others.

    Raises:
        StoreError: Nothing was written.
    """
    with _no_garbage():
        for _ in range(_ATTEMPTS):
            scan = _Scan(store, root, at, calendar, afterwards)
            report = scan.run(force=force)
            if report is not None:
                return report
    # Another program scans the same files again and again: what it wrote is right.
    scan = _Scan(store, root, at, calendar, afterwards)
    return scan.report(walk(root), Tally(), ())


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Let no collector go through the notes again and again while they are made.

    They form no circles, and with 100,000 of them that takes most of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Scan:
    def __init__(
        self,
        store: Store,
        root: Path,
        at: datetime,
        calendar: Calendar,
        afterwards: Callable[[tuple[CardId, ...]], None] | None,
    ) -> None:
        self._store = store
        self._afterwards = afterwards
        self._root = root
        self._at = at
        self._calendar = calendar

    def run(self, *, force: bool) -> ScanReport | None:
        """Return the report, or None where another program scanned meanwhile."""
        walked = walk(self._root)
        store = self._store
        known = store.cards.files()
        vaults = json.dumps(walked.vaults)
        force = force or store.cache.get(VAULTS) != vaults
        changes = Look(store, self._root, walked, known).run(force=force)
        fresh_links = store.cache.get(LINKS) != store.cards.links_stamp()
        if not (
            changes.readings or changes.same_content or changes.missing or fresh_links
        ):
            return self.report(walked, self._all_the_same(), ())
        with store.transaction():
            if store.cards.files() != known:
                return None
            store.cards.make_room()
            regrouped = self._relink() if fresh_links else ()
            tally = self._write(walked, known, changes)
            store.cache.set(VAULTS, vaults)
            if self._afterwards is not None:
                self._afterwards(regrouped)
        return self.report(walked, tally, regrouped)

    # -- writing -------------------------------------------------------------------

    def _relink(self) -> tuple[CardId, ...]:
        return relink(self._store, read_links(self._store)).regrouped

    def _write(
        self, walked: Walk, known: Mapping[str, FileRow], changes: Changes
    ) -> Tally:
        store, at_ms = self._store, milliseconds(self._at)
        for found in changes.same_content:
            mtime = noted_mtime(found.mtime_ns, at_ms)
            store.cards.touch(found.path, found.size, mtime)
        readings = [changes.readings[path] for path in sorted(changes.readings)]
        if not readings and not changes.missing:
            return self._all_the_same()
        unread_before = store.cards.counts().notes
        old_decks = {
            row.deck: path
            for path, row in known.items()
            if row.deck is not None
            and (path in changes.readings or path in changes.missing)
        }
        partly = {it.path: it.partly for it in readings if it.partly is not None}
        old, old_cards = old_notes(
            store, old_decks, {it.deck: it for it in partly.values()}
        )
        entries, twins = own_entries(readings, self._before_these(readings, old_decks))
        links = read_links(store)
        if not known and not store.cards.is_untold():
            every = [entry for own in entries.values() for entry in own]
            store.cards.put_gone(remembered(store, links, every))
        outcome = Reconciler(
            store,
            entries,
            old,
            withdrawn=_withdrawn(walked, readings, changes.missing),
            partly=partly,
            links=links,
            rebuilding=not known,
        ).run()
        decks = {path: deck for deck, path in old_decks.items()}
        self._forget_files(known, changes)
        writer = Writer(store, readings, outcome, old_cards, twins=twins, at_ms=at_ms)
        writer.run(self._deck_paths(known, changes), decks)
        self._log(outcome.events)
        self._collection_wide()
        outcome.tally.unchanged += unread_before - len(old)
        return outcome.tally

    def _before_these(
        self, readings: Iterable[FileReading], old_decks: Mapping[int, str]
    ) -> dict[Fingerprint, str]:
        """Return the texts and ids of notes that stand in files not read now."""
        store = self._store.cards
        if store.is_empty():
            return {}
        notes = [note for it in readings for note in it.notes]
        paths = store.deck_paths()
        found = store.notes_with(
            [note.fingerprint for note in notes],
            [note.explicit_id for note in notes if note.explicit_id],
        )
        return {
            name: paths[row.deck]
            for row in found
            if row.deck not in old_decks
            for name in (row.fingerprint, row_handle(row))
        }

    def _forget_files(self, known: Mapping[str, FileRow], changes: Changes) -> None:
        """Take away the rows of files that are gone or became decks or pages."""
        at_ms = milliseconds(self._at)
        for path, row in known.items():
            now = changes.readings.get(path)
            if path not in changes.missing and now is None:
                continue
            if row.deck is None:
                self._store.cards.drop_page(path)
            elif now is None or not now.is_deck:
                self._store.cards.drop_deck(row.deck)
        for it in changes.readings.values():
            if not it.is_deck:
                # Rights change without a new time: it is tried again and again.
                locked = any(one.code == "unreadable" for one in it.problems)
                self._store.cards.put_page(
                    it.path,
                    it.found.size,
                    0 if locked else noted_mtime(it.found.mtime_ns, at_ms),
                    it.digest,
                    problems_to_json(it.problems),
                )

    def _deck_paths(self, known: Mapping[str, FileRow], changes: Changes) -> list[str]:
        kept = {
            path
            for path, row in known.items()
            if row.deck is not None
            and path not in changes.missing
            and path not in changes.readings
        }
        return sorted(kept | {p for p, it in changes.readings.items() if it.is_deck})

    def _log(self, events: Sequence[Event]) -> None:
        if not events:
            return
        at = self._at
        self._store.log.append_all(
            events,
            at=at,
            offset_min=self._calendar.offset_min(at),
            day=self._calendar.day(at),
        )
        # The cards were given out by these very links: nothing is left to do.
        self._store.cache.set(LINKS, self._store.cards.links_stamp())

    def _collection_wide(self) -> None:
        rows = self._store.cards.deck_rows()
        rank_across(self._store, rows)
        problems = problems_to_json(collection_problems(rows))
        self._store.cache.set(PROBLEMS, problems)

    # -- telling -------------------------------------------------------------------

    def _all_the_same(self) -> Tally:
        return Tally(unchanged=self._store.cards.counts().notes)

    def report(
        self, walked: Walk, tally: Tally, regrouped: tuple[CardId, ...]
    ) -> ScanReport:
        """Return what the decks hold and what has become of yesterday's notes."""
        counts = self._store.cards.counts()
        told = [
            it
            for text in self._store.cards.problems()
            for it in problems_from_json(text)
        ]
        told += problems_from_json(self._store.cache.get(PROBLEMS) or "[]")
        told += walked.problems
        return ScanReport(
            decks=counts.decks,
            notes=counts.notes,
            cards=counts.cards,
            unchanged=tally.unchanged,
            moved=tally.moved,
            edited=tally.edited,
            returned=tally.returned,
            new=tally.new,
            gone=tally.gone,
            unread=tally.unread,
            doubtful=tuple(doubts(self._store)),
            problems=tuple(sorted(told, key=lambda it: (it.path, it.line, it.column))),
            regrouped=regrouped,
        )


def _withdrawn(
    walked: Walk, readings: Iterable[FileReading], missing: Iterable[str]
) -> frozenset[str]:
    """Return the files of which nobody can say now which notes they hold."""
    behind = {path for path in missing if path.startswith(tuple(walked.locked))}
    return frozenset(behind | {it.path for it in readings if it.unreadable})
