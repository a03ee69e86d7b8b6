"""Which problems does a deck have now that a little of its text has changed?

While one types, most notes stay as they are. What a rule finds in a note alone is
kept by the note's text; what concerns several notes or decks takes longer, and is
looked for when the typing has rested. Until then the last answer stands, at the
places where its text stands now.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from srs.core.card import Note, Problem
from srs.deck.lint import RULES
from srs.deck.lint.model import Notes, Page, ReviewFacts
from srs.deck.lint.run import run
from srs.study.check import check_pages, usual

_ACROSS = frozenset(rule.code for rule in RULES if rule.across)

_Kept = dict[str, list[Problem]]
"""Problems by the text they belong to; lines count from that text's first, from 0."""


class Again:
    """The problems of one deck, from one state of its text to the next."""

    def __init__(self) -> None:
        self._alone: _Kept = {}
        self._across: _Kept = {}
        self._head = ""
        self._facts: ReviewFacts | None = None

    def quick(self, page: Page, facts: ReviewFacts | None) -> list[Problem]:
        """Return the problems of a deck, worked out anew where its text is new."""
        head = "\n".join(page.lines[: page.body_line - 1])
        if head != self._head or facts is not self._facts:
            self._head, self._facts = head, facts
            self._alone.clear()
        texts = _texts(page)
        fresh = {line for line, text in texts.items() if text not in self._alone}
        found = _alone(page, facts, fresh)
        self._keep_alone(page, texts, found, fresh)
        kept = [*_placed(self._alone, texts), *_placed(self._across, _all_texts(page))]
        return _sorted([*found, *kept])

    def rested(
        self,
        page: Page,
        *,
        beside: Sequence[Page],
        whole: bool,
        facts: ReviewFacts | None,
    ) -> None:
        """Look for what concerns several notes or decks, and keep it.

        Args:
            page: The deck.
            beside: The other decks.
            whole: Whether these are all decks there are.
            facts: What reviews say about the cards.
        """
        every = check_pages([page], beside=beside, whole=whole, facts=facts).problems
        alone = set(_alone(page, facts, None))
        self._across = _kept(
            [it for it in every if it not in alone], page, _all_texts(page)
        )

    def _keep_alone(
        self,
        page: Page,
        texts: dict[int, str],
        found: Iterable[Problem],
        fresh: set[int],
    ) -> None:
        """Keep what was found in the notes that are new, also that it was nothing."""
        wanted = {line: texts[line] for line in fresh}
        kept = _kept(found, page, wanted)
        current = {text: self._alone.get(text, []) for text in texts.values()}
        self._alone = current | {text: kept.get(text, []) for text in wanted.values()}


def _alone(
    page: Page, facts: ReviewFacts | None, lines: set[int] | None
) -> list[Problem]:
    """Return what is found in the form of a deck, and in some notes each alone."""
    notes = Notes([page], whole=False, only=lines)
    outcome = run(
        notes,
        facts,
        wanted=lambda code: usual(code) and code not in _ACROSS,
        strict=False,
    )
    return outcome.problems


def _texts(page: Page) -> dict[int, str]:
    """Return what each note says, with what its concept says, by its first line."""
    leads = {it.id: f"{it.title}\n{it.lead}" for it in page.parsed.concepts}
    return _told_apart(
        {
            note.span.line: f"{_block(page, note)}\n{leads.get(note.concept, '')}"
            for note in page.parsed.notes
        }
    )


def _told_apart(texts: dict[int, str]) -> dict[int, str]:
    """Return texts of which the second that is equal has a number, and so on."""
    met: Counter[str] = Counter()
    found = {}
    for line, text in texts.items():
        found[line] = f"{text}\n{met[text]}" if met[text] else text
        met[text] += 1
    return found


def _block(page: Page, note: Note) -> str:
    return "\n".join(page.lines[note.span.line - 1 : note.span.end_line])


def _all_texts(page: Page) -> dict[int, str]:
    """Return the notes' texts, and the lines between them each alone."""
    found = dict(enumerate(page.lines, 1))
    for note in page.parsed.notes:
        for line in range(note.span.line, note.span.end_line + 1):
            del found[line]
    return _told_apart(found) | _texts(page)


def _kept(problems: Iterable[Problem], page: Page, texts: dict[int, str]) -> _Kept:
    """Return problems by the texts that they belong to."""
    kept: _Kept = defaultdict(list)
    for it in problems:
        note = page.note_at(it.line)
        first = it.line if note is None else note.span.line
        if first in texts:
            kept[texts[first]].append(replace(it, line=it.line - first))
    return dict(kept)


def _placed(kept: _Kept, texts: dict[int, str]) -> Iterable[Problem]:
    """Yield problems at the places where their texts stand now."""
    for first, text in texts.items() if kept else ():
        for it in kept.get(text, ()):
            yield replace(it, line=it.line + first)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of their places, each once."""
    found = dict.fromkeys(problems)
    return sorted(found, key=lambda it: (it.line, it.column, it.code))
