"""How do lines of text become strips of a screen?"""

from collections.abc import Iterable

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions


def strips(
    lines: Iterable[Content], style: Style, options: RenderOptions, *, first: int = 0
) -> list[Strip]:
    """Return the lines as strips, with the selection shown.

    Each segment knows where in the text it stands, which is how Textual finds
    what the pointer selects.

    Args:
        lines: The rows.
        style: What they are drawn in where they say nothing else.
        options: How Textual resolves styles, and what is selected.
        first: The number of the first row on its widget.
    """
    cache: dict[str | Style, Style] = {}

    def style_of(name: str | Style) -> Style:
        if name not in cache:
            cache[name] = options.get_style(name)
        return cache[name]

    drawn: list[Strip] = []
    for y, line in enumerate(lines, first):
        content = _selected(line, y, options)
        segments: list[Segment] = []
        x = 0
        for text, text_style in content.render(style, "", style_of):
            placed = (style + text_style).rich_style_with_offset(x, y)
            segments.append(Segment(text, placed))
            x += len(text)
        drawn.append(Strip(segments, content.cell_length))
    return drawn


def _selected(content: Content, y: int, options: RenderOptions) -> Content:
    if options.selection is None or options.selection_style is None:
        return content
    span = options.selection.get_span(y)
    if span is None:
        return content
    start, end = span
    end = len(content.plain) if end == -1 else end
    return content.stylize(options.selection_style, start, end)
