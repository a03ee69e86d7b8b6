"""Transfer: a file of events is whole, or it is the one that was there."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from srs.core.errors import InputError, StoreDamaged
from srs.study.transfer import write_bytes, write_lines


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


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be written whole is not written at all, and told."""
    file = tmp_path / "report.html"
    file.write_text("old")

    def pieces() -> Iterator[bytes]:
        yield b"new" * 1000
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_bytes(file, pieces())
    assert file.read_text() == "old"
    assert list(tmp_path.glob("*report*")) == [file]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_device_is_told_too(tmp_path: Path) -> None:
    """What is no file, and takes nothing, costs a sentence."""
    with pytest.raises(InputError, match="No space left on device"):
        write_bytes(Path("/dev/full"), [b"a" * 100_000])


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A name that cannot be a file is told as a matter of input."""
    with pytest.raises(InputError):
        write_lines(tmp_path, ["a\n"])
