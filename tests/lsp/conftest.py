"""An editor that speaks with a server of its own."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from pygls.lsp.client import LanguageClient

from tests.lsp.editor import Editor

SERVER = "import sys; from srs.lsp.main import main; sys.exit(main())"


@pytest_asyncio.fixture
async def editor(tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor with a collection of its own in `tmp_path/decks`."""
    root = tmp_path / "decks"
    root.mkdir()
    (root / "srs.toml").write_text('id = "lsp-test"\n')
    client = LanguageClient("test", "1")
    await client.start_io(sys.executable, "-c", SERVER)
    editor = Editor(client, root)
    await editor.start()
    yield editor
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
