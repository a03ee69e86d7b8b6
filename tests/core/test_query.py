"""Queries: what a line of terms asks for, and how it is told that one is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.errors import UsageError
from srs.core.log import Rating
from srs.core.query import MOST_CHARACTERS, MOST_TERMS, parse
from srs.core.query_tree import (
    Either,
    Every,
    HasFlag,
    Is,
    Named,
    Not,
    Property,
    Query,
    QueryError,
    Rated,
    Since,
    Words,
)

QUOTE_IT = 'To look for the word, write "{}" in quotation marks.'
OR, AND = (
    f"`{word}` needs a term on either side. {QUOTE_IT.format(word)}"
    for word in ("or", "and")
)
PROP = "prop:s wants < <= = >= or > and a number, as in prop:s>=1."
FLAG = "a flag is a number from 0, for none, to 7, or the word any."
RATED = "rated: wants a number of days from 1, as in rated:7."
KINDS = ("basic", "term", "cloze", "idea")
CAT, DOG, EEL = Words(text="cat"), Words(text="dog"), Words(text="eel")


def read(text: str) -> Query:
    """Return what a query asks for where the usual kinds of notes are known."""
    return parse(text, kinds=KINDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Every()),
        ("   ", Every()),
        ("cat", CAT),
        ("cat dog", Every(queries=(CAT, DOG))),
        ("cat and dog", Every(queries=(CAT, DOG))),
        ("cat or dog", Either(queries=(CAT, DOG))),
        ("cat OR dog Or eel", Either(queries=(CAT, DOG, EEL))),
        ("cat dog or eel", Either(queries=(Every(queries=(CAT, DOG)), EEL))),
        ("cat (dog or eel)", Every(queries=(CAT, Either(queries=(DOG, EEL))))),
        ("-cat", Not(query=CAT)),
        ("--cat", Not(query=Not(query=CAT))),
        ("-(cat dog) eel", Every(queries=(Not(query=Every(queries=(CAT, DOG))), EEL))),
        ("((cat))", CAT),
        ("cat(dog)", Every(queries=(CAT, DOG))),
    ],
)
def test_terms_combine(text: str, expected: Query) -> None:
    """Side by side means and; `or` binds looser; brackets group; minus negates."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"cat dog"', "cat dog"),
        ('"cat   dog"', "cat dog"),
        ('"or"', "or"),
        ('"deck:x"', "deck:x"),
        ('"(cat)"', "(cat)"),
        (r'"a \"cat\""', 'a "cat"'),
        ("error-threshold", "error-threshold"),
        ("std::path", "std::path"),
        ("https://example.org/a", "https://example.org/a"),
        ("10:30", "10:30"),
        ("学习", "学习"),
        ("e\u0301", "é"),
        ("-", "-"),
        (r"\gamma", r"\gamma"),
    ],
)
def test_words_and_phrases_are_text(text: str, expected: str) -> None:
    """What is quoted, or is no field, is looked for as it stands."""
    assert Words(text=expected) == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deck:bio", Named(field="deck", value="bio")),
        (
            'deck:"Foundations of alignment"',
            Named(field="deck", value="Foundations of alignment"),
        ),
        ("DECK:bio", Named(field="deck", value="bio")),
        ("tag:a/b", Named(field="tag", value="a/b")),
        ("concept:error-*", Named(field="concept", value="error-*")),
        ("kind:Cloze", Named(field="kind", value="cloze")),
        ("is:due", Is(state="due")),
        ("is:Leech", Is(state="leech")),
        ("flag:0", HasFlag(flag=0)),
        ("flag:7", HasFlag(flag=7)),
        ("flag:any", HasFlag(flag=None)),
        ("rated:7", Rated(days=7)),
        ("rated:7:1", Rated(days=7, rating=Rating.AGAIN)),
        ("added:30", Since(what="added", days=30)),
        ("edited:7", Since(what="edited", days=7)),
        ("-is:new", Not(query=Is(state="new"))),
    ],
)
def test_fields_ask_for_names_states_and_days(text: str, expected: Query) -> None:
    """Each field has its own leaf; case of the field does not matter."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prop:lapses>=8", Property(name="lapses", comparison=">=", value=8)),
        ("prop:reviews=3", Property(name="reviews", comparison="=", value=3)),
        ("prop:due<=-3", Property(name="due", comparison="<=", value=-3)),
        ("prop:ivl>21", Property(name="ivl", comparison=">", value=21)),
        ("prop:s<1.5", Property(name="s", comparison="<", value=1.5)),
        ("prop:r<0.9", Property(name="r", comparison="<", value=0.9)),
        ("prop:r<90%", Property(name="r", comparison="<", value=0.9)),
        ("Prop:R>=.8", Property(name="r", comparison=">=", value=0.8)),
        (
            "prop:d=7.5",
            Every(
                queries=(
                    Property(name="d", comparison=">=", value=7.45),
                    Property(name="d", comparison="<", value=7.55),
                )
            ),
        ),
        (
            "prop:r=90%",
            Every(
                queries=(
                    Property(name="r", comparison=">=", value=0.895),
                    Property(name="r", comparison="<", value=0.905),
                )
            ),
        ),
    ],
)
def test_properties_compare_numbers(text: str, expected: Query) -> None:
    """A real number equals what rounds to it in the digits that were written."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        (
            "cat tga:x",
            5,
            "there is no field tga. Did you mean tag?"
            " To look for the text, put it in quotation marks.",
        ),
        ("is:suspendet", 4, "there is no is:suspendet. Did you mean suspended?"),
        ("kind:close", 6, "there is no kind close. Did you mean cloze?"),
        ("prop:lapse>1", 6, "there is no prop:lapse. Did you mean lapses?"),
        (
            "prop:x>1",
            6,
            "there is no prop:x. There are: s, d, r, lapses, reviews, due, ivl.",
        ),
        ("prop:s", 7, PROP),
        ("prop:s>many", 7, PROP),
        ("prop:s>5%", 6, "only prop:r is a percentage."),
        ("deck:", 1, "deck: names nothing."),
        ('""', 1, "there is nothing to look for."),
        ("flag:8", 6, FLAG),
        ("rated:soon", 7, RATED),
        ("rated:0", 7, RATED),
        ("rated:7:5", 9, "a rating is 1 Forgot, 2 Hard, 3 Good or 4 Easy."),
        ("added:-1", 7, "added: wants a number of days from 1, as in added:7."),
        ('cat "dog', 5, "this quotation mark is never closed."),
        ('deck:"dog', 6, "this quotation mark is never closed."),
        ("(cat", 1, "this ( is never closed."),
        ("cat (dog (eel)", 5, "this ( is never closed."),
        ("cat)", 4, "this ) closes nothing."),
        (")", 1, "this ) closes nothing."),
        ("cat ()", 5, "nothing stands between ( and )."),
        ("or cat", 1, OR),
        ("cat or", 5, OR),
        ("(cat or) dog", 6, OR),
        ("cat and", 5, AND),
        ("-or", 1, "nothing follows this minus sign."),
        ("cat -)", 5, "nothing follows this minus sign."),
    ],
)
def test_a_wrong_query_names_column_and_nearest_word(
    text: str, column: int, sentence: str
) -> None:
    """One sentence says where the slip is, and what may have been meant."""
    with pytest.raises(QueryError) as caught:
        read(text)

    assert f"Column {column}: {sentence}" == str(caught.value)
    assert column == caught.value.column
    assert isinstance(caught.value, UsageError)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100 + "cat" + ")" * 100,
        "-" * 100 + "cat",
        "cat " * (MOST_TERMS + 1),
        "c" * (MOST_CHARACTERS + 1),
    ],
)
def test_a_query_has_bounds(text: str) -> None:
    """A query that no hand has typed is refused, not obeyed until memory ends."""
    with pytest.raises(QueryError):
        read(text)


@given(st.text(alphabet='ab:-() "\\<=>ordeckis', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed gives a tree, or a column within it or just behind."""
    column = 1
    try:
        read(text)
    except QueryError as error:
        column = error.column

    assert 1 <= column <= len(text) + 1


@given(st.text(max_size=30))
def test_quoting_looks_for_the_text_itself(text: str) -> None:
    """Any text in quotation marks is one phrase, or nothing at all."""
    quoted = text.replace("\\", r"\\").replace('"', r"\"")
    try:
        found = read(f'"{quoted}"')
    except QueryError:
        found = Words(text="")

    assert isinstance(found, Words)
