"""What does the log of a learner look like after two years? One lived to measure.

Every day the due cards are answered and some new ones are met, more on some days than
on others; there are weeks without study. Recall follows the memory model up to gaps of
a month and lies below it beyond, as real logs do. The same seed gives the same log.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from srs.core.card import CardId
from srs.core.day import instant, milliseconds
from srs.core.log import Decision, Logged, Rating, Reviewed
from srs.core.memory import Memory, retrievability
from srs.store.rows import event_id
from srs.study.collection import Collection
from tests.bench.made import DEVICE, MODEL

WANTED = 0.9
LONG_GAP = 30
"""Beyond so many days the model is too hopeful about this learner."""


def live(collection: Collection, *, days: int, new_a_day: float) -> int:
    """Let a learner learn up to yesterday; return how many reviews there were."""
    store = collection.store
    cards = sorted(
        store.schedules.deck_of_cards(),
        key=lambda card: (store.cards.deck_of(card) or 0, int(card)),
    )
    found = list(reviews(cards, collection, days=days, new_a_day=new_a_day))
    with store.transaction():
        store.log.add(iter(found))
    collection.replay_all()
    return len(found)


def reviews(
    cards: list[CardId], collection: Collection, *, days: int, new_a_day: float
) -> Iterator[Logged]:
    """Give the reviews of some days up to yesterday, in the order of time."""
    chance = random.Random(7)
    waiting = list(reversed(cards))
    known: dict[CardId, tuple[Memory, date, date]] = {}
    today = collection.today()
    away, owed = 0, 0.0
    for back in range(days, 0, -1):
        day = today - timedelta(days=back)
        away = away - 1 if away else chance.choice((0,) * 60 + (3, 9))
        if away or chance.random() < (0.25 if day.weekday() > 4 else 0.06):
            continue
        at = _start(collection, day, chance)
        pace = 0.4 + 1.2 * (0.5 + 0.5 * chance.random()) * (day.weekday() < 5)
        due = sorted(card for card, (_, _, due_day) in known.items() if due_day <= day)
        owed += new_a_day * pace
        new = [waiting.pop() for _ in range(int(owed)) if waiting]
        owed -= int(owed)
        for card in (*due, *new):
            at += timedelta(seconds=chance.lognormvariate(2.2, 0.6))
            yield from _answered(card, day, at, known, chance)


def _start(collection: Collection, day: date, chance: random.Random) -> datetime:
    zone = collection.calendar.timezone
    return datetime.combine(day, time(chance.choice((7, 8, 12, 20))), zone)


def _answered(
    card: CardId,
    day: date,
    at: datetime,
    known: dict[CardId, tuple[Memory, date, date]],
    chance: random.Random,
) -> Iterator[Logged]:
    """Give the day's answers to a card: one, or two after a failure."""
    memory, last = known[card][:2] if card in known else (None, day)
    gap = (day - last).days
    rating = _rating(memory, gap, chance)
    memory = MODEL.after(memory, rating, elapsed_days=gap)
    again = rating == Rating.AGAIN
    pause = max(1, round(MODEL.interval_days(memory, desired_retention=WANTED)))
    pause = 1 if again else min(400, max(1, round(pause * chance.uniform(0.95, 1.05))))
    known[card] = memory, day, day + timedelta(days=pause)
    yield _logged(card, day, at, rating, pause, chance)
    if again:
        memory = MODEL.after(memory, Rating.GOOD, elapsed_days=0)
        known[card] = memory, day, day + timedelta(days=pause)
        later = at + timedelta(seconds=chance.uniform(2, 6))
        yield _logged(card, day, later, Rating.GOOD, pause, chance)


def _rating(memory: Memory | None, gap: int, chance: random.Random) -> Rating:
    if memory is None:
        return chance.choices(list(Rating), (22, 8, 62, 8))[0]
    recall = retrievability(gap, memory.stability_days, decay=MODEL.decay)
    recall += 0.015 if gap <= LONG_GAP else -min(0.2, gap / 700)
    if chance.random() > recall:
        return Rating.AGAIN
    return chance.choices(list(Rating)[1:], (8, 84, 8))[0]


def _logged(
    card: CardId,
    day: date,
    at: datetime,
    rating: Rating,
    pause: int,
    chance: random.Random,
) -> Logged:
    offset = at.utcoffset() or timedelta()
    at = instant(milliseconds(at))
    return Logged(
        id=event_id(milliseconds(at), DEVICE, chance.randbytes(6)),
        device=DEVICE,
        at=at,
        offset_min=round(offset.total_seconds() / 60),
        day=day,
        event=Reviewed(
            card=card,
            rating=rating,
            duration_ms=round(min(60_000, chance.lognormvariate(8.9, 0.55))),
            decision=Decision(
                phase="review", step=0, due_day=day + timedelta(days=pause)
            ),
        ),
    )
