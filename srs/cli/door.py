"""In which collection is a command at work, and at what time?

The one clock is made here.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from srs.core.errors import UsageError

if TYPE_CHECKING:
    from srs.study.collection import Collection


@dataclass(slots=True)
class Door:
    """What every command is given."""

    chosen: Path | None = None
    """The directory after -C."""
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def find(self) -> Path | None:
        """Return the collection's directory, or None where nobody has named one."""
        from srs.study.place import find

        return find(chosen=self.chosen, environment=os.environ, start=Path.cwd())

    def root(self) -> Path:
        """Return the collection's directory, or say how to make one.

        Raises:
            UsageError: If there is no collection.
        """
        root = self.find()
        if root is None:
            raise UsageError(
                "There is no collection yet.",
                next_step="Type: srs (it asks where), or: srs init DIR --starter",
            )
        from srs.study.place import MARKER

        if not (root / MARKER).is_file():
            from srs.study.directory import check_collection

            check_collection(root)
        return root

    def open(self) -> "Collection":
        """Open the collection.

        Raises:
            UsageError: If there is no collection.
        """
        from srs.study.collection import open_collection

        return open_collection(self.root(), clock=self.clock)
