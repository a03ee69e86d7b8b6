"""How are settings shown, and which place will do for a collection?"""

import tomllib
from pathlib import Path

import pytest

from srs.config import collection_id
from srs.core.errors import ConfigError
from srs.study.setup import (
    make_collection,
    set_setting,
    settings_file,
    settings_lines,
    why_no_place,
)


def _wish(text: str) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text, encoding="utf-8")


def _line(lines: list[str], start: str) -> str:
    return " ".join(next(line for line in lines if line.startswith(start)).split())


def test_settings_are_shown_as_toml_that_says_the_same() -> None:
    """What is shown can be pasted into the settings and changes nothing."""
    _wish(
        'theme = "a \\"odd\\" name"\nrollover = 3\n[keys]\nundo = "U"\n'
        "[presets.default]\nlearning_steps = []\neasy_days = ['sun']\n"
        "[presets.'two words']\nnew_per_day = 1\nminutes_per_day = 'off'\n"
    )
    lines = settings_lines(None)
    shown = tomllib.loads("\n".join(lines))
    assert shown["theme"] == 'a "odd" name'
    assert shown["keys"] == {"undo": "U"}
    assert shown["presets"]["default"]["easy_days"] == ["sun"]
    assert shown["presets"]["two words"]["minutes_per_day"] == "off"

    settings_file().write_text("\n".join(lines), encoding="utf-8")
    assert tomllib.loads("\n".join(settings_lines(None))) == shown


def test_wishes_for_a_collection_without_a_marker_are_shown(tmp_path: Path) -> None:
    """What a learner wishes for decks that are known by their path holds there."""
    root = tmp_path / "decks"
    root.mkdir()
    (root / "one.md").write_text("Q: A?\nA: B\n", encoding="utf-8")
    known = collection_id(root)
    _wish(
        f"[searches]\nhard = 'is:leech'\n"
        f"[collections.'{known}'.presets.default]\nnew_per_day = 3\n"
    )

    lines = settings_lines(root)

    assert _line(lines, "new_per_day") == f"new_per_day = 3 # {settings_file()}:4"
    assert _line(lines, "hard") == f'hard = "is:leech" # {settings_file()}:2'


def test_each_setting_says_where_it_comes_from(tmp_path: Path) -> None:
    """The learner's file over the collection's over the defaults, with the line."""
    root = make_collection(tmp_path / "decks", starter=False).root
    with (root / "srs.toml").open("a", encoding="utf-8") as file:
        file.write("\n[presets.default]\nnew_per_day = 7\ndesired_retention = 0.8\n")
    _wish("streak = true\n\n[presets.default]\nnew_per_day = 5\n")
    lines = settings_lines(root)

    mine, theirs = settings_file(), root / "srs.toml"
    line = theirs.read_text("utf-8").splitlines().index("desired_retention = 0.8") + 1
    assert _line(lines, "streak") == f"streak = true # {mine}:1"
    assert _line(lines, "hints") == "hints = true # default"
    assert _line(lines, "# theme") == "# theme is not set # the app's own"
    assert _line(lines, "new_per_day") == f"new_per_day = 5 # {mine}:4"
    assert _line(lines, "desired") == f"desired_retention = 0.8 # {theirs}:{line}"


def test_what_is_shown_can_be_set() -> None:
    """`srs config set` takes every value as `srs config show` prints it."""
    table = ""
    for line in settings_lines(None):
        if line.startswith("["):
            table = f"{line.strip('[]')}."
        elif line and not line.startswith("#"):
            key, _, value = line.partition(" # ")[0].partition(" = ")
            set_setting(f"{table}{key}", value.strip())

    after = [line for line in settings_lines(None) if " = " in line]
    assert len(after) > 20
    assert all(str(settings_file()) in line for line in after)


def test_a_wrong_setting_is_no_line() -> None:
    """Where the settings cannot be used, nothing is shown but the reason."""
    _wish("rollover = 25\n")

    with pytest.raises(ConfigError, match="rollover must be"):
        settings_lines(None)


def test_a_place_will_do_if_it_can_be_made(tmp_path: Path) -> None:
    """A directory that is there or can be made will do; a file will not."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert why_no_place(tmp_path) == ""
    assert why_no_place(tmp_path / "new" / "deep") == ""
    assert why_no_place(Path("~/srs")) == ""
    for place in (tmp_path / "file", tmp_path / "file" / "decks"):
        assert why_no_place(place) == (
            f"{tmp_path / 'file'} is a file. A directory is wanted, such as ~/srs."
        )
