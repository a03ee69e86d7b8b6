"""What became of every card, made anew from the log?"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from srs.core.card import CardId
from srs.core.log import (
    BatchId,
    Buried,
    Decision,
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
    live,
)
from srs.core.preset import Preset
from srs.core.schedule import CardState, New, Scheduled, replay
from srs.memory import model
from srs.store.database import Store, open_store
from srs.store.tallies import DayCounts
from srs.study.agreement import differences, digest
from srs.study.replay import (
    everything,
    first_day,
    fits,
    mark,
    rebuild,
    refresh,
    take_in,
    wishes,
)

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
CARDS = [CardId(1000 + number) for number in range(12)]
LIVE = model("fsrs-6", ())
PRESET = Preset()
WISHES = wishes({"deck.md": PRESET})
SEEDS = range(12)


def preset_of(card: CardId) -> Preset:
    """Return the wishes of the tests, the same for every card."""
    return PRESET


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "store.sqlite", device="0000000a") as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """The empty store of another device."""
    with open_store(tmp_path / "other.sqlite", device="0000000b") as opened:
        yield opened


def history(seed: int, size: int = 120) -> list[Logged]:
    """Return what two devices wrote in some weeks, undos and all."""
    chance = random.Random(seed)
    entries: list[Logged] = []
    at = START
    for _ in range(size):
        at += timedelta(minutes=chance.choice([1, 30, 600, 3000]))
        device = chance.choice(["0000000a", "0000000b"])
        tail = f"{chance.getrandbits(48):012x}"
        event = _event(chance, entries, at.date())
        entries.append(
            Logged(
                id=EventId(f"{int(at.timestamp() * 1000):012x}{device}{tail}"),
                device=device,
                at=at,
                offset_min=0,
                day=at.date(),
                event=event,
            )
        )
    return entries


def _event(chance: random.Random, before: Sequence[Logged], day: date) -> Event:
    card = chance.choice(CARDS)
    kind = chance.random()
    if kind < 0.7:
        made = _decision(chance, day) if card % 3 else None
        rating = chance.choice(list(Rating))
        duration_ms = chance.choice([900, 8_000, 120_000])
        return Reviewed(
            card=card, rating=rating, duration_ms=duration_ms, decision=made
        )
    if kind < 0.8 and before:
        target = chance.choice(before)
        return Undone(target=batch_of(target.event) or target.id)
    batch = BatchId(f"batch{chance.randrange(5)}")
    others: list[Event] = [
        Suspended(card=card),
        Unsuspended(card=card),
        Buried(card=card, until=day + timedelta(days=1)),
        Flagged(card=card, flag=chance.randrange(8), note="odd"),
        *([Reset(card=card)] if card % 4 == 0 else []),
        *([DueSet(card=card, due=day, batch=batch)] if card % 5 == 0 else []),
    ]
    return chance.choice(others)


def _decision(chance: random.Random, day: date) -> Decision:
    if chance.random() < 0.7:
        due = day + timedelta(days=chance.randrange(1, 30))
        return Decision(phase="review", step=0, due_day=due)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    phase = chance.choice(["learning", "relearning"])
    return Decision(phase=phase, step=1, due_day=day, due_at=at)  # type: ignore[arg-type]


def folded(entries: Sequence[Logged]) -> dict[CardId, CardState]:
    """Return what a replay with the live engine makes of each card."""
    own = {e.event.card for e in entries if not isinstance(e.event, Undone)}  # type: ignore[union-attr]
    return {
        card: replay(
            [
                entry
                for entry in entries
                if isinstance(entry.event, Undone) or entry.event.card == card  # type: ignore[union-attr]
            ],
            preset=PRESET,
            model=LIVE,
        )
        for card in own
    }


def without_memory(states: dict[CardId, CardState]) -> dict[CardId, object]:
    """Return the states of cards that something became of, but for the memories."""
    return {
        card: replace(
            state,
            schedule=replace(state.schedule, memory=None)  # type: ignore[arg-type]
            if isinstance(state.schedule, Scheduled)
            else state.schedule,
        )
        for card, state in states.items()
        if state != CardState(schedule=New())
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rebuild_gives_what_the_live_engine_gives(store: Store, seed: int) -> None:
    """Bulk replay and a fold of single reviews agree, for every kind of event."""
    entries = history(seed)
    store.log.add(entries)

    rebuild(store, preset_of, fingerprint=WISHES)

    rebuilt = {card: state for card, state, _ in store.schedules.all_states()}
    expected = folded(entries)
    assert without_memory(rebuilt) == without_memory(expected)
    for card, state in rebuilt.items():
        schedule = expected[card].schedule
        if isinstance(state.schedule, Scheduled) and isinstance(schedule, Scheduled):
            assert state.schedule.memory.stability_days == pytest.approx(
                schedule.memory.stability_days, rel=1e-3
            )
            assert state.schedule.memory.difficulty == pytest.approx(
                schedule.memory.difficulty, rel=1e-3
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_days_and_first_days_are_counted(store: Store, seed: int) -> None:
    """A day counts its live reviews, those that passed, time to a minute, and new."""
    entries = history(seed)
    store.log.add(entries)
    rebuild(store, preset_of, fingerprint=WISHES)

    alive = live(entries)
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    new = set(CARDS)
    for entry in alive:
        event = entry.event
        if isinstance(event, Reset):
            new.add(event.card)
        if isinstance(event, Reviewed):
            day = counts[entry.day]
            day[0] += 1
            day[1] += event.rating is not Rating.AGAIN
            day[2] += min(event.duration_ms, 60_000)
            day[3] += event.card in new
            new.discard(event.card)

    assert store.schedules.days(date.min, date.max) == [
        DayCounts(day, *counts[day]) for day in sorted(counts)
    ]
    for card, _, first in store.schedules.all_states():
        own = [e for e in alive if getattr(e.event, "card", None) == card]
        assert first == first_day(own)


@pytest.mark.parametrize("seed", SEEDS)
def test_events_that_arrive_piecemeal_lead_to_the_same_cache(
    store: Store, other: Store, seed: int
) -> None:
    """In any order, in any parts, some twice: the cache is that of a rebuild."""
    entries = history(seed)
    chance = random.Random(seed)
    rebuild(store, preset_of, fingerprint=WISHES)
    arriving = [*entries, *chance.sample(entries, 30)]
    chance.shuffle(arriving)
    added = 0
    while arriving:
        part, arriving = arriving[:7], arriving[7:]
        added += take_in(store, part, preset_of, fingerprint=WISHES)

    other.log.add(entries)
    rebuild(other, preset_of, fingerprint=WISHES)

    assert added == len(entries)
    assert differences(store, preset_of) == []
    assert digest(store) == digest(other)
    assert fits(store, WISHES)


def test_the_key_tells_when_the_cache_does_not_fit(store: Store) -> None:
    """An event that nobody marked, and a changed wish, are both noticed."""
    entries = history(1, size=3)
    assert not fits(store, WISHES)

    rebuild(store, preset_of, fingerprint=WISHES)
    assert fits(store, WISHES)

    store.log.add(entries)
    assert not fits(store, WISHES)
    mark(store, WISHES)
    assert fits(store, WISHES)
    assert not fits(store, wishes({"deck.md": Preset(desired_retention=0.8)}))


def test_wishes_are_those_that_a_replay_depends_on() -> None:
    """Parameters and steps matter; limits, orders and the preset's name do not."""
    same = Preset(name="other", new_per_day=3, review_order="due", leech_threshold=2)

    assert wishes({"deck.md": same}) == WISHES
    assert wishes({"deck.md": Preset(learning_steps=())}) != WISHES
    assert wishes({"other.md": PRESET}) != WISHES


def test_a_damaged_row_is_found_and_a_refresh_repairs_it(store: Store) -> None:
    """Who looks after the cache learns which card and which day are wrong."""
    store.log.add(history(2))
    rebuild(store, preset_of, fingerprint=WISHES)
    card, state, first = next(iter(store.schedules.all_states()))
    store.schedules.write(card, replace(state, suspended=True, flag=7), first_day=first)
    store.schedules.add_to_day(
        date(2026, 1, 5), reviews=1, passed=0, duration_ms=0, introduced=0
    )

    found = differences(store, preset_of)

    assert found == [
        f"card {card}: its schedule is not what its events give",
        "2026-01-05: its counts are not what its events give",
    ]
    refresh(store, [card], preset_of)
    assert differences(store, preset_of) == found[1:]


def test_reviews_of_a_follower_count_for_its_leader(store: Store) -> None:
    """Where two devices made two cards of one text, the loser's reviews follow."""
    leader, follower = CARDS[1], CARDS[2]
    entries = [
        entry
        for entry in history(3)
        if isinstance(entry.event, Reviewed) and entry.event.card in (leader, follower)
    ]
    store.log.add(entries)
    store.cards.put_followers({follower: leader})
    joined = replay(entries, preset=PRESET, model=LIVE)

    rebuild(store, preset_of, fingerprint=WISHES)
    rebuilt = [(card, state) for card, state, _ in store.schedules.all_states()]
    store.schedules.clear()
    refresh(store, [follower], preset_of)
    refreshed = [(card, state) for card, state, _ in store.schedules.all_states()]

    assert rebuilt == refreshed
    assert [card for card, _ in rebuilt] == [leader]
    assert without_memory(dict(rebuilt)) == without_memory({leader: joined})


def test_an_empty_log_gives_an_empty_cache(store: Store) -> None:
    """Nothing happened: no row, no day, no difference."""
    assert rebuild(store, preset_of, fingerprint=WISHES) == 0
    assert everything(store, preset_of) == ([], [])
    assert differences(store, preset_of) == []
