"""Every key of the front matter, in TOML and YAML, and every way to get it wrong."""

import subprocess
import sys

import pytest

from srs.core.card import Deck, Problem
from srs.deck.parser import parse

TOML = """---
name = "Rome"
tags = ["history", "#latin"]
start = "manual"
srs = true
preset = "languages"
desired_retention = 0.85
new_per_day = 4
order = "random"
cloze_in_code = false
format = "obsidian"

[sources]
Livy = "Livy, Ab urbe condita, https://example.org"
"a.py" = { title = "Computed", url = "https://example.org/a" }

[requires]
empire = ["republic", "kings"]
republic = "kings"

[lint]
off = ["R07", "r09"]
kind = "vocabulary"
---
"""
YAML = """---
name: Rome
tags: [history, latin]
start: manual
srs: true
preset: languages
desired_retention: 0.85
new_per_day: 4
order: random
cloze_in_code: false
format: obsidian
sources:
  Livy: Livy, Ab urbe condita, https://example.org
  a.py: {title: Computed, url: https://example.org/a}
requires:
  empire: [republic, kings]
  republic: kings
lint: {off: R07 R09, kind: vocabulary}
---
"""
DECK = Deck(
    path="a/b.md",
    name="Rome",
    tags=("history", "latin"),
    start="manual",
    is_deck=True,
    preset="languages",
    desired_retention=0.85,
    new_per_day=4,
    order="random",
    sources={
        "Livy": "Livy, Ab urbe condita, https://example.org",
        "a.py": "Computed, https://example.org/a",
    },
    requires={"empire": ("republic", "kings"), "republic": ("kings",)},
    cloze_in_code=False,
    lint_off=("R07", "R09"),
    vocabulary=True,
    obsidian=True,
)


def problems(text: str) -> list[Problem]:
    """Return the problems of a deck."""
    return list(parse("a.md", text).problems)


@pytest.mark.parametrize(
    "text", [TOML, YAML, TOML.replace("---", "+++")], ids=["toml", "yaml", "plus"]
)
def test_every_key_is_read(text: str) -> None:
    """All keys come out of TOML, of YAML, and of TOML between plus signs."""
    parsed = parse("a/b.md", text)

    assert (parsed.deck, parsed.problems) == (DECK, ())


def test_a_deck_without_front_matter_has_the_defaults() -> None:
    """The name is the path without its ending; all else is as in `Deck`."""
    assert parse("a/b.md", "Q: a\nA: b\n").deck == Deck(path="a/b.md", name="a/b")


@pytest.mark.parametrize(
    "text", ["---\n---\n", "---\n\n---\n", "---\n# a remark\n---\n"]
)
def test_empty_front_matter_is_none(text: str) -> None:
    """Nothing between the lines is nothing said."""
    parsed = parse("a.md", text + "Q: a\nA: b\n")

    assert (parsed.deck, parsed.problems) == (Deck(path="a.md", name="a"), ())
    assert len(parsed.notes) == 1


@pytest.mark.parametrize(
    ("line", "message", "suggestion"),
    [
        ("nam = 'x'", "There is no key `nam`.", "Did you mean `name`?"),
        (
            "New-Per-Day = 3",
            "There is no key `New-Per-Day`.",
            "Did you mean `new_per_day`?",
        ),
        ("lint = {of = []}", "There is no key `lint.of`.", "Did you mean `off`?"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest(
    line: str, message: str, suggestion: str
) -> None:
    """A warning says which key was probably meant."""
    found = problems(f"---\n{line}\n---\n")

    assert [(it.code, it.severity, it.message, it.suggestion) for it in found] == [
        ("unknown-key", "warning", message, suggestion)
    ]


def test_a_key_unlike_any_is_answered_with_all() -> None:
    """Where no key is near, all are told; the place is the key's line."""
    found = problems("---\nname: x\ncssclasses: y\n---\n")

    assert [(it.line, it.text) for it in found] == [(3, "cssclasses: y")]
    assert found[0].suggestion.startswith("The keys are name, tags, start,")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("name = 3", "a text"),
        ("tags = [1]", "a list of words"),
        ("start = 'soon'", '"auto" or "manual"'),
        ("srs = 1", "`true` or `false`"),
        ("desired_retention = 0.5", "a number from 0.70 to 0.99"),
        ("desired_retention = true", "a number from 0.70 to 0.99"),
        ("new_per_day = -1", "a whole number from 0 to 9999"),
        ("new_per_day = 1.5", "a whole number from 0 to 9999"),
        ("order = 'up'", '"file" or "random"'),
        ("sources = 'x'", "a table of keys, each with a title and a URL"),
        ("requires = ['x']", "a table of concepts, each with a list of concepts"),
        ("cloze_in_code = 'no'", "`true` or `false`"),
        ("lint = {kind = 'x'}", 'rule ids, and `kind = "vocabulary"`'),
        ("format = 'anki'", '"obsidian"'),
    ],
)
def test_a_wrong_value_costs_its_key_alone(line: str, wanted: str) -> None:
    """The key keeps its default, the others are read, and the sentence helps."""
    parsed = parse("a.md", f"---\npreset = 'x'\n{line}\n---\nQ: a\nA: b\n")
    (problem,) = parsed.problems

    assert parsed.deck == Deck(path="a.md", name="a", preset="x")
    assert (problem.line, problem.code, problem.severity) == (3, "bad-value", "warning")
    assert wanted in problem.message
    assert len(parsed.notes) == 1


@pytest.mark.parametrize(
    "body",
    [
        "name = unquoted",
        "a: [1",
        "- a\n- b",
        "just words",
        "a: !!python/object:os.system x",
        "a: !!int x",
        "a: !!bool maybe",
        "a: !!timestamp x",
        "a: 2026-13-45",
        "{a: b}: c",
        "? [a]\n: b",
        "a: *none",
        "[" * 3000,
        "x = " + "[" * 3000,
        "a: " + "9" * 5000,
    ],
)
def test_front_matter_that_cannot_be_read_costs_itself(body: str) -> None:
    """A warning or an error names it, and the deck's notes are read."""
    parsed = parse("a.md", f"---\n{body}\n---\nQ: a\nA: b\n")

    assert {it.code for it in parsed.problems} <= {"front-matter", "unknown-key"}
    assert len(parsed.problems) == 1
    assert [note.asked for note in parsed.notes] == ["a"]


def test_the_place_of_a_faulty_line_is_told() -> None:
    """Line and column of what TOML refuses are the file's."""
    (problem,) = problems("---\nname = 'x'\norder = file\n---\n")

    assert (problem.line, problem.column) == (3, 9)


def test_front_matter_that_never_closes_is_named() -> None:
    """The first line is taken for a separator and the notes are read."""
    parsed = parse("a.md", "+++\nname = 'x'\n\nQ: a\nA: b\n")

    assert [(it.line, it.code) for it in parsed.problems] == [(1, "front-matter")]
    assert len(parsed.notes) == 1


def test_front_matter_stands_at_the_very_top() -> None:
    """Behind an empty line, a separator is one."""
    assert parse("a.md", "\n---\nname = 'x'\n---\n").deck.name == "a"


def test_yaml_is_loaded_only_when_it_is_needed() -> None:
    """Decks in TOML, or without front matter, do without it."""
    code = (
        "import sys; from srs.deck.parser import parse;"
        "parse('a.md', '---\\nname = \"x\"\\n---\\nQ: a\\nA: b\\n');"
        "heavy = {'yaml', 'difflib', 'markdown_it', 'textual'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
