"""Where is a concept or a source defined, and where is it named?"""

from collections.abc import Iterable

from lsprotocol import types

from srs.lsp.documents import Document, Documents
from srs.study.workspace import Mention, Spot, mention_at


def definition(
    documents: Documents, document: Document, position: types.Position
) -> list[types.Location]:
    """Return where the concept or source under the cursor is defined."""
    return _places(documents, document, position, wanted="defining")


def references(
    documents: Documents,
    document: Document,
    position: types.Position,
    *,
    with_definition: bool,
) -> list[types.Location]:
    """Return where the concept or source under the cursor is named."""
    wanted = "all" if with_definition else "naming"
    return _places(documents, document, position, wanted=wanted)


def _places(
    documents: Documents, document: Document, position: types.Position, *, wanted: str
) -> list[types.Location]:
    mention = _mention(document, position)
    if mention is None:
        return []
    spots = document.workspace.spots(document.path, mention)
    return _locations(
        documents,
        document,
        (
            spot
            for spot in spots
            if wanted == "all" or spot.mention.defines == (wanted == "defining")
        ),
    )


def _mention(document: Document, position: types.Position) -> Mention | None:
    line, column = document.places.place(position)
    return mention_at(document.workspace.mentions(document.path), line, column)


def _locations(
    documents: Documents, document: Document, spots: Iterable[Spot]
) -> list[types.Location]:
    found = []
    for spot in spots:
        places = documents.others(document, spot.path)
        it = spot.mention
        found.append(
            types.Location(
                documents.address(document, spot.path),
                places.within(it.line, it.start, it.end),
            )
        )
    return found
