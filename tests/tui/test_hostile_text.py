"""Whatever a card holds, it never raises, never overflows and is never obeyed."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from srs.core.card import GAP_CLOSE, GAP_OPEN, MASK_CLOSE, MASK_OPEN
from srs.core.text import safe
from srs.tui.card_blocks import document
from srs.tui.card_layout import NARROWEST, Layout
from srs.tui.card_sheet import Side
from srs.tui.card_view import CardView, links_of
from srs.tui.diff import changed_words, typed_answer
from srs.tui.glyphs import ASCII, BLOCKS, BRAILLE, Glyphs

SIGNS = [*list("*_`#>-+|~$[](){}!<&\\:^="), "**", "```", "~~~", "$$", "[[", "]]", "!["]
BLOCKS_OF_TEXT = [
    "```chart\n",
    "title: t\nx: a\ny: b\n\nc,d\n1,2\n3,4\n",
    "| a | b |\n|---|--:|\n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "- [ ] ",
    "\n",
    "\n\n",
    "    ",
    "\t",
]
WORDS_OF_TEXT = [
    " ",
    "word",
    "naïve",
    "中文字",
    "e\u0301",
    "👩\u200d💻",
    "❤\ufe0f",
    "a" * 40,
    "\u200b",
    "\u00a0",
    "\ud7a3",
    "\u1100\u1161",
    "ﷺ",
    "𝔼",
    "\u0300",
    "https://e.org/a_b",
    "](http://e.org)",
]
TRAPS = [
    "&lt;",
    "&#x202e;",
    "&#27;",
    "&#10;",
    r"\frac{a}{b}",
    r"\sum_{i}^n",
    "x_i^2",
    "[/x]",
    "[@click=app.quit]",
    MASK_OPEN,
    MASK_CLOSE,
    GAP_OPEN,
    GAP_CLOSE,
]
PIECES = st.sampled_from(SIGNS + BLOCKS_OF_TEXT + WORDS_OF_TEXT + TRAPS)
MARKDOWN = st.lists(PIECES, max_size=40).map("".join)
ANY_TEXT = st.text(max_size=200)
WIDTHS = st.integers(NARROWEST, 120)
GLYPHS = st.sampled_from([BRAILLE, BLOCKS, ASCII])
FUZZ = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
)
HOSTILE = [
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31mred",
    "\x1bP+q544e\x1b\\",
    "\x9b31mred\x9d0;t\x9c",
    "&#27;[31m &#x9b;31m &#7;",
    "&#x202e;gnp.exe &#8238;",
    "a\rb\x08c\x7fd\x00e",
    "[/x] [/] [bold]x[/bold] [@click=app.quit]quit[/] $text-error",
    "[x](javascript:alert(1)) [y](file:///etc/passwd) [z](data:text/html,x)",
    "`\x1b[31m` $\x1b[31m$ ```\x1b\n\x1b[31m\n```",
    "![\x1b[31m](\x1b]52;c;x\x07.png)",
    "| \x1b[31m | b |\n|---|---|\n| \x07 | [/] |",
    "```chart\ntitle: \x1b[31m [/x]\nx: \x07\ny: b\n\nc,\x1b]0;t\x07\n1,2\n3,4\n```",
    "```python\n\x1b[31m = '[/x]'\n```",
]


def lines_of(markdown: str, width: int, glyphs: Glyphs = BRAILLE) -> list[str]:
    """Return the rows that a text takes."""
    laid = Layout(glyphs).lines(document(markdown, glyphs), width)
    return [line.content.plain for line in laid]


@FUZZ
@given(st.one_of(MARKDOWN, ANY_TEXT.map(safe)), WIDTHS, GLYPHS)
def test_any_text_is_laid_out_within_the_width(
    markdown: str, width: int, glyphs: Glyphs
) -> None:
    """No text raises, none is wider than the width, none keeps a control character."""
    lines = lines_of(markdown, width, glyphs)

    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if CONTROLS.search(line) or "\n" in line] == []


WORDS = st.text(
    st.characters(categories=["Ll", "Lu", "Lo", "Nd"], max_codepoint=0xFFFF),
    min_size=1,
    max_size=12,
).filter(lambda word: unicodedata.normalize("NFC", word) == word)
WRAPPERS = st.sampled_from(
    [
        "{}",
        "**{}**",
        "*{}*",
        "~~{}~~",
        "`{}`",
        "- {}",
        "1. a\n   - {}",
        "- [ ] {}",
        "> {}",
        "> - {}",
        "# {}",
        "[{}](http://e.org)",
        "[[{}]]",
        "![{}](a.png)",
        "| {} | b |\n|---|---|\n| c | d |",
        "| a | b |\n|---|---|\n| c | {} |",
        "```\n{}\n```",
        "    {}",
        "<b>{}</b>",
        "[^1]: {}",
        f"{MASK_OPEN}{{}}{MASK_CLOSE}",
        f"{GAP_OPEN}{{}}{GAP_CLOSE}",
    ]
)


@FUZZ
@given(
    st.lists(st.tuples(WORDS, WRAPPERS), min_size=1, max_size=12),
    st.integers(30, 120),  # in narrower tables a cell would break the word
)
def test_every_word_is_seen(parts: list[tuple[str, str]], width: int) -> None:
    """Each word that is no markup stands on the screen, however the lines break."""
    markdown = "\n\n".join(wrapper.format(word) for word, wrapper in parts)

    seen = "".join(re.sub(r"[\s▎•◦▪│]", "", line) for line in lines_of(markdown, width))

    assert [word for word, _ in parts if word not in seen] == []


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
async def test_hostile_text_reaches_the_screen_as_text(
    payload: str, glyphs: Glyphs
) -> None:
    """Control sequences and markup are shown, and neither obeyed nor fatal."""

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield CardView(safe(payload), glyphs=glyphs)

    app = Shown()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        view = app.query_one(CardView)
        drawn = [strip.text for strip in view.render_lines(view.size.region)]

    assert "".join(drawn).strip()
    assert [line for line in drawn if CONTROLS.search(line)] == []


def test_markup_of_textual_is_shown_as_written() -> None:
    """Square brackets that Textual would obey are plain text."""
    text = "[/x] [bold]b[/bold] [@click=app.quit]quit[/]"
    side = Side(text, BRAILLE)

    [line] = side.lines(80)

    assert line.content.plain == text
    assert line.content.spans == []


def test_only_web_addresses_become_links() -> None:
    """Scripts, files and data are text; nothing but http and https can be opened."""
    text = (
        "[x](javascript:alert(1)) [y](file:///etc/passwd) [z](data:text/html,x) "
        "[w](notes.md) <mailto:a@e.org> [v](HTTPS://e.org)"
    )

    assert links_of(text) == ("HTTPS://e.org",)


def test_a_link_that_shows_another_address_tells_the_true_one() -> None:
    """Text that looks like an address does not hide where the link leads."""
    [line] = lines_of("[https://bank.example](https://evil.example/x)", 80)

    assert line == "https://bank.example (https://evil.example/x)"


def test_a_text_nested_without_end_is_shown_plain() -> None:
    """Nothing is dropped where Markdown is nested deeper than anybody writes."""
    lines = lines_of(">" * 500 + " deep", 80)

    assert "".join(lines).replace(" ", "").endswith("deep")


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 3000,
        "*" * 3000,
        "`" * 3000,
        "$" * 3000,
        "|" * 3000,
        "a\n" * 3000,
        "- " * 900,
    ],
)
def test_long_runs_of_markup_are_laid_out(markdown: str) -> None:
    """A run of signs as long as a note may be is only more lines."""
    assert lines_of(markdown, 80)


@FUZZ
@given(MARKDOWN, MARKDOWN)
def test_differences_hold_no_control_characters(before: str, after: str) -> None:
    """Comparing two texts never raises and shows no control characters."""
    for shown in (changed_words(before, after), typed_answer(before, after)):
        assert CONTROLS.search(shown.plain) is None
