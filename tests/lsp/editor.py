"""An editor: a real client that speaks with the server over standard input."""

import asyncio
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE_S = 30


class Editor:
    """Opens decks, changes them, and asks the server."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root = client, root
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self._versions: dict[str, int] = {}

        told = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS

        @client.feature(told)  # type: ignore[untyped-decorator]
        def take(params: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

    def uri(self, name: str) -> str:
        """Return the address of a deck."""
        return (self.root / name).as_uri()

    def this(self, name: str) -> types.TextDocumentIdentifier:
        """Return a deck as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    async def start(self) -> types.InitializeResult:
        """Begin the conversation."""
        result = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(),
                root_uri=self.root.as_uri(),
            )
        )
        self.client.initialized(types.InitializedParams())
        return result

    async def open(self, name: str, text: str | None = None) -> list[types.Diagnostic]:
        """Open a deck and return its problems."""
        if text is None:
            text = (self.root / name).read_bytes().decode("utf-8", "replace")
        self._versions[name] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(self.uri(name), "markdown", 1, text)
            )
        )
        return await self.problems(name)

    async def change(self, name: str, text: str) -> list[types.Diagnostic]:
        """Replace the text in the editor and return its problems."""
        self._versions[name] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(
                    uri=self.uri(name), version=self._versions[name]
                ),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )
        return await self.problems(name)

    async def problems(self, name: str) -> list[types.Diagnostic]:
        """Return the problems of the deck's present text, once they are sent."""
        while True:
            params = await asyncio.wait_for(self.told.get(), PATIENCE_S)
            right = params.version in (None, self._versions.get(name))
            if params.uri == self.uri(name) and right:
                return list(params.diagnostics)

    async def until(self, name: str, code: str) -> types.Diagnostic:
        """Return the first problem of a code, once one is sent."""
        while True:
            for it in await self.problems(name):
                if it.code == code:
                    return it

    def at(self, name: str, line: int, column: int) -> dict[str, object]:
        """Return a place, counted from 0, as requests name it."""
        return {
            "text_document": self.this(name),
            "position": types.Position(line, column),
        }

    async def hover(self, name: str, line: int, column: int) -> str:
        """Return what is shown beside a place."""
        found = await self.client.text_document_hover_async(
            types.HoverParams(self.this(name), types.Position(line, column))
        )
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def actions(
        self, name: str, line: int, problems: list[types.Diagnostic] | None = None
    ) -> dict[str, types.CodeAction]:
        """Return what can be done about a line, by its title."""
        here = types.Position(line, 0)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=self.this(name),
                range=types.Range(here, here),
                context=types.CodeActionContext(problems or []),
            )
        )
        return {it.title: it for it in found or () if isinstance(it, types.CodeAction)}


def applied(text: str, action: types.CodeAction, uri: str) -> str:
    """Return a text as an action leaves it."""
    assert action.edit is not None
    assert action.edit.changes is not None
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    edits = sorted(
        action.edit.changes[uri],
        key=lambda it: (it.range.start.line, it.range.start.character),
        reverse=True,
    )
    for it in edits:
        begin = starts[it.range.start.line] + it.range.start.character
        end = starts[it.range.end.line] + it.range.end.character
        text = text[:begin] + it.new_text + text[end:]
    return text
