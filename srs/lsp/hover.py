"""What is known of the card or the concept under the cursor?"""

from datetime import date

from lsprotocol import types

from srs.core.card import Concept, Note
from srs.core.schedule import Scheduled
from srs.lsp.documents import Document, Documents
from srs.study.check import Page
from srs.study.standing import CardStanding, NoteStanding
from srs.study.words import days, number
from srs.study.workspace import Mention, mention_at

HISTORIES = {
    "kept": "",
    "edited": "Edited: saved like this, the card keeps its history.",
    "doubtful": "Edited: saved like this, you will be asked whether it is the same "
    "question.",
    "new": "New: not asked yet.",
}
SIDES = {"forward": "term → definition", "back": "definition → term"}


def hover(
    documents: Documents, document: Document, position: types.Position
) -> types.Hover | None:
    """Return what to show beside the cursor; None where nothing is known."""
    line, column = document.places.place(position)
    named = document.workspace.mentions(document.path)
    mention = mention_at(named, line, column)
    if mention is not None:
        return _hover(_of_mention(documents, document, mention), document, mention)
    note = document.page.note_at(line)
    if note is None:
        return None
    found = documents.standings(document)
    if found is None:
        return None
    standing = found[document.page.parsed.notes.index(note)]
    today = documents.today(document)
    assert today is not None
    return _hover(_of_note(note, standing, today), document, note)


def _hover(text: str, document: Document, place: Mention | Note) -> types.Hover | None:
    if not text:
        return None
    if isinstance(place, Note):
        span = document.places.note(place)
    else:
        span = document.places.within(place.line, place.start, place.end)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), range=span)


# -- a concept, a source ----------------------------------------------------------


def _of_mention(documents: Documents, document: Document, mention: Mention) -> str:
    if mention.kind == "source":
        return document.page.deck.sources.get(mention.name, "")
    concept = document.workspace.concept_named(mention.name)
    if concept is None:
        return f"No deck opens the concept `{mention.name}`."
    return concept_words(documents, document, concept)


def concept_words(documents: Documents, document: Document, concept: Concept) -> str:
    """Return a concept's title, its first paragraph, its cards and where it stands."""
    pages = document.workspace.pages()
    cards = sum(_cards(page, concept.id) for page in pages)
    parts = [
        f"**{concept.title}**",
        concept.lead,
        f"{number(cards, 'card')} · {concept.span.path}:{concept.span.line}",
        _state_words(documents.concept_standings(document, concept.id)),
    ]
    return "\n\n".join(part for part in parts if part)


def _state_words(found: list[NoteStanding] | None) -> str:
    """Return how a concept's cards stand, in a line; empty without a history."""
    if found is None:
        return ""
    recalls = [
        card.recall for it in found for card in it.cards if card.recall is not None
    ]
    if not recalls:
        return "none of them seen yet"
    mean = sum(recalls) / len(recalls)
    return f"{len(recalls)} seen, recall now {mean:.0%} on average"


def _cards(page: Page, concept: str) -> int:
    notes = page.parsed.notes
    return sum(len(note.sides) for note in notes if note.concept == concept)


# -- a card -------------------------------------------------------------------------


def _of_note(note: Note, standing: NoteStanding, today: date) -> str:
    if note.draft:
        return "Draft: without an answer it is not asked."
    if note.kind == "idea":
        return "An idea: it comes back and is never graded."
    told = [HISTORIES[standing.history]]
    told += [card_words(it, today) for it in standing.cards]
    return "\n\n".join(part for part in told if part)


def card_words(card: CardStanding, today: date) -> str:
    """Return how one card stands, in a line."""
    named = f"{SIDES.get(card.key, card.key)}: " if card.key else ""
    schedule = card.state.schedule
    if not isinstance(schedule, Scheduled):
        return f"{named}{'suspended' if card.state.suspended else 'not asked yet'}"
    parts = [
        due_words(card, today),
        f"recall now {card.recall:.0%}" if card.recall is not None else "",
        number(schedule.reviews, "review"),
        number(schedule.lapses, "lapse") if schedule.lapses else "",
        f"stability {days(schedule.memory.stability_days)}",
    ]
    return named + " · ".join(part for part in parts if part)


def due_words(card: CardStanding, today: date) -> str:
    """Return when a card comes back."""
    schedule = card.state.schedule
    if card.state.suspended:
        return "suspended"
    if not isinstance(schedule, Scheduled):
        return "new"
    left = (schedule.due_day - today).days
    if left < 0:
        return f"due since {schedule.due_day.isoformat()}"
    if left == 0:
        return "due today"
    wait = "tomorrow" if left == 1 else f"in {days(left)}"
    return f"due {schedule.due_day.isoformat()} ({wait})"
