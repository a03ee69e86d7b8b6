"""Thoughts: the right line, and every other byte as it was."""

from datetime import date
from pathlib import Path

import pytest

from srs.core.errors import DeckError, InputError
from srs.deck.parser import parse
from srs.study.thoughts import write_thought

DAY = date(2026, 3, 9)
NEW = "> 2026-03-09 It may be."


def think(file: Path, text: str = "It may be.", *, nth: int = 0) -> int:
    """Write a thought beneath the nth idea of a file."""
    parsed = parse(file.name, file.read_bytes().decode())
    ideas = [note for note in parsed.notes if note.kind == "idea"]
    idea = ideas[nth]
    return write_thought(
        file, idea.fingerprint, line=idea.span.line, text=text, day=DAY
    ).line


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I: Why?\n", f"I: Why?\n{NEW}\n"),
        ("I: Why?", f"I: Why?\n{NEW}"),
        ("\ufeffI: Why?\r\n\r\nQ: a\r\nA: b\r\n",
         f"\ufeffI: Why?\r\n{NEW}\r\n\r\nQ: a\r\nA: b\r\n"),
        ("I: Why\nnot?\n\n> 2026-01-01 One.\n> more\n\n\n## H\n",
         f"I: Why\nnot?\n\n> 2026-01-01 One.\n> more\n{NEW}\n\n\n## H\n"),
        ("I: Why?\nS: me\nX: more\n", f"I: Why?\n{NEW}\nS: me\nX: more\n"),
        ("I: Why?\n<!-- id: k7 -->\nQ: a\nA: b\n",
         f"I: Why?\n{NEW}\n<!-- id: k7 -->\nQ: a\nA: b\n"),
        ("I: Why?\n```\nI: code\n```\n", f"I: Why?\n```\nI: code\n```\n{NEW}\n"),
        ("---\nname = 'x'\n---\n# T\n\nI: Why?\n---\nI: Other?\n",
         f"---\nname = 'x'\n---\n# T\n\nI: Why?\n{NEW}\n---\nI: Other?\n"),
        ("I: Why?\n> somebody said\n", f"I: Why?\n> somebody said\n{NEW}\n"),
    ],
)  # fmt: skip
def test_one_line_more_and_nothing_else(
    tmp_path: Path, before: str, after: str
) -> None:
    """The thought stands beneath the idea; line ends, mark and bytes stay."""
    file = tmp_path / "a.md"
    file.write_bytes(before.encode())
    line = think(file)

    assert file.read_bytes().decode() == after
    assert after.split("\n")[line - 1].rstrip("\r") == NEW


def test_thoughts_keep_their_order_and_the_idea_its_name(tmp_path: Path) -> None:
    """The new thought is the last one; the fingerprint does not change."""
    file = tmp_path / "a.md"
    file.write_text("I: One?\n\nI: Two? #tag\n", encoding="utf-8")
    think(file, "first", nth=1)
    think(file, "sec\tond  \n line", nth=1)
    note = parse("a.md", file.read_text(encoding="utf-8")).notes[1]

    assert note.thoughts == ("2026-03-09 first", "2026-03-09 sec ond line")
    assert (note.asked, note.tags) == ("Two?", ("tag",))


@pytest.mark.parametrize("text", ["X: no extra", "<!-- no", "$$ x", "```", "\x1b[2J"])
def test_whatever_is_written_is_a_thought_or_refused(tmp_path: Path, text: str) -> None:
    """No text becomes another part of the deck, or hides what follows."""
    file = tmp_path / "a.md"
    old = "I: Why?\n\nQ: a\nA: b\n"
    file.write_text(old, encoding="utf-8")
    try:
        think(file, text)
    except InputError:
        assert file.read_text(encoding="utf-8") == old
        return
    idea, other = parse("a.md", file.read_text(encoding="utf-8")).notes

    assert (len(idea.thoughts), other.answered) == (1, "b")
    assert "\x1b" not in file.read_text(encoding="utf-8")


def test_an_idea_that_is_gone_gets_no_thought(tmp_path: Path) -> None:
    """After an edit by somebody else nothing is written, and it is said."""
    file = tmp_path / "a.md"
    file.write_text("I: Why?\n", encoding="utf-8")
    (note,) = parse("a.md", "I: Who?\n").notes
    with pytest.raises(DeckError, match="holds this idea no more"):
        write_thought(file, note.fingerprint, line=1, text="x", day=DAY)

    assert file.read_text(encoding="utf-8") == "I: Why?\n"


def test_an_empty_thought_is_refused(tmp_path: Path) -> None:
    """A date alone says nothing."""
    file = tmp_path / "a.md"
    file.write_text("I: Why?\n", encoding="utf-8")
    with pytest.raises(InputError, match="empty"):
        think(file, " \n ")
