"""How does a chart become pixels? Its SVG, drawn by resvg.

resvg leaves out every text whose font it does not find, and says nothing. So a
letter is drawn first, and where nothing appears another font is tried.
"""

import importlib
from collections.abc import Iterator
from typing import Any

from srs.core.errors import InputError
from srs.exchange.export_svg import drawn
from srs.exchange.sheet import Export
from srs.exchange.svg import FONT

MISSING = "resvg-py is not installed, and PNG is drawn by it."
INSTALL = "Install it: pip install 'srs[export]'"
NO_FONT = "No font was found, and a chart without its words says nothing."
ZOOM = 2.0
FAMILIES = (*FONT.split(", ")[:-1], "Segoe UI", "Cantarell", "FreeSans", "Ubuntu")
_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="2" y="16" font-size="16" font-family="{}">M</text></svg>'
)


def write(export: Export) -> Iterator[bytes]:
    """Give the chart of the export's one table in pixels, two for each of its units.

    Raises:
        InputError: resvg-py, or every font, is missing.
    """
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError as error:
        raise InputError(MISSING, next_step=INSTALL) from error
    family = font(resvg)
    if family is None:
        raise InputError(
            NO_FONT, next_step="Install one such as DejaVu Sans; or export as svg."
        )
    text = drawn(export).replace(FONT, family, 1)
    yield bytes(
        resvg.svg_to_bytes(svg_string=text, sans_serif_family=family, zoom=ZOOM)
    )


def font(resvg: Any) -> str | None:
    """Return a font family with which letters appear, or None."""

    def letter(family: str) -> bytes:
        return bytes(resvg.svg_to_bytes(svg_string=_LETTER.format(family)))

    empty = bytes(resvg.svg_to_bytes(svg_string=_LETTER.replace("M", "").format("x")))
    return next((one for one in FAMILIES if letter(one) != empty), None)
