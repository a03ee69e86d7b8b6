"""Is the store still as it was? Asked without opening it for good.

`open_store` makes, upgrades, repairs and refuses, and says why. Here nothing is
decided: a store that is not plainly ours, sound and open to us gets no answer, and
the caller opens it the usual way and hears the reason.
"""

import os
from collections.abc import Callable
from pathlib import Path

from srs.core.errors import StoreError
from srs.store.engine import connect, sqlite3
from srs.store.files import companion
from srs.store.shape import is_ours
from srs.store.stamps import Stamps

QuickLook = Stamps
"""What may be asked: the store's state, and the decks' files as last scanned."""


def quick_look(path: Path, question: Callable[[QuickLook], bool]) -> bool:
    """Return the answer to a question, or False where the store gives none.

    All that the question reads is of one moment.
    """
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    try:
        connection = connect(path, mode=_mode(path))
        try:
            connection.execute("begin")
            return is_ours(connection) and question(Stamps(connection))
        finally:
            connection.close()
    except (StoreError, sqlite3.Error):
        return False


def _mode(path: Path) -> str:
    """Return how to open the file so that nothing is written and nothing left over.

    A reader leaves the companions behind that it needs, a writer that closes last
    takes them away. What a crash left in the journal is not for us to take in.
    """
    for suffix in ("-wal", "-journal"):
        beside = companion(path, suffix)
        if beside.exists() and beside.stat().st_size:
            return "ro"
    return "rw"
