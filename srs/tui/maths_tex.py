r"""How is a formula laid out in two dimensions?

By TeXicode, with what it lacks made up for: commands it knows by another name,
characters it does not know (they travel as stand-ins), room around operators.
It answers an unknown command with `?` and some errors with a sentence or a
Python error; then there are no rows, and the caller falls back to one line.
"""

import re

from rich.cells import cell_len
from texicode.pipeline import init_arts, render_tex_rows

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.tui.maths_names import ALIASES, SUBSCRIPTS, SUPERSCRIPTS

_FAULTS = (
    AttributeError, IndexError, KeyError, NameError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
_FIRST_STAND_IN = 0x10600
"""Linear A: letters to TeXicode, and in nobody's formula."""
_STAND_INS = 300
_NATIVE = frozenset("αβγδεζηθικλμνξπρστυφχψωϕ")

_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_NAMED = (
    "sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|arcsin|arccos|arctan|log|ln|lg|exp|det|dim"
    "|ker|gcd|max|min|sup|inf|Pr|arg|deg|hom|limsup|liminf"
)
_AFTER_NAME = re.compile(
    rf"(\\(?:{_NAMED})(?![A-Za-z])\s*(?:[_^](?:\{{[^{{}}]*\}}|[0-9A-Za-z])\s*)*)"
    r"(?=[0-9A-Za-z]|\\(?!left|limits|[^A-Za-z]|big|Big))"
)
_BEFORE_NAME = re.compile(rf"(?<=[0-9A-Za-z])\s*(?=\\(?:{_NAMED})(?![A-Za-z]))")
_RELATION = re.compile(
    r"\s*(?<!\\)([=<>≤≥≠≈∼∝→↦⇒⇔≡∈∉⊂⊆]|\\(?:le|ge|leq|geq|neq|approx|sim|propto|to|equiv|Rightarrow"
    r"|Leftrightarrow|Leftarrow|rightarrow|mapsto|gg|ll|in|notin|subset|subseteq|cong"
    r"|simeq|mid|land|lor)(?![A-Za-z]))\s*"
)
_SPACED = re.compile(
    r"(?:^|(?<=[^\s^_{(\[&\\])) ([-+−±×·÷]|\\(?:cdot|times|pm|cup|cap)(?![A-Za-z])) "
)
_BOTH = re.compile(
    r"(\\[A-Za-z]+|[^\s\\])\s*(?:_(\{[^{}]*\}|[^\s{}\\^_])\^(\{[^{}]*\}|[^\s{}\\^_])"
    r"|\^(\{[^{}]*\}|[^\s{}\\^_])_(\{[^{}]*\}|[^\s{}\\^_]))"
)
_SCRIPT = re.compile(r"[_^](?:\{[^{}]*\}|[^\s{}\\])")
_RARE = re.compile(r"\\[A-Za-z]+|[/.!CQqY]")
_CENTRED = re.compile(r"\\(?:sum|prod|lim|[io]*int|limits|big[a-z]+)$")
_MASK = re.compile(f"{MASK_OPEN}([^{MASK_CLOSE}]*){MASK_CLOSE}")
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_CLOSE}]*){GAP_CLOSE}")
_BEFORE_ARGUMENT = re.compile(r"(?:[_^}\]]|\\[A-Za-z]+\*?)\s*\Z")
_STOPS = re.compile(r"\\(?:begin|left)|[{]|\\(?:end|right)(?![a-z])|[}]")

init_arts({"fonts": "normal"})


def rows(tex: str) -> tuple[str, ...]:
    """Return the formula's rows, without a margin, or none where it cannot be laid."""
    stand_ins = _StandIns()
    source = _prepared(tex, stand_ins)
    if not source:
        return ()
    try:
        found = [str(row) for row in render_tex_rows(source, debug=False)]
    except _FAULTS:
        return ()
    joined = "\n".join(found)
    failed = not joined.strip() or joined.startswith("TeXicode: ")
    if failed or joined.count("?") > source.count("?"):
        return ()
    return _trimmed([stand_ins.back(row) for row in found])


def _trimmed(found: list[str]) -> tuple[str, ...]:
    found = [row.rstrip() for row in found]
    full = [row for row in found if row]
    margin = min(len(row) - len(row.lstrip(" ")) for row in full) if full else 0
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return tuple(row[margin:] for row in found)


def _prepared(tex: str, stand_ins: "_StandIns") -> str:
    tex = _MASK.sub(lambda m: stand_ins.text(_mask(m[1])), tex)
    tex = _GAP.sub(lambda m: f"{{{GAP_OPEN}{m[1]}{GAP_CLOSE}}}", tex)
    tex = _COMMAND.sub(_alias, tex)
    tex = _BOTH.sub(lambda match: _both(match, stand_ins), tex)
    tex = _BEFORE_NAME.sub(r"\\,", tex)
    tex = _AFTER_NAME.sub(r"\1\\,", tex)
    tex = _SCRIPT.sub(lambda match: _readable(match, stand_ins), tex)
    return stand_ins.hide(_roomy(tex))


def _both(match: re.Match[str], stand_ins: "_StandIns") -> str:
    """Return base, index and power on one row, where small characters exist."""
    base, low, high, high_first, low_last = match.groups()
    below = (low or low_last).strip("{}")
    above = (high or high_first).strip("{}")
    small = [SUBSCRIPTS.get(char, "") for char in below]
    raised = [SUPERSCRIPTS.get(char, "") for char in above]
    if _CENTRED.match(base) or not (all(small) and all(raised)):
        return match.group()
    return f"{base} {stand_ins.text(''.join(small + raised))}"


def _readable(match: re.Match[str], stand_ins: "_StandIns") -> str:
    """Return a power or index whose small form few fonts have so that it stays big."""
    return _RARE.sub(
        lambda part: stand_ins.text(part[0]) if len(part[0]) == 1 else part[0],
        match.group(),
    )


def _mask(hint: str) -> str:
    return f"{MASK_OPEN}{hint or '…'}{MASK_CLOSE}"


def _alias(match: re.Match[str]) -> str:
    alias = ALIASES.get(match[1])
    if alias is None:
        return match.group()
    # A command that ends the alias must not swallow the letter that follows.
    return f"{alias} " if alias[-1:].isalpha() else alias


def _roomy(tex: str) -> str:
    """Return the formula with room around relations, but not within arguments."""
    parts: list[str] = []
    opened: list[bool] = []
    start = 0
    for match in _STOPS.finditer(tex):
        if match.start() and tex[match.start() - 1] == "\\":
            continue
        before = tex[start : match.start()]
        parts.append(before if any(opened) else _spaced(before))
        parts.append(match.group())
        start = match.end()
        if match.group() in ("{", r"\begin", r"\left"):
            near = tex[max(start - 41, 0) : start - 1]
            argument = bool(_BEFORE_ARGUMENT.search(near))
            opened.append(match.group() != "{" or argument)
        elif opened:
            opened.pop()
    rest = tex[start:]
    parts.append(rest if any(opened) else _spaced(rest))
    return "".join(parts)


def _spaced(piece: str) -> str:
    piece = _SPACED.sub(r"\\,\1\\,", piece)
    return _RELATION.sub(r"\\,\1\\,", piece)


class _StandIns:
    """Letters that travel through TeXicode for characters it does not know."""

    def __init__(self) -> None:
        self._by_char: dict[str, str] = {}
        self._filler = chr(_FIRST_STAND_IN + _STAND_INS)

    def text(self, text: str) -> str:
        """Return a group that stands for the text, character by character."""
        return f"{{{''.join(self._for(char) for char in text)}}}"

    def hide(self, tex: str) -> str:
        """Return the formula with stand-ins for what is not ASCII."""
        if tex.isascii():
            return tex
        parts: list[str] = []
        for char in tex:
            if char.isascii():
                parts.append(char)
                continue
            native = char in _NATIVE or self._is_stand_in(char)
            hidden = char if native else self._for(char)
            # `\alpha` must not run into the letter that stands in.
            parts.append(f" {hidden}" if _ends_in_command(parts) else hidden)
        return "".join(parts)

    def back(self, row: str) -> str:
        """Return a row with the stand-ins replaced by what they stood for."""
        if not self._by_char:
            return row
        table = {ord(stand_in): char for char, stand_in in self._by_char.items()}
        return row.translate({**table, ord(self._filler): None})

    def _for(self, char: str) -> str:
        if char not in self._by_char:
            if len(self._by_char) >= _STAND_INS:
                return "?"
            self._by_char[char] = chr(_FIRST_STAND_IN + len(self._by_char))
        # A second column keeps the rows in line under a double-width character.
        return self._by_char[char] + (self._filler if cell_len(char) == 2 else "")

    def _is_stand_in(self, char: str) -> bool:
        return _FIRST_STAND_IN <= ord(char) <= _FIRST_STAND_IN + _STAND_INS


def _ends_in_command(parts: list[str]) -> bool:
    tail = "".join(parts[-24:])
    return bool(re.search(r"\\[A-Za-z]+$", tail))
