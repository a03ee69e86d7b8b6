"""Authoring: a card goes into its deck, and nothing else in the file changes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.core.card import Note
from srs.core.errors import DeckError, InputError
from srs.deck.parser import parse
from srs.study.author import (
    Draft,
    add_blocks,
    add_card,
    guessed_kind,
    read_draft,
)
from srs.study.saving import read_deck, write_atomically

BASIC = Draft(kind="basic", asked="Why?", answered="Because.")
BLOCK = "Q: Why?\nA: Because."
CRLF = "Q: Why?\r\nA: Because."
HEAD = "---\nname = 'x'\n---\n"
FENCE = "\n```\n## No\n```\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Where the test's deck lies; nothing is there yet."""
    return tmp_path / "deck.md"


def written(deck: Path, old: str, draft: Draft = BASIC, concept: str = "") -> str:
    """Return what a deck of some text holds after a card was added."""
    deck.write_bytes(old.encode())
    line = add_card(deck, draft, concept=concept)
    new = deck.read_bytes().decode()
    first = draft.block().partition("\n")[0]

    assert new.split("\n")[line - 1].strip("\ufeff\r") == first
    return new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", f"{BLOCK}\n"),
        ("Q: a\nA: b\n", f"Q: a\nA: b\n\n{BLOCK}\n"),
        ("Q: a\nA: b\n\n", f"Q: a\nA: b\n\n{BLOCK}\n"),
        ("Q: a\nA: b\n\n\n\n", f"Q: a\nA: b\n\n\n\n{BLOCK}\n"),
        ("Q: a\nA: b", f"Q: a\nA: b\n\n{BLOCK}"),
        ("---\nname = 'x'\n---\n", f"---\nname = 'x'\n---\n\n{BLOCK}\n"),
        ("# Title\n\nProse.\n", f"# Title\n\nProse.\n\n{BLOCK}\n"),
        ("\ufeff", f"\ufeff{BLOCK}\n"),
        ("\ufeffQ: a\nA: b\n", f"\ufeffQ: a\nA: b\n\n{BLOCK}\n"),
        ("Q: a\r\nA: b\r\n", "Q: a\r\nA: b\r\n\r\nQ: Why?\r\nA: Because.\r\n"),
        ("Q: a\r\nA: b", "Q: a\r\nA: b\r\n\r\nQ: Why?\r\nA: Because."),
        ("Q: a\u2028c\nA: b\x0c\n", f"Q: a\u2028c\nA: b\x0c\n\n{BLOCK}\n"),
        ("Q: a\nA: b\n<!-- id: k7 -->\n", f"Q: a\nA: b\n<!-- id: k7 -->\n\n{BLOCK}\n"),
    ],
)
def test_card_comes_at_the_end(deck: Path, old: str, new: str) -> None:
    """Line ends, byte-order mark and a missing final newline stay as they were."""
    assert new == written(deck, old)


@pytest.mark.parametrize(
    ("concept", "old", "new"),
    [
        (
            "one",
            "## One\n\nQ: a\nA:\n\n## Two\n",
            f"## One\n\nQ: a\nA:\n\n{BLOCK}\n\n## Two\n",
        ),
        ("one", "## One\n## Two\n", f"## One\n\n{BLOCK}\n\n## Two\n"),
        ("one", "## One\n\n\n\n## Two\n", f"## One\n\n{BLOCK}\n\n\n\n## Two\n"),
        ("two", "## One\n\n## Two\n", f"## One\n\n## Two\n\n{BLOCK}\n"),
        ("two", "## One\n\n## Two", f"## One\n\n## Two\n\n{BLOCK}"),
        ("one", "## One\n\n### Deep\n\nx\n", f"## One\n\n{BLOCK}\n\n### Deep\n\nx\n"),
        ("kept", "## Its name {#kept}\n", f"## Its name {{#kept}}\n\n{BLOCK}\n"),
        ("Its name", "## Its name {#kept}\n", f"## Its name {{#kept}}\n\n{BLOCK}\n"),
        (
            "one",
            "\ufeff## One\r\n\r\n## Two\r\n",
            f"\ufeff## One\r\n\r\n{CRLF}\r\n\r\n## Two\r\n",
        ),
        (
            "one",
            "p\u2028p\n## One\n\n## Two\n",
            f"p\u2028p\n## One\n\n{BLOCK}\n\n## Two\n",
        ),
        ("one", f"{HEAD}## One\n\n## Two\n", f"{HEAD}## One\n\n{BLOCK}\n\n## Two\n"),
        ("one", f"## One\n{FENCE}\n## Two\n", f"## One\n{FENCE}\n{BLOCK}\n\n## Two\n"),
    ],
)
def test_card_comes_at_the_end_of_its_concept(
    deck: Path, concept: str, old: str, new: str
) -> None:
    """It stands before the next heading, whatever the depth, and belongs to its own."""
    assert new == written(deck, old, concept=concept)
    assert parse("", new).notes[-1].concept in (concept, "kept")


@pytest.mark.parametrize(
    ("draft", "block"),
    [
        (Draft(kind="basic", asked="a", answered="b"), "Q: a\nA: b"),
        (Draft(kind="basic", asked=" a\r\nb ", answered="c\nd\n"), "Q: a\nb\nA: c\nd"),
        (Draft(kind="basic", asked="a"), "Q: a\nA:"),
        (Draft(kind="term", asked="a", answered="b", source="K"), "T: a\nD: b\nS: K"),
        (Draft(kind="cloze", asked="an [a]", source="a\n b"), "C: an [a]\nS: a b"),
        (Draft(kind="idea", asked="What if?"), "I: What if?"),
    ],
)
def test_block_is_what_an_author_would_write(draft: Draft, block: str) -> None:
    """Each kind has its markers; an empty answer makes a draft."""
    assert block == draft.block()


@pytest.mark.parametrize(
    "draft",
    [
        Draft(kind="basic", asked=" \n", answered="b"),
        Draft(kind="cloze", asked="an [a]", answered="b"),
        Draft(kind="idea", asked="What if?", answered="b"),
    ],
)
def test_a_part_too_few_or_too_many_is_refused(draft: Draft) -> None:
    """A card asks something, and only kinds with an answer have one."""
    with pytest.raises(InputError):
        draft.block()


@pytest.mark.parametrize(
    ("old", "draft"),
    [
        ("", Draft(kind="cloze", asked="nothing is hidden")),
        ("", Draft(kind="cloze", asked="an [a [b] c]")),
        ("", Draft(kind="basic", asked="a", answered="b\nQ: c\nA: d")),
        ("", Draft(kind="basic", asked="a\nA: b", answered="c")),
        ("", Draft(kind="basic", asked="a", answered="b\nS: c")),
        ("", Draft(kind="basic", asked="a", answered="b\n---\nc")),
        ("", Draft(kind="basic", asked="a", answered="b\n\n# c")),
        ("", Draft(kind="basic", asked="a\nX: b", answered="c")),
        ("", Draft(kind="idea", asked="a\n> 2026-11-25 b")),
        ("Q: Why?\nA:  Because.\n", BASIC),
    ],
)
def test_what_would_be_read_otherwise_is_not_written(
    deck: Path, old: str, draft: Draft
) -> None:
    """A card must be read back as one card, and the others as they were."""
    deck.write_text(old)
    with pytest.raises(InputError):
        add_card(deck, draft)

    assert deck.read_text() == old


def test_fence_that_swallows_a_later_card_is_refused(deck: Path) -> None:
    """An answer that opens a fence must not make content of the cards behind it."""
    old = "## One\n\n## Two\n\nQ: c\nA: d\n\n```\ncode\n```\n\nQ: e\nA: f\n"
    deck.write_text(old)
    with pytest.raises(InputError):
        add_card(deck, Draft(kind="basic", asked="a", answered="b\n```"), concept="one")

    assert deck.read_text() == old


def test_unknown_concept_names_the_nearest(deck: Path) -> None:
    """A concept that the deck does not have is refused, with the nearest it has."""
    deck.write_text("## Error threshold\n")
    with pytest.raises(InputError) as caught:
        add_card(deck, BASIC, concept="eror-threshold")

    assert str(caught.value) == (
        "The deck has no heading eror-threshold. Did you mean error-threshold?"
        " Leave it out to write at the deck's end."
    )


def test_new_deck_in_a_vault_says_that_it_is_one(tmp_path: Path) -> None:
    """Where Obsidian keeps its notes, only files that say so are decks."""
    (tmp_path / ".obsidian").mkdir()
    deck = tmp_path / "cards" / "new.md"
    add_card(deck, BASIC)

    assert deck.read_text() == f"---\nsrs: true\n---\n\n{BLOCK}\n"
    assert parse("new.md", deck.read_text()).deck.is_deck


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Q: a\nA: b\n", "Q: a\nA: b"),
        ("Q: a\nA: b\n\nC: an [x]\n\n", "Q: a\nA: b\n\nC: an [x]"),
        ("\ufeffQ: a\r\nA: b\r\n", "Q: a\nA: b"),
        ("Why?\nBecause.\n", BLOCK),
        ("Why?\n\nBecause\nof this.\n", "Q: Why?\nA: Because\nof this."),
        ("Why?", "Q: Why?\nA:"),
        ("Below the [threshold] it lives.", "C: Below the [threshold] it lives."),
        ("See [a page](https://a.org).", "Q: See [a page](https://a.org).\nA:"),
        ("{{c1::Eigen}} found it", "C: {{c1::Eigen}} found it"),
        ("Is [a]?\nyes", "Q: Is [a]?\nA: yes"),
    ],
)
def test_text_without_markers_is_question_and_answer(text: str, block: str) -> None:
    """Blocks are taken as they are; else the first line asks and the rest answers."""
    assert block == read_draft(text)


def test_empty_text_is_no_card() -> None:
    """Who saves nothing adds nothing."""
    with pytest.raises(InputError):
        read_draft(" \n\n")


def test_guess_of_the_kind_needs_a_deletion() -> None:
    """Only a passage that hides something, and has no answer, is a cloze."""
    assert guessed_kind("an [a]", "") == "cloze"
    assert guessed_kind("an [a]", "b") == "basic"
    assert guessed_kind("an ![a](b.png)", "") == "basic"


def test_many_blocks_are_added_at_once(deck: Path) -> None:
    """All blocks of a text come in, in their order, or none of them."""
    deck.write_text("Q: a\nA: b\n")
    added = add_blocks(deck, "Q: c\nA: d\n\nC: an [x]\n\nQ: e\nA:")

    assert places(added) == [(4, "basic"), (7, "cloze"), (9, "basic")]
    with pytest.raises(InputError):
        add_blocks(deck, "Q: f\nA: g\n\nC: nothing")
    assert len(parse("", deck.read_text()).notes) == 4


def places(notes: list[Note]) -> list[tuple[int, str]]:
    """Return the first line and the kind of each note."""
    return [(note.span.line, note.kind) for note in notes]


@given(
    before=st.text(alphabet="Q:A C#\n\r\u2028ab`$-<!>", max_size=60),
    mark=st.sampled_from(["", "\ufeff"]),
)
@settings(max_examples=80, deadline=None)
def test_every_other_byte_stays(
    tmp_path_factory: pytest.TempPathFactory, before: str, mark: str
) -> None:
    """Whatever a deck holds, taking the card's lines out again gives it back."""
    deck = tmp_path_factory.mktemp("deck") / "deck.md"
    old = (mark + before).encode()
    deck.write_bytes(old)
    try:
        add_card(deck, BASIC)
    except InputError:
        assert deck.read_bytes() == old
        return
    new = deck.read_bytes()

    assert new.startswith(old)
    assert new[len(old) :].decode().strip() == BLOCK.replace(
        "\n", "\r\n" if b"\r\n" in old else "\n"
    )


def test_file_that_cannot_be_read_stays(tmp_path: Path) -> None:
    """A file that is no UTF-8, or no file, is refused with its name."""
    deck = tmp_path / "deck.md"
    deck.write_bytes(b"Q: \xff\nA: b\n")
    with pytest.raises(DeckError) as caught:
        add_card(deck, BASIC)

    assert "is not UTF-8 (byte 3)." in str(caught.value)
    assert deck.read_bytes() == b"Q: \xff\nA: b\n"
    with pytest.raises(DeckError):
        read_deck(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="rights are others on Windows")
def test_rights_and_links_stay(tmp_path: Path) -> None:
    """A deck keeps its mode, and a link to a deck stays a link."""
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("Q: a\nA: b\n")
    real.chmod(0o640)
    link.symlink_to(real)
    add_card(link, BASIC)

    assert link.is_symlink()
    assert real.read_text() == f"Q: a\nA: b\n\n{BLOCK}\n"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Without the right to write, the deck is as it was and the reason is told."""
    deck = tmp_path / "deck.md"
    deck.write_text("Q: a\nA: b\n")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeckError):
            add_card(deck, BASIC)
    finally:
        tmp_path.chmod(0o700)
    assert deck.read_text() == "Q: a\nA: b\n"


def test_somebody_elses_change_is_not_overwritten(deck: Path) -> None:
    """What another program saved meanwhile stays, and nothing is left beside it."""
    deck.write_bytes(b"theirs")
    with pytest.raises(DeckError):
        write_atomically(deck, b"ours", expected=b"before")

    assert [deck] == list(deck.parent.glob("*deck*"))
    assert deck.read_bytes() == b"theirs"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_writer_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    """However a writer is killed, the deck is whole: the old one or the new one."""
    deck = tmp_path / "deck.md"
    old, new = "Q: a\nA: b\n" * 50_000, "Q: c\nA: d\n" * 50_000
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from srs.study.saving import write_atomically
        deck = Path({str(deck)!r})
        old, new = "Q: a\\nA: b\\n" * 50_000, "Q: c\\nA: d\\n" * 50_000
        print("ready", flush=True)
        while True:
            write_atomically(deck, new.encode())
            write_atomically(deck, old.encode())
        """
    )
    deck.write_text(old)
    for attempt in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.013 * attempt)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        assert deck.read_text() in (old, new)
