"""How do rows become CSV? UTF-8, LF, a header; nothing in a cell is ever obeyed.

A spreadsheet takes a text that begins with `=` for a formula. Deck names come from
others, so such a text begins with an apostrophe here.

Source:
    "CSV injection", OWASP: which characters begin a formula.
"""

import csv
import io
from collections.abc import Iterator

from srs.core.text import safe
from srs.exchange.sheet import Convert, Export, Kind, converted, portions, stamp

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and no line's end."""
    return safe(f"'{text}" if text.startswith(FORMULA) else text)


_CONVERTS: dict[Kind, Convert] = {
    "text": harmless,
    "names": lambda names: harmless(";".join(names)),
    "bool": lambda value: "true" if value else "false",
    "date": lambda day: day.isoformat(),
    "instant": stamp,
}


def write(export: Export) -> Iterator[bytes]:
    """Give the export's one sheet as CSV, piece by piece."""
    (sheet,) = export.sheets
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([field.name for field in sheet.fields])
    for some in portions(sheet.rows):
        writer.writerows(converted(sheet, _CONVERTS, some))
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
