"""How is a drawing written down? Elements of SVG, with every text escaped.

What is drawn has a role, such as `ink` or `s1`, and a pen says what a role looks
like: within a page by its classes, so that the page's light and dark decide; alone
by colours of its own, which every program that reads SVG knows.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Protocol

from srs.core.text import safe_line

FONT = "DejaVu Sans, Liberation Sans, Noto Sans, Arial, Helvetica, sans-serif"
SIZE = 12
_WIDTH = 0.6
"""Of a character, in parts of its height, on average."""

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "muted": "#59636e",
    "grid": "#d8dee4",
    "s1": "#0969da",
    "s2": "#bc4c00",
    "s3": "#1a7f37",
    "s4": "#8250df",
    "s5": "#9a6700",
    "s6": "#bf3989",
}
"""What each role looks like on light paper; text on it has a contrast above 4.5."""

DARK: Mapping[str, str] = {
    "paper": "#0d1117",
    "ink": "#e6edf3",
    "muted": "#9198a1",
    "grid": "#30363d",
    "s1": "#4493f8",
    "s2": "#f0883e",
    "s3": "#3fb950",
    "s4": "#ab7df8",
    "s5": "#d29922",
    "s6": "#f778ba",
}
SERIES = ("s1", "s2", "s3", "s4", "s5", "s6")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 2")
"""Beside its colour each series has a pattern of its own."""


class Pen(Protocol):
    """Says what a role looks like."""

    def fill(self, role: str) -> str:
        """Return the attributes that fill an area."""
        ...

    def stroke(self, role: str) -> str:
        """Return the attributes that draw a line."""
        ...


class PagePen:
    """Leaves it to the page's classes."""

    def fill(self, role: str) -> str:
        """Return the attributes that fill an area."""
        return f'class="f-{role}"'

    def stroke(self, role: str) -> str:
        """Return the attributes that draw a line."""
        return f'class="l-{role}"'


class LonePen:
    """Says it with colours."""

    def __init__(self, colours: Mapping[str, str] = LIGHT) -> None:
        """Take up colours.

        Args:
            colours: By role.
        """
        self._colours = colours

    def fill(self, role: str) -> str:
        """Return the attributes that fill an area."""
        return f'fill="{self._colours[role]}"'

    def stroke(self, role: str) -> str:
        """Return the attributes that draw a line."""
        return f'fill="none" stroke="{self._colours[role]}"'


def styles(colours: Mapping[str, str]) -> str:
    """Return the custom properties that a page's classes use."""
    return "".join(f"--{role}:{colour};" for role, colour in colours.items())


CLASSES = "".join(
    f".f-{role}{{fill:var(--{role})}}.l-{role}{{fill:none;stroke:var(--{role})}}"
    for role in LIGHT
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing of some size."""

    width: float
    height: float
    body: str


def n(value: float) -> str:
    """Return a length with one decimal at the most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def words(text: str) -> str:
    """Return a text that is safe between elements and in attributes."""
    return escape(safe_line(text))


def tooltip(text: str) -> str:
    """Return what is shown while the pointer rests on an element."""
    return f"<title>{words(text)}</title>" if text else ""


def line(
    pen: Pen,
    role: str,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    width: float = 1,
    dash: str = "",
) -> str:
    """Return a straight line."""
    more = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{n(start[0])}" y1="{n(start[1])}" x2="{n(end[0])}"'
        f' y2="{n(end[1])}" {pen.stroke(role)} stroke-width="{n(width)}"{more}/>'
    )


def rect(
    pen: Pen,
    role: str,
    box: tuple[float, float, float, float],
    *,
    said: str = "",
    opacity: float = 1,
    outline: bool = False,
) -> str:
    """Return a rectangle: left, top, width, height."""
    x, y, width, height = map(n, box)
    paint = pen.stroke(role) if outline else pen.fill(role)
    more = f' opacity="{opacity:.2g}"' if opacity < 1 else ""
    start = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}{more}'
    return f"{start}>{tooltip(said)}</rect>" if said else f"{start}/>"


def text(
    pen: Pen,
    role: str,
    at: tuple[float, float],
    said: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    size: int = 0,
) -> str:
    """Return a text: `start`, `middle` or `end` of it stands at the place."""
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += ' font-weight="bold"' if bold else ""
    more += f' font-size="{size}"' if size else ""
    return (
        f'<text x="{n(at[0])}" y="{n(at[1])}" {pen.fill(role)}{more}>{words(said)}'
        "</text>"
    )


def box(at: tuple[float, float, float, float], said: str) -> str:
    """Return a rectangle with a tooltip, painted by the group that it is in."""
    x, y, width, height = map(n, at)
    way = f"M{x} {y}h{width}v{height}h-{width}z"
    return f'<path d="{way}">{tooltip(said)}</path>'


def painted(pen: Pen, role: str, parts: list[str], *, opacity: float = 1) -> str:
    """Return elements that are filled alike."""
    more = f' opacity="{opacity:.2g}"' if opacity < 1 else ""
    return f"<g {pen.fill(role)}{more}>{''.join(parts)}</g>" if parts else ""


def path(
    pen: Pen,
    role: str,
    points: list[tuple[float, float]],
    *,
    dash: str = "",
    width: float = 2,
    opacity: float = 1,
) -> str:
    """Return a line through points."""
    way = "L".join(f"{n(x)} {n(y)}" for x, y in points)
    more = f' stroke-dasharray="{dash}"' if dash else ""
    more += f' opacity="{opacity:.2g}"' if opacity < 1 else ""
    return (
        f'<path d="M{way}" {pen.stroke(role)} stroke-width="{n(width)}"'
        f' stroke-linejoin="round"{more}/>'
    )


def area(
    pen: Pen, role: str, points: list[tuple[float, float]], *, opacity: float
) -> str:
    """Return an area within points."""
    way = "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return f'<path d="M{way}Z" {pen.fill(role)} opacity="{opacity:.2g}"/>'


def group(parts: list[str], said: str = "") -> str:
    """Return elements that share a tooltip."""
    return f"<g>{tooltip(said)}{''.join(parts)}</g>"


def long(said: str, size: int = SIZE) -> float:
    """Return about how long a text is; wide characters count twice."""
    cells = sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in safe_line(said)
    )
    return cells * size * _WIDTH


def shortened(said: str, room: float) -> str:
    """Return a text that fits a length, with an ellipsis where it is cut."""
    if long(said) <= room:
        return said
    while said and long(said + "…") > room:
        said = said[:-1]
    return said + "…"


def document(picture: Picture, title: str, *, page: bool) -> str:
    """Return a drawing as an element of a page, or as a document of its own."""
    size = f"0 0 {n(picture.width)} {n(picture.height)}"
    name = f'role="img" aria-label="{words(title)}"'
    font = f'font-family="{FONT}" font-size="{SIZE}"'
    if page:
        return f'<svg viewBox="{size}" {name}>{picture.body}</svg>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{n(picture.width)}"'
        f' height="{n(picture.height)}" viewBox="{size}" {name} {font}>'
        f"{picture.body}</svg>"
    )
