"""Do devices that met the same events, in whatever order, come to the same schedules?

Three devices, whose clocks differ by up to three days, review the same cards, take
things back, bury, suspend, reset and plan, and exchange events by parts: late, twice
and out of order. In the end each has met everything, and all must agree with each
other and with a device that reads it all at once. Three ways in which programs get
this wrong must be caught by the same test.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    Buried,
    DueSet,
    Event,
    EventId,
    Flagged,
    Logged,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
    batch_of,
)
from srs.core.preset import Preset
from srs.core.schedule import CardState, New, apply, decision, preview, replay
from srs.memory import model

FSRS = model("fsrs-6", ())
PRESET = Preset()
CARDS = [CardId(1), CardId(2), CardId(3)]
START = datetime(2026, 1, 5, 9, tzinfo=UTC)

Replay = Callable[[Iterable[Logged]], CardState]


def sound(entries: Iterable[Logged]) -> CardState:
    """Return what became of a card, as the program says."""
    return replay(entries, preset=PRESET, model=FSRS)


@dataclass(slots=True)
class Device:
    """One device with the events it has met, in the order of their arrival."""

    name: str
    skew: timedelta
    replay: Replay
    met: list[Logged] = field(default_factory=list)
    states: dict[CardId, CardState] = field(default_factory=dict)
    last: datetime = START - timedelta(days=9)

    def state(self, card: CardId) -> CardState:
        """Return what the device believes of a card."""
        if card not in self.states:
            self.states[card] = self.replay(
                e for e in self.met if isinstance(e.event, Undone) or _card(e) == card
            )
        return self.states[card]

    def take(self, entries: Iterable[Logged]) -> None:
        """Meet events from anywhere; those that are known change nothing."""
        known = {entry.id for entry in self.met}
        for entry in entries:
            if entry.id not in known:
                known.add(entry.id)
                self.met.append(entry)
                self.states.clear()

    def write(self, event: Event, wall: datetime, chance: random.Random) -> None:
        """Do something, at the time that the device's own clock shows."""
        at = max(wall + self.skew, self.last + timedelta(milliseconds=1))
        self.last = at
        tail = f"{chance.getrandbits(48):012x}"
        milliseconds = int(at.timestamp() * 1000)
        self.take(
            [
                Logged(
                    id=EventId(f"{milliseconds:012x}{self.name}{tail}"),
                    device=self.name,
                    at=at,
                    offset_min=0,
                    day=at.date(),
                    event=event,
                )
            ]
        )


def _card(entry: Logged) -> CardId:
    return getattr(entry.event, "card", CardId(0))


def lived(seed: int, replay: Replay, *, deeds: int = 30) -> list[Device]:
    """Return three devices after some weeks of use and a last full exchange."""
    chance = random.Random(seed)
    devices = [
        Device(f"0000000{number}", timedelta(hours=chance.randint(-72, 72)), replay)
        for number in range(3)
    ]
    wall = START
    for _ in range(deeds):
        wall += timedelta(minutes=chance.choice([1, 20, 700, 3000]))
        device = chance.choice(devices)
        device.write(_deed(device, wall, chance), wall, chance)
        if chance.random() < 0.4:
            giver, taker = chance.sample(devices, 2)
            part = chance.sample(giver.met, chance.randint(0, len(giver.met)))
            taker.take(part)
    union = {entry.id: entry for device in devices for entry in device.met}
    for device in devices:
        everything = [*union.values(), *chance.choices(list(union.values()), k=5)]
        chance.shuffle(everything)
        device.take(everything)
    return devices


def _deed(device: Device, wall: datetime, chance: random.Random) -> Event:
    card, kind = chance.choice(CARDS), chance.random()
    at = wall + device.skew
    if kind < 0.6:
        return _review(device, card, at, chance)
    if kind < 0.8 and device.met:
        target = chance.choice(device.met)
        return Undone(target=batch_of(target.event) or target.id)
    due = at.date() + timedelta(days=chance.randint(1, 9))
    others: list[Event] = [
        Suspended(card=card),
        Unsuspended(card=card),
        Reset(card=card),
        Buried(card=card, until=due),
        Flagged(card=card, flag=chance.randint(0, 7)),
        DueSet(card=card, due=due, batch=BatchId(f"plan{chance.randint(0, 3)}")),
    ]
    return chance.choice(others)


def _review(
    device: Device, card: CardId, at: datetime, chance: random.Random
) -> Reviewed:
    rating = chance.choice(list(Rating))
    # Half of the reviews come from elsewhere and bring no decision.
    imported = chance.random() < 0.5
    future = preview(
        device.state(card).schedule,
        card=card,
        at=at,
        day=at.date(),
        preset=PRESET,
        model=FSRS,
        load=None,
    )[rating]
    made = None if imported else decision(future)
    return Reviewed(card=card, rating=rating, duration_ms=900, decision=made)


def converged(devices: Sequence[Device]) -> bool:
    """Return whether all devices agree, with each other and with a fresh replay."""
    first = devices[0]
    newest_last = sorted(first.met, key=lambda entry: (entry.at, entry.id))
    fresh = Device("0000000f", timedelta(), first.replay)
    fresh.take(newest_last)
    return all(
        one.state(card) == fresh.state(card) for one in devices for card in CARDS
    )


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32))
def test_devices_converge(seed: int) -> None:
    """Whatever three devices do and however events travel, all come to agree."""
    assert converged(lived(seed, sound))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32))
def test_applying_the_newest_event_is_replaying_all(seed: int) -> None:
    """Where an event comes last, `apply` on the cache gives what a replay gives."""
    device = lived(seed, sound)[0]
    ordered = sorted(device.met, key=lambda entry: (entry.at, entry.id))
    for card in CARDS:
        state = CardState(schedule=New())
        own = [e for e in ordered if _card(e) == card]
        for number, entry in enumerate(own, start=1):
            state = apply(state, entry, preset=PRESET, model=FSRS)
            assert state == sound(own[:number])


# -- what must be caught ---------------------------------------------------------


def by_arrival(entries: Iterable[Logged]) -> CardState:
    """Fold the events as they arrive, not as they happened."""
    arrived = list(entries)
    moved = [
        Logged(
            id=entry.id,
            device=entry.device,
            at=START + timedelta(seconds=number),
            offset_min=entry.offset_min,
            day=entry.day,
            event=entry.event,
        )
        for number, entry in enumerate(arrived)
    ]
    return sound(moved)


def undo_drops_the_last_seen(entries: Iterable[Logged]) -> CardState:
    """Let an undo take back whatever was met before it, not what it names."""
    kept: list[Logged] = []
    for entry in entries:
        if isinstance(entry.event, Undone):
            kept = kept[:-1]
        else:
            kept.append(entry)
    return sound(kept)


def caught(replay: Replay) -> bool:
    """Return whether one of forty lives shows that devices do not agree."""
    return any(not converged(lived(seed, replay)) for seed in range(40))


@pytest.mark.parametrize("mutant", [by_arrival, undo_drops_the_last_seen])
def test_a_wrong_replay_is_caught(mutant: Replay) -> None:
    """Arrival order and a careless undo make devices disagree, and the test sees it."""
    assert not caught(sound)
    assert caught(mutant)


def test_unseeded_fuzz_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fuzz by chance makes devices disagree on reviews that brought no decision."""
    dice = random.Random(1)
    monkeypatch.setattr("srs.core.schedule.luck", lambda card, reviews: dice.random())

    assert caught(sound)


def test_the_lives_are_worth_living() -> None:
    """The lives hold undone undos, skewed clocks and days that run backwards."""
    met = [entry for seed in range(40) for entry in lived(seed, sound)[0].met]
    undone = {e.event.target for e in met if isinstance(e.event, Undone)}
    days: list[date] = [entry.day for entry in met]

    assert any(isinstance(e.event, Undone) and e.id in undone for e in met)
    assert any(later < earlier for earlier, later in pairwise(days))
    assert {type(entry.event).__name__ for entry in met} == {
        "Reviewed",
        "Undone",
        "Suspended",
        "Unsuspended",
        "Reset",
        "Buried",
        "Flagged",
        "DueSet",
    }
