"""On what machine was this measured, in which home, and what is the middle of it?"""

import math
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median

from srs.store.engine import sqlite_version

__all__ = ["at_share", "median"]


def at_share(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, such as 0.9."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def line_of(name: str, values_ms: Sequence[float]) -> str:
    """Return one line on some times in milliseconds."""
    return (
        f"{name:44} median {median(values_ms):8.2f} ms   p90"
        f" {at_share(values_ms, 0.9):8.2f}   p99 {at_share(values_ms, 0.99):8.2f}"
        f"   min {min(values_ms):8.2f}   n {len(values_ms)}"
    )


def verdict(name: str, value: float, bar: float, unit: str = "×") -> str:
    """Return one line that holds a figure against its bar."""
    word = "reached" if value <= bar else "MISSED"
    return f"{name:44} {value:8.2f} {unit}   bar {bar} {unit}   {word}"


def described() -> str:
    """Return one line on the machine and what runs on it."""
    sqlite = ".".join(map(str, sqlite_version()))
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores,"
        f" load {os.getloadavg()[0]:.1f}, Python {platform.python_version()},"
        f" SQLite {sqlite}, Textual {version('textual')}, {platform.system()}"
        f" {platform.machine()}"
    )


def environment(home: Path) -> dict[str, str]:
    """Return an environment whose home is a directory of our own."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {
        name: os.environ[name]
        for name in ("PATH", "VIRTUAL_ENV", "PYTHONPATH", "TMPDIR")
        if name in os.environ
    }
    return {
        **kept,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TZ": "Europe/Berlin",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


@contextmanager
def own_home(kept: Path | None = None) -> Iterator[Path]:
    """Let this process and its children live in a directory of their own.

    Args:
        kept: The directory to use again next time; else one that vanishes.
    """
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="srs-bench-") as made:
        folder = kept or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        ours = environment(folder / "home")
        os.environ.clear()
        os.environ.update(ours)
        try:
            yield folder
        finally:
            os.environ.clear()
            os.environ.update(before)


def program() -> list[str]:
    """Return how `srs` is called: the console script of this Python."""
    script = Path(sys.executable).parent / "srs"
    return [str(script)] if script.exists() else [sys.executable, "-m", "srs"]
