"""What could stand here? Concepts, tags, sources and keys of the front matter."""

import re
from collections.abc import Iterable

from lsprotocol import types

from srs.lsp.documents import Document
from srs.study.workspace import FRONT_MATTER_KEYS

_OPEN_LINK = re.compile(r"\[\[([^\[\]|\n]*)$")
_SOURCES = re.compile(r"S:[ \t]*(?:[^,]*,[ \t]*)*([^,]*)$")
_TAG = re.compile(r"(?:^[QTCI]:.*|\S)\s#([A-Za-z][\w/-]*)?$")
_TAGS_KEY = re.compile(r"\s*tags\s*[=:].*?([\w/-]*)$")
_REQUIRED = re.compile(r"[\"'\[,\s]([\w-]*)$")
_KEY = re.compile(r"[\w-]*$")


def completions(
    document: Document, position: types.Position
) -> list[types.CompletionItem]:
    """Return what could stand at the cursor, none where anything could."""
    line, column = document.places.place(position)
    lines = document.page.lines
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    if found := _OPEN_LINK.search(before):
        return _concepts(document, position, found[1])
    if 1 < line < document.page.body_line:
        return _in_head(document, position, before)
    if found := _SOURCES.match(before):
        return _sources(document, position, found[1])
    if found := _TAG.search(before):
        return _tags(document, position, found[1] or "")
    return []


def _in_head(
    document: Document, position: types.Position, before: str
) -> list[types.CompletionItem]:
    if found := _TAGS_KEY.match(before):
        return _tags(document, position, found[1])
    if ("=" in before or ":" in before) and (found := _REQUIRED.search(before)):
        return _concepts(document, position, found[1])
    if found := _KEY.fullmatch(before):
        keys = ((key, "") for key in FRONT_MATTER_KEYS)
        return _items(document, position, found[0], keys, _PROPERTY)
    return []


_PROPERTY = types.CompletionItemKind.Property


def _concepts(
    document: Document, position: types.Position, written: str
) -> list[types.CompletionItem]:
    every = document.workspace.concepts()
    rows = ((name, concept.title) for name, concept in every.items())
    return _items(document, position, written, rows, types.CompletionItemKind.Reference)


def _sources(
    document: Document, position: types.Position, written: str
) -> list[types.CompletionItem]:
    rows = document.page.deck.sources.items()
    return _items(document, position, written, rows, types.CompletionItemKind.File)


def _tags(
    document: Document, position: types.Position, written: str
) -> list[types.CompletionItem]:
    rows = ((tag, "") for tag in document.workspace.tags())
    return _items(document, position, written, rows, types.CompletionItemKind.Keyword)


def _items(
    document: Document,
    position: types.Position,
    written: str,
    rows: Iterable[tuple[str, str]],
    kind: types.CompletionItemKind,
) -> list[types.CompletionItem]:
    """Return an item a name, which replaces what is written of it."""
    line, column = document.places.place(position)
    span = document.places.within(line, column - len(written), column)
    return [
        types.CompletionItem(
            label=name,
            detail=told or None,
            kind=kind,
            filter_text=f"{name} {told}" if told else name,
            text_edit=types.TextEdit(span, name),
        )
        for name, told in sorted(set(rows))
    ]
