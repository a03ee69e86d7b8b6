"""What can leave, in which formats, and where to?

`write` is all that a face needs: it makes one export and returns where it stands.
`pieces` gives the same bytes for standard output. What there is, is `OFFERS`.
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from srs import config
from srs.core.errors import UsageError
from srs.core.text import safe_line
from srs.exchange import EXPORTERS
from srs.exchange.sheet import Export, Head, Sheet
from srs.study.collection import Collection
from srs.study.export_coming import Coming
from srs.study.export_sheets import Sheets
from srs.study.progress import Look, figures, look
from srs.study.progress_inputs import Filters
from srs.study.transfer import event_lines, write_bytes

BESIDE = ".meta.json"
"""What a file without room for its head is followed by."""


class Desk:
    """One choice of cards and days at one instant; what is made of it, once."""

    def __init__(
        self, collection: Collection, *, filters: Filters, at: datetime
    ) -> None:
        """Look at a collection.

        Args:
            collection: It.
            filters: Which cards and which study days.
            at: The instant of which everything is said.
        """
        self.collection = collection
        self.filters = filters
        self.at = at

    @cached_property
    def look(self) -> Look:
        """The figures and tables of the statistics, with what comes of going on."""
        found = look(self.collection, filters=self.filters, at=self.at)
        if not found.knows_ahead:
            found.simulate()
        return found

    @cached_property
    def coming(self) -> Coming:
        """The due days, for who watches them."""
        return Coming(self.collection, filters=self.filters, at=self.at)

    @cached_property
    def sheets(self) -> Sheets:
        """The tables that others read."""
        return Sheets(self.collection, filters=self.filters, at=self.at)

    def head(self, schema: str) -> Head:
        """Return what an export says of itself."""
        calendar = self.collection.calendar
        return Head(
            schema=f"srs/{schema}/1",
            generated_at=self.at,
            tz=calendar.timezone.key,
            rollover_hour=calendar.rollover,
            collection=config.collection_id(self.collection.root),
            title=self.title,
        )

    @property
    def title(self) -> str:
        """What the collection is called, and which part of it this is."""
        parts = [self.collection.name, *self.filters.decks]
        if self.filters.first is not None:
            parts.append(f"since {self.filters.first.isoformat()}")
        return ", ".join(map(safe_line, parts))


class Product(NamedTuple):
    """A file to be."""

    name: str
    pieces: Iterable[bytes]
    beside: Mapping[str, Any] | None = None
    """What the file says of itself where it has no room for that."""
    is_text: bool = True
    is_secret: bool = True
    """Whether it is for its owner alone: all but a few sums are."""


Make = Callable[[Desk, str], list[Product]]
"""From a desk and a format's word to the files that are to be."""


def _events(desk: Desk, form: str) -> list[Product]:
    cards = desk.sheets.chosen()
    lines = event_lines(desk.collection, since=desk.filters.first, cards=cards)
    return [Product("events.jsonl", (line.encode() for line in lines))]


def _snapshot(desk: Desk, form: str) -> list[Product]:
    sheets = desk.sheets
    every = (sheets.reviews(), sheets.cards(), sheets.daily(), sheets.concepts())
    export = Export(head=desk.head("snapshot"), sheets=every)
    return [Product("srs.sqlite", EXPORTERS[form].write(export), is_text=False)]


def _metrics(desk: Desk, form: str) -> list[Product]:
    reviewed = [row[4] for row in desk.sheets.cards().rows if row[4] is not None]
    views = ("now", "recall")
    found = figures(desk.collection, views, filters=desk.filters, at=desk.at)
    sheet = desk.coming.metrics(found, max(reviewed, default=None))
    export = Export(head=desk.head("metrics"), sheets=(sheet,))
    return [Product("srs.prom", EXPORTERS[form].write(export), is_secret=False)]


def _calendar(desk: Desk, form: str) -> list[Product]:
    export = Export(head=desk.head("calendar"), sheets=(desk.coming.calendar(),))
    return [Product("srs.ics", EXPORTERS[form].write(export))]


def _stats(desk: Desk, form: str) -> list[Product]:
    found = desk.look.figures()
    params = found["params"]
    said = {
        "parameters": params["w"],
        "desired_retention": params["desired_retention"],
        "log_sha256": _digest(desk),
    }
    head = desk.head("stats")
    export = Export(head=head, figures=said | found)
    return [Product("stats.json", EXPORTERS[form].write(export))]


def _digest(desk: Desk) -> str:
    """Return the SHA-256 of the reviews as CSV."""
    csv = EXPORTERS["csv"]
    export = Export(head=desk.head("reviews"), sheets=(desk.sheets.optimizer(),))
    found = hashlib.sha256()
    for piece in csv.write(export):
        found.update(piece)
    return found.hexdigest()


def _sheet(name: str, schema: str = "", exporter: str = "") -> Make:
    """Return what makes a file of one sheet."""

    def make(desk: Desk, form: str) -> list[Product]:
        sheet: Sheet = getattr(desk.sheets, name)()
        head = desk.head(schema or name)
        to = EXPORTERS[exporter or form]
        export = Export(head=head, sheets=(sheet,))
        beside = None
        if to.suffix in ("csv", "jsonl"):
            beside = head.items() | {"columns": _columns(sheet)}
        file = f"{sheet.name}.{to.suffix}"
        return [Product(file, to.write(export), beside, to.is_text)]

    return make


def _columns(sheet: Sheet) -> list[dict[str, str]]:
    return [
        {"name": field.name, "type": field.kind, "unit": field.unit}
        for field in sheet.fields
    ]


TABLES = ("csv", "json", "jsonl", "parquet")

OFFERS: dict[str, dict[str, Make]] = {
    "events": {"jsonl": _events},
    "reviews": {
        "csv": _sheet("optimizer", "reviews-optimizer"),
        "srs-benchmark": _sheet("benchmark", "reviews-benchmark", "csv"),
        **dict.fromkeys(("jsonl", "parquet"), _sheet("reviews")),
    },
    "cards": dict.fromkeys(TABLES, _sheet("cards")),
    "daily": dict.fromkeys(TABLES, _sheet("daily")),
    "concepts": dict.fromkeys(TABLES, _sheet("concepts")),
    "stats": {"json": _stats},
    "snapshot": {"sqlite": _snapshot},
    "metrics": {"prom": _metrics},
    "calendar": {"ics": _calendar},
}
"""What there is, each in its formats; the first is meant where none is named."""

TIMELESS = ("cards", "concepts", "metrics", "calendar")
"""What says how things stand: no day can be left out."""


# -- what faces ask ---------------------------------------------------------------


def format_of(what: str, form: str = "", file: Path | None = None) -> str:
    """Return the format that is meant.

    Args:
        what: One of `OFFERS`.
        form: A format's word; else the file's name decides, else the first.
        file: Where it goes.

    Raises:
        UsageError: There is no such export, or not in that format.
    """
    if what not in OFFERS:
        raise UsageError(
            f"There is nothing to export called {safe_line(what)}.",
            next_step=f"There is: {', '.join(OFFERS)}. See: srs help exports",
        )
    offered = OFFERS[what]
    if form and form not in offered:
        raise UsageError(
            f"{what} cannot be written as {safe_line(form)}.",
            next_step=f"There is: {', '.join(offered)}. See: srs help exports",
        )
    if form:
        return form
    ending = file.suffix.removeprefix(".").lower() if file else ""
    return ending if ending in offered else next(iter(offered))


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

    Args:
        collection: Of what.
        what: One of `OFFERS`.
        to: A file, or a folder in which the file gets its usual name.
        form: A format's word; else the file's name decides, else the first.
        filters: Which cards and which study days; all by default.
        at: The instant of which everything is said; now by default.

    Raises:
        UsageError: There is no such export, or not in that format.
        InputError: The file cannot be written; what was there stays.
    """
    (product,) = _products(collection, what, form, to, filters, at)
    file = to / product.name if to.is_dir() else to
    write_bytes(file, product.pieces, is_secret=product.is_secret)
    if product.beside is not None and file.is_file():
        text = _json(product.beside)
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
    (product,) = _products(collection, what, form, None, filters, at)
    return (piece for piece in product.pieces), product.is_text


def _products(
    collection: Collection,
    what: str,
    form: str,
    to: Path | None,
    filters: Filters | None,
    at: datetime | None,
) -> list[Product]:
    form = format_of(what, form, to)
    chosen = filters or Filters()
    if chosen.first is not None and what in TIMELESS:
        raise UsageError(
            f"{what} says how things stand: --since leaves nothing out.",
            next_step="Leave it away; or export reviews, events or daily.",
        )
    desk = Desk(collection, filters=chosen, at=at or collection.clock())
    return OFFERS[what][form](desk, form)


def _json(found: Mapping[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False).encode() + b"\n"
