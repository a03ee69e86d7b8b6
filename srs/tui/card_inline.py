"""What does a line of Markdown say, as text with styles?

One `Flow` gathers the pieces of a paragraph, a heading or a cell. The marks of a
cloze may come anywhere in them, also inside code and formulas.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from textual.content import Content, Span
from textual.style import Style

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.core.text import safe
from srs.tui import maths
from srs.tui.card_model import (
    CODE,
    CONCEPT,
    EMPHASIS,
    GAP,
    LINK,
    MASK,
    MATHS,
    MUTED,
    STRONG,
    STRUCK,
    Formula,
    Link,
    LinkKind,
    Text,
)
from srs.tui.glyphs import Glyphs
from srs.tui.maths_macros import Macros

if TYPE_CHECKING:
    # markdown-it is loaded only where a card is shown.
    from markdown_it.token import Token

_MARKS = re.compile(f"([{MASK_OPEN}{MASK_CLOSE}{GAP_OPEN}{GAP_CLOSE}])")
_ADDRESS = re.compile(r"https?://[^\s<>\"`\ufdd0-\ufdd3]+")
_LIKE_ADDRESS = re.compile(r"(?:https?://|www\.)\S|^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_PAIRED = {"strong": STRONG, "em": EMPHASIS, "s": STRUCK}


@dataclass(slots=True)
class Reading:
    """What is known while one side of a card is read from top to bottom."""

    glyphs: Glyphs
    macros: Macros = ()
    links: list[Link] = field(default_factory=list)
    first: int = 0
    """The number of its first link, where it is not the only text of a sheet."""
    in_gap: bool = False
    """Whether a revealed deletion goes on from the paragraph before."""

    def link(self, kind: LinkKind, target: str, text: str) -> int:
        """Return the number of a link, new or met before."""
        for number, link in enumerate(self.links):
            if (link.kind, link.target) == (kind, target):
                return self.first + number
        self.links.append(Link(kind=kind, target=target, text=text))
        return self.first + len(self.links) - 1


class Flow:
    """Text that grows piece by piece, each with its style."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0
        self._mask = -1
        self._gap = 0 if reading.in_gap else -1

    @property
    def length(self) -> int:
        """Return how many characters there are so far."""
        return self._length

    @property
    def plain(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)

    @property
    def last(self) -> str:
        """Return the last character so far, or nothing."""
        return next((part[-1] for part in reversed(self._parts) if part), "")

    def add(self, text: str, style: Style | str = "", *, raw: bool = False) -> None:
        """Append text; marks of a cloze in it become brackets and styles.

        Args:
            text: What comes next.
            style: Of this piece alone.
            raw: Whether line feeds are the program's own and stay.
        """
        start = self._length
        if _MARKS.search(text):
            for piece in _MARKS.split(text):
                self._mark(piece) if _MARKS.match(piece) else self._put(piece, raw)
        else:
            self._put(text, raw)
        self.cover(start, style)

    def cover(self, start: int, style: Style | str) -> None:
        """Lay a style over all from an offset to the end."""
        if style and self._length > start:
            self._spans.append(Span(start, self._length, style))

    def content(self) -> Content:
        """Return all of it; a mask that never closed closes here."""
        if self._mask >= 0:
            self._mark(MASK_CLOSE)
        self._reading.in_gap = self._gap >= 0
        if self._gap >= 0:
            self.cover(self._gap, GAP)
        return Content(self.plain, self._spans)

    def _put(self, text: str, raw: bool) -> None:
        if not (text.isascii() and text.isprintable()):
            text = safe(text)
            if not raw:
                text = text.replace("\n", " ").replace("\t", " ")
        self._parts.append(text)
        self._length += len(text)

    def _mark(self, mark: str) -> None:
        if mark == MASK_OPEN and self._mask < 0:
            self._mask = self._length
            self._put("[", raw=False)
        elif mark == MASK_CLOSE and self._mask >= 0:
            if self._length == self._mask + 1:
                self._parts.append(self._reading.glyphs.ellipsis)
                self._length += len(self._reading.glyphs.ellipsis)
            self._put("]", raw=False)
            self.cover(self._mask, MASK)
            self._mask = -1
        elif mark == GAP_OPEN and self._gap < 0:
            self._gap = self._length
        elif mark == GAP_CLOSE and self._gap >= 0:
            self.cover(self._gap, GAP)
            self._gap = -1


def alone(tokens: Sequence["Token"]) -> str | None:
    """Return the formula, where a paragraph holds nothing else."""
    if len(tokens) == 1 and tokens[0].type in ("math_inline", "math_inline_double"):
        return tokens[0].content
    return None


def parts(tokens: Sequence["Token"], reading: Reading) -> list[Text | Formula]:
    """Return a paragraph's text, with the formulas between `$$` set apart."""
    found: list[Text | Formula] = []
    run: list[Token] = []
    for token in tokens:
        if token.type == "math_inline_double":
            if run:
                found.append(Text(line(run, reading)))
            found.append(Formula(token.content))
            run = []
        else:
            run.append(token)
    if run:
        found.append(Text(line(run, reading)))
    return [part for part in found if not isinstance(part, Text) or part.content.plain]


def line(tokens: Sequence["Token"], reading: Reading) -> Content:
    """Return the tokens of a paragraph, a heading or a cell as text with styles."""
    flow = Flow(reading)
    opened: list[tuple[int, str]] = []
    for token in tokens:
        if token.nesting > 0:
            if token.type == "s_open":
                flow.add(reading.glyphs.gone[0])
            opened.append((flow.length, str(token.attrs.get("href", ""))))
        elif token.nesting < 0:
            if opened:
                _close(token, *opened.pop(), flow, reading)
        else:
            in_link = any(href for _, href in opened)
            _leaf(token, flow, reading, in_link=in_link)
    content = flow.content()
    plain = content.plain
    if plain == plain.strip(" "):
        return content
    return content[len(plain) - len(plain.lstrip(" ")) :].rstrip(" ")


def _leaf(token: "Token", flow: Flow, reading: Reading, *, in_link: bool) -> None:
    match token.type:
        case "softbreak":
            _soft_break(flow)
        case "hardbreak":
            flow.add("\n", raw=True)
        case "code_inline":
            flow.add(token.content, CODE)
        case "math_inline" | "math_inline_double":
            plain = reading.glyphs.plain
            flow.add(maths.inline(token.content, reading.macros, plain=plain), MATHS)
        case "image":
            _picture(token, flow, reading)
        case "concept":
            _linked(flow, reading, "concept", str(token.meta["id"]), token.content)
        case _ if in_link:
            flow.add(token.content)
        case _:
            _text(token.content, flow, reading)


def _soft_break(flow: Flow) -> None:
    """Join two lines of the source: with a space, but not between ideographs."""
    last = flow.last
    flow.add(
        "" if "\u2e80" <= last <= "\ua4cf" or "\uff00" <= last <= "\uff60" else " "
    )


def _text(text: str, flow: Flow, reading: Reading) -> None:
    """Append text, with the addresses in it made links."""
    if "://" not in text:
        flow.add(text)
        return
    end = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match.group())
        flow.add(text[end : match.start()])
        _linked(flow, reading, "web", address, address)
        end = match.start() + len(address)
    flow.add(text[end:])


def _trimmed(address: str) -> str:
    """Return the address without the sentence's own marks at its end."""
    while address and address[-1] in ".,;:!?'\")]}*_":
        opening = {")": "(", "]": "["}.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def _linked(
    flow: Flow, reading: Reading, kind: LinkKind, target: str, text: str
) -> None:
    start = flow.length
    flow.add(text)
    number = reading.link(kind, safe(target), flow.plain[start:])
    _cover(flow, start, number, CONCEPT if kind == "concept" else LINK)


def _cover(flow: Flow, start: int, number: int, style: str) -> None:
    flow.cover(start, style)
    # The action carries a number: nothing of the card's text is ever parsed.
    flow.cover(start, Style.from_meta({"@click": f"follow({number})"}))


def _close(token: "Token", start: int, href: str, flow: Flow, reading: Reading) -> None:
    name = token.type.removesuffix("_close")
    if name in _PAIRED:
        _pair(name, start, flow, reading)
        return
    if name != "link":
        return
    href = _MARKS.sub("", href)
    shown = flow.plain[start:]
    if not href.lower().startswith(("https://", "http://")):
        flow.add(f" ({href})" if href and href != shown else "", MUTED)
        return
    number = reading.link("web", safe(href), shown)
    _cover(flow, start, number, LINK)
    if _LIKE_ADDRESS.search(shown) and not _same_address(shown, href):
        flow.add(f" ({href})", MUTED)


def _pair(name: str, start: int, flow: Flow, reading: Reading) -> None:
    flow.cover(start, _PAIRED[name])
    if name == "s":
        flow.add(reading.glyphs.gone[1])


def _same_address(shown: str, href: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"^https?://|/$", "", unquote(text).lower())

    return bare(shown) == bare(href)


def _picture(token: "Token", flow: Flow, reading: Reading) -> None:
    """Append what stands for a picture: its description, or else its file."""
    source = _MARKS.sub("", str(token.attrs.get("src", "")))
    described = "".join(child.content for child in token.children or ())
    shown = described or source.rsplit("/", 1)[-1]
    start = flow.length
    flow.add(f"{reading.glyphs.picture} {shown}")
    kind: LinkKind = "web" if source.startswith(("https://", "http://")) else "picture"
    number = reading.link(kind, safe(source), shown)
    _cover(flow, start, number, LINK)
