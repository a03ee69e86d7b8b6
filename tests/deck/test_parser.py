"""The traps of the format, its limits, and what holds for any text."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.core.card import Concept, Deck, Note, Span, Waiver
from srs.deck.kinds.cloze import MAX_DELETIONS, MAX_FACE_CHARACTERS
from srs.deck.parser import (
    MAX_FACES_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_NOTE_BYTES,
    parse,
    read_note,
)
from srs.deck.writer import write_note


def asked(text: str) -> list[tuple[str, str]]:
    """Return question and answer of each note of a deck."""
    return [(note.asked, note.answered) for note in parse("deck.md", text).notes]


def codes(text: str) -> list[tuple[int, str]]:
    """Return line and code of each problem of a deck."""
    return [(it.line, it.code) for it in parse("deck.md", text).problems]


def test_a_readme_has_no_notes_and_no_problems() -> None:
    """Prose, lists, code and tables that are no blocks are ignored without a word."""
    text = (
        "# My decks\n\nRun `srs`. A card is written so:\n\n"
        "```\nQ: What?\nA: That.\n```\n\n- [ ] write more\n\n| Q: | A: |\n|---|---|\n"
    )
    parsed = parse("README.md", text)

    assert (parsed.notes, parsed.problems) == ((), ())


def test_a_mark_and_windows_line_ends_change_nothing() -> None:
    """A BOM and CRLF give the notes that LF gives, with the same lines."""
    text = "---\nname = 'x'\n---\n\n## H\n\nQ: a\nb\nA: c\n\nC: [d]\n"

    assert parse("a.md", "\ufeff" + text.replace("\n", "\r\n")) == parse("a.md", text)


def test_control_characters_turn_visible() -> None:
    """NUL, escape and marks that a face uses cannot come out of a deck."""
    text = "Q: a\0b\x1b[31m\nA: \ufdd0c\u202e\n"

    assert asked(text) == [("a␀b␛[31m", "�c�")]


def test_control_characters_cannot_come_by_way_of_front_matter() -> None:
    """What TOML writes with a backslash is made safe too."""
    text = '---\nname = "a\\u001b[2Jb\\nc"\ntags = ["\\u202ex"]\n---\n'
    deck = parse("a.md", text).deck

    assert (deck.name, deck.tags) == ("a␛[2Jb␊c", ("�x",))


def test_case_is_kept_in_maths() -> None:
    r"""`\gamma` and `\Gamma` are two notes."""
    small, capital = parse("a.md", "C: [$\\gamma$]\n\nC: [$\\Gamma$]\n").notes

    assert small.fingerprint != capital.fingerprint
    assert (small.sides[0].key, capital.sides[0].key) == (r"$\gamma$", r"$\Gamma$")


def test_a_path_of_a_language_in_prose_is_no_card() -> None:
    """`std::path` in prose is prose."""
    assert asked("The type std::path is used.\nstd::path\n") == []


def test_a_separator_at_the_top_may_be_one() -> None:
    """Cards between two separators at the top are cards and no front matter."""
    assert asked("---\nQ: a\nA: b\n---\nQ: c\nA: d\n") == [("a", "b"), ("c", "d")]


def test_a_separator_may_have_white_space_around_it() -> None:
    """As in hashcards, white space around a separator does not matter."""
    assert asked("Q: a\nA: b\n  --- \t\nprose\n") == [("a", "b")]


def test_fences_of_each_sort_are_opaque() -> None:
    """Longer fences hold shorter ones; tildes hold backticks; lists may indent them."""
    inner = "```\nQ: no\n```"
    for fence in ("````", "~~~", "   ````"):
        text = f"Q: a\nA:\n{fence}\n{inner}\n{fence}\n\nQ: b\nA: c\n"
        assert asked(text) == [("a", f"{fence.strip()}\n{inner}\n{fence}"), ("b", "c")]


def test_backticks_within_a_line_open_no_fence() -> None:
    """A code span of three backticks is a code span."""
    text = "Q: a\nA: b\n```x``` y\n\nQ: c\nA: d\n"

    assert asked(text) == [("a", "b\n```x``` y"), ("c", "d")]


def test_the_leading_heading_is_the_title_and_others_are_concepts() -> None:
    """Ids are GitHub's anchors or the author's own; a card is below its innermost."""
    text = (
        "# The title\n\nQ: a\nA: b\n\n## Error threshold\n\n"
        "The lead.\nIts end.\n\nMore.\n\nQ: c\nA: d\n\n"
        "### Interval schedulers (SM-2) {#scheduler}\n\nT: e\nD: f\n\n## Ende ##\n"
    )
    parsed = parse("a/b.md", text)

    assert parsed.deck.title == "The title"
    assert parsed.concepts == (
        Concept(
            id="error-threshold",
            title="Error threshold",
            span=Span(path="a/b.md", line=6, end_line=6),
            lead="The lead.\nIts end.",
        ),
        Concept(
            id="scheduler",
            title="Interval schedulers (SM-2)",
            span=Span(path="a/b.md", line=16, end_line=16),
        ),
        Concept(
            id="ende", title="Ende", span=Span(path="a/b.md", line=21, end_line=21)
        ),
    )
    assert [(note.concept, note.breadcrumb) for note in parsed.notes] == [
        ("", ()),
        ("error-threshold", ("Error threshold",)),
        ("scheduler", ("Error threshold", "Interval schedulers (SM-2)")),
    ]


def test_a_second_heading_of_the_first_level_is_a_concept() -> None:
    """Only the leading heading is the title."""
    parsed = parse("a.md", "# One\n\n# Two\n\nQ: a\nA: b\n")

    assert (parsed.deck.title, [it.id for it in parsed.concepts]) == ("One", ["two"])


def test_the_first_heading_owns_an_id() -> None:
    """An id met twice is a problem that names the first place."""
    parsed = parse("a.md", "## One\n\n## Two {#one}\n\nQ: a\nA: b\n")

    assert [it.span.line for it in parsed.concepts] == [1]
    assert [(it.line, it.code) for it in parsed.problems] == [(3, "duplicate-concept")]
    assert "line 1" in parsed.problems[0].message


def test_the_first_note_owns_an_id() -> None:
    """An explicit id met twice is a problem, and the second note goes without."""
    block = "Q: {0}\nA: b\n<!-- id: k7f3 -->\n\n"
    parsed = parse("a.md", block.format("a") + block.format("c"))

    assert [note.explicit_id for note in parsed.notes] == ["k7f3", ""]
    assert [(it.line, it.code) for it in parsed.problems] == [(7, "duplicate-id")]


def test_lines_are_counted_behind_front_matter() -> None:
    """Spans and problems count from the file's first line."""
    text = "+++\nname = 'x'\n+++\n\n## H\n\nQ: a\na: b\n"
    parsed = parse("a.md", text)

    assert [note.span.line for note in parsed.notes] == [7]
    assert [(it.line, it.text) for it in parsed.problems] == [(8, "a: b")]


def test_a_lead_may_stand_behind_a_chart() -> None:
    """The first paragraph of prose is the lead, whatever figures stand above."""
    text = "## H\n\n```chart\ntitle: t\nx: x\ny: y\n\nx,a\n1,2\n```\n\nThe lead.\n"

    assert parse("a.md", text).concepts[0].lead == "The lead."


def test_a_faulty_chart_is_reported_at_its_line() -> None:
    """A chart that cannot be drawn is named, and stays text."""
    text = "Q: a\nA:\n```chart\ntitle: t\nx: x\ny: y\n\nx,a\n1,two\n```\n"
    parsed = parse("a.md", text)

    assert [(it.line, it.code) for it in parsed.problems] == [(9, "chart")]
    assert "two" in parsed.notes[0].sides[0].back


def test_a_note_of_more_than_64_kb_costs_itself() -> None:
    """A note past the limit is a problem; the limit itself is not."""
    frame = len("Q: a\nA: ")
    fits = "Q: a\nA: " + "ä" * ((MAX_NOTE_BYTES - frame) // 2)
    long = fits + "äää"

    assert [len(it) for it in asked(f"{fits}\n\nQ: c\nA: d\n")] == [2, 2]
    assert asked(f"{long}\n\nQ: c\nA: d\n") == [("c", "d")]
    assert codes(f"{long}\n\nQ: c\nA: d\n") == [(1, "note-too-long")]


def test_a_file_of_more_than_10_mb_is_a_problem() -> None:
    """A text past the limit gives a deck without notes, and says so."""
    text = "Q: a\nA: b\n\n" * (MAX_FILE_BYTES // 11 + 1)
    parsed = parse("a/b.md", text)

    assert (parsed.deck, parsed.notes) == (Deck(path="a/b.md", name="a/b"), ())
    assert [it.code for it in parsed.problems] == ["file-too-long"]


def test_a_cloze_with_very_many_deletions_is_a_problem() -> None:
    """A passage whose faces would fill the memory costs itself, and says what helps."""
    most = "C: " + "[a] " * MAX_DELETIONS
    found = parse("deck.md", f"{most}[b]").problems

    assert codes(most) == []
    assert [(it.line, it.code) for it in found] == [(1, "too-many-deletions")]
    assert found[0].suggestion == "Split it into several notes."


def test_a_long_passage_has_fewer_deletions() -> None:
    """What counts is how much all faces hold together."""
    long = "C: " + "[a] " * 10 + "x" * (MAX_FACE_CHARACTERS // 10)

    assert codes(long) == [(1, "too-many-deletions")]


def test_a_deck_of_many_large_clozes_is_bounded() -> None:
    """Past the deck's room notes give no cards; smaller kinds still do."""
    passage = "C: " + "".join(f"[{at}] " for at in range(60)) + "x" * 4000
    text = f"{passage}\n\n" * 70 + "Q: a\nA: b\n"
    parsed = parse("deck.md", text)
    with_cards = [note for note in parsed.notes if note.sides]
    characters = sum(
        len(side.front) + len(side.back) for note in with_cards for side in note.sides
    )

    assert len(parsed.notes) == 71
    assert with_cards[-1].kind == "basic"
    assert characters <= MAX_FACES_CHARACTERS
    assert {it.code for it in parsed.problems} == {"too-many-deletions"}
    assert parsed.problems[0].line == 2 * len(with_cards) - 1


def test_100_000_notes_are_read() -> None:
    """A deck of 100,000 notes is read whole."""
    text = "".join(f"Q: what is {at}?\nA: it is {at}\n\n" for at in range(100_000))
    notes = parse("a.md", text).notes

    assert len(notes) == 100_000
    assert notes[-1].span == Span(path="a.md", line=299_998, end_line=299_999)


@pytest.mark.parametrize(
    "text",
    [
        "```\n" * 3001,
        "".join(f"{'`' * (3 + at % 500)}x\n" for at in range(5000)),
        "$$\n" * 3001,
        "`" * 60_000,
        "C: " + "[" * 60_000,
        "C: " + "[a](http:" * 6_000,
        "C: " + "$" * 60_000,
        "Q: " + " #a" * 20_000 + " !\nA: b",
        "<!--\n" * 20_000,
        "Q: a\n" + "\n" * 60_000 + "A: b",
        "I: a\n" + "> 2026-11-23\n" * 4_000,
        "---\n" + "[" * 50_000 + "\n---\n",
        "---\n" + "a: " * 20_000 + "\n---\n",
        "---\na: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        "# " + "_" * 60_000,
        "---\nformat: obsidian\n---\n" + "::" * 30_000,
        "---\nformat: obsidian\n---\n" + "a::b\n" * 5_000,
        "---\nformat: obsidian\n---\n" + "==" * 30_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """Texts made to be slow are read like others; a slow one would never end."""
    assert parse("a.md", text).deck.path == "a.md"


PIECES = st.sampled_from(
    [
        *"QACTDSXI:#-[](){}$`~=\\<>!?|*_ \n\n\n\t\r\0\ufeff",
        *["Q: ", "A: ", "C: ", "T: ", "D: ", "S: ", "X: ", "I: ", "\n\n", "---\n"],
        *["```\n", "~~~", "$$", "$", "{{c1::", "::", "}}", "](hint: ", "==", "+++\n"],
        *["<!-- id: a -->\n", "<!-- lint: allow R07 (x) -->\n", "<!--", "-->"],
        *["# h", "## h {#x}\n", " #tag", "> 2026-11-23 ", "word ", "ä", "漢", "\ud800"],
        *["format: obsidian\n", "name = 1\n", "```chart\n", "title: t\n", "a: "],
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text()


@given(TEXTS)
def test_any_text_is_read_and_its_spans_are_sound(text: str) -> None:
    """Nothing raises; notes follow each other and lie within the file."""
    parsed = parse("a.md", text)
    count = text.replace("\r\n", "\n").count("\n") + 1
    places = [(note.span.line, note.span.end_line) for note in parsed.notes]

    assert all(first <= last <= count for first, last in places)
    assert all(above[1] < below[0] for above, below in pairwise(places))
    assert all(1 <= it.line <= count and it.column >= 1 for it in parsed.problems)
    for note in parsed.notes:
        keys = [side.key for side in note.sides]
        assert len(set(keys)) == len(keys)


@given(TEXTS)
def test_any_block_alone_gives_the_same_note(text: str) -> None:
    """The lines of a span give the note again, whatever surrounds them."""
    parsed = parse("a.md", text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for note in parsed.notes:
        body = "\n".join(lines[note.span.line - 1 : note.span.end_line])
        alone = read_note(body, parsed.deck)
        assert _bare(alone)._replace(explicit_id="") == _bare(note)._replace(
            explicit_id=""
        )


def _bare(note: Note) -> Note:
    """Return the note without what its place in the file gives it."""
    return note._replace(
        span=Span(path="", line=1, end_line=1), concept="", breadcrumb=()
    )


def test_a_text_without_a_block_is_no_note() -> None:
    """To read a note of prose is a mistake of the caller's."""
    with pytest.raises(ValueError, match="no block"):
        read_note("prose", Deck(path="", name=""))


LINE = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufdd0"),
    max_size=20,
)
HOSTILE = st.sampled_from(
    ["Q: x", "A: x", "---", "# x", "<!-- x -->", "```", "$$", "x #tag", "", "S:", "I:"]
)
WORDS = st.lists(LINE | HOSTILE, min_size=1, max_size=5).map(
    lambda lines: " ".join("\n".join(lines).split(" ")).strip() or "x"
)
TAGS = st.lists(st.from_regex(r"[A-Za-z][a-z/-]{0,5}", fullmatch=True), max_size=2)
WAIVERS = st.builds(
    Waiver,
    rule=st.sampled_from(["R07", "R09"]),
    reason=st.sampled_from(["a proof", "a (long) list"]),
)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    """Return a note that some author may have in mind."""
    kind = draw(st.sampled_from(["basic", "term", "cloze", "idea"]))
    two_sided = kind in ("basic", "term")
    return Note(
        kind=kind,
        span=Span(path="", line=1, end_line=1),
        fingerprint=parse("", "Q: a\nA: b").notes[0].fingerprint,
        asked=draw(WORDS) + (" [x]" if kind == "cloze" else ""),
        answered=draw(WORDS) if two_sided else "",
        sides=(),
        source=draw(st.sampled_from(["", "MG18", "MG18, Hub19"])),
        extra=draw(st.just("") | WORDS),
        tags=tuple(draw(TAGS)),
        explicit_id=draw(st.sampled_from(["", "k7f3"])),
        waivers=tuple(draw(st.lists(WAIVERS, max_size=2))),
        thoughts=("2026-11-23 so",) if kind == "idea" and draw(st.booleans()) else (),
    )


@given(notes())
def test_what_is_written_is_read_as_the_same_note(note: Note) -> None:
    """A written note is read as one note; that one, written again, reads equal."""
    deck = Deck(path="", name="")
    text = write_note(note)
    parsed = parse("", text)

    assert len(parsed.notes) == 1
    once = parsed.notes[0]
    assert (once.kind, once.tags, once.explicit_id) == (
        note.kind,
        note.tags,
        note.explicit_id,
    )
    assert _bare(read_note(write_note(once), deck)) == _bare(once)


def test_hostile_lines_are_written_so_that_they_are_read_as_text() -> None:
    """A marker, a heading or a separator in an answer moves by a space."""
    note = read_note("Q: a\nA: b", Deck(path="", name=""))
    hostile = note._replace(answered="one\nQ: two\n---\n\n# three\n\n<!-- four")

    assert write_note(hostile) == (
        "Q: a\nA: one\n Q: two\n- - -\n\n # three\n\n <!-- four"
    )


def test_order_of_problems_is_the_order_of_the_file() -> None:
    """Problems come by line, then by column, whatever found them."""
    lines = ["A: lost", "C: none", "Q: a\na: b", "## H", "## H", "C: []", "```"]
    random.Random(3).shuffle(lines)
    places = codes("\n\n".join(lines))

    assert places == sorted(places, key=lambda it: it[0])
