"""Which characters can this terminal draw?

Braille is the finest, blocks are drawn by nearly every font, and plain ASCII is
all that a terminal without UTF-8 shows. Text of the decks is never changed; only
what the program draws itself comes from here.
"""

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Wish = Literal["auto", "braille", "blocks", "ascii"]
Mode = Literal["braille", "blocks", "ascii"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """The characters of one mode."""

    mode: Mode
    bullets: tuple[str, ...] = ("•", "◦", "▪")
    """By depth, then again from the first."""
    todo: str = "☐"
    done: str = "☑"
    quote: str = "▎"
    bar: str = "│"
    rule: str = "─"
    cross: str = "┼"
    ellipsis: str = "…"
    picture: str = "▣"
    arrow: str = "→"
    minus: str = "−"
    dash: str = "–"
    gone: tuple[str, str] = ("", "")
    """Set around struck text where a terminal may draw no line through it."""
    markers: tuple[str, ...] = ("●", "▲", "■", "◆", "✚", "○")
    """One a series of a chart, so that colour is never the only sign."""
    shades: str = " ░▒▓█"
    """From none to much."""
    rising: str = " ▁▂▃▄▅▆▇█"
    """Columns in eighths."""
    across: str = " ▏▎▍▌▋▊▉█"
    """Bars in eighths."""
    light: str = "▒"
    """The second layer of a stack."""
    axis: tuple[str, str, str, str] = ("│", "─", "└", "┤")
    """Upright, flat, corner, and tick."""
    grades: tuple[str, str, str, str] = ("✗", "~", "✓", "✓✓")
    """Forgot, Hard, Good, Easy."""
    dotted: str = "┄"
    cursor: str = "▸"
    """Before the line that is chosen."""
    crumb: str = "›"
    """Between the parts of a place."""
    dot: str = "·"
    """Between facts on one line."""
    flag: str = "⚑"
    expected: str = "◇"
    """What the model said, beside what happened."""
    upright: str = "┊"
    """A day worth a line in a chart."""
    states: tuple[str, ...] = ("■", "▣", "▨", "□", "·")
    """Of concepts: lasting, solid, fading, begun, unseen."""
    picked: str = "●"
    """Before a line that is selected."""

    @property
    def plain(self) -> bool:
        """Return whether only ASCII may be drawn."""
        return self.mode == "ascii"


BRAILLE = Glyphs(mode="braille")
BLOCKS = Glyphs(mode="blocks")
ASCII = Glyphs(
    mode="ascii",
    bullets=("*", "-", "+"),
    todo="[ ]",
    done="[x]",
    quote="|",
    bar="|",
    rule="-",
    cross="+",
    ellipsis="...",
    picture="picture:",
    arrow="->",
    minus="-",
    dash="-",
    gone=("~", "~"),
    markers=("o", "x", "*", "+", "#", "@"),
    shades=" .:+#",
    rising="  ..::::#",
    across="    ::::#",
    light=":",
    axis=("|", "-", "+", "|"),
    grades=("x", "~", "+", "++"),
    dotted=".",
    cursor=">",
    crumb=">",
    dot="-",
    flag="!",
    expected="+",
    upright=":",
    states=("#", "+", "~", "o", "."),
    picked="*",
)
_BY_MODE: dict[str, Glyphs] = {"braille": BRAILLE, "blocks": BLOCKS, "ascii": ASCII}


def glyphs(wish: str = "auto", *, environ: Mapping[str, str] | None = None) -> Glyphs:
    """Return the characters that fit the learner's wish and this terminal.

    A wish that is named is granted; `auto` looks at the locale, at the Linux
    console (no braille in its fonts) and at `TERM=dumb`.
    """
    if wish in _BY_MODE:
        return _BY_MODE[wish]
    environment = os.environ if environ is None else environ
    term = environment.get("TERM", "")
    if term == "dumb" or not _utf8(environment):
        return ASCII
    return BLOCKS if term == "linux" else BRAILLE


def _utf8(environment: Mapping[str, str]) -> bool:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := environment.get(name):
            return "utf8" in value.lower().replace("-", "")
    if environment is not os.environ:
        return False
    return "utf8" in locale.getpreferredencoding(False).lower().replace("-", "")
