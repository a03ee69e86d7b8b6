"""What does a collection look like after a year? One made to measure, always the same.

Half of the cards were reviewed, one to seven times; one in twelve of these is due.
The texts have the mixture of real decks: mostly questions and answers, some terms
and clozes, formulas, code and lists, a third of them in no Latin script.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from srs.core.card import CardId
from srs.core.day import milliseconds
from srs.core.interval import fuzz_range, luck
from srs.core.log import Decision, Logged, Rating, Reviewed
from srs.memory.bulk import BulkModel
from srs.store.rows import event_id
from srs.study.collection import Collection, open_collection
from srs.study.scan import scan

WORDS = tuple(
    word
    for line in (
        "memory interval stability retention lapse review neuron cortex enzyme kinase",
        "ribosome membrane vector matrix kernel tensor gradient closure iterator mutex",
        "packet router cipher entropy theorem lemma integral series limit",
        "river glacier basalt quartz orbit comet nebula photon boson fugue",
        "cadence verb noun clause proxy target reward policy selection mutation drift",
        "treaty empire sonata tempo",
    )
    for word in line.split()
)
OTHERS = ("記憶", "間隔", "复习", "神経", "定理", "память", "кривая", "предел", "μνήμη")
MODEL = BulkModel()
SHARE_REVIEWED = 0.5
SHARE_DUE = 0.01
DEVICE = "be0cbe0c"
LONGEST = 365
"""No simulated interval is longer, in days."""


def words(chance: random.Random, count: int) -> str:
    """Return some words, now and then of another script."""
    return " ".join(
        chance.choice(OTHERS if chance.random() < 0.12 else WORDS) for _ in range(count)
    )


def note_text(number: int) -> tuple[str, int]:
    """Return a note as an author would write it, and how many cards it holds."""
    chance = random.Random(number * 7919 + 13)
    kind = chance.random()
    if kind < 0.08:
        meaning = words(chance, 12).capitalize()
        return f"T: Term {number} {words(chance, 1)}\nD: {meaning}.\n", 2
    if kind < 0.2:
        one, two = words(chance, 2), words(chance, 1)
        text = f"{words(chance, 4)} [{one}] {words(chance, 5)} [{two} {number}]"
        return f"C: {text.capitalize()} {words(chance, 3)}.\n", 2
    asked = f"N{number}: how does {words(chance, 2)} depend on {words(chance, 2)}?"
    answered = words(chance, chance.randint(6, 24)).capitalize() + "."
    if kind < 0.31:
        answered += " Then $\\sigma^2 = \\frac{1}{n} \\sum_i x_i^2$ holds."
    elif kind < 0.39:
        answered += f"\n\n```python\ndef f(x):\n    return x + {number}\n```"
    elif kind < 0.5:
        answered += "\n\n- " + "\n- ".join(words(chance, 3) for _ in range(3))
    return f"Q: {asked}\nA: {answered}\n", 1


def write_decks(root: Path, cards: int, *, deck_cards: int = 500) -> None:
    """Write decks with so many cards in all; some lie in folders."""
    number, made = 0, 0
    for deck in range(-(-cards // deck_cards)):
        folder = root / f"part{deck % 3}" if deck % 2 else root
        folder.mkdir(parents=True, exist_ok=True)
        parts, end = [f"# Deck {deck:03d}\n"], min(cards, made + deck_cards)
        while made < end:
            if number % 20 == 0:
                parts.append(f"## Concept {deck} {number}\n")
            text, size = note_text(number)
            number += 1
            made += size
            parts.append(text)
        (folder / f"deck{deck:03d}.md").write_text("\n".join(parts), encoding="utf-8")
    (root / "srs.toml").write_text('id = "bench000"\n', encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One review of a simulated card, in days since its first one."""

    day: int
    rating: Rating
    interval_days: int


def history(card: CardId) -> list[Answer]:
    """Return the reviews of a card, always the same."""
    chance = random.Random(card)
    answers: list[Answer] = []
    memory, day, wanted = None, 0, 90
    for number in range(chance.randint(1, 7)):
        rating = chance.choices(list(Rating), (10, 8, 74, 8))[0]
        elapsed = answers[-1].interval_days if answers else 0
        memory = MODEL.after(memory, rating, elapsed_days=elapsed)
        raw = MODEL.interval_days(memory, desired_retention=wanted / 100)
        low, high = fuzz_range(min(LONGEST, max(1, round(raw))), maximum=LONGEST)
        pause = low + int(luck(card, number) * (high - low + 1))
        answers.append(Answer(day=day, rating=rating, interval_days=pause))
        day += pause
    return answers


def events(cards: list[CardId], today: date) -> Iterator[Logged]:
    """Give the reviews of some cards, so that one card in twenty is due today."""
    for card in cards:
        chance = random.Random(card ^ 0x5EED)
        answers = history(card)
        last = answers[-1].interval_days
        late = chance.random() < SHARE_DUE or last == 1
        due = -chance.randint(0, 5) if late else chance.randint(1, last - 1)
        first = due - last - answers[-1].day
        for answer in answers:
            day = today + timedelta(days=first + answer.day)
            yield _logged(card, day, answer, chance)


def _logged(card: CardId, day: date, answer: Answer, chance: random.Random) -> Logged:
    instant = datetime.combine(day, time(9), UTC)
    at = instant + timedelta(milliseconds=chance.randrange(3_600_000))
    return Logged(
        id=event_id(milliseconds(at), DEVICE, chance.randbytes(6)),
        device=DEVICE,
        at=at,
        offset_min=60,
        day=day,
        event=Reviewed(
            card=card,
            rating=answer.rating,
            duration_ms=chance.randint(2_000, 25_000),
            decision=Decision(
                phase="review",
                step=0,
                due_day=day + timedelta(days=answer.interval_days),
            ),
        ),
    )


def clock() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def collection(root: Path, cards: int, *, deck_cards: int = 500) -> Collection:
    """Return an open collection of so many cards, half of them reviewed.

    One that was made before, in the same home and on the same day, is used again.
    """
    stamp = root.parent / f"{root.name}-{date.today()}"
    if stamp.exists():
        opened = open_collection(root, clock=clock)
        scan(opened)  # the program may have changed since
        return opened
    write_decks(root, cards, deck_cards=deck_cards)
    opened = open_collection(root, clock=clock)
    scan(opened)
    store = opened.store
    known = sorted(store.schedules.deck_of_cards())
    reviewed = random.Random(0).sample(known, round(len(known) * SHARE_REVIEWED))
    with store.transaction():
        store.log.add(events(sorted(reviewed), opened.today()))
    opened.replay_all()
    stamp.touch()
    return opened


def told(opened: Collection) -> str:
    """Return one line on what the collection holds."""
    store = opened.store
    due = len(store.schedules.due(opened.today()))
    cards = len(store.schedules.deck_of_cards())
    size = store.path.stat().st_size / 2**20
    return (
        f"{cards} cards in {len(opened.decks)} decks, {store.log.count()} events,"
        f" {due} due ({due / cards:.1%}), store {size:.0f} MB"
    )
