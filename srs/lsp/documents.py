"""Which text is being edited, and which decks stand beside it?"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pygls import uris
from pygls.workspace import PositionCodec

from srs.core.errors import SrsError
from srs.lsp.places import Places
from srs.study.check import Page
from srs.study.check_facts import history_of, review_facts
from srs.study.collection import Clock, Collection
from srs.study.standing import NoteStanding, standings
from srs.study.workspace import Workspace, workspace_root


@dataclass(frozen=True, slots=True)
class Document:
    """A deck as the editor shows it, and the decks beside it."""

    uri: str
    path: str
    """Relative to the workspace's directory."""
    page: Page
    places: Places
    workspace: Workspace


class Documents:
    """The texts that are open, by their addresses.

    Used by one thread alone: the store's connection belongs to the thread that
    opened it.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._workspaces: dict[Path, Workspace] = {}
        self._histories: dict[Path, Collection | None] = {}
        self._standings: dict[str, tuple[Page, list[NoteStanding]]] = {}
        self.codec = PositionCodec()

    def edit(self, uri: str, text: str) -> Document | None:
        """Take the text that stands in an editor; None for what is no file."""
        file = _file(uri)
        if file is None:
            return None
        workspace = self._workspace(file)
        path = workspace.path_of(file)
        page = workspace.edit(path, text)
        return Document(uri, path, page, Places(page.lines, self.codec), workspace)

    def close(self, uri: str) -> None:
        """Let go of an editor's text."""
        if (file := _file(uri)) is not None:
            workspace = self._workspace(file)
            workspace.close(workspace.path_of(file))
            self._standings.pop(uri, None)

    def refresh(self) -> None:
        """Read decks and histories as they are on the disk."""
        self._standings.clear()
        for workspace in self._workspaces.values():
            workspace.refresh()
        for history in self._histories.values():
            if history is not None:
                history.forget_caches()

    def learn(self, workspace: Workspace) -> bool:
        """Take in what reviews say about the cards; return whether that is new."""
        history = self._history(workspace)
        if history is None or workspace.facts is not None:
            return False
        with suppress(SrsError):
            workspace.facts = review_facts(history)
        return workspace.facts is not None

    def standings(self, document: Document) -> list[NoteStanding] | None:
        """Return how each note stands; None where there is no history."""
        known = self._standings.get(document.uri)
        if known is not None and known[0] is document.page:
            return known[1]
        history = self._history(document.workspace)
        if history is None:
            return None
        try:
            found = standings(history, document.path, document.page.parsed.notes)
        except SrsError:
            return None
        self._standings[document.uri] = document.page, found
        return found

    def concept_standings(
        self, document: Document, concept: str
    ) -> list[NoteStanding] | None:
        """Return how a concept's notes stand in all decks; None without a history."""
        history = self._history(document.workspace)
        if history is None:
            return None
        found: list[NoteStanding] = []
        with suppress(SrsError):
            for page in document.workspace.pages():
                if notes := [it for it in page.parsed.notes if it.concept == concept]:
                    found += standings(history, page.deck.path, notes, whole=False)
        return found

    def address(self, document: Document, path: str) -> str:
        """Return the address of another deck of the workspace."""
        found = uris.from_fs_path(str(document.workspace.root / path))
        return found or document.uri

    def others(self, document: Document, path: str) -> Places:
        """Return the places of another deck's text."""
        page = document.workspace.page(path)
        return Places(page.lines if page else (), self.codec)

    def shut(self) -> None:
        """Let go of the stores."""
        for history in self._histories.values():
            if history is not None:
                history.close()
        self._histories.clear()

    def today(self, document: Document) -> date | None:
        """Return the learner's study day; None where there is no history."""
        history = self._history(document.workspace)
        return None if history is None else history.today()

    def _workspace(self, file: Path) -> Workspace:
        root = workspace_root(file)
        if root not in self._workspaces:
            self._workspaces[root] = Workspace(root)
            self._workspaces[root].refresh()
        return self._workspaces[root]

    def _history(self, workspace: Workspace) -> Collection | None:
        """Return the collection's history; nothing is made where there is none."""
        root = workspace.root
        if root not in self._histories:
            self._histories[root] = None
            if workspace.is_collection:
                with suppress(SrsError):
                    self._histories[root] = history_of(root, clock=self._clock)
        return self._histories[root]


def _file(uri: str) -> Path | None:
    """Return the file that an address names."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None
