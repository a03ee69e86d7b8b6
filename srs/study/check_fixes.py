r"""Which slips can be mended without a doubt? Edits of a text as it stands.

Nothing but these: a misspelt `A:` or `D:` of a block that has none, spaces at the end
of a line, and the missing empty line above a heading. Line ends, the mark at the
beginning and the last line's end stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from srs.core.card import Problem
from srs.deck.lint.form import swallowed_headings, trailing_spaces
from srs.deck.lint.model import Page, page_of

_MEANT = re.compile(r"Did you mean `([AD]):`\?")
_WRITTEN = re.compile(r"`([^`]+)` is no marker\.")


class Edit(NamedTuple):
    """A stretch of the text, from `start` to before `end`, and what replaces it."""

    start: int
    """In characters of the text as given, its mark and line ends included."""
    end: int
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One slip mended."""

    code: str
    line: int
    message: str
    edits: tuple[Edit, ...]


def fixes(path: str, text: str) -> list[Fix]:
    """Return what can be mended in a deck, in the order of its lines.

    Args:
        path: Relative to the collection, with `/` between folders.
        text: What stands in the file, decoded, its mark and line ends included.
    """
    page = page_of(path, text)
    places = _Places(text)
    found = [
        *_markers(page, places),
        *_spaces(page, places),
        *_headings(page, places),
    ]
    return sorted(found, key=lambda fix: fix.edits[0].start)


def applied(text: str, found: Sequence[Fix]) -> str:
    """Return the text with some fixes made; of two that overlap, the first."""
    pieces, done = [], 0
    for edit in sorted(edit for fix in found for edit in fix.edits):
        if edit.start >= done:
            pieces += [text[done : edit.start], edit.replacement]
            done = edit.end
    return "".join([*pieces, text[done:]])


class _Places:
    r"""Where the lines of a cleaned text stand in the text as given.

    Cleaning drops the mark, makes `\r\n` one feed and swaps single characters for
    single characters, so a place within a line is the same in both.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [1 if text.startswith("\ufeff") else 0]
        self._starts += [found.end() for found in re.finditer("\n", text)]

    def of(self, line: int, column: int = 1) -> int:
        """Return the place of a line and column, both from 1."""
        return self._starts[line - 1] + column - 1

    def line_end(self, line: int) -> str:
        """Return what ends the line before a line."""
        start = self._starts[line - 1]
        return "\r\n" if self._text[start - 2 : start] == "\r\n" else "\n"


def _markers(page: Page, places: _Places) -> Iterator[Fix]:
    for problem in page.parsed.problems:
        if problem.code == "R01" and (meant := _MEANT.match(problem.suggestion)):
            yield from _marker(problem, meant[1], places)


def _marker(problem: Problem, marker: str, places: _Places) -> Iterator[Fix]:
    written = _WRITTEN.match(problem.message)
    if written is None:
        return
    start = places.of(problem.line)
    indent = problem.column - 1
    yield Fix(
        code=problem.code,
        line=problem.line,
        message=f"`{written[1]}` becomes `{marker}:`",
        edits=(Edit(start, start + indent + len(written[1]), f"{marker}:"),),
    )


def _spaces(page: Page, places: _Places) -> Iterator[Fix]:
    for line, column, count in trailing_spaces(page):
        start = places.of(line, column)
        yield Fix(
            code="trailing-space",
            line=line,
            message="spaces at the end of the line go",
            edits=(Edit(start, start + count, ""),),
        )


def _headings(page: Page, places: _Places) -> Iterator[Fix]:
    for note in page.parsed.notes:
        for line in swallowed_headings(page, note):
            at = places.of(line)
            yield Fix(
                code="heading",
                line=line,
                message="an empty line goes above the heading",
                edits=(Edit(at, at, places.line_end(line)),),
            )
