"""A change is seen word by word, and never by colour alone."""

import pytest

from srs.tui.diff import CAME, GONE, changed_words, same_answer, typed_answer
from srs.tui.glyphs import ASCII


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("AA is dominant", "AA is recessive", "AA is −dominant +recessive"),
        ("a b c", "a c", "a −b c"),
        ("a c", "a b c", "a +b c"),
        ("", "new text", "+new text"),
        ("old text", "", "−old text"),
        ("same", "same", "same"),
        ("one two three", "four five three", "−one two +four five three"),
        ("是的猫", "是狗", "是−的猫 +狗"),
        ("a\n\nb", "a b", "a b"),
        ("[/x]", "[bold]", "−[/x] +[bold]"),
    ],
)
def test_words_that_changed_have_a_sign(before: str, after: str, expected: str) -> None:
    """What went has a minus, what came a plus, and the rest stands as it is."""
    assert expected == changed_words(before, after).plain


def test_changes_have_their_styles() -> None:
    """What went is struck, what came is underlined."""
    spans = changed_words("a b", "a c").spans

    assert [(span.start, span.end, span.style) for span in spans] == [
        (2, 4, GONE),
        (5, 7, CAME),
    ]


def test_signs_are_ascii_where_nothing_else_can_be_drawn() -> None:
    """The plainest terminal sees the same difference."""
    assert changed_words("a b", "a c", glyphs=ASCII).plain == "a -b +c"


def test_texts_beyond_measure_are_shown_without_comparing() -> None:
    """A comparison that would take long is left out, the text is not."""
    text = "word " * 4_000

    assert changed_words(text, text + "end").plain == text + "end"


@pytest.mark.parametrize(
    ("written", "right", "expected"),
    [
        ("mitochondria.", "Mitochondria", "✓ mitochondria."),
        ("mitocondria", "Mitochondria", "Mitoc[+h]ondria"),
        ("mitochondrial", "mitochondria", "mitochondria[−l]"),
        ("a guess", "Mitochondria", "−a guess +Mitochondria"),
        ("", "42", "+42"),
    ],
)
def test_typed_answers_show_their_slips(
    written: str, right: str, expected: str
) -> None:
    """A slip shows in its word, another word stands beside the right one."""
    assert expected == typed_answer(written, right).plain


def test_answers_agree_but_for_case_and_punctuation() -> None:
    """Capitals, spaces and full stops do not make an answer wrong; letters do."""
    assert same_answer(" The  Krebs cycle.", "the Krebs cycle")
    assert not same_answer("Krebs", "the Krebs cycle")
    assert not same_answer("+", "-")
