"""What does the deck hold, what folds away, and when are its cards due?"""

from datetime import date

from lsprotocol import types

from srs.core.card import Note
from srs.core.schedule import Scheduled
from srs.core.text import safe_line
from srs.lsp.documents import Document, Documents
from srs.lsp.hover import due_words
from srs.study.standing import CardStanding, NoteStanding

SHOWN_CHARACTERS = 80
ANSWER_MARKERS = ("A:", "D:")


def symbols(document: Document) -> list[types.DocumentSymbol]:
    """Return the concepts with the notes beneath them; notes of none stand alone."""
    page, top = document.page, list[types.DocumentSymbol]()
    ends = [it.span.line for it in page.parsed.concepts[1:]] + [len(page.lines) + 1]
    opened: dict[str, types.DocumentSymbol] = {}
    for concept, end in zip(page.parsed.concepts, ends, strict=True):
        line = concept.span.line
        opened[concept.id] = types.DocumentSymbol(
            name=concept.title or concept.id,
            kind=types.SymbolKind.Namespace,
            range=document.places.whole_lines(line, max(line, end - 1)),
            selection_range=document.places.whole_lines(line, line),
            children=[],
        )
        top.append(opened[concept.id])
    for note in page.parsed.notes:
        above = opened.get(note.concept)
        children = above.children if above is not None else top
        assert isinstance(children, list)
        children.append(_symbol(document, note))
    return sorted(top, key=lambda it: it.range.start.line)


def _symbol(document: Document, note: Note) -> types.DocumentSymbol:
    line = note.span.line
    return types.DocumentSymbol(
        name=safe_line(note.asked)[:SHOWN_CHARACTERS] or note.kind,
        detail=note.kind,
        kind=types.SymbolKind.String,
        range=document.places.note(note),
        selection_range=document.places.whole_lines(line, line),
    )


def folds(document: Document) -> list[types.FoldingRange]:
    """Return what folds: answers of several lines, and each note to its question."""
    found = []
    for note in document.page.parsed.notes:
        first = _answer_line(document, note)
        last = note.span.end_line
        if first and last > first - 1:
            # Folded, the answer's own line goes as well: only the question stays.
            found.append(types.FoldingRange(first - 2, last - 1))
    return found


def _answer_line(document: Document, note: Note) -> int:
    for number in range(note.span.line + 1, note.span.end_line + 1):
        if document.page.lines[number - 1].startswith(ANSWER_MARKERS):
            return number
    return 0


def lenses(documents: Documents, document: Document) -> list[types.CodeLens]:
    """Return over each note when its next card is due; none without a history."""
    found, today = documents.standings(document), documents.today(document)
    if found is None or today is None:
        return []
    return [
        types.CodeLens(
            range=document.places.whole_lines(note.span.line, note.span.line),
            command=types.Command(title=title, command=""),
        )
        for note, standing in zip(document.page.parsed.notes, found, strict=True)
        if (title := _title(note, standing, today))
    ]


def _title(note: Note, standing: NoteStanding, today: date) -> str:
    if note.draft or note.kind == "idea":
        return note.kind if note.kind == "idea" else "draft"
    if standing.history in ("new", "doubtful"):
        return standing.history
    first = min(standing.cards, key=_comes_at, default=None)
    if first is None:
        return ""
    edited = "edited · " if standing.history == "edited" else ""
    return f"{edited}{due_words(first, today)}"


def _comes_at(card: CardStanding) -> tuple[bool, date]:
    """Return what orders cards by when they come: suspended and new ones last."""
    schedule = card.state.schedule
    due = schedule.due_day if isinstance(schedule, Scheduled) else date.max
    return card.state.suspended, due
