r"""How is a formula written on one line?

`\frac{a+b}{c}` becomes (a+b)/c, powers and indices become small digits and
letters where Unicode has them, and a command that nothing is known of stays as
its author wrote it: a formula may look plain, but it never loses a part.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    LatexWalker,
    LatexWalkerError,
)

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.tui.maths_names import ALIASES, SUBSCRIPTS, SUPERSCRIPTS
from srs.tui.maths_words import (
    ACCENTS,
    BIG,
    DIGITS,
    ENVIRONMENTS,
    FUNCTIONS,
    LETTERS,
    OWN,
    SPACES,
    WORDS,
)

_MARKS = MASK_OPEN + MASK_CLOSE + GAP_OPEN + GAP_CLOSE
_SPACE = re.compile(r"(?<!\w) | (?!\w)")
_FAULTS = (LatexWalkerError, IndexError, RecursionError, TypeError, ValueError)


def linear(tex: str) -> str:
    """Return the formula on one line, or nothing where it cannot be read."""
    try:
        nodes, _, _ = LatexWalker(tex, tolerant_parsing=True).get_latex_nodes()
        text = _Stream(nodes).text()
    except _FAULTS:
        return ""
    return " ".join(text.split()).replace(" ;", ";")


class _Stream:
    """Nodes and single characters, read one after another."""

    def __init__(self, nodes: Iterable[LatexNode | None]) -> None:
        self._items: deque[LatexNode | str] = deque()
        for node in nodes:
            if isinstance(node, LatexCharsNode):
                self._items.extend(node.chars)
            elif node is not None:
                self._items.append(node)

    def text(self) -> str:
        """Return all that is left, written on one line."""
        parts: list[str] = []
        while self._items:
            parts.append(self._next())
        return "".join(parts)

    def argument(self) -> str:
        """Return the next group, command or character."""
        self._skip_spaces()
        return self._next() if self._items else ""

    def _first(self) -> str:
        """Return the character that comes next, or nothing before a node."""
        item = self._items[0] if self._items else ""
        return item if isinstance(item, str) else ""

    def _skip_spaces(self) -> None:
        while self._first() == " ":
            self._items.popleft()

    def _next(self) -> str:
        item = self._items.popleft()
        if isinstance(item, str):
            return self._char(item)
        if isinstance(item, LatexMacroNode):
            return self._macro(item)
        if isinstance(item, LatexGroupNode | LatexMathNode):
            return _Stream(item.nodelist).text()
        if isinstance(item, LatexEnvironmentNode):
            return _environment(item)
        if isinstance(item, LatexSpecialsNode):
            chars = str(item.specials_chars)
            return {"~": " ", "&": " "}.get(chars, chars)
        return f"%{item.comment}" if isinstance(item, LatexCommentNode) else ""

    def _char(self, char: str) -> str:
        if char == "^":
            return _script(self.argument(), SUPERSCRIPTS, "^")
        if char == "_":
            return self._index(self.argument())
        return {"'": "′", "\n": " ", "*": "∗"}.get(char, char)

    def _index(self, text: str) -> str:
        """Return an index; a word needs no brackets where nothing runs into it."""
        script = _script(text, SUBSCRIPTS, "_")
        word = _bare(text).isalnum() and not self._first().isalnum()
        return f"_{text}" if word and script.startswith("_(") else script

    def _macro(self, node: LatexMacroNode) -> str:
        name = node.macroname
        given = [part for part in _given(node) if part is not None]
        if make := _COMMANDS.get(name):
            count, function = make
            return function(*self._arguments(given, count))
        if name in ("sqrt", "xrightarrow", "xleftarrow"):
            return self._optional(name, given)
        if name in WORDS:
            return self._arguments(given, 1)[0]
        if name in LETTERS:
            return _lettered(self._arguments(given, 1)[0], LETTERS[name])
        if name in ACCENTS:
            return _accented(self._arguments(given, 1)[0], ACCENTS[name])
        if name in BIG:
            return f"{OWN.get(name) or _symbol(name)}{self._scripts()} "
        if name in FUNCTIONS:
            return self._named(name)
        known = _symbol(name)
        if name in ("left", "right") and self._first() == ".":
            self._items.popleft()
        return (
            known
            if known is not None
            else f"\\{name} "
            + "".join(f"{{{_Stream([part]).text()}}}" for part in given)
        )

    def _named(self, name: str) -> str:
        """Return a function's name, apart from the letter that follows it."""
        scripts = self._scripts()
        self._skip_spaces()
        follows = self._first()
        apart = follows.isalnum() or (self._items and not follows)
        return f"{name}{scripts}" + (" " if apart else "")

    def _scripts(self) -> str:
        scripts = ""
        while self._first() and self._first() in "^_":
            scripts += self._next()
        return scripts

    def _optional(self, name: str, given: list[LatexNode]) -> str:
        """Return a root, or an arrow with what stands over it."""
        body = _Stream([given[-1]]).text() if given else self.argument()
        if name != "sqrt":
            return f" →({body}) " if name == "xrightarrow" else f" ←({body}) "
        degree = _Stream([given[0]]).text().strip("[]") if len(given) > 1 else ""
        root = {"3": "∛", "4": "∜"}.get(degree)
        sign = root or (_script(degree, SUPERSCRIPTS, "^") + "√" if degree else "√")
        return sign + _grouped(body)

    def _arguments(self, given: list[LatexNode], count: int) -> list[str]:
        found = [_Stream([node]).text() for node in given[:count]]
        while len(found) < count:
            found.append(self.argument())
        return found


def _given(node: LatexMacroNode) -> Iterable[LatexNode | None]:
    return (node.nodeargd.argnlist or ()) if node.nodeargd else ()


def _symbol(name: str) -> str | None:
    alias = ALIASES.get(name)
    if alias is not None and not alias.startswith("\\"):
        return alias
    name = alias.removeprefix("\\") if alias else name
    for table in (SPACES, OWN):
        if name in table:
            return table[name]
    return _stock().get(name)


@cache
def _stock() -> dict[str, str]:
    """Return the commands that stand for a single text, as pylatexenc lists them."""
    specs = get_default_latex_context_db().iter_macro_specs()
    return {
        spec.macroname: spec.simplify_repl
        for spec in specs
        if isinstance(spec.simplify_repl, str)
        and spec.simplify_repl
        and "%" not in spec.simplify_repl
    }


def _environment(node: LatexEnvironmentNode) -> str:
    name = node.environmentname.rstrip("*")
    body = _Stream(node.nodelist).text().strip().removesuffix(";")
    around = ENVIRONMENTS.get(name)
    if around is None:
        return body
    return f"{around[0]}{body.strip()}{around[1]}".rstrip(" ")


def _bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _MARKS)))


def _script(text: str, table: dict[str, str], sign: str) -> str:
    text = _SPACE.sub("", " ".join(text.split()))
    small = all(char in table or char in _MARKS for char in text)
    if small and MASK_OPEN not in text:
        return "".join(table.get(char, char) for char in text)
    alone = len(_bare(text)) == 1 or MASK_OPEN in text
    return sign + (text if alone else f"({text})")


def _grouped(text: str) -> str:
    """Return the text in parentheses unless it is one number, letter or word."""
    text = text.strip()
    bare = _bare(text)
    simple = len(bare) == 1 or bare.isalnum() or (bare and _is_scripted(bare))
    closed = bare[:1] == "(" and bare.find(")") == len(bare) - 1
    return text if simple or closed else f"({text})"


def _is_scripted(text: str) -> bool:
    small = frozenset(SUPERSCRIPTS.values()) | frozenset(SUBSCRIPTS.values())
    return text[0].isalnum() and all(char in small for char in text[1:])


def _fraction(over: str, under: str) -> str:
    return f"{_grouped(over)}/{_grouped(under)}"


def _lettered(text: str, family: str) -> str:
    return "".join(_letter(char, family) for char in text)


def _letter(char: str, family: str) -> str:
    if not char.isascii() or not char.isalnum():
        return char
    kind = "CAPITAL" if char.isupper() else "SMALL"
    # Some letters had their place before the mathematical alphabets came.
    early = {"FRAKTUR": "BLACK-LETTER"}.get(family, family)
    for name in (
        f"MATHEMATICAL {family} {kind} {char.upper()}",
        f"{early} {kind} {char.upper()}",
        f"MATHEMATICAL {family} DIGIT {DIGITS.get(char, '')}",
    ):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char


def _accented(text: str, mark: str) -> str:
    return "".join(char if char in _MARKS else char + mark for char in text)


_COMMANDS: dict[str, tuple[int, Callable[..., str]]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac"), (2, _fraction)),
    **dict.fromkeys(
        ("binom", "tbinom", "dbinom"), (2, lambda n, k: f"C({n.strip()}, {k.strip()})")
    ),
    "overset": (2, lambda over, base: f"{base}{_script(over, SUPERSCRIPTS, '^')}"),
    "stackrel": (2, lambda over, base: f"{base}{_script(over, SUPERSCRIPTS, '^')}"),
    "underset": (2, lambda under, base: f"{base}{_script(under, SUBSCRIPTS, '_')}"),
    "underbrace": (1, lambda body: body),
    "overbrace": (1, lambda body: body),
    "boxed": (1, lambda body: f"[{body}]"),
    "phantom": (1, lambda _: ""),
    "substack": (1, lambda body: body),
    "pmod": (1, lambda body: f" (mod {body})"),
    "ce": (1, lambda body: body),
    "color": (1, lambda _: ""),
    "textcolor": (2, lambda _, body: body),
    "href": (2, lambda _, body: body),
}
