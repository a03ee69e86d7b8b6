"""Which events count, once some were taken back?"""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    Event,
    EventId,
    Logged,
    Reset,
    Suspended,
    Undone,
    live,
)

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def entry(number: int, event: Event, *, minutes: int | None = None) -> Logged:
    """Return an event whose id and time follow from its number."""
    return Logged(
        id=EventId(f"{number:032x}"),
        device="00000001",
        at=START + timedelta(minutes=number if minutes is None else minutes),
        offset_min=60,
        day=date(2026, 3, 1),
        event=event,
    )


def suspended(number: int, batch: str | None = None) -> Logged:
    """Return a suspension, perhaps one of a batch."""
    name = None if batch is None else BatchId(batch)
    return entry(number, Suspended(card=CardId(number), batch=name))


def undone(number: int, target: str, *, minutes: int | None = None) -> Logged:
    """Return an undo of an event or a batch."""
    return entry(number, Undone(target=EventId(target)), minutes=minutes)


def test_an_undone_event_does_not_count() -> None:
    """An undo takes back its target and nothing else."""
    first, second = suspended(1), suspended(2)

    assert live([first, second, undone(3, first.id)]) == [second]


def test_an_undo_can_be_undone() -> None:
    """Undoing an undo brings the event back; a third undo takes it away again."""
    first = suspended(1)
    once = undone(2, first.id)
    twice = undone(3, once.id)

    assert live([first, once, twice]) == [first]
    assert live([first, once, twice, undone(4, twice.id)]) == []


def test_an_undo_counts_although_its_clock_ran_behind() -> None:
    """An undo of an undo counts even where its time lies before its target's."""
    first = suspended(1)
    once = undone(2, first.id, minutes=60)
    twice = undone(3, once.id, minutes=5)

    assert live([first, once, twice]) == [first]


def test_an_undone_batch_takes_all_its_events_back() -> None:
    """One undo names a batch, and every event of it is gone."""
    events = [suspended(1, "b"), suspended(2, "b"), suspended(3)]

    assert live([*events, undone(4, "b")]) == [events[2]]


def test_a_circle_of_forged_undos_ends() -> None:
    """Undos that name each other in a circle are answered, one way or the other."""
    first = suspended(1)
    one, other = undone(2, f"{3:032x}"), undone(3, f"{2:032x}")

    assert live([first, one, other]) == [first]


def test_a_long_chain_of_undos_ends() -> None:
    """A chain of thousands of undos needs no deeper stack."""
    chain = [suspended(1)]
    for number in range(2, 5002):
        chain.append(undone(number, chain[-1].id))

    assert live(chain) == [chain[0]]


@given(st.permutations(range(6)))
def test_arrival_order_and_repetition_change_nothing(order: list[int]) -> None:
    """Events count the same in whichever order, and however often, they arrive."""
    first, second = suspended(1), entry(2, Reset(card=CardId(1)))
    once = undone(3, first.id)
    twice = undone(4, once.id)
    events = [first, second, once, twice, undone(5, second.id), suspended(6)]
    arrived = [events[i] for i in order] * 2

    assert live(arrived) == live(events) == [first, events[5]]
