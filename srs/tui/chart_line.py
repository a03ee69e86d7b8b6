"""How is a chart fence drawn? As lines over two axes with a legend."""

from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from textual.content import Content

from srs.core.chart import Chart
from srs.core.scale import Scale, number, scale
from srs.tui.card_wrap import wrap
from srs.tui.chart_canvas import Canvas
from srs.tui.chart_model import MUTED, SERIES, TITLE, Drawing, Spot
from srs.tui.glyphs import Glyphs

_NARROWEST = 12
_HIGHEST = 16


def line_chart(
    chart: Chart, width: int, *, glyphs: Glyphs, height: int | None = None
) -> Drawing:
    """Return a chart as rows of at most `width` cells.

    Args:
        chart: Its title, axes and series.
        width: Cells across, all told.
        glyphs: What may be drawn.
        height: Rows of the plot alone; by default as fits the width.
    """
    points = [point for series in chart.series for point in series.points]
    rows = height or max(6, min(_HIGHEST, width // 5))
    if not points:
        return Drawing(tuple(_head(chart, width)))
    down = scale(
        min(y for _, y in points),
        max(y for _, y in points),
        rows * 2 // 5 + 2,
        whole=True,
    )
    margin = max(cell_len(down.label(tick)) for tick in down.ticks) + 1
    if width - margin - 1 < _NARROWEST:
        return Drawing((*_head(chart, width), *_values(chart, width)))
    room = width - margin - 1
    across = scale(
        min(x for x, _ in points), max(x for x, _ in points), max(2, room // 10)
    )
    canvas = Canvas(room, rows, glyphs.mode)
    _draw(canvas, chart, across, down, glyphs)
    head = _head(chart, width)
    lines = [
        *head,
        *_plot(canvas, down, margin, glyphs),
        *_below(across, margin, room, glyphs),
        *_named(chart.x, margin, width),
        *_legend(chart, margin, width, glyphs),
    ]
    spots = _spots(chart, across, margin, len(head), canvas)
    return Drawing(tuple(lines), tuple(spots))


def _head(chart: Chart, width: int) -> list[Content]:
    title = [line.content for line in wrap(Content.styled(chart.title, TITLE), width)]
    return title + [
        line.content for line in wrap(Content.styled(chart.y, MUTED), width)
    ]


def marker(index: int, glyphs: Glyphs) -> str:
    """Return the sign of a series, one of its own for each of the first dozen."""
    signs: tuple[str, ...] = (*glyphs.markers, *"abcdefghij")
    return signs[index % len(signs)]


def _draw(
    canvas: Canvas, chart: Chart, across: Scale, down: Scale, glyphs: Glyphs
) -> None:
    wide = canvas.width * canvas.dots_across - 1
    high = canvas.height * canvas.dots_down - 1
    places = [
        [
            (across.share(x) * wide, (1 - down.share(y)) * high)
            for x, y in sorted(series.points)
        ]
        for series in chart.series
    ]
    for index, dots in enumerate(places):
        style = SERIES[index % len(SERIES)]
        for start, end in pairwise(dots):
            canvas.line(start, end, style)
    for index, dots in enumerate(places):
        style = SERIES[index % len(SERIES)]
        for x, y in _spread(dots, index, len(places), canvas.width // 6):
            column = round(x) // canvas.dots_across
            row = round(y) // canvas.dots_down
            canvas.put(column, row, marker(index, glyphs), style)


def _spread(
    dots: Sequence[tuple[float, float]], index: int, series: int, most: int
) -> list[tuple[float, float]]:
    """Return the places for a series' signs: not all of many, and not each other's."""
    stride = max(1, -(-len(dots) // max(most, 2)))
    first = min(index * stride // series, max(len(dots) - 1, 0))
    return [*dots[first::stride], *dots[-1:]]


def _plot(canvas: Canvas, down: Scale, margin: int, glyphs: Glyphs) -> list[Content]:
    upright, _, _, tick = glyphs.axis
    labels: dict[int, str] = {}
    for value in down.ticks:
        row = round((1 - down.share(value)) * (canvas.height * canvas.dots_down - 1))
        labels.setdefault(row // canvas.dots_down, down.label(value))
    lines = []
    for row in range(canvas.height):
        label = labels.get(row, "")
        edge = f"{label.rjust(margin - 1)} {tick if label else upright}"
        lines.append((Content.styled(edge, MUTED) + canvas.row(row)).rstrip())
    return lines


def _below(across: Scale, margin: int, room: int, glyphs: Glyphs) -> list[Content]:
    _, flat, corner, _ = glyphs.axis
    marks = [flat] * room
    labels = [" "] * (room + margin + 1)
    free = 0
    for value in across.ticks:
        column = round(across.share(value) * (room - 1))
        text = across.label(value)
        start = min(
            max(margin + 1 + column - len(text) // 2, 0), len(labels) - len(text)
        )
        if start < free:
            continue
        marks[column] = "┬" if flat == "─" else "+"
        labels[start : start + len(text)] = text
        free = start + len(text) + 1
    return [
        Content.styled(f"{' ' * margin}{corner}{''.join(marks)}", MUTED),
        Content.styled("".join(labels).rstrip(), MUTED),
    ]


def _named(name: str, margin: int, width: int) -> list[Content]:
    room = width - margin - 1
    lines = [line.content for line in wrap(Content.styled(name, MUTED), room)]
    return [
        line.pad_left(margin + 1 + (room - line.cell_length) // 2) for line in lines
    ]


def _legend(chart: Chart, margin: int, width: int, glyphs: Glyphs) -> list[Content]:
    entries = [
        Content.styled(
            # The name stays with its sign when the legend wraps.
            f"{marker(index, glyphs)}\u00a0" + series.name.replace(" ", "\u00a0"),
            SERIES[index % len(SERIES)],
        )
        for index, series in enumerate(chart.series)
    ]
    joined = Content("   ").join(entries)
    indent = margin + 1
    return [line.content.pad_left(indent) for line in wrap(joined, width - indent)]


def _values(chart: Chart, width: int) -> list[Content]:
    """Return the numbers themselves, where there is no room for a plot."""
    lines = []
    for name, points in ((series.name, series.points) for series in chart.series):
        pairs = ", ".join(f"{number(x)}: {number(y)}" for x, y in points)
        lines.extend(wrap(Content(f"{name} {pairs}"), width))
    return [line.content for line in lines]


def _spots(
    chart: Chart, across: Scale, margin: int, top: int, canvas: Canvas
) -> list[Spot]:
    values: dict[float, list[str]] = {}
    for series in chart.series:
        for x, y in series.points:
            values.setdefault(x, []).append(f"{series.name} {number(y)}")
    return [
        Spot(
            x=margin + 1 + round(across.share(x) * (canvas.width - 1)),
            y=top,
            height=canvas.height,
            text=f"{chart.x} {number(x)}: {', '.join(found)}",
        )
        for x, found in sorted(values.items())
    ]
