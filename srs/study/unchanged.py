"""Are the decks as they were at the last scan?

Every command asks this first, so no file is read and no parser is loaded.
"""

import json
from pathlib import Path

from srs.store.database import Store
from srs.study.walk import walk

VAULTS = "scan_vaults"
"""Under this key the cache keeps the folders that only hold decks that say so."""
LINKS = "scan_links"
"""Under this key the cache keeps which links it was made with."""


def folder_changed(store: Store, root: Path) -> bool:
    """Return whether a scan would find anything; no file is read."""
    walked = walk(root)
    if store.cache.get(VAULTS) != json.dumps(walked.vaults):
        return True
    now = {it.path: (it.size, it.mtime_ns) for it in walked.files}
    return now != store.cards.stats() or (
        store.cache.get(LINKS) != store.cards.links_stamp()
    )
