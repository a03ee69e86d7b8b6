"""How is a picture shown in a terminal?

Through textual-image, which is an extra, and only where the learner asked for it:
it queries the terminal when it is imported, so `load` runs before the app does.
The description of a picture always stands on the card (`card_inline.py`), and
`o` opens the file outside; what is drawn here comes beneath.
"""

import importlib
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from textual.widget import Widget

from srs.tui.card_model import Link

Wish = Literal["auto", "kitty", "sixel", "blocks", "off"]

_MODULE = "textual_image.widget"
_WIDGETS = {
    "auto": "Image",
    "kitty": "TGPImage",
    "sixel": "SixelImage",
    "blocks": "HalfcellImage",
}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_MOST_BYTES = 20_000_000
_MOST_PIXELS = 40_000_000


def load(wish: str) -> bool:
    """Load what draws pictures, before the app runs; return whether it is there."""
    if wish not in _WIDGETS:
        return False
    try:
        importlib.import_module(_MODULE)
    except ImportError:
        return False
    return True


def loaded() -> bool:
    """Return whether pictures can be drawn in this process."""
    return _MODULE in sys.modules


def find(target: str, *, root: Path, deck: str) -> Path | None:
    """Return the file of a picture, or None where it must not or cannot be shown.

    Args:
        target: As the card has it: relative to its deck, or to the collection
            when it begins with `/`.
        root: The collection's directory; no file outside of it is read.
        deck: The deck's path in the collection.
    """
    try:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        name = unquote(parts.path)
        start = root if name.startswith("/") else (root / deck).parent
        file = (start / name.lstrip("/")).resolve(strict=True)
        inside = file.is_relative_to(root.resolve())
        small = file.is_file() and file.stat().st_size <= _MOST_BYTES
    except (OSError, ValueError):
        return None
    return file if inside and small else None


def picture(file: Path, wish: str) -> Widget | None:
    """Return a widget that draws a picture, or None where it is none we can draw."""
    if not loaded() or wish not in _WIDGETS or not _sound(file):
        return None
    widget = getattr(sys.modules[_MODULE], _WIDGETS[wish])(file, classes="picture")
    if not isinstance(widget, Widget):
        return None
    widget.styles.width = "auto"
    widget.styles.height = "auto"
    widget.styles.max_height = 20
    widget.styles.max_width = "100%"
    return widget


def widgets(
    links: tuple[Link, ...], wish: str, *, root: Path, deck: str
) -> list[Widget]:
    """Return a widget for each picture of a card that can be drawn here."""
    if not loaded():
        return []
    files = [
        find(link.target, root=root, deck=deck)
        for link in links
        if link.kind == "picture"
    ]
    drawn = [picture(file, wish) for file in files if file is not None]
    return [widget for widget in drawn if widget is not None]


def _sound(file: Path) -> bool:
    """Return whether the file is a picture of a known kind and a sane size."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=_FORMATS) as image:
            width, height = image.size
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError):
        return False
    return bool(width * height <= _MOST_PIXELS)  # plain also where Pillow is not typed
