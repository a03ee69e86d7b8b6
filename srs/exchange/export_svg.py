"""How does a chart become a file? SVG with colours of its own, on light paper."""

from collections.abc import Iterator

from srs.exchange.charts import alone
from srs.exchange.sheet import Export, stamp
from srs.exchange.svg import words


def write(export: Export) -> Iterator[bytes]:
    """Give the chart of the export's one table."""
    yield drawn(export).encode()


def drawn(export: Export) -> str:
    """Return the chart of the export's one table as a document."""
    ((table,),) = (view.tables for view in export.views)
    head = export.head
    about = words(
        f"{head.schema}, {stamp(head.generated_at)}, study days of {head.tz} from"
        f" {head.rollover_hour}:00"
    )
    start, end, rest = alone(table).partition(">")
    declared = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{declared}\n{start}{end}<desc>{about}</desc>{rest}\n"
