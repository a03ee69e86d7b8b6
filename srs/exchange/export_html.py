"""How do views become one page? Charts as inline SVG, tables, and nothing else.

No script, no font, no picture from elsewhere: the page forbids itself the network.
Light and dark come from the reader's own wish; paper is always light.
"""

from collections.abc import Iterator

from srs.core.report import Table, said
from srs.exchange.charts import is_chart, on_page
from srs.exchange.sheet import Export, View, stamp
from srs.exchange.svg import CLASSES, DARK, LIGHT, styles, words

MOST_ROWS = 60
"""A longer table is cut; the formats made for programs have all."""

_STYLE = (
    f":root{{color-scheme:light dark;{styles(LIGHT)}}}"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{styles(DARK)}}}}}"
    "body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);"
    "color:var(--ink);font:16px/1.5 system-ui,sans-serif}"
    "h1{margin:.5rem 0 0}h2{margin:2.5rem 0 0;border-bottom:1px solid var(--grid)}"
    "h3{margin:1.5rem 0 .25rem;font-size:1rem}"
    "p,.n{color:var(--muted);margin:.25rem 0}.n{font-size:.875rem}"
    "a{color:var(--s1)}nav a{margin-right:1rem}"
    "svg{display:block;width:100%;max-width:720px;height:auto;margin:.5rem 0;"
    "font:12px system-ui,sans-serif}"
    ".t{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;"
    "font-variant-numeric:tabular-nums}"
    "th,td{padding:.15rem .75rem .15rem 0;text-align:left;vertical-align:top}"
    "th{font-weight:600;border-bottom:1px solid var(--grid)}"
    ".r{text-align:right}summary{color:var(--muted);cursor:pointer;font-size:.875rem}"
    f"{CLASSES}"
    "@media print{body{max-width:none;padding:0;font-size:11pt}"
    "nav,summary{display:none}section{break-inside:auto}h2,h3{break-after:avoid}svg,tr{break-inside:avoid}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}"
)


def write(export: Export) -> Iterator[bytes]:
    """Give the export's views as a page, a view at a time."""
    head = export.head
    title = words(head.title or "srs")
    about = (
        f"{stamp(head.generated_at)}, study days of {words(head.tz)} from"
        f" {head.rollover_hour}:00"
    )
    links = "".join(
        f'<a href="#{words(view.name)}">{words(view.title)}</a>'
        for view in export.views
    )
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">\n"
        f'<meta name="schema" content="{words(head.schema)}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{about}</p>\n<nav>{links}</nav>\n"
    ).encode()
    for view in export.views:
        yield _view(view).encode()
    yield b"</body>\n</html>\n"


def _view(view: View) -> str:
    tables = "".join(_table(table, view.title) for table in view.tables)
    name, title = words(view.name), words(view.title)
    return f'<section id="{name}">\n<h2>{title}</h2>\n{tables}</section>\n'


def _table(table: Table, above: str) -> str:
    title = f"<h3>{words(table.title)}</h3>\n" if table.title != above else ""
    if table.needs:
        return f'{title}<p class="n">{words(table.needs)}</p>\n'
    notes = "".join(f'<p class="n">{words(note)}</p>\n' for note in table.notes)
    if not is_chart(table):
        return f"{title}{_rows(table)}{notes}"
    if len(table.rows) > MOST_ROWS:
        return f"{title}{on_page(table)}\n{notes}"
    return (
        f"{title}{on_page(table)}\n<details><summary>as a table</summary>"
        f"{_rows(table)}</details>\n{notes}"
    )


def _rows(table: Table) -> str:
    columns, rows = table.columns, table.rows[:MOST_ROWS]
    marks = [
        ' class="r"' if any(isinstance(row[at], int | float) for row in rows) else ""
        for at in range(len(columns))
    ]
    names = [column.name for column in columns]
    head = ""
    if any(names):
        cells = "".join(
            f'<th scope="col"{mark}>{words(name)}</th>'
            for name, mark in zip(names, marks, strict=True)
        )
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{mark}>{words(said(cell, column))}</td>"
            for cell, column, mark in zip(row, columns, marks, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    cut = len(table.rows) - len(rows)
    note = (
        f'<p class="n">The first {len(rows)} of {len(table.rows)}.</p>' if cut else ""
    )
    return f'{note}<div class="t"><table>{head}<tbody>{body}</tbody></table></div>\n'
