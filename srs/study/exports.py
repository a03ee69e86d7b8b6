"""How does an export reach a file or standard output?

`write` is all that a face needs: it makes one export and returns where it stands.
`pieces` gives the same bytes for standard output. What there is, is `OFFERS`.
"""

from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from srs.core.errors import InputError, UsageError
from srs.core.text import safe_json, safe_line
from srs.study.collection import Collection
from srs.study.export_desk import Desk
from srs.study.export_offers import OFFERS, SEVERAL, SHORT, TIMELESS, Product
from srs.study.progress_inputs import Filters
from srs.study.transfer import write_bytes

__all__ = ["OFFERS", "SEVERAL", "meant", "pieces", "write"]

BESIDE = ".meta.json"
"""What a file without room for its head is followed by."""


def meant(what: str, form: str = "", file: Path | None = None) -> tuple[str, str]:
    """Return what is to be exported, and in which format.

    Args:
        what: One of `OFFERS`, or a format's word alone, as in `srs export html`.
        form: A format's word; else the file's name decides, else the first.
        file: Where it goes.

    Raises:
        UsageError: There is no such export, or not in that format.
    """
    if what in SHORT and not form:
        what, form = SHORT[what], what
    if what not in OFFERS:
        raise UsageError(
            f"There is nothing to export called {safe_line(what)}."
            if what
            else "Say what is to be exported.",
            next_step=f"There is: {', '.join(OFFERS)}. See: srs help exports",
        )
    offered = OFFERS[what]
    if form and form not in offered:
        raise UsageError(
            f"{what} cannot be written as {safe_line(form)}.",
            next_step=f"There is: {', '.join(offered)}. See: srs help exports",
        )
    if form:
        return what, form
    ending = file.suffix.removeprefix(".").lower() if file else ""
    return what, ending if ending in offered else next(iter(offered))


def write(
    collection: Collection,
    what: str,
    to: Path,
    *,
    form: str = "",
    filters: Filters | None = None,
    at: datetime | None = None,
) -> Path:
    """Write an export to a file, whole or not at all, and return where it stands.

    What is several files, such as charts, goes into a folder, which is returned.

    Args:
        collection: Of what.
        what: One of `OFFERS`.
        to: A file, or a folder in which files get their usual names.
        form: A format's word; else the file's name decides, else the first.
        filters: Which cards and which study days; all by default.
        at: The instant of which everything is said; now by default.

    Raises:
        UsageError: There is no such export, or not in that format.
        InputError: The file cannot be written; what was there stays.
    """
    what, form = meant(what, form, to)
    products = _products(collection, what, form, filters, at)
    if (what, form) not in SEVERAL:
        (product,) = products
        return _put(product, to / product.name if to.is_dir() else to)
    try:
        to.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{what} as {form} is several files, and {safe_line(str(to))} cannot be"
            f" made a folder: {error.strerror}.",
            next_step="Name a folder: --output FOLDER",
        ) from error
    for product in products:
        _put(product, to / product.name)
    return to


def _put(product: Product, file: Path) -> Path:
    write_bytes(file, product.pieces, is_secret=product.is_secret)
    if product.beside is not None and file.is_file():
        text = safe_json(product.beside).encode() + b"\n"
        write_bytes(file.with_name(file.name + BESIDE), [text])
    return file


def pieces(
    collection: Collection,
    what: str,
    *,
    form: str = "",
    filters: Filters | None = None,
    at: datetime | None = None,
) -> tuple[Generator[bytes], bool]:
    """Return an export piece by piece, and whether a terminal can show it."""
    what, form = meant(what, form)
    if (what, form) in SEVERAL:
        raise UsageError(
            f"{what} as {form} is several files.",
            next_step="Name a folder: --output FOLDER",
        )
    (product,) = _products(collection, what, form, filters, at)
    return (piece for piece in product.pieces), product.is_text


def _products(
    collection: Collection,
    what: str,
    form: str,
    filters: Filters | None,
    at: datetime | None,
) -> list[Product]:
    chosen = filters or Filters()
    if chosen.first is not None and what in TIMELESS:
        raise UsageError(
            f"{what} says how things stand: --since leaves nothing out.",
            next_step="Leave it away; or export reviews, events or daily.",
        )
    desk = Desk(collection, filters=chosen, at=at or collection.clock())
    return OFFERS[what][form](desk, form)
