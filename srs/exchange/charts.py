"""Which tables are charts, and how is each drawn? By its shape, as in the terminal."""

from collections.abc import Callable, Mapping

from srs.core.report import Shape, Table
from srs.exchange.chart_days import forecast, heat
from srs.exchange.chart_grid import grid
from srs.exchange.chart_line import lines
from srs.exchange.chart_rows import bars, intervals, ladder
from srs.exchange.svg import LonePen, PagePen, Pen, Picture, document, rect, text

WIDTH = 720.0
_MARGIN = 16.0
_TITLE = 15

Draw = Callable[[Table, Pen, float], Picture]
"""From a table, a pen and a width to a picture."""

DRAW: Mapping[Shape, Draw] = {
    "line": lines,
    "forecast": forecast,
    "bars": bars,
    "stairs": grid,
    "matrix": grid,
    "ladder": ladder,
    "interval": intervals,
    "heat": heat,
}


def is_chart(table: Table) -> bool:
    """Return whether a table can be drawn, and has something to show."""
    return table.shape in DRAW and bool(table.rows) and not table.needs


def on_page(table: Table) -> str:
    """Return a table's chart as an element of a page."""
    return document(DRAW[table.shape](table, PagePen(), WIDTH), table.title, page=True)


def alone(table: Table) -> str:
    """Return a table's chart as a document, with its title and its notes."""
    pen = LonePen()
    drawn = DRAW[table.shape](table, pen, WIDTH)
    top = _MARGIN + _TITLE + 12
    below = top + drawn.height + 20
    notes = [
        text(pen, "muted", (_MARGIN, below + 16 * at), note)
        for at, note in enumerate(_wrapped(table.notes))
    ]
    height = below + 16 * len(notes) + _MARGIN - 12
    size = (0.0, 0.0, drawn.width + 2 * _MARGIN, height)
    title = text(
        pen, "ink", (_MARGIN, _MARGIN + _TITLE), table.title, bold=True, size=_TITLE
    )
    body = (
        f"{rect(pen, 'paper', size)}{title}"
        f'<g transform="translate({_MARGIN:.0f} {top:.0f})">{drawn.body}</g>'
        f"{''.join(notes)}"
    )
    return document(
        Picture(width=size[2], height=height, body=body), table.title, page=False
    )


def _wrapped(notes: tuple[str, ...], most: int = 100) -> list[str]:
    """Return notes in lines of about so many characters."""
    found: list[str] = []
    for note in notes:
        row = ""
        for word in note.split():
            if row and len(row) + len(word) >= most:
                found.append(row)
                row = ""
            row = f"{row} {word}".strip()
        found.append(row)
    return found
