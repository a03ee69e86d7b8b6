"""How do the decks, as they are now, get into the store?

Only rows that differ are written.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring

from srs.core.card import CardId, Fingerprint, Note
from srs.store.card_rows import (
    CardRow,
    NoteRow,
    concepts_to_json,
    deck_to_json,
    problems_to_json,
)
from srs.store.database import Store
from srs.study.scan_concepts import DECK_STEP, NOTE_STEP, local_ranks
from srs.study.scan_entries import Entry
from srs.study.scan_fates import Reconciled
from srs.study.scan_partial import Partial, moved_line
from srs.study.scan_read import FileReading

COARSE_NS, FINE_NS, SLACK_NS = 2_000_000_000, 100_000_000, 20_000_000
"""Within so long after a change a second one may bear the same time: on file
systems that count seconds, and on others."""


class Writer:
    """Writes what was worked out, inside a transaction."""

    def __init__(
        self,
        store: Store,
        readings: Sequence[FileReading],
        outcome: Reconciled,
        old_cards: Mapping[CardId, CardRow],
        *,
        twins: Mapping[str, list[Fingerprint]],
        at_ms: int,
    ) -> None:
        self._store = store
        self._readings = readings
        self._outcome = outcome
        self._old_cards = old_cards
        self._twins = twins
        self._at_ms = at_ms
        self._next_note = store.cards.last_note()
        self._new_notes: list[NoteRow] = []
        self._changed_notes: list[NoteRow] = []
        self._cards: dict[CardId, CardRow] = {}

    def run(self, paths: Sequence[str], decks: Mapping[str, int]) -> None:
        """Write everything.

        Args:
            paths: All decks of the collection as it is now, in order.
            decks: The numbers of the decks that are known, by path.
        """
        bases = {path: (at + 1) * DECK_STEP for at, path in enumerate(paths)}
        self._store.log.add_texts(self._texts())
        read = set()
        for reading in self._readings:
            if reading.partly is not None:
                self._part(reading, reading.partly)
            elif reading.is_deck:
                read.add(reading.path)
                self._deck(reading, bases[reading.path], decks.get(reading.path))
        self._rows()
        self._shift(bases, read)
        self._store.cards.drop_gone(self._outcome.found_again)
        self._store.cards.put_gone(self._outcome.gone)
        self._store.cards.settle_doubts()

    def _texts(self) -> list[tuple[Fingerprint, str, int]]:
        """Return the texts that were not met before, in the order of the table."""
        fates, at_ms = self._outcome.fates, self._at_ms
        return sorted(
            [
                (note.fingerprint, _text_json(note), at_ms)
                for own in self._outcome.entries.values()
                for name, note, _ in own
                if (old := fates[name].old) is None
                or old.row.fingerprint != note.fingerprint
            ]
        )

    def _deck(self, reading: FileReading, base: int, number: int | None) -> None:
        parsed = reading.parsed
        if parsed is None:
            raise ValueError(f"{reading.path} was not read")
        found = reading.found
        row = (
            found.path,
            found.size,
            noted_mtime(found.mtime_ns, self._at_ms),
            reading.digest,
            parsed.deck.name,
            deck_to_json(parsed.deck),
            concepts_to_json(parsed.concepts),
            problems_to_json(reading.problems),
            json.dumps(reading.links, ensure_ascii=False),
            json.dumps(self._twins.get(found.path, [])),
            base,
            reading.lines,
        )
        number = self._store.cards.put_deck(row, number)
        entries = self._outcome.entries[reading.path]
        outline = [(it.note.fingerprint, it.note.concept) for it in entries]
        ranks = local_ranks(parsed.deck, outline)
        for entry, rank in zip(entries, ranks, strict=True):
            self._note(entry, number, base + rank * NOTE_STEP)

    def _part(self, reading: FileReading, partly: Partial) -> None:
        """Write the notes of a deck that were read again, in their places."""
        found, store = reading.found, self._store.cards
        row = (
            found.size,
            noted_mtime(found.mtime_ns, self._at_ms),
            reading.digest,
            problems_to_json(reading.problems),
            json.dumps(self._twins.get(found.path, [])),
            reading.lines,
        )
        store.put_part(partly.deck, row)
        store.move_notes(partly.shifts)
        base, concepts = store.base_and_concepts(partly.deck)
        if partly.shifts:
            moved = [
                [name, title, moved_line(line, partly), moved_line(end, partly), lead]
                for name, title, line, end, lead in json.loads(concepts)
            ]
            store.put_concepts(partly.deck, json.dumps(moved, ensure_ascii=False))
        places = {note.span.line: place for place, note in partly.notes.items()}
        frames = {
            row.id: row
            for row in store.notes_by_id([partly.names[p].id for p in partly.notes])
        }
        for entry in self._outcome.entries[reading.path]:
            place = places[entry.note.span.line]
            frame = frames[partly.names[place].id]
            self._note(entry, partly.deck, base + place * NOTE_STEP, frame)

    def _note(
        self, entry: Entry, deck: int, rank: int, frame: NoteRow | None = None
    ) -> None:
        """Make the rows of a note.

        Args:
            entry: The note as it is now.
            deck: The deck's number.
            rank: The place of its first card among new ones.
            frame: The note that stood in its place, if only this one was read.
        """
        note, fate = entry.note, self._outcome.fates[entry.handle]
        known = fate.old
        if known is None:
            self._next_note += 1
        number = self._next_note if known is None else known.row.id
        waits = note.draft or not note.sides
        span = note.span
        row = NoteRow(
            number,
            deck,
            span.line,
            span.end_line,
            note.kind,
            note.fingerprint,
            note.concept if frame is None else frame.concept,
            _as_json(note.breadcrumb) if frame is None else frame.breadcrumb,
            _as_json(note.tags) if note.tags else "[]",
            note.explicit_id if entry.handle != note.fingerprint else "",
            int(waits),
            int(fate.doubtful),
            fate.changed_from,
            entry.body,
        )
        if known is None:
            self._new_notes.append(row)
        elif row != known.row:
            self._changed_notes.append(row)
        active = int(not (waits or fate.doubtful or note.kind == "idea"))
        for ordinal, (key, card) in enumerate(fate.cards):
            self._cards[card] = CardRow(
                card, number, deck, ordinal, key, rank + ordinal, active
            )

    def _rows(self) -> None:
        """Write the rows of notes and cards that differ, in the order of the tables."""
        cards, old = self._cards, self._old_cards
        store = self._store.cards
        bulk = store.is_empty()
        if bulk:
            store.drop_indexes()
        store.drop_cards(sorted(old.keys() - cards.keys()))
        store.drop_notes(sorted(it.row.id for it in self._outcome.leaving))
        store.put_notes(self._new_notes, sorted(self._changed_notes))
        store.put_cards(
            sorted([row for card, row in cards.items() if card not in old]),
            sorted(
                [cards[card] for card in old.keys() & cards if old[card] != cards[card]]
            ),
        )
        if bulk:
            store.make_indexes()

    def _shift(self, bases: Mapping[str, int], read: set[str]) -> None:
        """Make room in the order for decks that came, or close it."""
        for number, path, base in self._store.cards.deck_bases():
            if path not in read and path in bases and bases[path] != base:
                self._store.cards.shift_ranks(number, bases[path] - base)


def noted_mtime(mtime_ns: int, at_ms: int) -> int:
    """Return a file's time of change as it is kept.

    A change so fresh that the next could bear the same time is kept as -1: the file
    is looked into once more.
    """
    window = COARSE_NS if mtime_ns % 1_000_000_000 == 0 else FINE_NS
    age_ns = at_ms * 1_000_000 - mtime_ns
    # The clock of files and the program's differ by some milliseconds.
    return -1 if -SLACK_NS <= age_ns < window else mtime_ns


def _text_json(note: Note, quoted: Callable[[str], str] = encode_basestring) -> str:
    """Return a note's text as JSON, as `json.dumps` writes it, in less time."""
    return f'["{note.kind}", {quoted(note.asked)}, {quoted(note.answered)}]'


@cache
def _as_json(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False)
