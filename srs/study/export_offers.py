"""What is there to export, in which formats, and how is each made?"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from srs.exchange import EXPORTERS, Exporter
from srs.exchange.charts import is_chart
from srs.exchange.sheet import Export, Head, Sheet, View, sheet_of
from srs.stats import VIEWS
from srs.study.export_desk import Desk
from srs.study.transfer import event_lines


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
    found = desk.look(views).figures(views)
    sheet = desk.coming.metrics(found, max(reviewed, default=None))
    export = Export(head=desk.head("metrics"), sheets=(sheet,))
    return [Product("srs.prom", EXPORTERS[form].write(export), is_secret=False)]


def _calendar(desk: Desk, form: str) -> list[Product]:
    export = Export(head=desk.head("calendar"), sheets=(desk.coming.calendar(),))
    return [Product("srs.ics", EXPORTERS[form].write(export))]


def _stats(desk: Desk, form: str) -> list[Product]:
    found = desk.look().figures()
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
        return [_file(head, sheet, EXPORTERS[exporter or form])]

    return make


def _file(head: Head, sheet: Sheet, to: Exporter) -> Product:
    """Return a file of one sheet, with what it says of itself."""
    export = Export(head=head, sheets=(sheet,))
    beside = None
    if to.suffix in ("csv", "jsonl"):
        beside = head.items() | {"columns": _columns(sheet)}
    return Product(f"{sheet.name}.{to.suffix}", to.write(export), beside, to.is_text)


def _columns(sheet: Sheet) -> list[dict[str, str]]:
    return [
        {"name": field.name, "type": field.kind, "unit": field.unit}
        for field in sheet.fields
    ]


def _report(desk: Desk, form: str) -> list[Product]:
    names = VIEWS if form == "html" else BRIEF
    views = [desk.page(name, of=names) for name in names]
    if form == "md":
        views = [_only(view, BRIEF[view.name]) for view in views]
    export = Export(head=desk.head("report"), views=tuple(views))
    to = EXPORTERS[form]
    return [Product(f"report.{to.suffix}", to.write(export))]


def _only(view: View, table: str) -> View:
    return replace(view, tables=tuple(one for one in view.tables if one.id == table))


def _view(name: str) -> Make:
    """Return what makes one file of a view."""

    def make(desk: Desk, form: str) -> list[Product]:
        to = EXPORTERS[form]
        view = (desk.view if form == "json" else desk.page)(name, of=[name])
        export = Export(head=desk.head(f"view-{name}"), views=(view,))
        return [Product(f"{name}.{to.suffix}", to.write(export))]

    return make


def _tables(name: str) -> Make:
    """Return what makes a file of each table of a view."""

    def make(desk: Desk, form: str) -> list[Product]:
        found = []
        for table in desk.view(name, of=[name]).tables:
            sheet = sheet_of(table)
            found.append(_file(desk.head(f"table-{table.id}"), sheet, EXPORTERS[form]))
        return found

    return make


def _charts(names: Iterable[str]) -> Make:
    """Return what makes a file of each chart of some views."""

    def make(desk: Desk, form: str) -> list[Product]:
        to, found = EXPORTERS[form], list[Product]()
        for name in names:
            view = desk.view(name, of=names)
            for table in filter(is_chart, view.tables):
                export = Export(
                    head=desk.head(f"chart-{table.id}"),
                    views=(replace(view, tables=(table,)),),
                )
                file = f"{table.id}.{to.suffix}"
                found.append(Product(file, to.write(export), None, to.is_text))
        return found

    return make


BRIEF = {
    "now": "now",
    "lasting": "lasting_stairs",
    "cost": "cost_months",
    "concepts": "concepts",
}
"""What a report in Markdown tells: a table of each of these views."""

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
    "concepts": {
        **dict.fromkeys(TABLES, _sheet("concepts")),
        **dict.fromkeys(("html", "md"), _view("concepts")),
        **dict.fromkeys(("svg", "png"), _charts(("concepts",))),
    },
    "stats": {"json": _stats},
    "report": dict.fromkeys(("html", "md"), _report),
    "charts": dict.fromkeys(("svg", "png"), _charts(VIEWS)),
    "snapshot": {"sqlite": _snapshot},
    "metrics": {"prom": _metrics},
    "calendar": {"ics": _calendar},
    **{
        name: {
            **dict.fromkeys(("html", "md", "json"), _view(name)),
            "csv": _tables(name),
            **dict.fromkeys(("svg", "png"), _charts((name,))),
        }
        for name in VIEWS
        if name != "concepts"
    },
}
"""What there is, each in its formats; the first is meant where none is named."""

SHORT = {
    "csv": "reviews",
    "parquet": "reviews",
    "jsonl": "events",
    "json": "stats",
    "html": "report",
    "md": "report",
    "svg": "charts",
    "png": "charts",
    "sqlite": "snapshot",
    "prom": "metrics",
    "ics": "calendar",
}
"""What is meant where a format is named alone."""

SEVERAL = {(what, form) for what in ("charts", *VIEWS) for form in ("svg", "png")} | {
    (name, "csv") for name in VIEWS if name != "concepts"
}
"""What is several files, and goes into a folder."""

TIMELESS = ("cards", "concepts", "metrics", "calendar")
"""What says how things stand: no day can be left out."""
