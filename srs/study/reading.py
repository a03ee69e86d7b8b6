"""How does an open collection catch up with its files?"""

from srs.study.collection import Collection
from srs.study.outcome import refresh
from srs.study.scan import changed, scan
from srs.study.scan_report import ScanReport


def read_decks(collection: Collection, *, force: bool = False) -> ScanReport:
    """Read the decks that have changed, and bring schedules up to date.

    Args:
        collection: The collection.
        force: Whether to read every file, however unchanged it looks.

    Raises:
        StoreError: Nothing was written.
    """
    with collection.store.transaction():
        report = scan(
            collection.store,
            collection.root,
            at=collection.clock(),
            calendar=collection.calendar,
            force=force,
        )
        collection.forget_caches()
        refresh(collection, report.regrouped)
    return report


def read_changed_decks(collection: Collection) -> ScanReport | None:
    """Read the decks if a file has changed; None where none has."""
    if not changed(collection.store, collection.root):
        return None
    return read_decks(collection)
