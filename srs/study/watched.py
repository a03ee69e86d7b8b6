"""Which changes on the disk concern decks, and how are they read beside the app?

A thread of its own opens the collection a second time: with 100,000 cards a scan takes
longer than a key may wait.
"""

from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from srs.study.collection import Collection, open_collection
from srs.study.scan import ScanReport, scan_if_changed
from srs.study.walk import ENDINGS, IGNORE_FILES, walk


def concerns(root: Path, path: str) -> bool:
    """Return whether a change of a path may change what a collection holds.

    Args:
        root: The collection's directory, resolved.
        path: What has changed; a folder may hold decks.
    """
    try:
        parts = Path(path).relative_to(root).parts
    except ValueError:
        return False
    if not parts or any(part.startswith(".") for part in parts[:-1]):
        return False
    name = parts[-1]
    if name.startswith("."):
        return name in (*IGNORE_FILES, ".obsidian")
    return name.lower().endswith(ENDINGS) or not Path(name).suffix


def stamp(root: Path) -> Hashable:
    """Return what tells one state of the decks from another; no file is read."""
    try:
        walked = walk(root)
    except OSError:
        return None
    return tuple(walked.files), tuple(walked.vaults)


class ScanBeside:
    """Reads decks that were saved, from a thread of its own."""

    def __init__(self, collection: Collection) -> None:
        """Get ready; nothing is opened before the first scan.

        Args:
            collection: Whose decks they are; it stays with its own thread.
        """
        self._root, self._clock = collection.root, collection.clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="scan")
        self._own: Collection | None = None
        """Touched by that thread alone."""

    def scan(self) -> "Future[ScanReport | None]":
        """Read what has changed; its report, or None where nothing has."""
        return self._thread.submit(self._scan)

    def close(self) -> None:
        """Let go of the collection once the scan at hand is done."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _scan(self) -> ScanReport | None:
        if self._own is None:
            self._own = open_collection(self._root, clock=self._clock)
        self._own.forget_caches()
        return scan_if_changed(self._own)

    def _close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None
