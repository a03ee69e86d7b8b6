"""Settings: what is read, who wins, what is refused, how it is written."""

import re
import stat
import subprocess
import sys
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from srs import config
from srs.config.paths import path_id
from srs.config.reading import line_of
from srs.config.settings import PRESET_WISHES, Settings, describe
from srs.config.values import duration, spelt
from srs.core.card import Deck
from srs.core.errors import ConfigError
from srs.core.preset import Preset


def load(folder: Path, user: str = "", collection: str = "") -> Settings:
    """Return the settings of two files with these texts."""
    (folder / "config.toml").write_text(user)
    (folder / "srs.toml").write_text(collection)
    return config.load(folder / "config.toml", folder / "srs.toml")


def deck(**values: object) -> Deck:
    """Return a deck that says this in its front matter."""
    return Deck(path="a.md", name="a", **values)  # type: ignore[arg-type]


# -- reading ------------------------------------------------------------------------


def test_without_files_all_is_at_its_default(tmp_path: Path) -> None:
    """Nobody has to write anything."""
    assert config.load(tmp_path / "none.toml", None) == Settings()
    assert Settings().preset(deck()) == Preset()


def test_everything_can_be_wished(tmp_path: Path) -> None:
    """Every setting is read from the learner's file."""
    found = load(
        tmp_path,
        """
        timezone = "Europe/Berlin"
        rollover = 0
        collection = "~/decks"
        theme = "nord"
        glyphs = "blocks"
        images = "off"
        streak = true
        hints = false
        backup_daily = 1
        backup_weekly = 0
        backup_monthly = 2
        [keys]
        undo = "ctrl+z,u"
        """,
    )

    assert found == Settings(
        timezone="Europe/Berlin",
        rollover=0,
        collection="~/decks",
        theme="nord",
        glyphs="blocks",
        images="off",
        streak=True,
        hints=False,
        backup_daily=1,
        backup_weekly=0,
        backup_monthly=2,
        keys={"undo": "ctrl+z,u"},
    )


def test_everything_of_a_preset_can_be_wished(tmp_path: Path) -> None:
    """Every wish of a preset is read; what only events change is not among them."""
    found = load(
        tmp_path,
        """
        [presets.hard]
        desired_retention = 0.95
        new_per_day = 3
        reviews_per_day = 100
        minutes_per_day = 15
        learning_steps = ["30s", "5m", "2h"]
        relearning_steps = []
        maximum_interval_days = 365
        easy_days = ["sun", "sat"]
        easy_days_load = "none"
        load_balancing = false
        bury_siblings = false
        leech_threshold = 0
        leech_suspend = true
        review_order = "due"
        new_order = "last"
        gate = true
        two_buttons = true
        learn_ahead = "1h"
        """,
    )

    assert found.preset(deck(preset="hard")) == Preset(
        name="hard",
        desired_retention=0.95,
        new_per_day=3,
        reviews_per_day=100,
        minutes_per_day=15,
        learning_steps=(
            timedelta(seconds=30),
            timedelta(minutes=5),
            timedelta(hours=2),
        ),
        relearning_steps=(),
        maximum_interval_days=365,
        easy_days=("sat", "sun"),
        easy_days_load="none",
        load_balancing=False,
        bury_siblings=False,
        leech_threshold=0,
        leech_suspend=True,
        review_order="due",
        new_order="last",
        gate=True,
        two_buttons=True,
        learn_ahead=timedelta(hours=1),
    )
    assert set(PRESET_WISHES) == {each.name for each in fields(Preset)} - {
        "name",
        "algorithm",
        "w",
    }


LAYERS = {
    "collection": "[presets.default]\ndesired_retention = 0.8\nnew_per_day = 20",
    "learner": "[presets.default]\ndesired_retention = 0.92",
    "own": '[collections."7f3c".presets.default]\ndesired_retention = 0.97',
}


@pytest.mark.parametrize(
    ("user", "collection", "suggested", "expected"),
    [
        ("", "", None, 0.9),
        ("", LAYERS["collection"], None, 0.8),
        ("", LAYERS["collection"], 0.85, 0.85),
        (LAYERS["learner"], LAYERS["collection"], 0.85, 0.92),
        (f"{LAYERS['own']}\n{LAYERS['learner']}", LAYERS["collection"], 0.85, 0.97),
        (LAYERS["own"].replace("7f3c", "aaaa"), LAYERS["collection"], 0.85, 0.85),
    ],
)
def test_the_later_is_the_stronger(
    tmp_path: Path, user: str, collection: str, suggested: float | None, expected: float
) -> None:
    """Defaults, srs.toml, the deck, the learner, the learner for this collection."""
    found = load(tmp_path, user, f'id = "7f3c"\n{collection}')

    preset = found.preset(deck(desired_retention=suggested))

    assert preset.desired_retention == expected
    assert preset.new_per_day == (20 if collection else 10)


def test_a_deck_suggests_new_cards_too(tmp_path: Path) -> None:
    """A deck's number of new cards stands over the collection's, not the learner's."""
    collection = "[presets.default]\nnew_per_day = 20"
    suggested = deck(new_per_day=3)

    assert load(tmp_path, "", collection).preset(suggested).new_per_day == 3
    user = "[presets.default]\nnew_per_day = 7"
    assert load(tmp_path, user, collection).preset(suggested).new_per_day == 7


def test_presets_do_not_leak(tmp_path: Path) -> None:
    """A preset has its own wishes; another's do not touch it."""
    found = load(tmp_path, "[presets.default]\nnew_per_day = 1")

    assert found.preset(deck(preset="hard")) == Preset(name="hard")


def test_a_collection_without_a_file_has_wishes_too(tmp_path: Path) -> None:
    """A collection that is known by its path is named by that id."""
    file = tmp_path / "config.toml"
    file.write_text('[collections."path-1".presets.default]\nnew_per_day = 1')

    found = config.load(file, None, collection_id="path-1")

    assert found.preset(deck()).new_per_day == 1


def test_off_takes_a_limit_away(tmp_path: Path) -> None:
    """TOML has no nothing, so a word says it."""
    found = load(
        tmp_path,
        '[presets.default]\nminutes_per_day = "off"',
        "[presets.default]\nminutes_per_day = 15",
    )

    assert found.preset(deck()).minutes_per_day is None


# -- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("rollover = 24", 1, "rollover must be 0 to 23, not 24."),
        ("# one\nrollover = true", 2, "rollover must be 0 to 23, not true."),
        ('timezone = "Berlin"', 1, "timezone must be a time zone such as"),
        ("timezone = 5", 1, "timezone must be a time zone such as"),
        ('timezone = "../../etc/passwd"', 1, "timezone must be a time zone such as"),
        ("theme = 1", 1, "theme must be a theme's name"),
        ('glyphs = "pretty"', 1, 'glyphs must be "auto", "braille", "blocks", "ascii"'),
        ('streak = "yes"', 1, "streak must be true or false"),
        ("backup_daily = 0", 1, "backup_daily must be 1 to 366"),
        ("keys = 1", 1, "keys must be a table"),
        ("[keys]\nundo = 1", 2, "keys.undo must be key names"),
        ("presets = 1", 1, "presets must be a table"),
        ("[presets]\ndefault = 1", 2, "presets.default must be a table"),
        (
            "[presets.default]\n\ndesired_retention = 0.5",
            3,
            "presets.default.desired_retention must be 0.70 to 0.99, not 0.5.",
        ),
        (
            '[presets."a b"]\nlearning_steps = ["1d"]',
            2,
            "presets.a b.learning_steps must be pauses shorter than a day",
        ),
        (
            '[presets.default]\nlearning_steps = ["0m"]',
            2,
            "must be pauses shorter than a day",
        ),
        ("[presets.default]\nlearning_steps = 5", 2, "must be pauses"),
        ('[presets.default]\neasy_days = ["sunday"]', 2, 'must be some of "mon"'),
        ('[presets.default]\nlearn_ahead = "1d"', 2, 'must be "0m" to "12h"'),
        (
            'collections."x".presets.default.new_per_day = -1',
            1,
            "collections.x.presets.default.new_per_day must be 0 to 9999",
        ),
    ],
)
def test_the_learners_slip_is_named(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    """A wish out of bounds stops with file, line, key and bounds."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)

    place = f"{tmp_path / 'config.toml'}:{line}: "
    assert caught.value.sentence.startswith(place)
    assert sentence in caught.value.sentence


@pytest.mark.parametrize("text", ["theme = nord", "[presets", 'a = "b', "= 1"])
def test_what_is_no_toml_is_named(tmp_path: Path, text: str) -> None:
    """A file that is no TOML is an error with its line."""
    with pytest.raises(ConfigError, match=r"config\.toml:3: this is no TOML"):
        load(tmp_path, f"# one\n\n{text}\n")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Wrong bytes and folders are errors with the file's name."""
    (tmp_path / "bytes.toml").write_bytes(b"theme = '\xff'")
    (tmp_path / "folder.toml").mkdir()

    for name in ("bytes.toml", "folder.toml"):
        with pytest.raises(ConfigError, match=f"{name} cannot be read"):
            config.load(tmp_path / name, None)


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    """An editor of another system may write one."""
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbfstreak = true\r\n")

    assert config.load(tmp_path / "config.toml", None).streak


def test_unknown_keys_are_warnings(tmp_path: Path) -> None:
    """A key that means nothing is named with the nearest that does, and passes."""
    found = load(
        tmp_path,
        'thme = "nord"\n[presets.default]\nnew_per_dya = 3\nw = [1.0]\n'
        '[collections."x"]\nnme = 1',
        'id = "x"\nautor = "me"',
    )

    user, collection = tmp_path / "config.toml", tmp_path / "srs.toml"
    assert found.warnings == (
        f"{user}:1: there is no setting thme. Did you mean theme?",
        f"{user}:3: there is no setting presets.default.new_per_dya."
        " Did you mean new_per_day?",
        f"{user}:4: there is no setting presets.default.w.",
        f"{user}:6: there is no setting collections.x.nme.",
        f"{collection}:2: there is no setting autor.",
    )
    assert found.preset(deck()) == Preset()


def test_a_collections_slip_costs_its_line(tmp_path: Path) -> None:
    """What came with the decks cannot lock the learner out."""
    found = load(
        tmp_path,
        "",
        'id = "x"\n[presets.default]\nnew_per_day = "many"\ndesired_retention = 0.8',
    )

    assert found.warnings == (
        f"{tmp_path / 'srs.toml'}:3: presets.default.new_per_day must be 0 to 9999,"
        ' not "many". It is left out.',
    )
    assert found.preset(deck()) == Preset(desired_retention=0.8)


def test_a_decks_slip_does_not_stop_anybody() -> None:
    """A value out of bounds in a deck's front matter is left out."""
    assert Settings().preset(deck(desired_retention=3.0, new_per_day=-1)) == Preset()


def test_keys_and_values_are_made_safe(tmp_path: Path) -> None:
    """Nothing in a file commands the terminal that shows an error about it."""
    found = load(tmp_path, "", '"a\\u001b[2J" = 1\n[presets.default]\ngate = "\\u001b"')

    assert "\x1b" not in "".join(found.warnings)
    assert len(found.warnings) == 2


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b", "c"), 4),
        (("b", "d.e", "f"), 7),
        (("b", "d.e", "g", "h"), 8),
        (("b", "none"), 3),
        (("none",), None),
    ],
)
def test_lines_are_found(path: tuple[str, ...], line: int | None) -> None:
    """A key is found in tables, under dots and quotes; else what holds it is."""
    text = """a = 1
# b.c
[ b ] # table
"c" = 2

[b.'d.e']
f = 3
g.h = 4
"""
    assert line_of(text, path) == line


# -- pauses -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("1m", 60), ("1.5m", 90), ("10 m", 600), ("2h", 7200), ("0m", 0)],
)
def test_pauses_are_read(text: str, seconds: float) -> None:
    """A number and a unit make a pause."""
    assert duration(text) == timedelta(seconds=seconds)
    assert duration(spelt(duration(text))) == duration(text)


@pytest.mark.parametrize("text", ["", "5", "m", "-1m", "1 d", "1m 2m", 5, None, "1e3m"])
def test_what_is_no_pause_is_refused(text: object) -> None:
    """Everything else is refused."""
    with pytest.raises(ValueError, match="no pause"):
        duration(text)


# -- the manual's page --------------------------------------------------------------


def test_every_setting_is_described() -> None:
    """Each has a default that reads as itself, bounds, and a whole sentence."""
    found = describe()

    assert len({each.key for each in found}) == len(found)
    assert {each.key for each in found} >= {
        f"presets.NAME.{each}" for each in PRESET_WISHES
    }
    for each in found:
        assert each.bounds, each.key
        assert each.sentence[0].isupper(), each.key
        assert each.sentence.endswith("."), each.key


def test_the_defaults_are_what_is_described(tmp_path: Path) -> None:
    """A file that writes every default down changes nothing."""
    text = "\n".join(
        f"{each.key.replace('NAME', 'default')} = {each.default}"
        for each in describe()
        if not each.default.startswith("(")
    )

    found = load(tmp_path, text)

    assert found.warnings == ()
    assert found.preset(deck()) == Preset()


# -- writing ------------------------------------------------------------------------


def test_a_wish_is_written_and_comments_stay(tmp_path: Path) -> None:
    """The learner's own words and order stay; only the wish is new."""
    file = tmp_path / "config.toml"
    file.write_text("# mine\ntheme = 'nord'  # dark\n\n[keys]\nundo = 'u'\n")

    config.set_user_value("rollover", 3, path=file)
    config.set_user_value("theme", "gruvbox", path=file)
    config.set_user_value("presets.default.learning_steps", ["1m"], path=file)

    assert file.read_text() == (
        "# mine\ntheme = \"gruvbox\"  # dark\nrollover = 3\n\n[keys]\nundo = 'u'\n\n"
        '[presets.default]\nlearning_steps = ["1m"]\n'
    )


def test_the_file_is_made(tmp_path: Path) -> None:
    """The first wish makes the file where the platform keeps such, private."""
    config.set_user_value(
        ["collections", "7f.3c", "presets", "default", "new_per_day"], 5
    )

    path = config.user_config_path()
    assert path == tmp_path / "home" / "config" / "srs" / "config.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]
    found = config.load(path, None, collection_id="7f.3c")
    assert found.preset(deck()).new_per_day == 5


def test_a_wish_is_taken_back(tmp_path: Path) -> None:
    """None takes a key out, and one that is not there is no error."""
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord"\nstreak = true\n')

    config.set_user_value("theme", None, path=file)
    config.set_user_value("presets.hard.gate", None, path=file)

    assert file.read_text() == "streak = true\n"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("theem", "nord", "there is no setting theem. Did you mean theme?"),
        ("rollover", 99, "rollover must be 0 to 23"),
        ("presets.default.w", [1.0], "there is no setting presets.default.w"),
        ("theme.colour", "red", "theme is no table"),
    ],
)
def test_a_wrong_wish_is_not_written(
    tmp_path: Path, key: str, value: object, sentence: str
) -> None:
    """What would not be understood is refused, and the file is as it was."""
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord"\n')

    with pytest.raises(ConfigError, match=re.escape(sentence)):
        config.set_user_value(key, value, path=file)

    assert file.read_text() == 'theme = "nord"\n'


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Settings that are kept under version control elsewhere stay there."""
    (tmp_path / "dotfiles").mkdir()
    target, link = tmp_path / "dotfiles" / "srs.toml", tmp_path / "config.toml"
    target.write_text("streak = true\n")
    target.chmod(0o644)
    link.symlink_to(target)

    config.set_user_value("hints", False, path=link)

    assert link.is_symlink()
    assert target.read_text() == "streak = true\nhints = false\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_no_right_to_write_is_said(tmp_path: Path) -> None:
    """A folder that is a file is an error with a sentence."""
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="cannot be"):
        config.set_user_value("hints", False, path=tmp_path / "file" / "config.toml")


# -- the collection -----------------------------------------------------------------


def test_a_collection_gets_its_file(tmp_path: Path) -> None:
    """Three lines: what it is, an id of its own, the name."""
    path = config.write_collection_file(tmp_path, name='My "decks" \\ \x1b')

    found = config.read_collection_file(tmp_path)
    assert path == tmp_path / "srs.toml"
    assert found is not None
    assert found.name == 'My "decks" \\ ␛'
    assert re.fullmatch("[0-9a-f]{16}", found.id)
    assert config.collection_id(tmp_path) == found.id
    assert len(path.read_text().splitlines()) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_collections_file_stays(tmp_path: Path) -> None:
    """What is there is not written again."""
    (tmp_path / "srs.toml").write_text('id = "mine"\n')

    config.write_collection_file(tmp_path, name="other")

    assert (tmp_path / "srs.toml").read_text() == 'id = "mine"\n'
    found = config.read_collection_file(tmp_path)
    assert found == config.CollectionFile(id="mine", name=tmp_path.name)


def test_a_collection_without_a_file_is_known_by_its_path(tmp_path: Path) -> None:
    """Links to it lead to the same history; the id is fit for a folder's name."""
    folder, link = tmp_path / "decks", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)

    found = config.collection_id(folder)

    assert found == config.collection_id(link) == path_id(folder)
    assert re.fullmatch("path-[0-9a-f]{16}", found)


def test_a_history_that_began_goes_on(tmp_path: Path) -> None:
    """A collection whose history is kept under its path takes that id with it."""
    decks = tmp_path / "decks"
    decks.mkdir()
    before = config.collection_id(decks)
    (config.data_dir() / "collections" / before).mkdir(parents=True)

    config.write_collection_file(decks, name="decks")

    assert config.collection_id(decks) == before


@pytest.mark.parametrize(
    "text",
    ["", "id = 5", 'id = ""', 'id = "../../x"', 'id = "A b"', f'id = "{"x" * 65}"'],
)
def test_an_id_is_no_path(tmp_path: Path, text: str) -> None:
    """An id from elsewhere never leads out of the data directory."""
    (tmp_path / "srs.toml").write_text(text)

    with pytest.raises(ConfigError, match="a collection's id is letters"):
        config.collection_id(tmp_path)


# -- places and names ---------------------------------------------------------------


def test_places_follow_the_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XDG's variables count where they are absolute; else the usual places."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setattr(sys, "platform", "linux")

    home = tmp_path / "home"
    assert config.user_config_path() == home / ".config" / "srs" / "config.toml"
    assert config.data_dir() == home / ".local" / "share" / "srs"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert config.data_dir() == tmp_path / "srs"


def test_other_systems_have_their_own_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Elsewhere platformdirs knows."""
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setattr(sys, "platform", "other")

    assert config.data_dir().name == "srs"
    assert config.user_config_path().name == "config.toml"


def test_names_are_made_once() -> None:
    """Device and learner keep their names, in private files outside the store."""
    device, learner = config.device_id(), config.learner_id()

    assert re.fullmatch("[0-9a-f]{8}", device)
    assert re.fullmatch("[0-9a-f]{16}", learner)
    assert (config.device_id(), config.learner_id()) == (device, learner)
    found = {each.name for each in config.data_dir().iterdir()}
    assert found == {"device", "learner"}
    assert stat.S_IMODE(config.data_dir().stat().st_mode) == 0o700


def test_a_broken_name_is_made_again() -> None:
    """A file that holds no name gives way to a new one."""
    config.device_id()
    (config.data_dir() / "device").write_text("zzz\n")

    found = config.device_id()

    assert re.fullmatch("[0-9a-f]{8}", found)
    assert config.device_id() == found


def test_a_name_holds_for_a_run_where_nothing_can_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A place that cannot be written is no error here: no event can be either."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))

    assert re.fullmatch("[0-9a-f]{8}", config.device_id())


def test_reading_settings_is_cheap() -> None:
    """Neither TOML's writer nor platformdirs is imported to read wishes."""
    script = (
        "import sys; from srs import config; "
        "config.load(config.user_config_path(), None); "
        "assert not {'tomlkit', 'platformdirs', 'zoneinfo'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_setting_in_an_unknown_table_is_refused(tmp_path: Path) -> None:
    """What nobody would ever read is not written."""
    file = tmp_path / "config.toml"

    with pytest.raises(ConfigError, match="there is no setting nonsense"):
        config.set_user_value("nonsense.deep", 1, path=file)

    assert not file.exists()
