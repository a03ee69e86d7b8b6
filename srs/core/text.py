"""Is this text safe to show?

Decks, packages and file names come from others. A terminal obeys control
characters, so everything passes here once, where it enters, and nothing that
reaches a screen has to be looked at again.
"""

import json
import re
import unicodedata

_BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
# Noncharacters mark what a cloze hides (core/card.py), so authors cannot have them.
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_UNSAFE = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}{_NONCHARACTERS}\ud800-\udfff]"
)
_UNSAFE_IN_LINE = re.compile(f"(?:{_UNSAFE.pattern}|[\t\n])")


def safe(text: str) -> str:
    """Return the text with every dangerous character replaced by a visible one.

    Line feeds and tabs stay. C0 controls become their Unicode pictures (␛ for
    escape), DEL ␡, and all others `�`.
    """
    # Whatever is unsafe cannot be printed either, and this is asked ten times faster.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return _UNSAFE.sub(_picture, text)


def safe_line(text: str) -> str:
    """Return the text made safe and fit for one line: tabs and feeds turn visible."""
    return _UNSAFE_IN_LINE.sub(_picture, text)


def safe_json(value: object, *, allow_nan: bool = True) -> str:
    """Return a value as JSON in one line that can be printed on a terminal.

    Every dangerous character is escaped, so whoever reads the JSON gets it back.
    """
    return _UNSAFE.sub(
        _escape, json.dumps(value, ensure_ascii=False, allow_nan=allow_nan)
    )


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def folded(text: str) -> str:
    """Return the text in Unicode NFC, with each run of white space as one space."""
    if "  " not in text and text.isascii() and text.isprintable():
        return text.strip(" ")
    return " ".join(unicodedata.normalize("NFC", text).split())
