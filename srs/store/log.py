"""What happened, as the store holds it?

`append` is the only way in for what the learner does, `add` for what other
devices did. The table's own triggers refuse every change and every deletion.
The order of ids is the order of time (`rows.event_id`), so one index serves
both, and a card's events are read in the order of replay.
"""

import json
import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from srs.core.card import CardId, Fingerprint
from srs.core.day import instant, milliseconds
from srs.core.errors import StoreReadOnly
from srs.core.log import (
    BatchId,
    Event,
    EventId,
    Imported,
    Logged,
    Undone,
    batch_of,
    live,
    undone_targets,
)
from srs.core.text import safe_line
from srs.store.engine import Connection, Cursor, damaged
from srs.store.rows import COLUMNS, Row, event_id, from_row, is_event_id, to_row

TOLERANCE_MS = 10 * 60 * 1000
"""How far an event may lie ahead of the clock and still push new ones on."""

_INSERT = f"insert into event({COLUMNS}) values (?,?,?,?,?,?,?,?,?,?,?)"
_INSERT_NEW = _INSERT.replace("insert", "insert or ignore", 1)
_LISTED = "(select value from json_each(?))"
_SELECT = f"select {COLUMNS} from event"
_TEXTS = "select fingerprint, text from note_text"
PHASE_DECIDED = """case substr(data, 11, 3)
    when 'lea' then 1 when 'rev' then 2 when 'rel' then 3 else 0 end"""
"""What a review decided: 1 learning, 2 review, 3 relearning; 0 for nothing."""
_COLUMNS_OF_REVIEWS = f"""
    select card, at_ms, day, rating, duration_ms, {PHASE_DECIDED}, data from event
    where card is not null and kind = 'reviewed'"""
_MANY = 20_000
_UNREADABLE = "holds an event that cannot be read"

Transaction = Callable[[], AbstractContextManager[None]]


@dataclass(slots=True, kw_only=True)
class ReviewColumns:
    """Every live review as columns, in the order of card, then time."""

    card: "array[int]" = field(default_factory=lambda: array("q"))
    at_ms: "array[int]" = field(default_factory=lambda: array("q"))
    day: "array[int]" = field(default_factory=lambda: array("i"))
    """Days since 1970-01-01."""
    rating: "array[int]" = field(default_factory=lambda: array("b"))
    duration_ms: "array[int]" = field(default_factory=lambda: array("q"))
    phase: "array[int]" = field(default_factory=lambda: array("b"))
    """What was decided: 1 learning, 2 review, 3 relearning; 0 for nothing."""
    data: list[str | None] = field(default_factory=list)
    """The decision as JSON, for `rows.decision`."""

    def __len__(self) -> int:
        return len(self.card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one `Undone` takes back: an event, or a batch of them."""

    target: EventId | BatchId
    entry: Logged
    """The event; of a batch the newest."""


class Log:
    """The tables `event` and `note_text`: they only grow."""

    def __init__(
        self,
        connection: Connection,
        transaction: Transaction,
        *,
        device: str,
        writable: bool = True,
    ) -> None:
        self._connection = connection
        self._transaction = transaction
        self._device = device
        self._writable = writable

    def append(
        self, event: Event, *, at: datetime, offset_min: int, day: date
    ) -> Logged:
        """Write one event durably and return it with its id.

        When this returns outside a wider transaction, the event outlives the
        process and the power.

        Args:
            event: What happened.
            at: The wall clock's instant; the event is later than every other of
                this store that is at most ten minutes ahead of it.
            offset_min: The zone's UTC offset, in minutes.
            day: The study day as lived.

        Raises:
            StoreError: Nothing was written.
        """
        return self.append_all([event], at=at, offset_min=offset_min, day=day)[0]

    def append_all(
        self, events: Sequence[Event], *, at: datetime, offset_min: int, day: date
    ) -> list[Logged]:
        """Write events in one transaction, all or none, in their order."""
        self._must_be_writable()
        with self._transaction():
            first_ms = self._next_ms(milliseconds(at))
            entries = [
                Logged(
                    id=event_id(at_ms, self._device, os.urandom(6)),
                    device=self._device,
                    at=instant(at_ms),
                    offset_min=offset_min,
                    day=day,
                    event=event,
                )
                for at_ms, event in enumerate(events, start=first_ms)
            ]
            self._connection.executemany(_INSERT, map(to_row, entries))
        return entries

    def add(self, entries: Iterable[Logged]) -> int:
        """Write events from elsewhere, and return how many were new.

        What is known already is left as it is, so this can be repeated.
        """
        self._must_be_writable()
        rows = map(to_row, entries)
        with self._transaction():
            before = self._connection.total_changes
            self._connection.executemany(_INSERT_NEW, islice(rows, _MANY))
            if (further := next(rows, None)) is not None:
                with self._index_afterwards():
                    self._connection.executemany(_INSERT_NEW, chain([further], rows))
            return self._connection.total_changes - before

    @contextmanager
    def _index_afterwards(self) -> Iterator[None]:
        """Sort what many rows put into the index once, not each row into its place."""
        name = "event_card"
        (statement,) = self._connection.execute(
            "select sql from sqlite_schema where type = 'index' and name = ?", (name,)
        ).fetchone()
        self._connection.execute(f"drop index {name}")
        yield
        self._connection.execute(statement)

    def add_texts(self, rows: Iterable[tuple[Fingerprint, str, int]]) -> None:
        """Keep texts for ever: fingerprint, text, first seen in milliseconds."""
        self._must_be_writable()
        with self._transaction():
            self._connection.executemany(
                "insert or ignore into note_text(fingerprint, text, first_seen_ms)"
                " values (?, ?, ?)",
                rows,
            )

    def _must_be_writable(self) -> None:
        if not self._writable:
            raise StoreReadOnly(
                f"{safe_line(str(self._connection.path))} can only be read here: "
                "nothing was saved.",
                next_step="Check the rights of the file and of its folder.",
            )

    def _next_ms(self, wall_ms: int) -> int:
        """Return the time for the next event: never before one that is known.

        One machine that was set to the year 2099 does not drag the rest along.
        """
        bound = (wall_ms + TOLERANCE_MS + 1).to_bytes(6, "big")
        row = self._connection.execute(
            "select at_ms from event where id < ? order by id desc limit 1", (bound,)
        ).fetchone()
        return wall_ms if row is None else max(wall_ms, row[0] + 1)

    def get(self, event: EventId) -> Logged | None:
        """Return the event with an id, or None."""
        found = self._read(f"{_SELECT} where id = ?", (bytes.fromhex(event),))
        return found[0] if found else None

    def all(self) -> Iterator[Logged]:
        """Return every event, dead ones and undos too, in the order of replay."""
        cursor = self._connection.execute(f"{_SELECT} order by id")
        for rows in _pieces(cursor, 1000):
            for row in rows:
                yield self._entry(row)

    def of(self, card: CardId) -> list[Logged]:
        """Return a card's events with the undos that may take them back."""
        entries = self._read(f"{_SELECT} where card = ? order by id", (card,))
        return entries + self._undos_of(entries)

    def of_cards(self, cards: Collection[CardId]) -> dict[CardId, list[Logged]]:
        """Return what `of` returns for each card, all read in one go."""
        found: dict[CardId, list[Logged]] = {card: [] for card in cards}
        entries = self._read(
            f"{_SELECT} where card in {_LISTED} order by id",
            (json.dumps(list(found)),),
        )
        for entry in entries:
            found[getattr(entry.event, "card", CardId(-1))].append(entry)
        undos = self._undos_of(entries)
        return {card: [*own, *undos] if own else [] for card, own in found.items()}

    def of_kinds(self, *kinds: str) -> list[Logged]:
        """Return every event of some kinds, dead ones too, in the order of replay.

        Args:
            kinds: Words of the log such as `linked`.
        """
        rare = [kind for kind in kinds if kind != "reviewed"]
        entries = self._read(
            f"{_SELECT} where kind <> 'reviewed' and kind in {_LISTED} order by id",
            (json.dumps(rare),),
        )
        if len(rare) == len(kinds):
            return entries
        reviews = self._read(f"{_SELECT} where kind = 'reviewed' order by id")
        return sorted(entries + reviews, key=lambda entry: entry.id)

    def live_of(self, *kinds: str) -> list[Logged]:
        """Return the events of some kinds that no undo takes back."""
        return live(self.of_kinds(*kinds, "undone"))

    def since(self, event: EventId | None) -> list[Logged]:
        """Return the events whose ids come after another's, or all.

        Events that arrive from other devices may have earlier ids: `count` tells.
        """
        after = bytes.fromhex(event) if event else b""
        return self._read(f"{_SELECT} where id > ? order by id", (after,))

    def from_the_future(self, at: datetime) -> list[Logged]:
        """Return the events that lie further ahead of an instant than clocks err."""
        bound = (milliseconds(at) + TOLERANCE_MS + 1).to_bytes(6, "big")
        return self._read(f"{_SELECT} where id >= ? order by id", (bound,))

    def last_id(self) -> EventId | None:
        """Return the id of the newest event, or None for an empty log."""
        row = self._connection.execute("select max(id) from event").fetchone()
        return None if row[0] is None else EventId(row[0].hex())

    def count(self) -> int:
        """Return how many events there are, dead ones and undos too."""
        row = self._connection.execute("select count(*) from event").fetchone()
        return int(row[0])

    def dead(self) -> frozenset[str]:
        """Return the ids of the events and batches that live undos take back."""
        rows = self._connection.execute(
            "select id, target from event where target is not null"
        ).fetchall()
        return undone_targets((EventId(raw.hex()), target) for raw, target in rows)

    def undoable(self, limit: int) -> list[Deed]:
        """Return the newest live deeds that the learner can take back."""
        dead, found = self.dead(), dict[EventId | BatchId, Deed]()
        cursor = self._connection.execute(f"{_SELECT} order by id desc")
        for rows in _pieces(cursor, 50):
            if len(found) >= limit:
                break
            for entry in map(self._entry, rows):
                if isinstance(entry.event, Undone | Imported):
                    continue
                target = batch_of(entry.event) or entry.id
                if entry.id not in dead and target not in dead:
                    found.setdefault(target, Deed(target=target, entry=entry))
        return list(found.values())[:limit]

    def targets(self, target: EventId | BatchId) -> list[Logged]:
        """Return the live events that an undo of an event or a batch takes back."""
        own = [entry] if (entry := self._named(target)) else []
        batch = self._read(
            f"{_SELECT} where kind <> 'reviewed'"
            " and json_extract(data, '$.batch') = ? order by id",
            (target,),
        )
        dead = self.dead()
        return [
            entry
            for entry in own + batch
            if not {entry.id, batch_of(entry.event)} & dead
            and not isinstance(entry.event, Undone)
        ]

    def _named(self, name: str) -> Logged | None:
        return self.get(EventId(name)) if is_event_id(name) else None

    def review_columns(self) -> ReviewColumns:
        """Return every live review in columns, read from one index alone."""
        query, parameters = _COLUMNS_OF_REVIEWS, list[str]()
        if dead := self.dead():
            query += f" and hex(id) not in {_LISTED}"
            parameters.append(json.dumps([name.upper() for name in dead]))
        cursor = self._connection.execute(f"{query} order by card, id", parameters)
        columns = ReviewColumns()
        try:
            for rows in _pieces(cursor, _MANY):
                _extend(columns, rows)
        except (TypeError, OverflowError) as error:
            raise damaged(self._connection.path, _UNREADABLE) from error
        return columns

    def texts(self, fingerprints: Collection[Fingerprint]) -> dict[Fingerprint, str]:
        """Return the texts that are known of some fingerprints."""
        return dict(
            self._connection.execute(
                f"{_TEXTS} where fingerprint in {_LISTED}",
                (json.dumps(list(fingerprints)),),
            ).fetchall()
        )

    def seen(self, fingerprints: Collection[Fingerprint]) -> set[Fingerprint]:
        """Return those of the fingerprints whose text was met before."""
        return set(self.texts(fingerprints))

    def all_texts(self) -> Iterator[tuple[Fingerprint, str, int]]:
        """Return every text ever met: fingerprint, text, first seen in ms."""
        cursor = self._connection.execute(
            "select fingerprint, text, first_seen_ms from note_text"
        )
        for rows in _pieces(cursor, 1000):
            yield from rows

    def _undos_of(self, entries: list[Logged]) -> list[Logged]:
        """Return the undos of the events, the undos of these undos, and so on."""
        found: dict[EventId, Logged] = {}
        targets = {entry.id for entry in entries} | {
            batch for entry in entries if (batch := batch_of(entry.event))
        }
        while targets:
            undos = self._read(
                f"{_SELECT} where target in {_LISTED}",
                (json.dumps(sorted(targets)),),
            )
            fresh = [undo for undo in undos if undo.id not in found]
            found |= {undo.id: undo for undo in fresh}
            targets = {undo.id for undo in fresh}
        return sorted(found.values(), key=lambda entry: entry.id)

    def _read(self, query: str, parameters: tuple[object, ...] = ()) -> list[Logged]:
        rows = self._connection.execute(query, parameters).fetchall()
        return [self._entry(row) for row in rows]

    def _entry(self, row: Row) -> Logged:
        try:
            return from_row(row)
        except (ValueError, TypeError, AttributeError) as error:
            raise damaged(self._connection.path, _UNREADABLE) from error


def _pieces(cursor: Cursor, size: int) -> Iterator[list[Any]]:
    """Return the rows piece by piece, and let go of them however the reading ends.

    An unfinished reading holds its lock even after the connection was closed.
    """
    with closing(cursor):
        while rows := cursor.fetchmany(size):
            yield rows


def _extend(columns: ReviewColumns, rows: Sequence[Sequence[Any]]) -> None:
    card, at_ms, day, rating, duration_ms, phase, data = zip(*rows, strict=True)
    columns.card.extend(card)
    columns.at_ms.extend(at_ms)
    columns.day.extend(day)
    columns.rating.extend(rating)
    columns.duration_ms.extend(duration_ms)
    columns.phase.extend(phase)
    columns.data.extend(data)
