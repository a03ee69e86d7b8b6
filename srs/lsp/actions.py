"""What could be mended or made of the card under the cursor?"""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence

from lsprotocol import types

from srs.core.card import Note
from srs.lsp.documents import Document
from srs.study.check import Fix, explain, fixes
from srs.study.workspace import waiver_line

_ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+(.*)")
_ID_BYTES = 5

Action = types.CodeAction


def actions(
    document: Document,
    span: types.Range,
    problems: Sequence[types.Diagnostic],
    text: str,
) -> list[Action]:
    """Return what can be done about some lines.

    Args:
        document: The deck.
        span: What is chosen, or where the cursor stands.
        problems: What the editor shows there.
        text: What stands in the editor, its line ends included.
    """
    first, last = span.start.line + 1, span.end.line + 1
    found = list(_fixes(document, first, last, text))
    note = document.page.note_at(first)
    if note is not None:
        offers = (make(document, note) for make in (_two_way, _split, _with_id))
        found += filter(None, offers)
        found += _waivers(document, note, problems)
    return found


def _action(
    document: Document,
    title: str,
    edits: list[types.TextEdit],
    *,
    kind: types.CodeActionKind = types.CodeActionKind.RefactorRewrite,
    about: list[types.Diagnostic] | None = None,
) -> Action:
    return Action(
        title=title,
        kind=kind,
        edit=types.WorkspaceEdit(changes={document.uri: list(edits)}),
        diagnostics=about,
    )


# -- what can be mended without a doubt ---------------------------------------------


def _fixes(document: Document, first: int, last: int, text: str) -> Iterator[Action]:
    every = fixes(document.path, text)
    where = _offsets(document, text)
    for fix in every:
        if first <= fix.line <= last:
            yield _fixing(document, f"Mend: {fix.message}", [fix], where)
    if len(every) > 1:
        title = f"Mend all {len(every)} slips of this deck"
        yield _fixing(
            document, title, every, where, kind=types.CodeActionKind.SourceFixAll
        )


def _fixing(
    document: Document,
    title: str,
    found: Sequence[Fix],
    where: Callable[[int], types.Position],
    kind: types.CodeActionKind = types.CodeActionKind.QuickFix,
) -> Action:
    edits = [
        types.TextEdit(types.Range(where(it.start), where(it.end)), it.replacement)
        for fix in found
        for it in fix.edits
    ]
    return _action(document, title, edits, kind=kind)


def _offsets(document: Document, text: str) -> Callable[[int], types.Position]:
    """Return what turns a place in the text into the editor's position."""

    def position(offset: int) -> types.Position:
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        return document.places.within(line, column, column).start

    return position


# -- what an author may want --------------------------------------------------------


def _two_way(document: Document, note: Note) -> Action | None:
    """Make a term of a question: `Q:` and `A:` become `T:` and `D:`."""
    if note.kind != "basic" or note.draft or not note.answered:
        return None
    edits = [
        _marker(document, number, {"Q:": "T:", "A:": "D:"}[line[:2]])
        for number, line in _lines(document, note)
        if line.startswith(("Q:", "A:"))
    ]
    if len(edits) != 2:
        return None
    return _action(document, "Ask both ways: make it T: and D:", edits)


def _marker(document: Document, line: int, marker: str) -> types.TextEdit:
    return types.TextEdit(document.places.within(line, 1, 3), marker)


def _lines(document: Document, note: Note) -> Iterator[tuple[int, str]]:
    for number in range(note.span.line, note.span.end_line + 1):
        yield number, document.page.lines[number - 1]


def _split(document: Document, note: Note) -> Action | None:
    """Make a card of each item of an answer that is a list."""
    rows = note.answered.splitlines()
    items = [it[1].strip() for row in rows if (it := _ITEM.fullmatch(row.strip()))]
    if note.kind != "basic" or len(items) < 2 or len(items) != len(rows):
        return None
    below = f"\nS: {note.source}" if note.source else ""
    cards = [
        f"Q: {note.asked} ({number} of {len(items)})\nA: {item}{below}"
        for number, item in enumerate(items, 1)
    ]
    span = document.places.whole_lines(note.span.line, _end(document, note))
    edit = types.TextEdit(span, "\n\n".join(cards))
    return _action(document, f"Split the list into {len(items)} cards", [edit])


def _end(document: Document, note: Note) -> int:
    """Return the note's last line that is not empty."""
    return max(number for number, line in _lines(document, note) if line.strip())


def _with_id(document: Document, note: Note) -> Action | None:
    """Give the note an id, so that its history follows it through any edit."""
    if note.explicit_id:
        return None
    name = secrets.token_hex(_ID_BYTES)
    return _action(
        document,
        "Add an id, for a deck that is shared",
        [_below(document, note, f"<!-- id: {name} -->")],
    )


def _below(document: Document, note: Note, line: str) -> types.TextEdit:
    end = _end(document, note)
    at = document.places.whole_lines(end, end).end
    return types.TextEdit(types.Range(at, at), f"\n{line}")


def _waivers(
    document: Document, note: Note, problems: Sequence[types.Diagnostic]
) -> Iterator[Action]:
    """Offer to waive each rule that the note breaks; the reason is the author's."""
    waived = {it.rule for it in note.waivers}
    for problem in problems:
        code = str(problem.code or "")
        rule = explain(code)
        if rule is None or not code.startswith("R") or code in waived:
            continue
        line = waiver_line(code, "why not here")
        yield _action(
            document,
            f"Waive {code} for this card: {rule.title}",
            [_below(document, note, line)],
            about=[problem],
        )
