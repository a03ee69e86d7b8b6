"""Are the decks as they were at the last scan?

Every command asks this first, so no file is read and no parser is loaded.
"""

import json
from pathlib import Path

from srs.store.stamps import Stamps
from srs.study.walk import walk

VAULTS = "scan_vaults"
"""Under this key the cache keeps the folders that only hold decks that say so."""
LINKS = "scan_links"
"""Under this key the cache keeps which links it was made with."""


def folder_changed(stamps: Stamps, root: Path) -> bool:
    """Return whether a scan would find anything; no file is read."""
    walked = walk(root)
    if stamps.noted(VAULTS) != json.dumps(walked.vaults):
        return True
    now = {it.path: (it.size, it.mtime_ns) for it in walked.files}
    return now != stamps.stats() or (stamps.noted(LINKS) != stamps.links_stamp())
