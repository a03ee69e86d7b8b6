r"""What is each command of TeX called when a formula stands on one line?"""

SPACES = {
    ",": " ", ":": " ", ";": " ", " ": " ", "!": "", "quad": "  ", "qquad": "   ",
}  # fmt: skip
OWN = {
    "\\": "; ", "newline": "; ", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_",
    "|": "‖", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[",
    "rbrack": "]", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖", "mid": " | ",
    "left": "", "right": "", "middle": "", "limits": "", "displaystyle": "",
    "textstyle": "", "scriptstyle": "", "dots": "…", "ldots": "…", "cdots": "⋯",
    "setminus": "∖", "cdot": "·", "ast": "∗", "to": "→", "mod": " mod ",
    "bmod": " mod ", "prime": "′", "colon": ":", "hline": "", "big": "", "Big": "",
    "bigg": "", "Bigg": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "", "biggl": "",
    "biggr": "", "Biggl": "", "Biggr": "", "notag": "", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "sum": "∑", "prod": "∏", "int": "∫",
    "iint": "∬", "iiint": "∭", "oint": "∮", "emptyset": "∅", "langle": "⟨",
    "rangle": "⟩",
}  # fmt: skip
"""Commands that stand for a text, or for nothing."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306",
    "mathring": "\u030a", "overline": "\u0305", "underline": "\u0332",
}  # fmt: skip
"""Marks that are set on each character."""

WORDS: frozenset[str] = frozenset({
    "bm", "boldsymbol", "hbox", "mathbf", "mathbin", "mathit", "mathnormal", "mathop",
    "mathrel", "mathrm", "mathsf", "mathtt", "mbox", "operatorname", "pmb", "text",
    "textbf", "textit", "textnormal", "textrm", "textsf", "texttt",
})  # fmt: skip
"""Commands that only change the type."""

LETTERS = {
    "mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT", "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
}  # fmt: skip
FUNCTIONS: frozenset[str] = frozenset({
    "Pr", "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "csc", "deg",
    "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup",
    "ln", "log", "max", "min", "sec", "sin", "sinh", "sup", "tan", "tanh",
})  # fmt: skip
BIG: frozenset[str] = frozenset({
    "bigcap", "bigcup", "coprod", "iiint", "iint", "int", "oint", "prod", "sum",
})  # fmt: skip
ENVIRONMENTS = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖",
    "cases": "{ ", "smallmatrix": "()", "matrix": "()",
}  # fmt: skip
"""What encloses the rows."""

DIGITS = {
    "0": "ZERO", "1": "ONE", "2": "TWO", "3": "THREE", "4": "FOUR", "5": "FIVE",
    "6": "SIX", "7": "SEVEN", "8": "EIGHT", "9": "NINE",
}  # fmt: skip
