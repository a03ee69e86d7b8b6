"""Transfer: a file of events is whole, or it is the one that was there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from srs.core.errors import InputError, StoreDamaged
from srs.study.transfer import write_lines


def test_lines_come_whole(tmp_path: Path) -> None:
    """A file is written as given, with the count of its lines, through a link too."""
    file, link = tmp_path / "events.jsonl", tmp_path / "link.jsonl"
    link.symlink_to(file)

    assert write_lines(link, ["é\n", "b\n"]) == 2
    assert file.read_bytes() == "é\nb\n".encode()
    assert link.is_symlink()


def test_trouble_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    """When the store fails in the middle, the old file stays and nothing beside it."""
    file = tmp_path / "events.jsonl"
    file.write_text("old")

    def lines() -> Iterator[str]:
        yield "new\n"
        raise StoreDamaged("The store is broken.")

    with pytest.raises(StoreDamaged):
        write_lines(file, lines())
    assert file.read_text() == "old"
    assert list(tmp_path.glob("*event*")) == [file]


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A name that cannot be a file is told as a matter of input."""
    with pytest.raises(InputError):
        write_lines(tmp_path, ["a\n"])
