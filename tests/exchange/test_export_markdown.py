"""Markdown: tables that other programs read, in which no name is obeyed."""

from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from srs.core.text import safe_line
from srs.exchange.export_markdown import escaped, write
from tests.exchange.tables import EVIL, TABLES, exported


def tokens(text: str) -> list[Token]:
    """Return what a reader of GitHub's Markdown makes of a text."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def said(text: str) -> list[str]:
    """Return the text of each block, as a reader sees it."""
    found = []
    for token in tokens(text):
        if token.type == "inline":
            assert {one.type for one in token.children or ()} <= {
                "text", "text_special", "code_inline"
            }  # fmt: skip
            found.append("".join(one.content for one in token.children or ()))
    return found


def test_tables_are_read_back() -> None:
    """Each cell comes back as it was; no name begins anything."""
    text = b"".join(write(exported(*TABLES[:2]))).decode()
    found = said(text)

    assert found[0] == "Mine"
    assert found[2] == safe_line(f"Some {EVIL}").strip()
    assert found[3] == safe_line(f"plain {EVIL}")
    assert found[4:10] == ["what", "said", safe_line(EVIL), "1.5", "none", "–"]
    assert [one.type for one in tokens(text)].count("table_open") == 2
    assert not any(one.type.startswith("html") for one in tokens(text))


def test_a_table_without_rows_says_what_it_needs() -> None:
    """The sentence stands in its place."""
    empty = replace(TABLES[0], rows=(), needs="needs a first review")
    assert said(b"".join(write(exported(empty))).decode())[-1] == "needs a first review"


def test_only_what_has_a_meaning_is_escaped() -> None:
    """Numbers and words stay readable in the file itself."""
    assert escaped("1.1 d → 142 d (in 5)") == "1.1 d → 142 d (in 5)"
    assert escaped("1. one") == "1\\. one"
    assert escaped("- one") == "\\- one"
    assert escaped("a|b") == "a\\|b"
