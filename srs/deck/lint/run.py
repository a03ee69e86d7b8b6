"""What do all the rules find together, and what is waived?

First what reading the decks has found, then each rule that is wanted. A rule that
the front matter switches off, or that a note waives with a reason, is not reported;
waivers are counted, and those that waive nothing are named.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from srs.core.card import Note, Problem
from srs.core.text import safe_line
from srs.deck.concepts import concept_problems
from srs.deck.lint import FORM_RULES, RULES
from srs.deck.lint.form import reader_slips
from srs.deck.lint.model import Notes, Page, ReviewFacts, Rule, Slip

SHOWN_CHARACTERS = 200
ALWAYS_ERRORS = frozenset(("R01", "R02"))
"""Card rules whose breach costs the card; those of craft are warnings at most."""

_CODES = {rule.code for rule in RULES}


class Waived(NamedTuple):
    """A slip that its author has waived."""

    path: str
    line: int
    code: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and what was waived."""

    problems: list[Problem]
    waived: list[Waived]


def run(
    notes: Notes,
    facts: ReviewFacts | None,
    *,
    wanted: Callable[[str], bool],
    strict: bool,
) -> Outcome:
    """Return what the rules find.

    Args:
        notes: All decks that are looked at together.
        facts: What reviews say, where that is known.
        wanted: Whether a code is to be reported.
        strict: Whether errors of craft are errors; else they are warnings.
    """
    return _Run(notes, facts, wanted, strict).outcome()


class _Run:
    def __init__(
        self,
        notes: Notes,
        facts: ReviewFacts | None,
        wanted: Callable[[str], bool],
        strict: bool,
    ) -> None:
        self._notes, self._facts = notes, facts
        self._wanted, self._strict = wanted, strict
        self._problems: list[Problem] = []
        self._waived: list[Waived] = []
        self._used: set[tuple[int, str]] = set()
        """Waivers that waived something: the note's identity and the code."""

    def outcome(self) -> Outcome:
        """Return all problems in the order of their places."""
        for code, slip in self._as_read():
            self._take(code, slip)
        ran = self._rules()
        for code, slip in self._of_waivers(ran):
            self._take(code, slip)
        self._problems.sort(key=lambda it: (it.path, it.line, it.column, it.code))
        return Outcome(self._problems, self._waived)

    def _as_read(self) -> Iterator[tuple[str, Slip]]:
        """Yield what reading the decks has found, but for what rules report."""
        for page in self._notes.pages:
            for code, slip in reader_slips(page):
                if code not in _CODES:
                    yield code, slip
        yield from self._same_ids()
        pages = {page.deck.path: page for page in self._notes.pages}
        for it in concept_problems(
            self._notes.headed, known=self._notes.known_concepts
        ):
            page = pages[it.path]
            slip = Slip(page, it.line, it.message, it.severity, column=it.column)
            yield it.code, slip._replace(suggestion=it.suggestion)

    def _same_ids(self) -> Iterator[tuple[str, Slip]]:
        """Yield ids that an earlier deck has given away."""
        owners: dict[str, str] = {}
        for page in self._notes.pages:
            path = page.deck.path
            for note in page.parsed.notes:
                owner = owners.setdefault(note.explicit_id, path)
                if note.explicit_id and owner != path:
                    message = f"The id {note.explicit_id} belongs to a note in {owner}."
                    yield (
                        "duplicate-id",
                        Slip(page, note.span.line, message, "error", note=note),
                    )

    def _rules(self) -> set[str]:
        """Apply the rules; return the codes of those that could be applied."""
        places: dict[str, set[tuple[str, int]]] = defaultdict(set)
        able = [it for it in (*RULES, *FORM_RULES) if self._can(it)]
        for rule in able:
            for slip in rule.check(self._notes, self._facts):
                place = slip.page.deck.path, slip.line
                if place not in places[rule.yields_to]:
                    places[rule.code].add(place)
                    self._take(rule.code, slip)
        return {rule.code for rule in able}

    def _can(self, rule: Rule) -> bool:
        """Return whether a rule is wanted and has what it asks for."""
        known = self._facts is not None or not rule.needs_reviews
        return known and self._wanted(rule.code)

    def _take(self, code: str, slip: Slip) -> None:
        """Report a slip, unless it is switched off, waived or not wanted."""
        if not self._wanted(code) or code.upper() in slip.page.deck.lint_off:
            return
        if not self._is_waived(code, slip):
            self._problems.append(self._problem(code, slip))

    def _is_waived(self, code: str, slip: Slip) -> bool:
        for note in (slip.note, slip.other):
            for waiver in note.waivers if note is not None else ():
                if waiver.rule == code.upper() and waiver.reason and note is not None:
                    self._used.add((id(note), code.upper()))
                    path = slip.page.deck.path
                    self._waived.append(
                        Waived(path, slip.line, code, waiver.reason, slip.message)
                    )
                    return True
        return False

    def _problem(self, code: str, slip: Slip) -> Problem:
        lines = slip.page.lines
        text = lines[slip.line - 1] if 0 < slip.line <= len(lines) else ""
        column = slip.column
        if not column:
            column = max(0, text.find(slip.needle)) + 1 if slip.needle else 1
        softened = slip.severity == "error" and not self._strict
        craft = code in _CODES and code not in ALWAYS_ERRORS
        return Problem(
            path=safe_line(slip.page.deck.path),
            line=slip.line,
            column=column,
            code=code,
            message=safe_line(slip.message),
            severity="warning" if softened and craft else slip.severity,
            text=safe_line(text)[:SHOWN_CHARACTERS],
            suggestion=safe_line(slip.suggestion),
        )

    def _of_waivers(self, ran: set[str]) -> Iterator[tuple[str, Slip]]:
        """Yield unknown rules, and waivers that waive nothing."""
        for page in self._notes.pages:
            for code in page.deck.lint_off:
                if not _is_known(code):
                    line = page.front_matter_line(code)
                    yield _unknown(page, line, code, None)
            for note in filter(self._notes.looks_at, page.parsed.notes):
                for waiver in note.waivers:
                    code, line = waiver.rule, _waiver_line(page, note, waiver.rule)
                    if not _is_known(code):
                        yield _unknown(page, line, code, note)
                    elif code in ran and (id(note), code) not in self._used:
                        message = f"The card keeps {code}: nothing to waive."
                        slip = Slip(page, line, message, "information", code, note=note)
                        yield "unused-waiver", slip


def _is_known(code: str) -> bool:
    return code in _CODES or code in {rule.code.upper() for rule in FORM_RULES}


def _unknown(page: Page, line: int, code: str, note: Note | None) -> tuple[str, Slip]:
    near = get_close_matches(code, sorted(_CODES), n=1)
    hint = f"Did you mean {near[0]}?" if near else ""
    message = f"There is no rule {safe_line(code)[:40]}."
    return "unknown-rule", Slip(page, line, message, "warning", code, hint, note)


def _waiver_line(page: Page, note: Note, code: str) -> int:
    """Return the line of the comment that waives a rule."""
    for number in range(note.span.line, note.span.end_line + 1):
        line = page.lines[number - 1]
        if line.startswith("<!--") and code in line.upper():
            return number
    return note.span.line
