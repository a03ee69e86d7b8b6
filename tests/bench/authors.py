"""How do authors edit their decks? At random, but knowing which note is which."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from srs.deck.parser import parse

DECKS = Path(__file__).parents[2] / "decks"


@dataclass(frozen=True, slots=True)
class Sketch:
    """A note as the simulated author has it; `truth` never changes by an edit."""

    truth: int
    kind: str
    asked: str
    answered: str

    def block(self) -> str:
        """Return the note as Markdown."""
        if self.kind == "cloze":
            return f"C: {self.asked}\n"
        first, second = ("T", "D") if self.kind == "term" else ("Q", "A")
        return f"{first}: {self.asked}\n{second}: {self.answered}\n"


Files = dict[str, list[Sketch]]


class Author:
    """Edits files at random; remembers what was done to which note."""

    def __init__(self, chance: random.Random, fresh: Callable[[], Sketch]) -> None:
        self.chance = chance
        self.fresh = fresh
        self.deeds: dict[int, str] = {}

    # -- one note ----------------------------------------------------------------

    def typo(self, note: Sketch) -> Sketch:
        """Change, add or leave out a letter of question or answer."""
        return self._side(note, self._letter)

    def reword(self, note: Sketch) -> Sketch:
        """Replace or add one to three words of one side."""
        return self._side(note, self._words)

    def extend(self, note: Sketch) -> Sketch:
        """Add half a sentence to the answer."""
        more = " ".join(self.chance.choices(_WORDS, k=self.chance.randint(3, 10)))
        if note.kind == "cloze":
            return replace(note, asked=f"{note.asked} Also {more}.")
        return replace(note, answered=f"{note.answered}; {more}")

    def punctuate(self, note: Sketch) -> Sketch:
        """Change punctuation alone."""
        text = note.asked.rstrip("?.") + self.chance.choice(["", "…", "?!"])
        return replace(note, asked=text if text != note.asked else f"{text}.")

    def correct(self, note: Sketch) -> Sketch:
        """Answer the same question anew."""
        if note.kind == "cloze":
            return self.reword(note)
        words = " ".join(self.chance.choices(_WORDS, k=self.chance.randint(2, 8)))
        return replace(note, answered=words)

    def ask_anew(self, note: Sketch) -> Sketch:
        """Put the question in other words around its core."""
        if note.kind == "cloze":
            return self.reword(note)
        head = self.chance.choice(["In one line:", "Recall:", "Why, or how:", "Say"])
        return replace(note, asked=f"{head} {note.asked}")

    def rework(self, note: Sketch) -> Sketch:
        """Mend the question and add to the answer at once."""
        if note.kind == "cloze":
            return self.extend(self.reword(note))
        return self.extend(replace(note, asked=self._words(note.asked)))

    def uncover(self, note: Sketch) -> Sketch:
        """Hide one word more of a cloze, before what is hidden already."""
        head, mark, rest = note.asked.partition("[")
        words = head.split(" ")
        places = [i for i, word in enumerate(words) if word.isalpha()]
        if note.kind != "cloze" or not places:
            return self.typo(note)
        at = self.chance.choice(places)
        words[at] = f"[{words[at]}]"
        return replace(note, asked=f"{' '.join(words)}{mark}{rest}")

    def _side(self, note: Sketch, change: Callable[[str], str]) -> Sketch:
        if note.kind == "cloze":
            return replace(note, asked=_outside(note.asked, change))
        if self.chance.random() < 0.5:
            return replace(note, asked=change(note.asked))
        return replace(note, answered=change(note.answered))

    def _letter(self, text: str) -> str:
        places = [i for i, letter in enumerate(text) if letter.isalpha()]
        if not places:
            return text + "a"
        at = self.chance.choice(places)
        new = self.chance.choice(["", text[at] * 2, self.chance.choice("etaoinsr")])
        return text[:at] + new + text[at + 1 :] if new != text[at] else text + "s"

    def _words(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(min(self.chance.randint(1, 3), 1 + len(words) // 5)):
            at = self.chance.randrange(len(words))
            if words[at].isalpha():
                words[at] = self.chance.choice(_WORDS)
            else:
                words.insert(at, self.chance.choice(_WORDS))
        return " ".join(words)

    # -- a day's work --------------------------------------------------------------

    def edit(self, files: Files) -> Files:
        """Return the files after one day's work."""
        self.deeds = {}
        files = {path: list(notes) for path, notes in files.items()}
        share = self.chance.choice([0.03, 0.1, 0.2])
        for path, notes in files.items():
            files[path] = self._edited(notes, share)
        for deed in self.chance.sample(self._deeds(), k=self.chance.randint(0, 4)):
            deed(files)
        return files

    def _deeds(self) -> list[Callable[[Files], None]]:
        return [
            self._delete,
            self._add,
            self._replace,
            self._replace,
            self._reorder,
            self._move,
            self._rename,
            self._swap,
        ]

    def _edited(self, notes: list[Sketch], share: float) -> list[Sketch]:
        ways = [
            self.typo,
            self.typo,
            self.reword,
            self.extend,
            self.punctuate,
            self.correct,
            self.ask_anew,
            self.rework,
            self.uncover,
        ]
        edited = []
        for note in notes:
            if self.chance.random() < share:
                way = self.chance.choice(ways)
                self.deeds[note.truth] = way.__name__
                note = way(note)
            edited.append(note)
        return edited

    def _delete(self, files: Files) -> None:
        notes = files[self.chance.choice(list(files))]
        for _ in range(min(len(notes) // 4, self.chance.randint(1, 3))):
            notes.pop(self.chance.randrange(len(notes)))

    def _add(self, files: Files) -> None:
        notes = files[self.chance.choice(list(files))]
        for _ in range(self.chance.randint(1, 4)):
            notes.insert(self.chance.randint(0, len(notes)), self.fresh())

    def _replace(self, files: Files) -> None:
        notes = files[self.chance.choice(list(files))]
        for _ in range(self.chance.choice([1, 2, 3, len(notes) // 2])):
            notes[self.chance.randrange(len(notes))] = self.fresh()

    def _swap(self, files: Files) -> None:
        """Exchange two answers: each question stays what it was."""
        notes = files[self.chance.choice(list(files))]
        places = [i for i, note in enumerate(notes) if note.kind == "basic"]
        if len(places) > 1:
            one, two = self.chance.sample(places, k=2)
            first, second = notes[one], notes[two]
            notes[one] = replace(first, answered=second.answered)
            notes[two] = replace(second, answered=first.answered)
            for note in (first, second):
                self.deeds[note.truth] = "answers swapped"

    def _reorder(self, files: Files) -> None:
        notes = files[self.chance.choice(list(files))]
        for _ in range(3):
            notes.insert(
                self.chance.randint(0, len(notes) - 1),
                notes.pop(self.chance.randrange(len(notes))),
            )

    def _move(self, files: Files) -> None:
        source, target = self.chance.sample(list(files), k=2)
        if len(files[source]) > 4:
            note = files[source].pop(self.chance.randrange(len(files[source])))
            files[target].insert(self.chance.randint(0, len(files[target])), note)
            if note.truth in self.deeds:
                self.deeds[note.truth] += " and moved"

    def _rename(self, files: Files) -> None:
        path = self.chance.choice(list(files))
        notes = files.pop(path)
        files[f"r{self.chance.randrange(10**6)}.md"] = notes


class Templates(Author):
    """Edits a table of facts: rows are replaced by other rows, and typos mended."""

    def edit(self, files: Files) -> Files:
        """Return the files after one day's work."""
        self.deeds = {}
        return {
            path: [self._row(note) for note in notes] for path, notes in files.items()
        }

    def _row(self, note: Sketch) -> Sketch:
        luck = self.chance.random()
        if luck < 0.08:
            made = self.fresh()
            head, _, rest = note.asked.partition("»")
            tail = rest.partition("«")[2]
            return replace(made, asked=f"{head}{made.asked}{tail}")
        if luck < 0.12:
            self.deeds[note.truth] = "typo in a table"
            return self.typo(note)
        return note


def _outside(passage: str, change: Callable[[str], str]) -> str:
    """Change a cloze passage outside of its deletions."""
    head, mark, rest = passage.partition("[")
    return f"{change(head)}{mark}{rest}" if len(head) > 8 else passage + " Thus."


_WORDS = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "is",
    "that",
    "for",
    "it",
    "as",
    "was",
    "with",
    "be",
    "by",
    "on",
    "not",
    "he",
    "his",
    "but",
    "at",
    "are",
    "this",
    "have",
    "from",
    "or",
    "had",
    "an",
    "they",
    "which",
    "one",
    "you",
    "were",
    "all",
    "her",
    "she",
    "there",
    "would",
    "their",
    "we",
    "him",
    "been",
    "has",
    "when",
    "who",
    "will",
    "no",
    "more",
    "if",
    "out",
    "so",
    "up",
    "said",
    "what",
    "its",
    "about",
    "than",
    "into",
    "them",
    "can",
    "only",
    "other",
    "time",
    "new",
    "some",
    "could",
    "these",
    "two",
    "may",
    "first",
    "then",
    "do",
    "any",
    "like",
    "my",
    "now",
    "over",
    "such",
    "our",
    "man",
    "me",
    "even",
    "most",
    "made",
    "after",
    "also",
    "did",
    "many",
    "before",
    "must",
    "through",
    "years",
)


def corpus() -> list[tuple[str, str, str]]:
    """Return the notes of the decks that come with the program."""
    found = []
    for path in sorted(DECKS.glob("*.md")):
        for note in parse(path.name, path.read_text(encoding="utf-8")).notes:
            plain = "\n" not in note.asked + note.answered
            if note.sides and plain and note.kind != "idea":
                found.append((note.kind, note.asked, note.answered))
    return found


def name(chance: random.Random) -> str:
    """Return a name that nobody bears."""
    syllables = chance.choices(_SYLLABLES, k=chance.randint(2, 4))
    return "".join(syllables).capitalize()


_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ne",
    "ru",
    "ta",
    "vi",
    "so",
    "pe",
    "du",
    "na",
    "ri",
    "go",
    "le",
    "ma",
    "ti",
    "fa",
    "be",
)
HEADS = (
    "Capital of »{}«?",
    "Who wrote »{}«?",
    "In which year was »{}« founded?",
    "Chemical symbol of »{}«?",
    "French word for »{}«?",
)
