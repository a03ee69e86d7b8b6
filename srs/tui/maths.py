r"""How does a formula look in a terminal?

A two-dimensional layout where there is room for it, one line where the formula
stands in a sentence, and the source itself where neither can be made. Formulas
may hold the marks of a cloze (`core/card.py`); they come back in the result, so
that whoever shows it can style what they enclose.
"""

from functools import lru_cache

from rich.cells import cell_len

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.tui.maths_macros import Macros, expand

_LONGEST = 2_000
_MARKS = MASK_OPEN + MASK_CLOSE + GAP_OPEN + GAP_CLOSE


def inline(tex: str, macros: Macros = (), *, plain: bool = False) -> str:
    """Return a formula on one line, for the middle of a sentence.

    Args:
        tex: What stands between the dollars, perhaps with marks of a cloze.
        macros: The author's own commands, from `maths_macros.read`.
        plain: Whether only ASCII may be drawn: then the source is shown.
    """
    tex = " ".join(tex.split())
    if plain or len(tex) > _LONGEST:
        return f"${tex}$"
    return _inline(tex, macros)


def display(
    tex: str, macros: Macros = (), *, plain: bool = False, width: int = 80
) -> tuple[str, ...]:
    """Return a formula as rows; rows wider than `width` mean that nothing fitted."""
    tex = " ".join(tex.split())
    if plain or len(tex) > _LONGEST:
        return (f"$${tex}$$",)
    rows = _rows(tex, macros)
    if rows and max(_cells(row, len(rows)) for row in rows) <= width:
        return rows
    return (_linear(tex, macros) or f"$${tex}$$",)


def _cells(row: str, rows: int) -> int:
    """Return a row's width; among several rows each mark takes a cell of its own."""
    marks = sum(row.count(mark) for mark in _MARKS)
    bare = row.translate(dict.fromkeys(map(ord, _MARKS)))
    return cell_len(bare) + (marks if rows > 1 else 2 * marks)


@lru_cache(maxsize=1024)
def _inline(tex: str, macros: Macros) -> str:
    rows = _rows(tex, macros)
    if len(rows) == 1:
        return rows[0]
    return _linear(tex, macros) or f"${tex}$"


@lru_cache(maxsize=1024)
def _rows(tex: str, macros: Macros) -> tuple[str, ...]:
    from srs.tui.maths_tex import rows

    return rows(expand(tex, macros))


@lru_cache(maxsize=1024)
def _linear(tex: str, macros: Macros) -> str:
    from srs.tui.maths_linear import linear

    return linear(expand(tex, macros))
