"""Which request is answered by what? The protocol's side of the language server.

The main loop only takes and gives messages. Everything is worked out by one thread,
in the order of the requests, so that a large deck never blocks the protocol and the
store has one owner. Problems are worked out when the typing pauses.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from srs import __version__
from srs.lsp.actions import actions
from srs.lsp.completion import completions
from srs.lsp.diagnostics import diagnostics
from srs.lsp.documents import Document, Documents
from srs.lsp.hover import hover
from srs.lsp.navigation import definition, references
from srs.lsp.outline import folds, lenses, symbols
from srs.study.collection import Clock
from srs.study.workspace import nothing

PAUSE_S = 0.025
"""How long typing must pause before problems are looked for."""
REST_S = 0.7
"""How long it must rest before notes and decks are set against each other."""

_T = TypeVar("_T")


class DeckServer(LanguageServer):
    """A language server for decks."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__("srs-lsp", __version__)
        self.documents = Documents(clock=clock)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decks")
        self._resting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rest")
        self._waiting: dict[str, asyncio.Future[None]] = {}

    async def ask(
        self, uri: str, answer: Callable[[Document, str], _T], otherwise: _T
    ) -> _T:
        """Return what the worker answers about a text as it stands now."""
        text = self.workspace.get_text_document(uri).source

        def work() -> _T:
            document = self.documents.edit(uri, text)
            return otherwise if document is None else answer(document, text)

        return await self._run(work)

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    # -- problems -------------------------------------------------------------------

    def look_soon(self, uri: str) -> None:
        """Look for problems when nothing has been typed for a moment."""
        self._stop_waiting(uri)
        self._waiting[uri] = asyncio.ensure_future(self._look_when_paused(uri))

    def _stop_waiting(self, uri: str) -> None:
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()

    async def _look_when_paused(self, uri: str) -> None:
        await asyncio.sleep(PAUSE_S)
        await self.look(uri)
        await asyncio.sleep(REST_S)
        await self.look_well(uri)

    async def look_well(self, uri: str) -> None:
        """Look for what takes longer, and send all problems once more."""
        rest = await self.ask(uri, lambda it, _: it.workspace.rest(it.path), nothing)
        await asyncio.get_running_loop().run_in_executor(self._resting, rest)
        await self.look(uri)

    async def look(self, uri: str) -> None:
        """Look for problems and send them, unless the text has changed meanwhile."""
        version = self._version(uri)
        if version is None:
            return
        none: list[types.Diagnostic] = []
        found = await self.ask(uri, lambda document, _: diagnostics(document), none)
        if self._version(uri) == version:
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, version)
            )

    def _version(self, uri: str) -> int | None:
        """Return the version of an open text; None for one that was closed."""
        document = self.workspace.text_documents.get(uri)
        return None if document is None else document.version

    async def look_at_all(self) -> None:
        """Look anew at every text that is open."""
        for uri in list(self.workspace.text_documents):
            await self.look_well(uri)

    async def opened(self, uri: str) -> None:
        """Look at a text that was opened, then at it in the light of its reviews."""
        await self.look(uri)
        await self.look_well(uri)
        learnt = await self.ask(
            uri, lambda document, _: self.documents.learn(document.workspace), False
        )
        if learnt:
            await self.look(uri)

    async def closed(self, uri: str) -> None:
        """Let go of a text, and take its problems away."""
        self._stop_waiting(uri)
        await self._run(lambda: self.documents.close(uri))
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def refresh(self) -> None:
        """Read the disk anew, and look at every text."""
        await self._run(self.documents.refresh)
        await self.look_at_all()

    def set_codec(self) -> None:
        """Count columns as the editor does."""
        self.documents.codec = self.workspace.position_codec

    async def let_go(self) -> None:
        """Close the stores."""
        await self._run(self.documents.shut)
        self._worker.shutdown(wait=False)
        self._resting.shutdown(wait=False)


def make_server(*, clock: Clock) -> DeckServer:
    """Return a server with every request wired to its room."""
    server = DeckServer(clock=clock)
    _wire_texts(server)
    _wire_questions(server)
    _wire_views(server)
    return server


def _wire_texts(server: DeckServer) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.set_codec()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        await server.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        await server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(_: types.DidSaveTextDocumentParams) -> None:
        await server.refresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def changed(_: types.DidChangeWatchedFilesParams) -> None:
        await server.refresh()

    @server.feature(types.SHUTDOWN)
    async def shutdown(_: None) -> None:
        await server.let_go()


def _wire_questions(server: DeckServer) -> None:
    documents = server.documents

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> types.Hover | None:
        return await server.ask(
            params.text_document.uri,
            lambda it, _: hover(documents, it, params.position),
            None,
        )

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(params: types.DefinitionParams) -> list[types.Location]:
        return await server.ask(
            params.text_document.uri,
            lambda it, _: definition(documents, it, params.position),
            [],
        )

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def on_references(params: types.ReferenceParams) -> list[types.Location]:
        return await server.ask(
            params.text_document.uri,
            lambda it, _: references(
                documents,
                it,
                params.position,
                with_definition=params.context.include_declaration,
            ),
            [],
        )

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=["[", "#", ":", ",", '"']),
    )
    async def on_completion(
        params: types.CompletionParams,
    ) -> list[types.CompletionItem]:
        return await server.ask(
            params.text_document.uri,
            lambda it, _: completions(it, params.position),
            [],
        )


def _wire_views(server: DeckServer) -> None:
    documents = server.documents

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol]:
        return await server.ask(params.text_document.uri, lambda it, _: symbols(it), [])

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def on_folds(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        return await server.ask(params.text_document.uri, lambda it, _: folds(it), [])

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def on_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        return await server.ask(
            params.text_document.uri, lambda it, _: lenses(documents, it), []
        )

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    async def on_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await server.ask(
            params.text_document.uri,
            lambda it, text: actions(
                it, params.range, params.context.diagnostics, text
            ),
            [],
        )
