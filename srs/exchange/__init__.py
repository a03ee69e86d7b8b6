"""In which formats does the history leave? Values in, bytes out; no file, no store.

An exporter knows nothing but an `Export`: tables and sheets of columns. A format is
one more file and one more line here; it is imported when it is asked for.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from srs.exchange.sheet import Export

__all__ = ["EXPORTERS", "Exporter"]


class Exporter(NamedTuple):
    """A format: the end of its files' names, and what makes its bytes."""

    suffix: str
    write: Callable[[Export], Iterator[bytes]]
    is_text: bool = True
    """Whether a terminal can show it."""


def _module(name: str) -> Callable[[Export], Iterator[bytes]]:
    """Return a function that makes a format's bytes; imported when it is called."""

    def write(export: Export) -> Iterator[bytes]:
        made: Iterator[bytes] = import_module(f"srs.exchange.export_{name}").write(
            export
        )
        return made

    return write


EXPORTERS: dict[str, Exporter] = {
    "csv": Exporter("csv", _module("csv")),
    "jsonl": Exporter("jsonl", _module("jsonl")),
    "json": Exporter("json", _module("json")),
    "parquet": Exporter("parquet", _module("parquet"), is_text=False),
    "sqlite": Exporter("sqlite", _module("sqlite"), is_text=False),
    "prom": Exporter("prom", _module("prometheus")),
    "ics": Exporter("ics", _module("ical")),
    "html": Exporter("html", _module("html")),
    "md": Exporter("md", _module("markdown")),
    "svg": Exporter("svg", _module("svg")),
    "png": Exporter("png", _module("png"), is_text=False),
}
"""Every format by its word."""
