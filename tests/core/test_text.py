"""Is this text safe to show?"""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.text import folded, safe, safe_json, safe_line


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("a\x9b31mb", "a�31mb"),
        ("\x00", "␀"),
        ("x\x7fy", "x␡y"),
        ("user\u202ecod.exe", "user�cod.exe"),
        ("a\r\nb", "a␍\nb"),
        ("\ufdd0…\ufdd1", "�…�"),
        ("tab\there", "tab\there"),
        ("émigré 漢字 🙂", "émigré 漢字 🙂"),
    ],
)
def test_control_characters_become_visible(hostile: str, shown: str) -> None:
    """What a terminal would obey is shown instead; all else stays as it is."""
    assert safe(hostile) == shown


def test_a_line_stays_one_line() -> None:
    """In one line, feeds and tabs are shown too."""
    assert safe_line("a\nb\tc") == "a␊b␉c"


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    """No control character but feed and tab is left, and being safe is idempotent."""
    shown = safe(text)

    left = {c for c in shown if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}
    assert left == set()
    assert safe(shown) == shown


@given(st.text())
def test_folding_is_idempotent_and_keeps_case(text: str) -> None:
    """Folded text has single spaces, is trimmed, and keeps its letters' case."""
    once = folded(text)

    assert folded(once) == once
    assert "  " not in once
    assert folded("\\Gamma") != folded("\\gamma")


@given(st.text())
def test_json_is_safe_to_print_and_the_same_when_read(text: str) -> None:
    """Nothing that a terminal obeys is left, and reading gives every character."""
    said = safe_json({text: [text]})

    assert safe_line(said) == said
    assert json.loads(said) == {text: [text]}


def test_whatever_is_unsafe_cannot_be_printed() -> None:
    """So a text whose marks can all be printed is safe without looking further."""
    printed = [chr(code) for code in range(0x110000) if chr(code).isprintable()]

    assert safe_line("".join(printed)) == "".join(printed)


@given(st.text(alphabet="a \t\n\r\x0b\x1c\x1f\x7f\xa0\u2003é\u0301", max_size=8))
def test_folding_is_the_same_for_every_text(text: str) -> None:
    """Plain texts, which are folded in less time, are folded alike."""
    words = unicodedata.normalize("NFC", text).split()

    assert folded(text) == " ".join(words)
