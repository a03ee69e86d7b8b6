"""How do rows become lines of JSON? An object a line, its keys the columns."""

from collections.abc import Iterator

from srs.core.text import safe_json
from srs.exchange.sheet import Convert, Export, Kind, converted, plain, portions

_CONVERTS: dict[Kind, Convert] = {
    "date": plain,
    "instant": plain,
    "names": plain,
}


def write(export: Export) -> Iterator[bytes]:
    """Give the export's one sheet as lines of JSON, piece by piece."""
    (sheet,) = export.sheets
    names = [field.name for field in sheet.fields]
    for some in portions(sheet.rows, 1_000):
        rows = converted(sheet, _CONVERTS, some)
        lines = [
            safe_json(dict(zip(names, row, strict=True)), allow_nan=False)
            for row in rows
        ]
        yield ("\n".join(lines) + "\n").encode()
