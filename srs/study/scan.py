"""Have the decks changed, and what do they hold now?

Asking whether anything has changed reads no file and loads no parser; a scan does.
"""

from srs.core.card import CardId
from srs.study.collection import Collection
from srs.study.outcome import refresh
from srs.study.scan_report import ScanReport

__all__ = ["ScanReport", "changed", "scan", "scan_if_changed"]


def changed(collection: Collection) -> bool:
    """Return whether a scan would find anything; no file is read."""
    from srs.study.unchanged import folder_changed

    return folder_changed(collection.store.cards, collection.root)


def scan(collection: Collection, *, force: bool = False) -> ScanReport:
    """Read the decks that have changed into the store and return what became of them.

    Args:
        collection: The collection.
        force: Whether to read also files that seem to be as they were.

    Raises:
        StoreError: Nothing was written.
    """
    from srs.study.scan_files import scan_folder  # it loads the parser

    def follow(regrouped: tuple[CardId, ...]) -> None:
        collection.forget_caches()
        refresh(collection, regrouped)
        collection.mark_replayed()

    return scan_folder(
        collection.store,
        collection.root,
        at=collection.clock(),
        calendar=collection.calendar,
        force=force,
        afterwards=follow,
    )


def scan_if_changed(collection: Collection) -> ScanReport | None:
    """Scan where a file has changed; return None where all is as it was."""
    return scan(collection) if changed(collection) else None
