"""What is a card made of, once its Markdown is read?

Blocks hold their text with its styles, but know no width: the same blocks are
laid out again whenever the window changes.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from textual.content import Content

from srs.core.chart import Chart

STRONG = "bold"
EMPHASIS = "italic"
STRUCK = "strike"
CODE = "$text-warning"
MATHS = "$text-primary"
LINK = "underline $text-accent"
CONCEPT = "underline $text-secondary"
MUTED = "$text 60%"
MASK = "bold $text-accent"
GAP = "bold underline $text-success"
HEADINGS = ("bold underline", "bold", "bold italic")

LinkKind = Literal["web", "concept", "picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something on the card that can be opened."""

    kind: LinkKind
    target: str
    """A whole http(s) address, a concept's id, or a picture's path as written."""
    text: str
    """What stands on the card for it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; line feeds in it are the author's hard breaks."""

    content: Content


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stands alone, as TeX."""

    tex: str
    apart: bool = True
    """Whether the author set it apart, rather than wrote nothing beside it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a card."""

    content: Content


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code; a language of "" is plain text."""

    content: Content
    language: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart fence that could be read."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first row is its head."""

    rows: tuple[tuple[Content, ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with its bullet or number."""

    marker: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; a loose one has empty lines between its entries."""

    items: tuple[Item, ...]
    loose: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block: TypeAlias = (
    Text | Formula | Heading | Code | Figure | Grid | Quote | Items | Rule
)


@dataclass(frozen=True, slots=True)
class Document:
    """A side of a card: its blocks and what can be opened on it."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
