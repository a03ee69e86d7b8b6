"""What does `srs ideas` print?"""

import json

import pytest

from srs.cli.door import Door
from srs.cli.main import run
from srs.study.collection import Collection
from srs.study.ideas import ideas, judge
from tests.conftest import Clock, Open

DECK = "# T\n\n## Memes\n\nI: Why? #m\n> 2026-03-01 Dull\x1b[2J.\n\nI: Who\nis it?\n"


def said(
    collection: Collection,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    *words: str,
) -> str:
    """Return what `srs ideas` prints."""
    asked = ["-C", str(collection.root), "ideas", *words]
    assert run(asked, Door(clock=clock)) == 0
    return capsys.readouterr().out


def test_ideas_are_listed_by_heat(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Heat, place, day and thoughts; what was let go only where all are asked for."""
    collection = collect({"a.md": DECK})
    clock.sleep(days=7)
    warm = said(collection, clock, capsys)
    why, who = ideas(collection)
    judge(collection, why.card, "not now")
    judge(collection, who.card, "let go")

    assert warm == (
        "  1.7  a.md:5  due  1 thought\n       Why?\n"
        "  0.9  a.md:8  due\n       Who is it?\n"
        "2 ideas; 2 due, after the reviews or with I in the app.\n"
    )
    assert said(collection, clock, capsys) == (
        "  1.7  a.md:5  in 14d  1 thought\n       Why?\n"
        "1 idea; 1 let go: --all lists them too.\n"
    )
    assert "a.md:8  let go\n" in said(collection, clock, capsys, "--all")


def test_ideas_as_json(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every key that is documented, and no control character."""
    collection = collect({"a.md": DECK})
    text = said(collection, clock, capsys, "--json")
    found = json.loads(text)

    assert "\x1b" not in text
    assert (found["schema"], found["day"], found["count"]) == (
        "srs/ideas/1",
        "2026-03-02",
        2,
    )
    assert found["ideas"][0] == {
        "card_id": str(ideas(collection)[0].card),
        "deck": "a",
        "concept": "memes",
        "file": "a.md",
        "line": 5,
        "text": "Why?",
        "tags": ["m"],
        "thoughts": ["2026-03-01 Dull␛[2J."],
        "state": "incubating",
        "heat": 1.9772,
        "since": "2026-03-02",
        "due": "2026-03-09",
        "interval_days": 7,
        "last": None,
        "not_now": 0,
        "fruitful": 0,
    }


def test_without_ideas_it_says_how_to_have_one(
    collect: Open, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty list is no riddle."""
    collection = collect({"a.md": "Q: a\nA: b\n"})

    assert said(collection, clock, capsys) == (
        "No idea incubates. A line that begins with I: in a deck is one.\n"
    )
