"""Files reach the disk whole or not at all."""

import stat
from pathlib import Path

from srs.store.files import make_private, publish, replace, sync


def test_folders_are_the_owners_alone(tmp_path: Path) -> None:
    """Every folder that is made is private; those that are there stay as they are."""
    tmp_path.chmod(0o755)
    make_private(tmp_path / "a" / "b")
    make_private(tmp_path / "a" / "b")

    modes = [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert [stat.S_IMODE(each.stat().st_mode) for each in modes] == [
        0o755,
        0o700,
        0o700,
    ]


def test_the_first_of_two_wins(tmp_path: Path) -> None:
    """A name that is taken is left; a free one is given."""
    one, two, name = (tmp_path / each for each in ("one", "two", "name"))
    one.write_text("first")
    two.write_text("second")

    publish(one, name)
    publish(two, name)

    assert name.read_text() == "first"


def test_a_finished_file_replaces(tmp_path: Path) -> None:
    """The new content stands under the old name, and nothing beside it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "name").write_text("old")
    (folder / "fresh").write_text("new")

    replace(folder / "fresh", folder / "name")
    sync(folder)

    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [
        ("name", "new")
    ]
