"""When does a file change on the disk?

The system tells it within a tenth of a second. Where it cannot (no watch is left, a
file system of another machine) somebody looks now and then instead.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from importlib import import_module
from pathlib import Path

DEBOUNCE_MS = 200
"""Savings that follow each other are told together; none waits longer for that."""
STEP_MS = 40
"""So long nothing more must come."""
LOOK_MS = 3_000
"""How often one looks where nothing is told."""


def decks_saved(root: Path) -> AsyncIterator[None]:
    """Yield at once, and then whenever decks of a collection have changed."""
    from srs.study.watched import concerns, stamp

    folder = root.resolve()
    return changes(
        folder,
        wanted=lambda path: concerns(folder, path),
        look=lambda: stamp(folder),
    )


async def changes(
    folder: Path, *, wanted: Callable[[str], bool], look: Callable[[], Hashable]
) -> AsyncIterator[None]:
    """Yield at once, and then whenever files of a folder have changed.

    Args:
        folder: Where; folders in it count.
        wanted: Whether the file of a path is one of those.
        look: Returns what tells one state of the files from another; called in
            another thread.
    """
    seen = await asyncio.to_thread(look)
    yield
    async for _ in _told(folder, wanted):
        now = await asyncio.to_thread(look)
        if now != seen:
            seen = now
            yield


async def _told(folder: Path, wanted: Callable[[str], bool]) -> AsyncIterator[None]:
    """Yield where the system tells of a change, and else now and then."""
    # In another thread: the keys go on while it is loaded.
    watchfiles = await asyncio.to_thread(import_module, "watchfiles")
    trouble = await asyncio.to_thread(import_module, "watchfiles._rust_notify")
    try:
        async for _ in watchfiles.awatch(
            folder,
            watch_filter=lambda _, path: wanted(path),
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield
    except (OSError, trouble.WatchfilesRustInternalError):
        while True:
            await asyncio.sleep(LOOK_MS / 1000)
            yield
