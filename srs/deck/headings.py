"""Which concept does a heading open, and what is its path?"""

import re
import unicodedata
from dataclasses import dataclass, field

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_EXPLICIT = re.compile(r"(?:(.*?)[ \t]*)?\{#([^\s{}]+)\}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,2})(\S(?:.*?\S)?)\1(?!\w)")
_DROPPED_ASCII = re.compile(r"[^a-z0-9_ -]")
_KEPT_CATEGORIES = frozenset(
    ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as written."""

    level: int
    line: int
    title: str
    id: str
    """The id after `#` in braces, else the slug; may be empty (`## ???`)."""


def slug(title: str) -> str:
    """Return the anchor that GitHub makes of a heading's text."""
    words = title
    if "[" in words:
        words = _LINK.sub(lambda it: it[1] or it[2] or "", words)
    if "_" in words:
        words = _UNDERSCORES.sub(r"\2", words)
    words = words.strip().lower()
    if words.isascii():
        return _DROPPED_ASCII.sub("", words).replace(" ", "-")
    return "".join(
        "-" if mark == " " else mark
        for mark in words
        if mark in " -" or unicodedata.category(mark) in _KEPT_CATEGORIES
    )


def read_heading(text: str, line: int) -> Heading:
    """Return the heading that a line such as `## Name {#id}` makes."""
    found = _HEADING.fullmatch(text)
    marks, title = (found[1], found[2] or "") if found else ("#", text)
    explicit = _EXPLICIT.fullmatch(title.strip()) if "{#" in title else None
    if explicit:
        title, name = (explicit[1] or explicit[2]).strip(), explicit[2]
    else:
        title = title.strip()
        name = slug(title)
    return Heading(level=len(marks), line=line, title=title, id=name)


@dataclass(slots=True)
class Path:
    """The headings above a place, outermost first, as a deck is read downwards."""

    _stack: list[Heading] = field(default_factory=list)
    concept: str = ""
    breadcrumb: tuple[str, ...] = ()

    def enter(self, heading: Heading) -> None:
        """Stand below a further heading: it closes all of its level and deeper."""
        while self._stack and self._stack[-1].level >= heading.level:
            self._stack.pop()
        self._stack.append(heading)
        named = [above.id for above in self._stack if above.id]
        self.concept = named[-1] if named else ""
        self.breadcrumb = tuple(above.title for above in self._stack if above.title)
