"""The log: order, undo, what other devices bring."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId, Fingerprint
from srs.core.day import day_number, milliseconds
from srs.core.errors import StoreDamaged
from srs.core.log import (
    BatchId,
    BreakSet,
    Decision,
    DueSet,
    Event,
    EventId,
    Imported,
    Linked,
    Logged,
    Rating,
    Reviewed,
    Suspended,
    Undone,
    batch_of,
    live,
)
from srs.store import engine
from srs.store.database import Store, open_store
from srs.store.log import Deed, Log, ReviewColumns
from srs.store.migrations import apply
from srs.store.rows import event_id

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
MINUTE = timedelta(minutes=1)


def reviewed(card: int, rating: Rating = Rating.GOOD) -> Reviewed:
    """Return a review without a decision."""
    return Reviewed(card=CardId(card), rating=rating, duration_ms=1000)


def put(log: Log, event: Event, at: datetime = NOON) -> Logged:
    """Append an event of today."""
    return log.append(event, at=at, offset_min=60, day=TODAY)


def foreign(event: Event, at: datetime, number: int = 1) -> Logged:
    """Return an event of another device."""
    return Logged(
        id=event_id(milliseconds(at), "0000000b", number.to_bytes(6, "big")),
        device="0000000b",
        at=at,
        offset_min=-480,
        day=at.date(),
        event=event,
    )


# -- writing ------------------------------------------------------------------------


def test_what_is_appended_is_read_again(store: Store) -> None:
    """An event comes back with its time, offset, day and device."""
    entry = put(store.log, reviewed(1), NOON + timedelta(microseconds=123_456))

    assert entry == Logged(
        id=entry.id,
        device="0000000a",
        at=NOON + timedelta(milliseconds=123),
        offset_min=60,
        day=TODAY,
        event=reviewed(1),
    )
    assert entry.id.startswith(f"{milliseconds(entry.at):012x}0000000a")
    assert store.log.get(entry.id) == entry
    assert list(store.log.all()) == [entry]


def test_a_clock_that_goes_back_keeps_the_order(store: Store) -> None:
    """An event is later than all before it when the wall clock is set back a bit."""
    first = put(store.log, reviewed(1), NOON)
    second = put(store.log, reviewed(2), NOON - 10 * MINUTE)
    third = put(store.log, reviewed(3), NOON)

    assert [second.at - first.at, third.at - second.at] == [
        timedelta(milliseconds=1)
    ] * 2
    assert first.id < second.id < third.id


def test_a_batch_has_an_order(store: Store) -> None:
    """Events written together keep their order."""
    entries = store.log.append_all(
        [reviewed(1), reviewed(2), reviewed(3)], at=NOON, offset_min=0, day=TODAY
    )

    assert [entry.at - NOON for entry in entries] == [
        timedelta(milliseconds=ms) for ms in range(3)
    ]
    assert list(store.log.all()) == entries
    assert store.log.append_all([], at=NOON, offset_min=0, day=TODAY) == []


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(minutes=10), timedelta(minutes=10, milliseconds=1)),
        (timedelta(minutes=10, milliseconds=1), timedelta()),
        (timedelta(days=27000), timedelta()),
    ],
)
def test_only_a_clock_that_is_nearly_right_drags_others(
    store: Store, ahead: timedelta, expected: timedelta
) -> None:
    """An event up to ten minutes ahead counts; a machine set to 2099 does not."""
    store.log.add([foreign(reviewed(1), NOON + ahead)])

    assert put(store.log, reviewed(2), NOON).at - NOON == expected


def test_the_future_is_listed(store: Store) -> None:
    """Events further ahead than clocks err can be named, and only they."""
    late = foreign(reviewed(1), NOON + 11 * MINUTE)
    store.log.add([foreign(reviewed(2), NOON + 10 * MINUTE), late])

    assert store.log.from_the_future(NOON) == [late]


def test_what_is_known_is_not_added_twice(store: Store) -> None:
    """Foreign events are added once, however often they come."""
    entries = [foreign(reviewed(n), NOON + n * MINUTE, n) for n in range(5)]

    assert store.log.add(entries[:3]) == 3
    assert store.log.add(reversed(entries)) == 2
    assert store.log.add(entries) == 0
    assert list(store.log.all()) == entries
    assert store.log.count() == 5


def test_very_many_are_added_like_few(store: Store) -> None:
    """A load that sorts the index afterwards counts right and leaves it in place."""
    entries = [
        foreign(reviewed(n % 7), NOON + n * timedelta(seconds=1), n)
        for n in range(20_003)
    ]
    indexes = "select name, sql from sqlite_schema where type = 'index' order by name"
    before = store.connection.execute(indexes).fetchall()
    store.log.add(entries[10_000:10_005])

    assert store.log.add(entries) == 20_003 - 5
    assert store.log.count() == len(store.log.review_columns()) == 20_003
    assert store.log.of(CardId(3)) == entries[3::7]
    assert store.connection.execute(indexes).fetchall() == before


def test_a_load_that_fails_adds_nothing(store: Store) -> None:
    """An event that cannot be kept takes the whole load back, index included."""
    entries = [foreign(reviewed(1), NOON, n) for n in range(20_003)]
    wrong = replace(entries[0], device="0000000c")

    with pytest.raises(ValueError, match="does not fit"):
        store.log.add([*entries, wrong])

    assert store.log.count() == 0
    assert store.log.of(CardId(1)) == []


def test_what_was_first_written_stays(store: Store) -> None:
    """Another event under a known id changes nothing."""
    entry = foreign(reviewed(1), NOON)
    store.log.add([entry])

    assert store.log.add([replace(entry, event=reviewed(2))]) == 0
    assert list(store.log.all()) == [entry]


@pytest.mark.parametrize(
    "statement",
    [
        "update event set rating = 4",
        "delete from event",
        "insert or replace into event select * from event",
        "update note_text set text = ''",
        "delete from note_text",
        "replace into note_text values ('f', 'other', 0)",
    ],
)
def test_the_truth_only_grows(store: Store, statement: str) -> None:
    """The tables themselves refuse every change and every deletion."""
    entry = put(store.log, reviewed(1))
    store.log.add_texts([(Fingerprint("f"), "text", 1)])

    with pytest.raises(engine.sqlite3.IntegrityError, match="only grows"):
        store.connection.execute(statement)

    assert list(store.log.all()) == [entry]
    assert list(store.log.all_texts()) == [("f", "text", 1)]


def test_a_row_that_is_no_event_is_damage(store: Store) -> None:
    """A kind that this version does not know is said, not skipped."""
    store.connection.execute(
        "insert into event values (?, '0000000a', 'recalled', 1, 0, 0, 0, null, null,"
        " null, null)",
        (bytes.fromhex("0" * 12 + "0000000a" + "0" * 12),),
    )

    with pytest.raises(StoreDamaged, match="cannot be read"):
        list(store.log.all())


# -- reading ------------------------------------------------------------------------


def test_texts_are_kept_as_first_seen(store: Store) -> None:
    """A text that comes again is not written again."""
    store.log.add_texts([(Fingerprint("a"), "one", 1), (Fingerprint("b"), "two", 2)])
    store.log.add_texts([(Fingerprint("a"), "other", 9), (Fingerprint("c"), "3", 3)])

    asked = [Fingerprint("a"), Fingerprint("c"), Fingerprint("x")]
    assert store.log.texts(asked) == {"a": "one", "c": "3"}
    assert store.log.seen(asked) == {"a", "c"}
    assert store.log.texts([]) == {}


def test_events_are_found_by_kind(store: Store) -> None:
    """Kinds come in the order of replay; live ones without what was undone."""
    review = put(store.log, reviewed(1))
    hidden = put(store.log, Suspended(card=CardId(2)))
    undo = put(store.log, Undone(target=hidden.id))
    again = put(store.log, Suspended(card=CardId(3)))

    assert store.log.of_kinds("suspended") == [hidden, again]
    assert store.log.of_kinds("suspended", "reviewed") == [review, hidden, again]
    assert store.log.of_kinds("undone", "reviewed") == [review, undo]
    assert store.log.live_of("suspended") == [again]
    assert store.log.of_kinds() == []


def test_the_newest_event_is_known(store: Store) -> None:
    """An empty log has none; else the newest by time counts."""
    assert store.log.last_id() is None

    entry = put(store.log, reviewed(1))
    store.log.add([foreign(reviewed(2), NOON - MINUTE)])

    assert store.log.last_id() == entry.id
    assert store.log.since(entry.id) == []
    assert len(store.log.since(None)) == 2
    assert store.log.get(EventId("0" * 32)) is None


def test_columns_hold_what_replay_needs(store: Store) -> None:
    """Live reviews come by card and time, with what each decided."""
    made = Decision(phase="relearning", step=0, due_day=TODAY, due_at=NOON)
    store.log.append_all(
        [
            reviewed(2),
            Reviewed(
                card=CardId(1), rating=Rating.AGAIN, duration_ms=90_000, decision=made
            ),
            reviewed(2, Rating.EASY),
            Suspended(card=CardId(1)),
        ],
        at=NOON,
        offset_min=0,
        day=TODAY,
    )
    noon_ms = milliseconds(NOON)

    found = store.log.review_columns()

    assert columns(found) == [
        (1, noon_ms + 1, day_number(TODAY), 1, 90_000, 3),
        (2, noon_ms, day_number(TODAY), 3, 1000, 0),
        (2, noon_ms + 2, day_number(TODAY), 4, 1000, 0),
    ]
    assert found.data == [
        f'{{"phase":"relearning","step":0,"due":"2026-11-25","due_ms":{noon_ms}}}',
        None,
        None,
    ]


def columns(found: ReviewColumns) -> list[tuple[int, ...]]:
    """Return the columns of numbers as rows."""
    return list(
        zip(
            found.card,
            found.at_ms,
            found.day,
            found.rating,
            found.duration_ms,
            found.phase,
            strict=True,
        )
    )


def test_columns_are_read_from_one_index(store: Store) -> None:
    """A million reviews are read without touching the table."""
    for clause in ("", " and hex(id) not in (select value from json_each('[]'))"):
        plan = store.connection.execute(
            "explain query plan select card, at_ms, day, rating, duration_ms, data"
            " from event where card is not null and kind = 'reviewed'"
            f"{clause} order by card, id"
        ).fetchall()
        assert "USING COVERING INDEX event_card" in plan[0][3]
        assert not any("TEMP B-TREE" in row[3] for row in plan)


def test_a_reading_that_fails_lets_go(store: Store, path: Path) -> None:
    """An error that is still held does not hold the file."""
    store.connection.execute(
        "insert into event values (?, '0000000a', 'recalled', 1, 0, 0, 0, null, null,"
        " null, null)",
        (bytes.fromhex("0" * 12 + "0000000a" + "0" * 12),),
    )
    store.log.add([foreign(reviewed(1), NOON, n) for n in range(3000)])

    for read in (lambda: list(store.log.all()), lambda: store.log.undoable(5000)):
        with pytest.raises(StoreDamaged):
            read()
        store.connection.execute("pragma journal_mode = delete")
        with open_store(path, device="0000000b") as other:
            assert put(other.log, reviewed(2))


# -- undo ---------------------------------------------------------------------------


def test_a_deed_is_an_event_or_a_batch(store: Store) -> None:
    """The newest deed comes first, a batch once, undone and imported ones never."""
    batch = BatchId("b" * 32)
    review = put(store.log, reviewed(1))
    put(store.log, DueSet(card=CardId(1), due=TODAY, batch=batch))
    last = put(store.log, BreakSet(first=TODAY, last=TODAY, batch=batch))
    gone = put(store.log, reviewed(2))
    put(store.log, Undone(target=gone.id))
    put(store.log, Imported(source="anki", sha256=""))

    deeds = [
        Deed(target=batch, entry=last),
        Deed(target=review.id, entry=review),
    ]
    assert store.log.undoable(10) == deeds
    assert store.log.undoable(1) == deeds[:1]
    assert store.log.undoable(0) == []


def test_an_undo_says_what_it_takes_back(store: Store) -> None:
    """The targets of an undo are the live events of that id or batch."""
    batch = BatchId("b" * 32)
    link = Linked(card=CardId(1), fingerprint=Fingerprint("f"), key="", batch=batch)
    first, second = put(store.log, link), put(store.log, replace(link, key="k"))
    review = put(store.log, reviewed(1))
    undo = put(store.log, Undone(target=first.id))

    assert store.log.targets(batch) == [second]
    assert store.log.targets(review.id) == [review]
    assert store.log.targets(undo.id) == []
    assert store.log.targets(EventId("0" * 32)) == []
    put(store.log, Undone(target=batch))
    assert store.log.targets(batch) == []


def test_cards_bring_the_undos_that_concern_them(store: Store) -> None:
    """A card's events come with undos, undos of undos and undos of batches."""
    batch = BatchId("b" * 32)
    review, other = put(store.log, reviewed(1)), put(store.log, reviewed(2))
    moved = put(store.log, DueSet(card=CardId(1), due=TODAY, batch=batch))
    undo = put(store.log, Undone(target=review.id))
    redo = put(store.log, Undone(target=undo.id))
    back = put(store.log, Undone(target=batch))

    assert store.log.of(CardId(1)) == [review, moved, undo, redo, back]
    assert store.log.of(CardId(2)) == [other]
    assert store.log.of(CardId(3)) == []
    many = store.log.of_cards([CardId(1), CardId(2), CardId(3)])
    assert {card: live(own) for card, own in many.items()} == {
        1: [review],
        2: [other],
        3: [],
    }


def alive(entry: Logged, entries: list[Logged]) -> bool:
    """Return, by the plain words of the rule, whether no live undo targets an event."""
    names = {entry.id, batch_of(entry.event)} - {None}
    return not any(
        isinstance(other.event, Undone)
        and other.event.target in names
        and alive(other, entries)
        for other in entries
    )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["review", "batch", "undo", "undo batch"]),
        st.integers(0, 3),
        st.integers(0, 30),
    ),
    max_size=25,
)


def history(steps: list[tuple[str, int, int]]) -> list[Logged]:
    """Return the events of some steps; undos target events that come before them."""
    entries: list[Logged] = []
    for number, (what, card, choice) in enumerate(steps):
        target = entries[choice % len(entries)].id if entries else EventId("0" * 32)
        batch = BatchId(f"{card:032x}")
        events: dict[str, Event] = {
            "review": reviewed(card),
            "batch": Suspended(card=CardId(choice % 4), batch=batch),
            "undo": Undone(target=target),
            "undo batch": Undone(target=batch),
        }
        at = NOON + number * timedelta(seconds=1)
        entries.append(foreign(events[what], at, number))
    return entries


@contextmanager
def empty_log() -> Iterator[Log]:
    """Open an empty log in memory."""
    with closing(engine.memory(Path("memory"))) as connection:
        apply(connection)
        yield Log(connection, nullcontext, device="0000000a")


@settings(deadline=None)
@given(steps=STEPS, chance=st.randoms(use_true_random=False))
def test_live_events_are_those_that_no_live_undo_targets(
    steps: list[tuple[str, int, int]], chance: Random
) -> None:
    """In any order of arrival, every way of reading agrees with the plain rule."""
    entries = history(steps)
    expected = [
        entry
        for entry in entries
        if not isinstance(entry.event, Undone) and alive(entry, entries)
    ]
    arrival = list(entries)
    chance.shuffle(arrival)
    with empty_log() as log:
        for entry in arrival:
            log.add([entry])
        agrees(log, expected)


def agrees(log: Log, expected: list[Logged]) -> None:
    """Check every way of reading against the events that are alive."""
    assert live(log.all()) == expected
    assert log.live_of("reviewed", "suspended") == expected
    assert sorted(log.review_columns().at_ms) == [
        milliseconds(entry.at)
        for entry in expected
        if isinstance(entry.event, Reviewed)
    ]
    for card in map(CardId, range(4)):
        own = [e for e in expected if getattr(e.event, "card", None) == card]
        assert live(log.of(card)) == own
    deeds: dict[str, Logged] = {}
    for entry in reversed(expected):
        deeds.setdefault(batch_of(entry.event) or entry.id, entry)
    assert {deed.target: deed.entry for deed in log.undoable(100)} == deeds
    for target in deeds:
        assert log.targets(EventId(target)) == [
            e for e in expected if target in {e.id, batch_of(e.event)}
        ]
