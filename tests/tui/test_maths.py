"""A formula looks right, or plain, or as written; it never loses a part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.tui import maths
from srs.tui.maths_linear import linear
from srs.tui.maths_macros import expand, read
from srs.tui.maths_tex import rows

INLINE = [
    ("U = V + X", "U = V + X"),
    (r"x_i^2 + \theta^n_k", "xᵢ² + θₖⁿ"),
    (r"\frac{a}{b}", "a/b"),
    (r"\frac{a+b}{2c}", "(a+b)/2c"),
    (r"\frac12", "1/2"),
    (r"\binom{n}{k} p^k", "C(n, k) pᵏ"),
    (r"a \implies b", "a ⇒ b"),
    (r"\|x\|", "∥x∥"),
    (r"\lVert x \rVert", "∥x∥"),
    (r"\mathbb{E}[X \mid Y]", "𝔼[X ∣ Y]"),
    (r"\operatorname{argmax}_x f(x)", "argmaxₓf(x)"),
    (r"\operatorname*{argmax} x", "argmaxx"),
    (r"e^{-x^2/2}", "e^(-x²/2)"),
    (r"\sum_{n=1}^\infty n", "∑ₙ₌₁^∞ n"),
    (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim_(x→0) (sin x)/x"),
    (r"\int_0^1 x\,dx", "∫₀¹ x dx"),
    (r"\sqrt{x+1}", "√(x+1)"),
    (r"\sqrt[3]{x+1}", "∛(x+1)"),
    (r"a\sin^2 x", "a sin² x"),
    (r"\overline{AB}", "A̅B̅"),
    (r"\text{if } x", "if x"),
    (r"30\% \le x", "30% ≤ x"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
    (r"\begin{cases} 1 & x>0 \\ 0 \end{cases}", "{1 x>0; 0"),
    (r"x ≤ 2 × 中", "x ≤ 2 × 中"),
    (r"\unknown{a} + 1", r"\unknown a + 1"),
    (r"\frac{\partial f}{\partial x}", "(∂f)/(∂x)"),
    (r"\ce{H2O}", "H2O"),
    (r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}", "P(A|B) = (P(B|A)P(A))/(P(B))"),
]


@pytest.mark.parametrize(("tex", "expected"), INLINE)
def test_formulas_in_a_sentence_stand_on_one_line(tex: str, expected: str) -> None:
    """Small digits and letters, brackets where they are needed, nothing lost."""
    assert expected == maths.inline(tex)


DISPLAY = [
    (r"\frac{a}{b}", [" a", "╶─╴", " b"]),
    (r"\binom{n}{k}", ["⎛n⎞", "⎜ ⎟", "⎝k⎠"]),
    (
        r"P(A|B) = \frac{P(B|A)P(A)}{P(B)}",
        ["          P(B|A)P(A)", "P(A|B) = ╶──────────╴", "             P(B)"],
    ),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", ["⎛a b⎞", "⎝c d⎠"]),
    (
        r"\begin{cases} 1 & x>0 \\ 0 & \text{else} \end{cases}",
        ["⎧1  x>0", "⎩0  else"],
    ),
    (r"\frac{中文}{b}", [" 中文", "╶────╴", "  b"]),
    (r"x_i^2", ["xᵢ²"]),
    (r"\overline{AB} = 1", ["A̅B̅ = 1"]),
]


@pytest.mark.parametrize(("tex", "expected"), DISPLAY)
def test_formulas_apart_are_laid_out(tex: str, expected: list[str]) -> None:
    """Fractions, binomials, matrices and cases stand in two dimensions."""
    assert expected == list(maths.display(tex))


def test_a_formula_too_wide_stands_on_one_line() -> None:
    """Where the layout does not fit, the line can wrap."""
    tex = r"\frac{a + b + c + d + e}{2}"

    assert maths.display(tex, width=8) == ("(a + b + c + d + e)/2",)


def test_without_unicode_the_source_is_shown() -> None:
    """A terminal that draws ASCII alone shows what the author wrote."""
    assert maths.inline(r"\frac{a}{b}", plain=True) == r"$\frac{a}{b}$"
    assert maths.display(r"\frac{a}{b}", plain=True) == (r"$$\frac{a}{b}$$",)


@pytest.mark.parametrize(
    "tex", [r"\frac{", "{", r"\left(", r"\begin{x}", "a}b", "^", "_"]
)
def test_broken_formulas_are_shown_somehow(tex: str) -> None:
    """A slip of the author never raises and never leaves an empty card."""
    assert maths.inline(tex).strip()
    assert "".join(maths.display(tex)).strip()


def test_marks_of_a_cloze_come_back() -> None:
    """What is hidden or revealed in a formula keeps its marks around it."""
    gap = f"E = {GAP_OPEN}mc^2{GAP_CLOSE}"
    mask = rf"\frac{{{MASK_OPEN}two words{MASK_CLOSE}}}{{2}}"

    assert maths.inline(gap) == f"E = {GAP_OPEN}mc²{GAP_CLOSE}"
    assert maths.inline(mask) == f"({MASK_OPEN}two words{MASK_CLOSE})/2"
    assert maths.display(mask)[0].strip() == f"{MASK_OPEN}two words{MASK_CLOSE}"


def test_an_unknown_command_has_no_layout() -> None:
    """A question mark for a command that is not known is never shown."""
    assert rows(r"\unknown x") == ()
    assert rows("x? = y") == ("x? = y",)


MACROS = r"""
% what we use
\newcommand{\E}[1]{\mathbb{E}[#1]}
\newcommand\R{\mathbb{R}}
\renewcommand{\vec}[1]{\mathbf{#1}}
\def\pair#1#2{(#1, #2)}
\DeclareMathOperator{\softmax}{softmax}
\newcommand{\loop}{\loop\loop}
"""


def test_macros_are_read_and_expanded() -> None:
    """The usual ways to define a command are known; comments are passed over."""
    macros = read(MACROS)

    assert [name for name, _, _ in macros] == [
        "E", "R", "vec", "pair", "softmax", "loop",
    ]  # fmt: skip
    assert expand(r"\E{X} \in \R", macros) == r"{\mathbb{E}[X]} \in {\mathbb{R}}"
    assert maths.inline(r"\pair{a}b + \softmax x", macros) == "(a,b) + softmaxx"


def test_a_macro_without_end_is_left_alone() -> None:
    """A definition that grows for ever costs no memory and no time."""
    assert expand(r"a \loop", read(MACROS)) == r"a \loop"


TOKENS = st.sampled_from(
    [
        *[
            r"\frac",
            r"\sqrt",
            r"\sum",
            r"\left(",
            r"\right)",
            r"\left.",
            r"\binom",
            r"\alpha",
            r"\text{",
            r"\mathbb",
        ],
        *[
            r"\begin{pmatrix}",
            r"\end{pmatrix}",
            r"\begin{cases}",
            r"\end{cases}",
            r"\\",
            r"\hat",
        ],
        *[r"\|", r"\,", r"\unknown", r"\limits", r"\big", r"\substack", r"\sin"],
        *"{}^_&x1+=[]'~%#$中é≤ ",
        *(MASK_OPEN, MASK_CLOSE, GAP_OPEN, GAP_CLOSE),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=14).map("".join))
def test_any_formula_is_shown_without_raising(tex: str) -> None:
    """Whatever stands between dollars gives rows without line feeds."""
    shown = [maths.inline(tex), *maths.display(tex), linear(tex)]

    assert [row for row in shown if "\n" in row] == []
