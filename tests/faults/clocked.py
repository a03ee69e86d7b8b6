"""The real program with a clock that stands in a file.

`$SRS_TEST_CLOCK` names the file; it holds an instant in ISO form. Each look is a
millisecond later than the last one, and a changed file is noticed at the next look.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from srs.cli.door import Door
from srs.cli.main import run


class FileClock:
    """Returns what the file says, a little later at each look."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = ""
        self._looks = 0

    def __call__(self) -> datetime:
        """Return the time."""
        text = self._path.read_text(encoding="ascii")
        self._looks = 0 if text != self._text else self._looks + 1
        self._text = text
        return datetime.fromisoformat(text) + timedelta(milliseconds=self._looks)


if __name__ == "__main__":
    clock = FileClock(Path(os.environ["SRS_TEST_CLOCK"]))
    sys.exit(run(sys.argv[1:], Door(clock=clock)))
