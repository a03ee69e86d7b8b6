"""Which commands for formulas has a collection of its own?"""

from pathlib import Path

from srs.core.text import safe

MOST_BYTES = 100_000
"""So much of a `macros.tex` is read."""


def macros_of(root: Path) -> str:
    """Return what the `macros.tex` of a directory says; empty where it has none."""
    try:
        with (root / "macros.tex").open("rb") as file:
            return safe(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except OSError:
        return ""
