"""How often does a card keep its history when its author edits? Truth is known here.

    python tests/bench/bench_identity.py [HISTORIES] [--seed N] [--show]

Takes the notes of `decks/`, writes them into small collections, and edits these as
authors do: typos, rewording, longer answers, other punctuation, new order, moves to
another file, renamed files, swapped questions, deletions beside new notes. Which
note continues which is known, so each outcome is right or wrong. Templated decks
(`Capital of X?`), where rows are replaced by others, are counted on their own.
"""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from srs.core.card import CardId
from srs.core.day import Calendar
from srs.core.log import Rating, Reviewed
from srs.deck.parser import parse
from srs.store.database import Store, open_store
from srs.study.identity import doubts
from srs.study.scan_files import scan_folder
from tests.bench.authors import HEADS, Author, Files, Sketch, Templates, corpus, name

CALENDAR = Calendar(timezone=ZoneInfo("UTC"))
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Score:
    """Outcomes, counted."""

    edits: Counter[str] = field(default_factory=Counter)
    by_edit: dict[str, Counter[str]] = field(default_factory=dict)
    new: Counter[str] = field(default_factory=Counter)
    lost: int = 0


class History:
    """One collection: written, learnt, edited day after day, and judged."""

    def __init__(self, work: Path, chance: random.Random, *, templates: bool) -> None:
        shutil.rmtree(work, ignore_errors=True)
        self.root = work / "decks"
        self.root.mkdir(parents=True)
        self.store: Store = open_store(work / "store.sqlite", device="00000001")
        self.chance = chance
        self.count = 0
        self.names: set[str] = set()
        self.day = 0
        notes = corpus()
        chance.shuffle(notes)
        self._pool = notes
        self.templates = templates
        if templates:
            self.author: Author = Templates(chance, self._row)
            self.files: Files = {
                f"t{i}.md": [
                    replace(row, asked=head.replace("»{}«", row.asked))
                    for row in (self._row() for _ in range(chance.randint(15, 60)))
                ]
                for i, head in enumerate(chance.sample(HEADS, k=2))
            }
        else:
            self.author = Author(chance, self._fresh)
            self.files = {
                f"d{i}.md": [self._fresh() for _ in range(chance.randint(8, 40))]
                for i in range(3)
            }

    def _fresh(self) -> Sketch:
        self.count += 1
        return Sketch(self.count, *self._pool[self.count % len(self._pool)])

    def _row(self) -> Sketch:
        self.count += 1
        answer = self.chance.choice(
            [name(self.chance), str(self.chance.randint(1200, 1999))]
        )
        word = name(self.chance)
        while word in self.names:
            word = name(self.chance)
        self.names.add(word)
        return Sketch(self.count, "basic", f"»{word}«", answer)

    def scan(self) -> None:
        """Write the files and scan them."""
        for path in self.root.iterdir():
            if path.name not in self.files:
                path.unlink()
        for path_name, notes in self.files.items():
            text = "\n".join(note.block() for note in notes)
            (self.root / path_name).write_text(text, encoding="utf-8")
        self.day += 1
        at = START + timedelta(days=self.day)
        # In turn all is read, or only the notes that changed.
        force = self.day % 2 == 0
        scan_folder(self.store, self.root, at=at, calendar=CALENDAR, force=force)

    def learn(self) -> None:
        """Review every card that has no history yet."""
        cards = [row[0] for row in self.store.connection.execute("select id from card")]
        lived = self.store.cards.with_history(cards)
        events = [
            Reviewed(card=card, rating=Rating.GOOD, duration_ms=1000)
            for card in cards
            if card not in lived
        ]
        at = START + timedelta(days=self.day, hours=1)
        self.store.log.append_all(events, at=at, offset_min=0, day=at.date())

    def cards(self) -> dict[int, tuple[frozenset[CardId], str | None]]:
        """Return for each true note its cards, and the text it is doubted to be."""
        texts = {
            (path, parsed.fingerprint): note.truth
            for path, notes in self.files.items()
            for note, parsed in zip(
                notes,
                parse(path, "\n".join(note.block() for note in notes)).notes,
                strict=True,
            )
        }
        found: dict[int, tuple[set[CardId], str | None]] = {}
        rows = self.store.connection.execute(
            "select f.path, n.fingerprint, c.id, n.doubtful, n.changed_from"
            " from card c join note n on n.id = c.note"
            " join deck_file f on f.id = n.deck"
        )
        for path, fingerprint, card, doubtful, origin in rows:
            truth = texts[path, fingerprint]
            cards, _ = found.setdefault(truth, (set(), origin if doubtful else None))
            cards.add(card)
        return {key: (frozenset(cards), doubt) for key, (cards, doubt) in found.items()}

    def judged_day(self, score: Score, *, show: bool) -> None:
        """Let the author work a day, and count what became of the cards."""
        before = self.cards()
        text_of = {n.truth: n for notes in self.files.values() for n in notes}
        owner = {card: truth for truth, (cards, _) in before.items() for card in cards}
        self.files = self.author.edit(self.files)
        self.scan()
        by_origin = {doubt.handle: doubt for doubt in doubts(self.store)}
        asked = {(d.after, d.before) for d in by_origin.values()}
        for truth, (cards, doubt) in self.cards().items():
            now = next(n for ns in self.files.values() for n in ns if n.truth == truth)
            deed = self.author.deeds.get(truth, "")
            if truth not in before:
                outcome = "fresh"
                if any(card in owner for card in cards):
                    outcome = "wrong"
                elif doubt:
                    outcome = "asked"
                score.new[outcome] += 1
                if show and outcome == "wrong":
                    thief = next(owner[card] for card in cards if card in owner)
                    print(f"WRONG {text_of[thief]}\n   -> {now}")
                continue
            if not deed or before[truth][1]:
                continue
            then = text_of[truth]
            stolen = any(owner.get(card, truth) != truth for card in cards)
            right = ((now.asked, now.answered), (then.asked, then.answered)) in asked
            if stolen:
                outcome = "wrong"
            elif cards & before[truth][0]:
                outcome = "kept"
            elif doubt:
                outcome = "asked rightly" if right else "asked wrongly"
            else:
                outcome = "anew"
            score.edits[outcome] += 1
            score.by_edit.setdefault(deed, Counter())[outcome] += 1
            if show and outcome in ("wrong", "anew", "asked wrongly"):
                print(f"{outcome.upper()} ({deed}) {then}\n   -> {now}")

    def count_lost(self, first: Files, known: dict[int, frozenset[CardId]]) -> int:
        """Bring the first texts back and return how many cards do not come back."""
        self.files = first
        self.scan()
        back = {card for cards, _ in self.cards().values() for card in cards}
        everywhere = set().union(*known.values()) if known else set()
        return len(everywhere - back)


def run(histories: int, seed: int, *, templates: bool, show: bool) -> Score:
    """Return the outcomes of many histories of five days."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(histories):
            chance = random.Random(f"{seed} {number} {templates}")
            history = History(Path(folder) / "h", chance, templates=templates)
            history.scan()
            history.learn()
            first = {path: list(notes) for path, notes in history.files.items()}
            known = {truth: cards for truth, (cards, _) in history.cards().items()}
            for _ in range(5):
                history.judged_day(score, show=show)
                history.learn()
            score.lost += history.count_lost(first, known)
            history.store.close()
    return score


def tell(title: str, score: Score) -> None:
    """Print the outcomes."""
    edits, new = sum(score.edits.values()), sum(score.new.values())
    kept, asked = score.edits["kept"], score.edits["asked rightly"]
    wrong = score.edits["wrong"] + score.new["wrong"]
    print(f"{title}: {edits} edits, {new} new notes")
    print(f"  kept at once                    {kept / max(1, edits):8.2%}")
    print(f"  kept, with doubts confirmed     {(kept + asked) / max(1, edits):8.2%}")
    print(f"  wrong carry-overs               {wrong / max(1, edits + new):8.2%}")
    print(f"  new notes that wrongly inherit  {score.new['wrong'] / max(1, new):8.2%}")
    print(
        f"  asked: of edits {asked / max(1, edits):.2%}, "
        f"of new {score.new['asked'] / max(1, new):.2%}"
    )
    anew, another = score.edits["anew"], score.edits["asked wrongly"]
    print(f"  started anew {anew}, asked about another {another}")
    print(f"  cards that do not come back with their first text: {score.lost}")
    for deed, counts in sorted(score.by_edit.items()):
        print(f"    {deed:20} {dict(counts)}")


def main() -> None:
    """Run both kinds of histories and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", type=int, nargs="?", default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    for title, templates in (("Decks in prose", False), ("Templated decks", True)):
        score = run(
            options.histories, options.seed, templates=templates, show=options.show
        )
        tell(title, score)


if __name__ == "__main__":
    main()
