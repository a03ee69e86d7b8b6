"""What changed between two texts, word by word?

For a card that its author edited since it was last seen, and for an answer that
the learner typed. A sign stands before each change, because colour and struck
letters do not reach every eye nor every terminal.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from textual.content import Content

from srs.core.text import safe
from srs.tui.glyphs import BRAILLE, Glyphs

_Code: TypeAlias = tuple[str, int, int, int, int]

GONE = "strike $text-error"
CAME = "bold underline $text-success"
_WORD = re.compile(
    r"[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]"
    r"|[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]+|\s+"
)
_MOST_WORDS = 3_000
_ALIKE = 0.6
_LOOSE = re.compile(r"\W+")


def changed_words(before: str, after: str, *, glyphs: Glyphs = BRAILLE) -> Content:
    """Return the later text with what went before it: `−dominant +recessive`."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > _MOST_WORDS:
        return Content(safe(after))
    return Content("").join(_changes(old, new, glyphs))


def _words(text: str) -> list[str]:
    return [
        " " if word.isspace() else word for word in _WORD.findall(safe(text).strip())
    ]


def _changes(old: list[str], new: list[str], glyphs: Glyphs) -> Iterator[Content]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    blocks = _merged(matcher.get_opcodes(), old)
    for tag, start, end, new_start, new_end in blocks:
        gone, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            yield Content(came)
            continue
        room = " " if (gone + came)[:1] == " " else ""
        after = " " if (came or gone)[-1:] == " " and (gone + came).strip() else ""
        parts = []
        if gone.strip():
            parts.append(Content.styled(f"{glyphs.minus}{gone.strip()}", GONE))
        if came.strip():
            parts.append(Content.styled(f"+{came.strip()}", CAME))
        yield Content(room) + Content(" ").join(parts) + Content(after)


def _merged(codes: Sequence[_Code], old: list[str]) -> list[_Code]:
    """Return the changes, with those that only a space parts made one."""
    merged: list[_Code] = []
    for index, code in enumerate(codes):
        tag, start, end, _, new_end = code
        space = tag == "equal" and not "".join(old[start:end]).strip()
        goes_on = tag != "equal" or (space and index < len(codes) - 1)
        if merged and merged[-1][0] != "equal" and goes_on:
            _, first, _, new_first, _ = merged[-1]
            merged[-1] = ("replace", first, end, new_first, new_end)
        else:
            merged.append(code)
    return merged


def same_answer(written: str, right: str) -> bool:
    """Return whether two answers agree but for case, spaces and punctuation."""

    def bare(text: str) -> str:
        return _LOOSE.sub(" ", text.casefold()).strip()

    return bare(written) == bare(right) and (bool(bare(right)) or written == right)


def typed_answer(written: str, right: str, *, glyphs: Glyphs = BRAILLE) -> Content:
    """Return what the learner wrote set against the answer, in one line.

    Letters are compared within words that resemble each other, so that a slip of
    the pen shows as one.
    """
    written, right = (" ".join(safe(text).split()) for text in (written, right))
    if same_answer(written, right):
        return Content.styled(f"{glyphs.grades[2]} {written or right}", "$text-success")
    if not written:
        return Content.styled(f"+{right}", CAME)
    if _alike(written, right).ratio() < _ALIKE:
        return changed_words(written, right, glyphs=glyphs)
    return Content("").join(_letters(written, right, glyphs))


def _alike(written: str, right: str) -> SequenceMatcher[str]:
    """Return a comparison that looks past capitals, character by character."""
    old, new = (
        "".join(char.casefold()[:1] for char in text) for text in (written, right)
    )
    return SequenceMatcher(a=old, b=new, autojunk=False)


def _letters(written: str, right: str, glyphs: Glyphs) -> Iterator[Content]:
    codes = _alike(written, right).get_opcodes()
    for tag, start, end, right_start, right_end in codes:
        gone, came = written[start:end], right[right_start:right_end]
        if tag == "equal":
            yield Content(came)
            continue
        if gone:
            yield Content.styled(f"[{glyphs.minus}{gone}]", GONE)
        if came:
            yield Content.styled(f"[+{came}]", CAME)
