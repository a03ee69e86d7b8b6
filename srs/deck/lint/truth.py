"""Is it true, for how long, and who says so? R05, R06, R21, R23, R27, R31, R32."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from srs.deck.lint.model import Notes, ReviewFacts, Slip, Wording
from srs.deck.lint.words import tokens

SIGNIFICANT_DIGITS = 5
COPIED_WORDS = 8
SHOWN_CHARACTERS = 60

_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_VOLATILE = re.compile(
    r"\b(?:largest|fastest|biggest|record|first machine|top ?500|market share"
    r"|most powerful)\b",
    re.IGNORECASE,
)
_RELATIVE_TIME = re.compile(
    r"\b(?:currently|recently|nowadays|so far|latest|today|last year|at present)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,\u202f]*(?:\.\d+)?(?![\w·])")
_NAME = re.compile(r"(?<!^)(?<![.?!:] )\b[^\W\d_a-z]\w+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#.]+[^\s]*|doi:10\.\d+/\S+")
_BETWEEN_SOURCES = re.compile(r"[,;|]")
_QUOTED = re.compile(r"[\"“„«»][^\"“”„«»]*[\"”“«»]")


def source_named(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield cards without a source, unless one source speaks for the whole deck.

    Who names none in a whole deck is told once and not a thousand times.
    """
    decks: dict[str, list[Wording]] = defaultdict(list)
    for it in notes.wordings:
        if len(it.page.deck.sources) != 1:
            decks[it.page.deck.path].append(it)
    for rows in decks.values():
        without = [it for it in rows if not it.note.source]
        if len(without) == len(rows) > 1:
            message = f"None of the {len(rows)} notes of this deck names its source."
            yield without[0].slip(message, "error")
        else:
            for it in without:
                yield it.slip("No `S:` line names the source.", "error")


def volatile_dated(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield records without their year."""
    for it in notes.wordings:
        found = _VOLATILE.search(it.body)
        if found and not _YEAR.search(it.body):
            message = f"“{found[0]}” will change: of which year is it?"
            yield it.slip(message, needle=found[0])


def no_relative_time(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield words whose meaning moves with the day of reading."""
    for it in notes.wordings:
        if found := _RELATIVE_TIME.search(it.body):
            message = f"“{found[0]}” means another time in three years."
            yield it.slip(message, needle=found[0])


def sane_digits(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield numbers with more digits than anyone remembers."""
    for it in notes.wordings:
        for found in _NUMBER.finditer(it.quiet_body):
            count = _significant(it.body[found.start() : found.end()])
            if count > SIGNIFICANT_DIGITS:
                message = f"{found[0]} has {count} significant digits."
                yield it.slip(message, "information", needle=found[0])
                break


def _significant(number: str) -> int:
    digits = number.replace(",", "").replace("\u202f", "")
    if "." not in digits:
        digits = digits.rstrip("0")
    return len(digits.replace(".", "").lstrip("0"))


def claims_attributed(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield notes with the tag `claim` that say neither who nor when."""
    for it in notes.wordings:
        tags = (*it.note.tags, *it.page.deck.tags)
        prompt = it.visible if it.is_cloze else it.question
        if "claim" in tags and not (_NAME.search(prompt) or _YEAR.search(prompt)):
            yield it.slip("A claim without a name or a year: who claims it?")


def own_words(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield cards that share a run of words with a text they were made from."""
    copied = {run for text in notes.texts for run in _runs(text)}
    if not copied:
        return
    for it in notes.wordings:
        for run in _runs(_QUOTED.sub(" . ", it.body)):
            if run in copied:
                shown = " ".join(run)
                yield it.slip(f"Copied from the source: “{shown} …”.")
                break


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    said = tokens(text)
    for start in range(len(said) - COPIED_WORDS + 1):
        yield tuple(said[start : start + COPIED_WORDS])


def source_resolves(notes: Notes, facts: ReviewFacts | None) -> Iterator[Slip]:
    """Yield sources that are neither a key of the deck, an address nor dated."""
    for it in notes.wordings:
        source = it.note.source
        if source and (left := _unresolved(source, it.page.deck.sources)):
            yield it.slip(
                f"`{_shown(left)}` leads to no source.",
                "error",
                part="S",
                needle=_shown(left),
                suggestion="Give a key of `[sources]`, an address, or a year.",
            )


def _unresolved(source: str, known: Mapping[str, str]) -> str:
    """Return the first part of a source that leads nowhere, or nothing."""
    if source in known or _YEAR.search(source):
        return ""
    parts = [it.strip() for it in _BETWEEN_SOURCES.split(source)]
    for part in parts:
        if part and part not in known and not _ADDRESS.search(part):
            return part if len(parts) > 1 else source
    return ""


def _shown(source: str) -> str:
    return source.partition("\n")[0][:SHOWN_CHARACTERS]
