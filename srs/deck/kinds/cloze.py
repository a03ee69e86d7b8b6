r"""`C:`: a passage in which each `[deletion]` is asked on its own.

    C: Below the [error threshold](hint: two words) the master sequence survives.
    C: {{c1::Eigen}} found it in {{c2::1971::year}}.

Brackets in code and maths are deletions too, but what hides them there must be
plain text that still renders: `[…]` in code, `[\ldots]` in maths.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from srs.core.card import (
    GAP_CLOSE,
    GAP_OPEN,
    MASK_CLOSE,
    MASK_OPEN,
    Deck,
    Note,
    Sides,
)
from srs.core.text import folded
from srs.deck.blocks import Block, Fault
from srs.deck.kinds.kind import Kind, Reading, draft_fault, part, written
from srs.deck.opaque import Region, inline

MAX_DELETIONS, MAX_FACE_CHARACTERS = 64, 256 * 1024
"""Every deletion repeats the whole passage twice, so a note is held to these."""

_TOKEN = re.compile(
    r"(?P<literal>\\\\\[[^\[\]\n]*\]"  # in TeX: a row's distance, tall brackets, roots
    r"|\\(?:left|right|[bB]igg?[lrm]?)[ \t]*[\[\]]|\\sqrt\[[^\[\]\n]*\](?=\s*\{)"
    r"|!\[[^\]\n]*\]"  # an image
    r"|\[\[[^\[\]\n]+\]\]"  # a link to a concept
    r"|\[\^[^\[\]\s]+\]"  # a footnote
    r"|\[[^\[\]\n]*\]\([ \t]*<?(?i:https?):"  # a link
    r"[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=[ \t]))"  # a task
    r"|(?P<escape>\\[\[\]])"
    r"|\{\{c(?P<number>\d{1,4})::"
    r"|(?P<braces>\}\})"
    r"|(?P<open>\[)"
    r"|(?P<close>\](?:\(hint:(?P<hint>(?:[^()\n]|\([^()\n]*\))*)\))?)"
    r"|(?P<mark>==)",
    re.MULTILINE,
)
_PAIR = re.compile(r"\[([^\[\]]*)\]")
# Whatever may make a bracket anything else than one of a plain pair.
_SPECIAL = re.compile(r"[`$\\]|~~~|\{\{|!\[|\[\^|\]\(|\[[ xX]\]")
_FEW_DELETIONS = 16
_PLAIN_HINT = re.compile(r"[A-Za-z0-9 .,-]+")
_BRACKET, _ANKI, _MARK = "[", "{{", "=="


class Deletion(NamedTuple):
    """What a cloze hides at one place."""

    text: str
    """Ready to be shown."""
    hint: str
    key: str
    """As yet without the count of its occurrence."""
    numbered: bool
    """Whether it is written in Anki's spelling."""
    where: str
    """`code` or `maths` where plain text must hide it, else empty."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage taken apart: literal text and deletions in turn."""

    pieces: list[str | Deletion]
    faults: list[tuple[int, str]]
    """Slips that cost the block, each with its place in the passage."""
    strays: list[int]
    """Brackets without a partner; they stay literal."""
    in_code: int | None
    """The first deletion in code or maths, if there is one."""


class _Reader:
    """Goes from token to token and keeps the deletion that is open."""

    def __init__(self, passage: str, *, in_code: bool, marks: bool) -> None:
        self._passage = passage
        self._in_code = in_code
        self._marks = marks
        self._regions = inline(passage)
        self._pieces: list[str | Deletion] = []
        self._literal: list[str] = []
        """What has been read since the last deletion, or since it opened."""
        self._before: list[str] = []
        """What stood before the open deletion."""
        self._style = ""
        """How the open deletion was opened; empty where none is open."""
        self._number = ""
        self._opened = self._raw_start = 0
        self._open_region: Region | None = None
        self._faults: list[tuple[int, str]] = []
        self._strays: list[int] = []
        self._first_in_code: int | None = None

    def run(self) -> Passage:
        """Return the passage taken apart."""
        passage, done = self._passage, 0
        regions = iter(self._regions)
        region = next(regions, None)
        for token in _TOKEN.finditer(passage):
            start = token.start()
            while region is not None and region.end <= start:
                region = next(regions, None)
            inside = region if region is not None and region.start <= start else None
            self._leave(inside)
            self._literal.append(passage[done:start])
            done = token.end()
            self._take(token, inside)
        self._leave(None)
        self._literal.append(passage[done:])
        if self._style:
            self._strays.append(self._opened)
            self._give_up()
        self._flush()
        return Passage(self._pieces, self._faults, self._strays, self._first_in_code)

    def _take(self, token: re.Match[str], region: Region | None) -> None:
        """Take one token, inside the region or in plain text."""
        text = token[0]
        if token["escape"]:
            self._literal.append(text[1] if region else text)
        elif region and not self._in_code:
            self._literal.append(text)
        elif token["number"]:
            self._open(token, region, _ANKI)
        elif token["open"]:
            self._open(token, region, _BRACKET)
        elif token["mark"] and self._marks and region is None:
            if self._style == _MARK:
                self._close(token.start(), "")
            else:
                self._open(token, region, _MARK)
        elif token["braces"] and self._style == _ANKI:
            self._close(token.start(), None)
        elif token["close"]:
            self._at_close(token, region)
        else:
            self._literal.append(text)

    def _at_close(self, token: re.Match[str], region: Region | None) -> None:
        if self._style == _BRACKET and region is self._open_region:
            self._close(token.start(), (token["hint"] or "").strip())
            return
        if region is None and self._style != _ANKI:
            self._strays.append(token.start())
        self._literal.append(token[0])

    def _open(self, token: re.Match[str], region: Region | None, style: str) -> None:
        if self._style:
            self._faults.append((token.start(), _NESTED))
            self._literal.append(token[0])
            return
        self._style, self._open_region = style, region
        self._number = token["number"] or ""
        self._opened, self._raw_start = token.span()
        self._before, self._literal = self._literal, []
        if region and self._first_in_code is None:
            self._first_in_code = token.start()

    def _leave(self, region: Region | None) -> None:
        """Take an opening bracket for a literal one where its code or maths ends."""
        opened_in = self._open_region
        if self._style and opened_in is not None and region is not opened_in:
            self._give_up()

    def _give_up(self) -> None:
        """Make what opened literal."""
        opening = self._passage[self._opened : self._raw_start]
        self._literal = [*self._before, opening, *self._literal]
        self._style, self._open_region = "", None
        if self._first_in_code == self._opened:
            self._first_in_code = None

    def _close(self, end: int, hint: str | None) -> None:
        """End the deletion; without a hint of its own, look for Anki's."""
        raw, text = self._passage[self._raw_start : end], "".join(self._literal)
        if hint is None:
            text, _, hint = text.partition("::")
            raw = raw.partition("::")[0]
        if not text.strip():
            self._faults.append((self._opened, _EMPTY))
        where = self._open_region
        deletion = Deletion(
            text=text,
            hint=hint.strip(),
            key=f"c{int(self._number)}" if self._number else folded(raw),
            numbered=bool(self._number),
            where="" if where is None else "maths" if where.kind == "maths" else "code",
        )
        self._literal = self._before
        self._flush()
        self._pieces.append(deletion)
        self._style, self._open_region = "", None

    def _flush(self) -> None:
        if text := "".join(self._literal):
            self._pieces.append(text)
        self._literal = []


_NESTED = r"Brackets inside brackets; literal ones are written `\[` and `\]`."
_EMPTY = "A deletion that hides nothing."


def passage_of(text: str, *, in_code: bool = True, marks: bool = False) -> Passage:
    """Return a passage taken apart into literal text and deletions.

    Args:
        text: The passage as written.
        in_code: Whether brackets in code and maths are deletions.
        marks: Whether `==text==` is a deletion.
    """
    return _Reader(text, in_code=in_code, marks=marks).run()


def plain_sides(text: str) -> tuple[Sides, ...] | None:
    """Return the cards of a passage whose brackets are all plain pairs, else None.

    Nearly all passages are; this is only faster than to read token by token.
    """
    if _SPECIAL.search(text):
        return None
    pieces = _PAIR.split(text)
    literal, hidden = "".join(pieces[::2]), pieces[1::2]
    if "[" in literal or "]" in literal or not 0 < len(hidden) <= _FEW_DELETIONS:
        return None
    named = [folded(it) for it in hidden]
    if "" in named or len(set(named)) < len(named):
        return None
    sides: list[Sides] = []
    for number, key in enumerate(named):
        at = 2 * number + 1
        before, behind = "".join(pieces[:at]), "".join(pieces[at + 1 :])
        front = f"{before}{MASK_OPEN}{MASK_CLOSE}{behind}"
        back = f"{before}{GAP_OPEN}{pieces[at]}{GAP_CLOSE}{behind}"
        sides.append(Sides(key=key, front=front, back=back))
    return tuple(sides)


def keys(deletions: Sequence[Deletion]) -> list[str]:
    """Return each deletion's key: its text, with `#n` from its second occurrence.

    In Anki's spelling it is the number, and equal numbers share it.
    """
    named = [it.key for it in deletions]
    if len(set(named)) == len(named):
        return named
    taken = {it.key for it in deletions if it.numbered}
    seen: Counter[str] = Counter(taken)
    named = []
    for deletion in deletions:
        key = deletion.key
        if not deletion.numbered:
            while True:
                seen[deletion.key] += 1
                count = seen[deletion.key]
                key = deletion.key if count == 1 else f"{deletion.key}#{count}"
                if key not in taken:
                    break
            taken.add(key)
        named.append(key)
    return named


def read(block: Block, deck: Deck) -> Reading:
    """Return the passage and one card for each key of its deletions."""
    text = block.asked
    if not text:
        return Reading(text, draft=True, faults=(draft_fault(block.line, "passage"),))
    if not deck.obsidian and (plain := plain_sides(text)) is not None:
        return Reading(text, sides=plain)
    return _careful(block, deck)


def _careful(block: Block, deck: Deck) -> Reading:
    text = block.asked
    passage = passage_of(text, in_code=deck.cloze_in_code, marks=deck.obsidian)
    faults = [_fault(block, text, *slip, "R02") for slip in passage.faults[:1]]
    if not faults:
        faults += _limits(block, text, passage)
    if faults:
        return Reading(text, faults=tuple(faults))
    return Reading(text, sides=_sides(passage), faults=_remarks(block, text, passage))


def _limits(block: Block, text: str, passage: Passage) -> list[Fault]:
    count = sum(not isinstance(piece, str) for piece in passage.pieces)
    if not count:
        return [Fault(block.line, "R01", "A cloze without a `[deletion]`.")]
    if count > MAX_DELETIONS or count * len(text) > MAX_FACE_CHARACTERS:
        message = (
            f"{count} deletions in a passage of {len(text)} characters;"
            f" {MAX_DELETIONS} are the most, fewer in a long one."
        )
        advice = "Split it into several notes."
        return [Fault(block.line, "too-many-deletions", message, suggestion=advice)]
    return []


def _remarks(block: Block, text: str, passage: Passage) -> tuple[Fault, ...]:
    lone = "A bracket without its partner stays as it is."
    remarks = [_fault(block, text, at, lone, "R02") for at in passage.strays[:1]]
    if passage.in_code is not None:
        hidden = "A deletion inside code or maths; `cloze_in_code = false` stops that."
        remarks.append(_fault(block, text, passage.in_code, hidden, "cloze-in-code"))
    return tuple(remark._replace(severity="warning") for remark in remarks)


def _fault(block: Block, text: str, at: int, message: str, code: str) -> Fault:
    end = text.find("\n", at)
    needle = text[at : end if end >= 0 else len(text)]
    line = block.asked_line + text.count("\n", 0, at)
    return Fault(line, code, message, needle=needle)


def _sides(passage: Passage) -> tuple[Sides, ...]:
    pieces = passage.pieces
    places = [at for at, it in enumerate(pieces) if not isinstance(it, str)]
    deletions = [it for it in pieces if not isinstance(it, str)]
    asked: dict[str, list[int]] = {}
    for key, at in zip(keys(deletions), places, strict=True):
        asked.setdefault(key, []).append(at)
    plain = [it if isinstance(it, str) else it.text for it in pieces]
    sides: list[Sides] = []
    for key, hidden in asked.items():
        front, back = plain.copy(), plain.copy()
        for at in hidden:
            front[at], back[at] = _front(pieces[at]), _back(pieces[at])
        sides.append(Sides(key=key, front="".join(front), back="".join(back)))
    return tuple(sides)


def _front(piece: str | Deletion) -> str:
    """Return what stands in the place of a deletion that is asked."""
    if isinstance(piece, str):
        return piece
    if piece.where == "code":
        return f"[{piece.hint or '…'}]"
    if piece.where == "maths":
        if _PLAIN_HINT.fullmatch(piece.hint):
            return rf"{{[\text{{{piece.hint}}}]}}"
        return r"{[\ldots]}"
    return f"{MASK_OPEN}{piece.hint}{MASK_CLOSE}"


def _back(piece: str | Deletion) -> str:
    """Return what stands in the place of a deletion that is revealed."""
    if isinstance(piece, str):
        return piece
    return piece.text if piece.where else f"{GAP_OPEN}{piece.text}{GAP_CLOSE}"


def write(note: Note) -> str:
    """Return the note as a `C:` block."""
    return written(note, part("C", note.asked, note.tags))


CLOZE = Kind(name="cloze", marker="C", answer="", read=read, write=write)
