"""A card looks as its author meant it, at every width."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection
from textual.style import Style

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.core.text import safe
from srs.tui.card_blocks import document
from srs.tui.card_layout import Layout
from srs.tui.card_model import GAP, MASK, Link
from srs.tui.card_sheet import Part, Sheet, Side
from srs.tui.card_view import CardView
from srs.tui.glyphs import ASCII, BRAILLE, Glyphs
from srs.tui.maths_macros import read

DECKS = sorted((Path(__file__).parents[2] / "decks").glob("*.md"))
LAZY = ("markdown_it", "pygments", "texicode", "pylatexenc")


def shown(markdown: str, width: int = 60, glyphs: Glyphs = BRAILLE) -> str:
    """Return the rows of a text as one text."""
    laid = Layout(glyphs).lines(document(markdown, glyphs), width)
    return "\n".join(line.content.plain for line in laid)


def masked(hint: str = "") -> str:
    """Return what a cloze hides."""
    return f"{MASK_OPEN}{hint}{MASK_CLOSE}"


def revealed(text: str) -> str:
    """Return what a cloze reveals."""
    return f"{GAP_OPEN}{text}{GAP_CLOSE}"


class CardApp(App[None]):
    """An app with one card."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.markdown = markdown
        self.followed: list[Link] = []

    def compose(self) -> ComposeResult:
        """Show the card."""
        yield CardView(self.markdown, glyphs=BRAILLE)

    def on_card_view_followed(self, event: CardView.Followed) -> None:
        """Keep the link that was clicked."""
        self.followed.append(event.link)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("中文\n字", "中文字"),
        ("*a* **b** ~~c~~ `d`", "a b c d"),
        ("a & b &lt; <i>c</i>", "a & b < <i>c</i>"),
        ("## Head", "Head"),
        ("***", "─" * 40),
        ("1.5", "1.5"),
        ("1905.", "1905."),
        ("std::path", "std::path"),
        ("$5 and $10, or $a$5", "$5 and $10, or $a$5"),
        ("[^1] and [x]: y", "[^1] and [x]: y"),
        ("[x]: y", "[x]: y"),
        ("[[goodhart]] and [[goodhart|the law]]", "goodhart and the law"),
        ("[text](notes.md)", "text (notes.md)"),
        ("![a cell](figures/cell.png)", "▣ a cell"),
        ("![](figures/cell.png)", "▣ cell.png"),
    ],
)
def test_text_is_shown(markdown: str, expected: str) -> None:
    """Markdown is read, and what is none stays as it is."""
    assert expected == shown(markdown)


def test_lists_nest_and_hang() -> None:
    """A list's lines stand beneath its text, numbers align, tasks have boxes."""
    markdown = (
        "- one two three four five six\n  - inner\n- [ ] open\n- [x] done\n\n"
        "9. nine\n10. ten"
    )
    expected = "\n".join(
        [
            "• one two three",
            "  four five six",
            "  ◦ inner",
            "☐ open",
            "☑ done",
            "",
            " 9. nine",
            "10. ten",
        ]
    )

    assert expected == shown(markdown, 18)


def test_loose_lists_have_room() -> None:
    """Items that the author parted by empty lines stay apart."""
    assert shown("- a\n\n- b") == "• a\n\n• b"


def test_quotes_have_a_bar_on_each_line() -> None:
    """A quotation is marked down its whole side."""
    assert shown("> one two three\n> > four", 12) == "▎ one two\n▎ three\n▎\n▎ ▎ four"


def test_tables_keep_the_authors_alignment() -> None:
    """Columns stand left, right and centred as the rule row says."""
    markdown = "| a | bb | ccc |\n|:--|---:|:-:|\n| x | 1.5 | y |\n| 中文 | 22 | zz |"
    expected = "\n".join(
        [
            "a    │  bb │ ccc",
            "─────┼─────┼────",
            "x    │ 1.5 │  y",
            "中文 │  22 │ zz",
        ]
    )

    assert expected == shown(markdown)


def test_wide_tables_wrap_their_widest_column() -> None:
    """A table that is too wide folds cells, the narrow ones keep their width."""
    markdown = "| k | text |\n|---|---|\n| a | one two three four five |"
    expected = "\n".join(
        ["k │ text", "──┼─────────────", "a │ one two", "  │ three four", "  │ five"]
    )

    assert expected == shown(markdown, 16)


def test_tables_become_lists_where_columns_do_not_fit() -> None:
    """With no room for columns, each value stands behind its head."""
    head = "| " + " | ".join("abcdef") + " |"
    markdown = f"{head}\n{'|---' * 6}|\n| 1 | 2 | 3 | 4 | 5 | 6 |"

    assert shown(markdown, 20) == "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6"


def test_code_is_kept_and_folded() -> None:
    """Code keeps its spaces, and long lines go on in the next row."""
    markdown = "```python\ndef f():\n\treturn 'a long text'\n```"
    expected = "│ def f():\n│     return 'a lo\n│ ng text'"

    assert expected == shown(markdown, 18)


def test_code_has_the_colours_of_its_language_and_no_guess_is_made() -> None:
    """A language that is named is coloured; without one nothing is."""
    named = Layout(BRAILLE).lines(document("```python\ndef f(): ...\n```", BRAILLE), 40)
    plain = Layout(BRAILLE).lines(document("```\ndef f(): ...\n```", BRAILLE), 40)

    assert len(named[0].content.spans) > len(plain[0].content.spans) == 1


def test_double_width_text_breaks_between_characters() -> None:
    """Lines of ideographs are full, and no closing mark begins one."""
    assert (
        shown("今日は天気がいい。「明日」も", 10) == "今日は天気\nがいい。\n「明日」も"
    )


def test_combining_marks_stay_with_their_letter() -> None:
    """A long word is cut between letters, never before an accent or in an emoji."""
    word = "e\u0301" * 12 + "👩\u200d💻" * 3
    first, second, *_ = shown(word, 11).split("\n")

    assert first == "e\u0301" * 11
    assert second.startswith("e\u0301👩\u200d💻")


@pytest.mark.parametrize(
    ("glyphs", "expected"), [(BRAILLE, "a […] [hint]"), (ASCII, "a [...] [hint]")]
)
def test_masks_hide_in_brackets(glyphs: Glyphs, expected: str) -> None:
    """What a cloze hides shows as dots or its hint, whatever can be drawn."""
    assert expected == shown(f"a {masked()} {masked('hint')}", 60, glyphs)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"**a {masked()}**", "a […]"),
        (f"`std{masked()}path`", "std[…]path"),
        (f"so $x^{masked()} = y$", "so x^[…] = y"),
        (f"$E = {revealed('mc^2')}$", "E = mc²"),
        (f"```\nx = {masked('n')}\n```", "│ x = [n]"),
        (f"- {masked('a *hint')} b", "• [a *hint] b"),
        (f"| a |\n|---|\n| {masked()} |", "a\n───\n[…]"),
        (f"[t](http://e.org/{masked('h')})", "t"),
        (f"{revealed('one')} and {revealed('two')}", "one and two"),
        (f"open {MASK_OPEN}hint", "open [hint]"),
    ],
)
def test_masks_and_gaps_may_stand_anywhere(markdown: str, expected: str) -> None:
    """Marks inside emphasis, code, formulas, tables and links leave no trace."""
    assert expected == shown(markdown)


def test_masks_and_gaps_have_their_styles() -> None:
    """What is hidden or revealed stands out by brackets or by a line beneath it."""
    text = f"{masked('hint')} {revealed('it')}"

    [block] = document(text, BRAILLE).blocks

    content = getattr(block, "content")  # noqa: B009
    assert [(s.start, s.end, s.style) for s in content.spans] == [
        (0, 6, MASK),
        (7, 9, GAP),
    ]
    assert "underline" in GAP


def test_a_gap_may_go_on_over_paragraphs() -> None:
    """A deletion of several blocks is marked in each of them."""
    blocks = document(f"a {GAP_OPEN}b\n\nc{GAP_CLOSE} d", BRAILLE).blocks

    spans = [
        [(s.start, s.end) for s in getattr(block, "content").spans]  # noqa: B009
        for block in blocks
    ]
    assert spans == [[(2, 3)], [(0, 1)]]


def test_a_formula_alone_is_a_block_and_in_a_sentence_one_line() -> None:
    """Fractions stand in two dimensions only where no text is beside them."""
    assert shown(r"So $\frac{a}{b}$ holds.") == "So a/b holds."
    assert shown(r"$\frac{a}{b}$") == "   a\n  ╶─╴\n   b"
    assert shown("so $$x^2$$ holds") == "so\n\n  x²\n\nholds"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n$$\nx^2\n\n+ y\n$$\nb", "a\n\n  x² + y\n\nb"),
        ("- a\n  $$\n  x^2\n  $$\n- b", "• a\n\n    x²\n• b"),
        ("> $$\n> x^2\n> $$", "▎   x²"),
        ("$$x$$ and", "  x\n\nand"),
        ("$$\nopen", "$$ open"),
        ("-\n$$$$", "•\n\n$$$$"),
        ("$$$$\nx\n$$", "$$$$ x $$"),
    ],
)
def test_formulas_set_apart_may_take_lines(markdown: str, expected: str) -> None:
    """What stands between double dollars is a formula, in lists and quotes too."""
    assert expected == shown(markdown)


def test_macros_of_the_collection_are_known() -> None:
    """Commands of macros.tex may stand in any formula."""
    macros = read(r"\newcommand{\E}[1]{\mathbb{E}[#1]}")
    blocks = document(r"so $\E{X}$", BRAILLE, macros)

    [line] = Layout(BRAILLE, macros).lines(blocks, 60)

    assert line.content.plain == "so 𝔼[X]"


def test_a_chart_fence_is_drawn_and_a_faulty_one_is_text() -> None:
    """A chart shows its title; what cannot be read shows its source."""
    source = "```chart\ntitle: Growth\nx: t\ny: n\n\nt,a\n0,1\n1,2\n```"
    faulty = source.replace("1,2", "1,two")

    assert shown(source).startswith("Growth\nn\n")
    assert shown(faulty).startswith("│ title: Growth")


def test_links_are_listed_once_with_what_they_show() -> None:
    """Addresses, concepts and pictures can be opened, in the order of the text."""
    text = (
        "See https://e.org/a_(b). Or [here](https://e.org/a_(b)), [[goodhart|the law]] "
        "and ![a cell](cell.png)."
    )

    assert document(text, BRAILLE).links == (
        Link(kind="web", target="https://e.org/a_(b)", text="https://e.org/a_(b)"),
        Link(kind="concept", target="goodhart", text="the law"),
        Link(kind="picture", target="cell.png", text="a cell"),
    )


@pytest.mark.parametrize(
    ("said", "expected"), [(ASCII, r"* [...] $\w$"), (BRAILLE, "• […] x + y")]
)
async def test_the_app_says_what_can_be_drawn_and_which_macros_there_are(
    said: Glyphs, expected: str
) -> None:
    """A view that was told nothing takes glyphs and macros from its app."""

    class Plain(CardApp):
        glyphs = said
        macros = r"\newcommand{\w}{x + y}"

        def compose(self) -> ComposeResult:
            yield CardView(self.markdown)

    app = Plain(rf"- {masked()} $\w$")
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        view = app.query_one(CardView)
        [drawn] = [strip.text.rstrip() for strip in view.render_lines(view.size.region)]

    assert expected == drawn


async def test_a_click_on_a_link_is_told_to_the_screen() -> None:
    """Clicking posts the link, with its whole address, and opens nothing."""
    app = CardApp("Go [there](https://e.org/x) now")

    async with app.run_test() as pilot:
        await pilot.click(CardView, offset=(4, 0))
        await pilot.pause()

    assert app.followed == [Link(kind="web", target="https://e.org/x", text="there")]


async def test_another_text_changes_height_and_links() -> None:
    """After an update the widget is as high as its text and lists its links."""
    app = CardApp("one")
    async with app.run_test(size=(20, 20)) as pilot:
        view = app.query_one(CardView)
        heights = [view.size.height]
        view.update("https://e.org\n\ntwo", base="a/deck.md")
        await pilot.pause()
        heights.append(view.size.height)

    assert heights == [1, 3]
    assert (view.base, [link.target for link in view.links]) == (
        "a/deck.md",
        ["https://e.org"],
    )


def test_selected_text_comes_without_decoration() -> None:
    """Copied text has its lines joined where they only wrapped."""
    side = Side("- one two three four\n- five", BRAILLE)
    sheet = Sheet([Part(lines=side.lines)], Style)
    sheet.height(12)

    everything = sheet.selected(Selection(None, None))
    part = sheet.selected(Selection(Offset(6, 0), Offset(7, 1)))

    assert everything == "• one two three four\n• five"
    assert part == "two three"


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
async def test_every_theme_shows_the_card(theme: str) -> None:
    """Colours come from the theme, and no theme loses text."""
    app = CardApp(
        f"# T\n\n`a` $b$ {masked()} {revealed('c')} [[d]]\n\n```python\ne\n```"
    )
    async with app.run_test(size=(40, 10)) as pilot:
        app.theme = theme
        await pilot.pause()
        view = app.query_one(CardView)
        drawn = [strip.text.rstrip() for strip in view.render_lines(view.size.region)]

    assert drawn == ["T", "", "a b […] c d", "", "│ e"]


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.name)
@pytest.mark.parametrize("width", [40, 90])
def test_our_own_decks_are_drawn(deck: Path, width: int) -> None:
    """Every text that we ship fits, with its charts drawn and its formulas read."""
    text = safe(deck.read_text(encoding="utf-8")).split("\n---\n", 1)[-1]

    rows = shown(text, width).split("\n")

    assert [row for row in rows if cell_len(row) > width] == []
    assert [row for row in rows if row.startswith(("│ title:", "$$"))] == []
    assert [row for row in rows if re.search(r"\\[a-z]{2,}", row)] == []


def test_nothing_heavy_is_loaded_before_the_first_card() -> None:
    """Importing the view loads neither Markdown-it, Pygments nor the maths."""
    code = (
        "import sys, srs.tui.card_view, srs.tui.charts, srs.tui.diff, srs.tui.pictures;"
        f"print([name for name in {LAZY} if name in sys.modules])"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"
