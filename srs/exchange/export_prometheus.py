"""How do metrics become a file for Prometheus? The text format of node_exporter.

A row is a metric's name, its type, its help, its labels and its value.

Source:
    "Exposition formats", Prometheus documentation.
"""

from collections.abc import Iterator, Mapping

from srs.exchange.sheet import Export, stamp


def write(export: Export) -> Iterator[bytes]:
    """Give the export's one sheet in the text format, a metric at a time."""
    (sheet,) = export.sheets
    head = export.head
    yield (
        f"# {head.schema}, {stamp(head.generated_at)}, study days of {head.tz} from"
        f" {head.rollover_hour}:00\n"
    ).encode()
    last = ""
    for name, kind, said, labels, value in sheet.rows:
        lines = ""
        if name != last:
            lines = f"# HELP {name} {_help(said)}\n# TYPE {name} {kind}\n"
            last = name
        yield f"{lines}{name}{_labels(labels)} {_number(value)}\n".encode()


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    pairs = ",".join(f'{name}="{_label(value)}"' for name, value in labels.items())
    return "{" + pairs + "}"


def _label(text: str) -> str:
    return _help(text).replace('"', '\\"')


def _help(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _number(value: float) -> str:
    return repr(value)
