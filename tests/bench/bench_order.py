"""In which order should a backlog be reviewed, so that the least is lost?

A learner keeps up with a collection for 200 days, is away for some weeks, and
comes back with a cap on the reviews of a day and without new cards. For each order
the same learner goes through the same 120 days; the recall of every card is summed
day by day. The order that keeps the most decides what `auto` does with a backlog
(`srs.core.order.BACKLOG_ORDER`).

Run from the root of the project, about four minutes: python -m tests.bench.bench_order
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import mean
from typing import NamedTuple

from srs.core.card import CardId
from srs.core.day import day_number, day_of_number
from srs.core.interval import fuzz_range, luck, rounded
from srs.core.log import Rating
from srs.core.memory import Memory, retrievability
from srs.core.order import Candidate, in_order
from srs.core.preset import ReviewOrder
from srs.memory.bulk import BulkModel

MODEL = BulkModel()
DESIRED = 0.9
START = day_number(date(2026, 1, 1))
CARDS = 1500
WARM_UP_DAYS = 200
AFTER_DAYS = 120
SEEDS = range(4)

OFFERED: tuple[ReviewOrder, ...] = (
    "mixed",
    "due",
    "easiest-first",
    "hardest-first",
    "deck",
)


class Scenario(NamedTuple):
    """How long the learner is away, how much a day is done, what is wrong."""

    away_days: int
    cap_share: float
    """The cap a day, in usual days' loads."""
    true_share: float
    """How long memories really last, in what the model believes."""


SCENARIOS = (
    Scenario(14, 1.3, 1.0),
    Scenario(30, 1.3, 1.0),
    Scenario(30, 0.8, 1.0),
    Scenario(30, 2.0, 1.0),
    Scenario(90, 1.3, 1.0),
    Scenario(30, 1.3, 0.7),
)


@dataclass(slots=True)
class Card:
    """A card of the simulated learner."""

    id: CardId
    memory: Memory
    last: int
    due: int
    reviews: int

    def recall(self, day: int, share: float) -> float:
        """Return the true chance of recall on a day."""
        return retrievability(
            day - self.last, self.memory.stability_days * share, decay=MODEL.decay
        )


Sort = Callable[[list[Card], int], list[Card]]


def offered(order: ReviewOrder) -> Sort:
    """Return the sorting that the program itself does."""

    def sort(cards: list[Card], day: int) -> list[Card]:
        by_id = {card.id: card for card in cards}
        due = [_candidate(card) for card in cards]
        return [by_id[one.card] for one in in_order(due, order, day_of_number(day))]

    return sort


def _candidate(card: Card) -> Candidate:
    return Candidate(
        card=card.id,
        note=card.id,
        deck=card.id % 9,
        preset="default",
        phase=2,
        due_day=card.due,
        due_ms=None,
        stability=card.memory.stability_days,
        last_day=card.last,
        interval_days=card.due - card.last,
        lapses=0,
        rank=0,
    )


def others() -> dict[str, Sort]:
    """Return orders that the program does not offer, for comparison."""

    def by(key: Callable[[Card, int], float]) -> Sort:
        return lambda cards, day: sorted(
            cards, key=lambda card: (key(card, day), luck(card.id, day))
        )

    return {
        "(shortest stability)": by(lambda card, _: card.memory.stability_days),
        "(longest stability)": by(lambda card, _: -card.memory.stability_days),
        "(lowest difficulty)": by(lambda card, _: card.memory.difficulty),
        "(shortest interval)": by(lambda card, _: card.due - card.last),
    }


def answer(card: Card, day: int, scenario: Scenario, chance: random.Random) -> None:
    """Test the card, and schedule it as the program would with two buttons."""
    known = chance.random() < card.recall(day, scenario.true_share)
    rating = Rating.GOOD if known else Rating.AGAIN
    elapsed = day - card.last
    memory = MODEL.after(card.memory, rating, elapsed_days=elapsed)
    if not known:
        memory = MODEL.after(memory, Rating.GOOD, elapsed_days=0)
    _schedule(card, memory, day)


def _schedule(card: Card, memory: Memory, day: int) -> None:
    raw = MODEL.interval_days(memory, desired_retention=DESIRED)
    low, high = fuzz_range(rounded(raw, maximum=36500), maximum=36500)
    card.memory, card.last = memory, day
    card.due = day + low + int(luck(card.id, card.reviews) * (high - low + 1))
    card.reviews += 1


def warmed_up(seed: int, scenario: Scenario) -> tuple[list[Card], float]:
    """Return a collection as it is when the learner leaves, and its usual load."""
    chance = random.Random(seed)
    cards: list[Card] = []
    done: list[int] = []
    for day in range(START, START + WARM_UP_DAYS):
        due = [card for card in cards if card.due <= day]
        for card in due:
            answer(card, day, scenario, chance)
        done.append(len(due))
        for _ in range(CARDS // WARM_UP_DAYS):
            rating = chance.choices(list(Rating), [0.24, 0.09, 0.52, 0.15])[0]
            memory = MODEL.after(None, rating, elapsed_days=0)
            card = Card(CardId(chance.getrandbits(63)), memory, day, day, 0)
            _schedule(card, memory, day)
            cards.append(card)
    return cards, mean(done[-30:])


class Result(NamedTuple):
    """What one learner with one order is left with."""

    kept: float
    """Mean recall over all cards and all days after the return, in percent."""
    at_end: float
    """Mean recall on the last day, in percent."""
    gone_after: int
    """Days until nothing due was left over; all of them if never."""
    lapses: int


def simulate(sort: Sort, seed: int, scenario: Scenario) -> Result:
    """Return what is kept with an order, for one learner."""
    cards, load = warmed_up(seed, scenario)
    cards = [replace(card) for card in cards]
    back = START + WARM_UP_DAYS + scenario.away_days
    cap = max(1, round(load * scenario.cap_share))
    kept: list[float] = []
    gone_after, lapses = AFTER_DAYS, 0
    for day in range(back, back + AFTER_DAYS):
        due = [card for card in cards if card.due <= day]
        for card in sort(due, day)[:cap]:
            # The same card on the same day has the same luck in every order.
            before = card.memory.stability_days
            answer(card, day, scenario, random.Random(hash((seed, card.id, day))))
            lapses += card.memory.stability_days < before
        if len(due) <= cap and gone_after == AFTER_DAYS:
            gone_after = day - back
        kept.append(mean(card.recall(day, scenario.true_share) for card in cards))
    return Result(100 * mean(kept), 100 * kept[-1], gone_after, lapses)


def table(scenario: Scenario) -> Iterator[str]:
    """Give the lines of one scenario, the best order first."""
    orders = {name: offered(name) for name in OFFERED} | others()
    rows: list[tuple[str, Result]] = []
    for name, sort in orders.items():
        runs = [simulate(sort, seed, scenario) for seed in SEEDS]
        means = [mean(column) for column in zip(*runs, strict=True)]
        rows.append(
            (name, Result(means[0], means[1], round(means[2]), round(means[3])))
        )
    yield (
        f"away {scenario.away_days} days, {scenario.cap_share} usual loads a day,"
        f" memories last {scenario.true_share} of what the model believes"
    )
    yield f"{'order':22} {'kept %':>8} {'at end %':>9} {'days':>6} {'lapses':>7}"
    for name, run in sorted(rows, key=lambda row: -row[1].kept):
        yield (
            f"{name:22} {run.kept:8.2f} {run.at_end:9.2f} {run.gone_after:6d}"
            f" {run.lapses:7d}"
        )
    yield ""


if __name__ == "__main__":
    for one in SCENARIOS:
        print("\n".join(table(one)), flush=True)
