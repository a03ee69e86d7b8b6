"""Rows and lines of JSON: both forms are for ever."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import CardId, Fingerprint
from srs.core.day import instant
from srs.core.log import (
    BatchId,
    BreakSet,
    Buried,
    Decision,
    DeckStarted,
    DueSet,
    Event,
    EventId,
    Flagged,
    IdeaJudged,
    Imported,
    Linked,
    LinkRejected,
    Logged,
    ParametersChanged,
    PhaseName,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
    Verdict,
)
from srs.core.text import safe
from srs.store.rows import (
    KINDS,
    decision,
    event_id,
    from_json,
    from_row,
    to_json,
    to_row,
)

CARDS = st.integers(0, 2**63 - 1).map(CardId)
DAYS = st.dates()
TEXTS = st.text(max_size=40).map(safe)
MARKS = st.text("0123456789abcdef", min_size=32, max_size=32)
FINGERPRINTS = MARKS.map(Fingerprint)
BATCHES = MARKS.map(BatchId)
MAYBE_BATCH = st.none() | BATCHES
MILLISECONDS = st.integers(0, 253_402_300_799_999)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def decisions() -> st.SearchStrategy[Decision]:
    """Return any decision."""
    return st.builds(
        Decision,
        phase=st.sampled_from(get_args(PhaseName)),
        step=st.integers(0, 20),
        due_day=DAYS,
        due_at=st.none() | MILLISECONDS.map(instant),
    )


def links(kind: type[Linked] | type[LinkRejected]) -> st.SearchStrategy[Event]:
    """Return any link, or the rejection of one."""
    return st.builds(
        kind,
        card=CARDS,
        fingerprint=FINGERPRINTS,
        key=TEXTS,
        origin=st.none() | FINGERPRINTS,
        batch=MAYBE_BATCH,
    )


STRATEGIES: dict[type[Event], st.SearchStrategy[Event]] = {
    Reviewed: st.builds(
        Reviewed,
        card=CARDS,
        rating=st.sampled_from(Rating),
        duration_ms=st.integers(0, 2**40),
        decision=st.none() | decisions(),
    ),
    Undone: st.builds(Undone, target=MARKS.map(EventId)),
    Suspended: st.builds(Suspended, card=CARDS, batch=MAYBE_BATCH),
    Unsuspended: st.builds(Unsuspended, card=CARDS, batch=MAYBE_BATCH),
    Reset: st.builds(Reset, card=CARDS, batch=MAYBE_BATCH),
    Buried: st.builds(Buried, card=CARDS, until=DAYS),
    Flagged: st.builds(Flagged, card=CARDS, flag=st.integers(0, 7), note=TEXTS),
    DueSet: st.builds(DueSet, card=CARDS, due=DAYS, batch=BATCHES),
    Linked: links(Linked),
    LinkRejected: links(LinkRejected),
    DeckStarted: st.builds(DeckStarted, deck=TEXTS),
    ParametersChanged: st.builds(
        ParametersChanged,
        preset=TEXTS,
        algorithm=TEXTS,
        w=st.lists(NUMBERS, max_size=34).map(tuple),
    ),
    BreakSet: st.builds(BreakSet, first=DAYS, last=DAYS, batch=BATCHES),
    IdeaJudged: st.builds(
        IdeaJudged, card=CARDS, verdict=st.sampled_from(get_args(Verdict))
    ),
    Imported: st.builds(Imported, source=TEXTS, sha256=TEXTS),
}


@st.composite
def entries(draw: st.DrawFn, kind: type[Event]) -> Logged:
    """Return any logged event of a kind."""
    at_ms = draw(MILLISECONDS)
    device = draw(st.text("0123456789abcdef", min_size=8, max_size=8))
    return Logged(
        id=event_id(at_ms, device, draw(st.binary(min_size=6, max_size=6))),
        device=device,
        at=instant(at_ms),
        offset_min=draw(st.integers(-1440, 1440)),
        day=draw(DAYS),
        event=draw(STRATEGIES[kind]),
    )


def logged(event: Event) -> Logged:
    """Return an event of a fixed time and device."""
    at = datetime(2026, 11, 25, 10, 30, 0, 123000, tzinfo=UTC)
    return Logged(
        id=event_id(1795602600123, "0000000a", b"\0\0\0\0\0\1"),
        device="0000000a",
        at=at,
        offset_min=60,
        day=date(2026, 11, 25),
        event=event,
    )


def test_every_event_has_a_word_and_a_strategy() -> None:
    """No kind of event is forgotten, here or in the store."""
    assert set(KINDS) == set(get_args(Event))
    assert set(STRATEGIES) == set(get_args(Event))
    assert len(set(KINDS.values())) == len(KINDS)


@pytest.mark.parametrize("kind", STRATEGIES, ids=KINDS.get)
@given(data=st.data())
def test_rows_round_trip(kind: type[Event], data: st.DataObject) -> None:
    """Every event comes back from its row as it was, with texts of every kind."""
    entry = data.draw(entries(kind))

    assert from_row(to_row(entry)) == entry


@pytest.mark.parametrize("kind", STRATEGIES, ids=KINDS.get)
@given(data=st.data())
def test_lines_round_trip(kind: type[Event], data: st.DataObject) -> None:
    """Every event comes back from its line of JSON as it was."""
    entry = data.draw(entries(kind))

    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


REVIEW = Reviewed(
    card=CardId(2**62),
    rating=Rating.GOOD,
    duration_ms=4200,
    decision=Decision(
        phase="learning",
        step=1,
        due_day=date(2026, 11, 25),
        due_at=datetime(2026, 11, 25, 10, 40, tzinfo=UTC),
    ),
)
HEAD = (bytes.fromhex("01a2124150bb0000000a000000000001"), "0000000a")
TIME = (1795602600123, 60, 20782)


@pytest.mark.parametrize(
    ("event", "row"),
    [
        (
            REVIEW,
            (
                *HEAD,
                "reviewed",
                2**62,
                *TIME,
                3,
                4200,
                None,
                '{"phase":"learning","step":1,"due":"2026-11-25","due_ms":1795603200000}',
            ),
        ),
        (
            Undone(target=EventId("ab" * 16)),
            (*HEAD, "undone", None, *TIME, None, None, "ab" * 16, None),
        ),
        (
            Linked(card=CardId(7), fingerprint=Fingerprint("cd" * 16), key="c1"),
            (
                *HEAD,
                "linked",
                7,
                *TIME,
                None,
                None,
                None,
                '{"fingerprint":"' + "cd" * 16 + '","key":"c1"}',
            ),
        ),
        (
            BreakSet(
                first=date(2026, 12, 20), last=date(2027, 1, 3), batch=BatchId("b")
            ),
            (
                *HEAD,
                "break_set",
                None,
                *TIME,
                None,
                None,
                None,
                '{"from":"2026-12-20","to":"2027-01-03","batch":"b"}',
            ),
        ),
    ],
)
def test_rows_stay_as_they_were(event: Event, row: tuple[Any, ...]) -> None:
    """The rows of today are those that every learner's store holds for ever."""
    assert to_row(logged(event)) == row


def test_a_line_stays_as_it_was() -> None:
    """An exported line says everything in words, and a card's id as text."""
    assert to_json(logged(REVIEW)) == {
        "id": "01a2124150bb0000000a000000000001",
        "device": "0000000a",
        "kind": "reviewed",
        "at": "2026-11-25T10:30:00.123Z",
        "offset_min": 60,
        "day": "2026-11-25",
        "card": "4611686018427387904",
        "rating": 3,
        "duration_ms": 4200,
        "phase": "learning",
        "step": 1,
        "due": "2026-11-25",
        "due_ms": 1795603200000,
    }


@pytest.mark.parametrize(
    "event",
    [
        Reviewed(card=CardId(-1), rating=Rating.GOOD, duration_ms=1),
        Reviewed(card=CardId(2**63), rating=Rating.GOOD, duration_ms=1),
        Reviewed(card=CardId(1), rating=Rating.GOOD, duration_ms=-1),
        Flagged(card=CardId(1), flag=8),
        ParametersChanged(preset="p", algorithm="a", w=(float("nan"),)),
    ],
)
def test_what_could_not_be_read_back_is_not_written(event: Event) -> None:
    """An event out of bounds is refused before it can spoil the log."""
    with pytest.raises(ValueError, match=r"."):
        to_row(logged(event))


def test_an_id_begins_with_time_and_device() -> None:
    """The order of ids is the order of time, so an id that lies is refused."""
    entry = logged(Suspended(card=CardId(1)))
    late = Logged(
        id=entry.id,
        device=entry.device,
        at=entry.at + timedelta(milliseconds=1),
        offset_min=0,
        day=entry.day,
        event=entry.event,
    )

    with pytest.raises(ValueError, match="does not fit"):
        to_row(late)
    with pytest.raises(ValueError, match="no such event id"):
        event_id(-1, "0000000a", b"123456")
    with pytest.raises(ValueError, match="no such event id"):
        event_id(0, "nothex!!", b"123456")


GOOD_LINE = to_json(logged(REVIEW))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "recalled"},
        {"kind": 1},
        {"id": "01A2124150BB0000000A000000000001"},
        {"id": "../../etc/passwd"},
        {"device": "0000000b"},
        {"at": "2026-11-25T10:30:00.124Z"},
        {"at": "2026-11-25T10:30:00.123"},
        {"at": 5},
        {"day": "2026-02-30"},
        {"day": None},
        {"offset_min": 100_000},
        {"card": "x"},
        {"card": 1.5},
        {"card": True},
        {"card": str(2**63)},
        {"rating": 5},
        {"rating": None},
        {"duration_ms": -1},
        {"phase": "new"},
        {"due": "tomorrow"},
        {"due_ms": 2**60},
        {"step": "1"},
    ],
    ids=str,
)
def test_a_bad_line_is_refused(change: dict[str, Any]) -> None:
    """What comes from elsewhere is checked field by field."""
    with pytest.raises(ValueError, match=r"."):
        from_json(GOOD_LINE | change)


def test_a_link_from_elsewhere_names_a_fingerprint() -> None:
    """A link to something that is no fingerprint is refused."""
    event = Linked(card=CardId(7), fingerprint=Fingerprint("cd" * 16), key="")
    line = to_json(logged(event)) | {"fingerprint": "zz"}

    with pytest.raises(ValueError, match="no fingerprint"):
        from_json(line)


def test_texts_from_elsewhere_are_made_safe() -> None:
    """An escape in another device's line never reaches a terminal."""
    line = to_json(logged(Flagged(card=CardId(1), flag=1)))

    found = from_json(line | {"note": "a\x1b]52;c;x\x07"})

    assert found.event == Flagged(card=CardId(1), flag=1, note="a␛]52;c;x␇")


def test_a_decision_is_read_from_its_column() -> None:
    """Bulk replay gets the decision of a review from its data alone."""
    assert decision(str(to_row(logged(REVIEW))[10])) == REVIEW.decision
    assert decision(None) is None
