"""How long does Anki's backend take for a review? Run by a Python that has `anki`.

    python anki_reviews.py DIR CARDS

Makes a collection of so many basic cards in DIR, half of them reviewed, one in
twenty-five due, FSRS on, and prints a line of JSON that tells the durability. Then it
answers a card for each line of standard input, and prints the milliseconds of
get_queued_cards and answer_card: so the caller can take turns with it.
"""

import csv
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = [
    "memory",
    "interval",
    "kernel",
    "tensor",
    "river",
    "glacier",
    "orbit",
    "comet",
    "verb",
    "noun",
]
SHARE_REVIEWED, SHARE_DUE = 0.5, 0.08


def made(folder: Path, cards: int) -> Any:
    """Return an open collection with so many cards."""
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportCsvRequest

    chance = random.Random(1)
    source = folder / "notes.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        file.write("#separator:comma\n#html:false\n#notetype:Basic\n#deck column:3\n")
        writer = csv.writer(file)
        for number in range(cards):
            text = " ".join(chance.choices(WORDS, k=20))
            writer.writerow([f"N{number}: {text[:40]}?", text, f"Bench::{number % 20}"])
    col = Collection(str(folder / "collection.anki2"))
    meta = col.get_csv_metadata(str(source), None)
    col.import_csv(ImportCsvRequest(path=str(source), metadata=meta))
    return col


def reviewed(col: Any) -> None:
    """Give half of the cards a memory state and a due day."""
    chance = random.Random(2)
    today = col.sched.today
    rows = []
    for card in col.db.list("select id from cards"):
        if chance.random() < SHARE_REVIEWED:
            pause = chance.randint(2, 90)
            late = chance.random() < SHARE_DUE
            due = today - chance.randint(0, 4) if late else today + pause
            data = json.dumps({"s": float(pause), "d": 5.0, "dr": 0.9, "decay": 0.15})
            rows.append((due, pause, data, card))
    col.db.executemany(
        "update cards set type = 2, queue = 2, due = ?, ivl = ?, reps = 3,"
        " factor = 2500, data = ? where id = ?",
        rows,
    )


def unlimited(col: Any) -> None:
    """Turn FSRS on, and let all that is due come."""
    deck = col.decks.id("Bench")
    config = col.decks.config_dict_for_deck_id(deck)
    config["rev"]["perDay"] = 9999
    col.decks.update_config(config)
    col.set_config("fsrs", True)
    col.decks.select(deck)


def review(col: Any) -> Iterator[float]:
    """Yield the milliseconds of each review: the next card, then the answer."""
    from anki.cards import Card
    from anki.scheduler.v3 import CardAnswer

    chance = random.Random(5)
    ratings = (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY)
    col.sched.get_queued_cards(fetch_limit=1)  # builds the queue
    while True:
        start = time.perf_counter()
        queued = col.sched.get_queued_cards(fetch_limit=1)
        got = time.perf_counter()
        if not queued.cards:
            return
        card = Card(col, backend_card=queued.cards[0].card)
        card.start_timer()
        answer = col.sched.build_answer(
            card=card,
            states=queued.cards[0].states,
            rating=chance.choices(ratings, (10, 8, 74, 8))[0],
        )
        again = time.perf_counter()
        col.sched.answer_card(answer)
        yield (time.perf_counter() - again + got - start) * 1000


def main() -> None:
    """Make, then review and print for as long as asked."""
    folder, cards = Path(sys.argv[1]), int(sys.argv[2])
    col = made(folder, cards)
    reviewed(col)
    unlimited(col)
    told = {
        "fsrs": col.get_config("fsrs"),
        "journal_mode": col.db.scalar("pragma journal_mode"),
        "synchronous": col.db.scalar("pragma synchronous"),
        "cards": col.card_count(),
    }
    print(json.dumps(told), flush=True)
    times = review(col)
    for _ in sys.stdin:
        print(next(times, ""), flush=True)
    col.close()


if __name__ == "__main__":
    main()
