"""How do views become Markdown? A heading each, tables, their notes.

Names come from others: what has a meaning in Markdown or HTML is escaped.
"""

import re
from collections.abc import Iterator

from srs.core.report import Table, said
from srs.core.text import safe_line
from srs.exchange.sheet import Export, stamp

_MEANING = re.compile(r"[\\`*_{}\[\]<>#|~!&$]|^(?:[-+=]|\d+[.)](?=\s|$))")


def escaped(text: str) -> str:
    """Return a text in which nothing is Markdown, on one line."""
    return _MEANING.sub(_escape, safe_line(text))


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found[:-1]}\\{found[-1]}"


def write(export: Export) -> Iterator[bytes]:
    """Give the export's views as Markdown, a table at a time."""
    head = export.head
    yield (
        f"# {escaped(head.title)}\n\n"
        f"{stamp(head.generated_at)}, study days of {escaped(head.tz)} from"
        f" {head.rollover_hour}:00. `{head.schema}`\n"
    ).encode()
    for view in export.views:
        yield f"\n## {escaped(view.title)}\n".encode()
        for table in view.tables:
            yield "\n".join(["", *_table(table, view.title), ""]).encode()


def _table(table: Table, above: str) -> Iterator[str]:
    if table.title != above:
        yield f"### {escaped(table.title)}"
        yield ""
    if table.needs:
        yield escaped(table.needs)
        return
    columns = table.columns
    yield _row([escaped(column.name) for column in columns])
    numbers = [
        any(isinstance(row[at], int | float) for row in table.rows)
        for at in range(len(columns))
    ]
    yield _row(["---:" if number else "---" for number in numbers])
    for row in table.rows:
        yield _row(
            [
                escaped(said(cell, column))
                for cell, column in zip(row, columns, strict=True)
            ]
        )
    for note in table.notes:
        yield ""
        yield escaped(note)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
