"""Which files of a collection are looked at."""

import os
from pathlib import Path

import pytest

from srs.study.ignore import read_patterns, verdict
from srs.study.walk import in_vault, walk


def made(root: Path, *paths: str) -> Path:
    """Return the folder with small files in it."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("Q: One?\nA: Two.\n", encoding="utf-8")
    return root


def paths(root: Path) -> list[str]:
    """Return what a walk finds."""
    return [it.path for it in walk(root).files]


def told(root: Path) -> list[tuple[str, str]]:
    """Return the places and codes of what a walk reports."""
    return [(it.path, it.code) for it in walk(root).problems]


def test_markdown_at_any_depth_is_found_in_order(tmp_path: Path) -> None:
    """Both endings count, in either case; nothing else does."""
    root = made(tmp_path, "b.md", "a/c/d.MD", "a/e.markdown", "f.txt", "g.md.bak")

    assert paths(root) == ["a/c/d.MD", "a/e.markdown", "b.md"]
    assert told(root) == []


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    """What begins with a dot is the author's own business."""
    root = made(tmp_path, ".git/a.md", ".hidden.md", "a/.b/c.md", "d.md")

    assert paths(root) == ["d.md"]


def test_ignore_files_of_both_names_are_respected(tmp_path: Path) -> None:
    """A deeper file speaks for its own folder, and can take back."""
    root = made(tmp_path, "a.md", "drafts/b.md", "drafts/keep.md", "x/n.md", "x/o.md")
    (root / ".gitignore").write_text("drafts/*\n!drafts/keep.md\n/a.md\n")
    (root / "x" / ".srsignore").write_text("n.md\n")

    assert paths(root) == ["drafts/keep.md", "x/o.md"]


@pytest.mark.parametrize(
    ("pattern", "path", "folder", "kept_out"),
    [
        ("*.md", "a/b.md", False, True),
        ("/b.md", "a/b.md", False, None),
        ("a/*.md", "a/b/c.md", False, None),
        ("a/**/c.md", "a/b/x/c.md", False, True),
        ("a/**/c.md", "a/c.md", False, True),
        ("**/c.md", "c.md", False, True),
        ("build/", "build", False, None),
        ("build/", "x/build", True, True),
        ("a/**", "a/b/c", False, True),
        ("[ab].md", "b.md", False, True),
        ("[!ab].md", "b.md", False, None),
        ("?.md", "ab.md", False, None),
        (r"\#a.md", "#a.md", False, True),
        ("# a.md", "a.md", False, None),
        ("*.md\n!b.md", "b.md", False, False),
        ("[.md", "[.md", False, True),
        ("a.md  ", "a.md", False, True),
    ],
)
def test_patterns_mean_what_they_mean_to_git(
    pattern: str, path: str, folder: bool, kept_out: bool | None
) -> None:
    """The last that fits decides; None where none does."""
    assert verdict(read_patterns(pattern), path, folder=folder) is kept_out


def test_a_link_that_leaves_the_collection_is_not_followed(tmp_path: Path) -> None:
    """One warning each, whether file or folder."""
    outside = made(tmp_path / "outside", "secret.md")
    root = made(tmp_path / "in", "a.md")
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)

    assert paths(root) == ["a.md"]
    assert told(root) == [("file.md", "link"), ("folder", "link")]


def test_links_that_run_in_a_circle_end(tmp_path: Path) -> None:
    """A link to a folder above it, to itself, or to nothing is reported once."""
    root = made(tmp_path, "a/b.md")
    (root / "a" / "up").symlink_to(root)
    (root / "self.md").symlink_to(root / "self.md")
    (root / "nothing.md").symlink_to(root / "none.md")

    assert paths(root) == ["a/b.md"]
    assert told(root) == [("a/up", "link"), ("nothing.md", "link"), ("self.md", "link")]


def test_a_link_inside_is_read_once(tmp_path: Path) -> None:
    """A second name of a deck adds nothing; a name for a hidden file does."""
    root = made(tmp_path, "a.md", ".store/b.md")
    (root / "again.md").symlink_to(root / "a.md")
    (root / "shown.md").symlink_to(root / ".store" / "b.md")

    assert paths(root) == ["a.md", "shown.md"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """It would hold the program for ever."""
    root = made(tmp_path, "a.md")
    os.mkfifo(root / "pipe.md")

    assert paths(root) == ["a.md"]
    assert told(root) == [("pipe.md", "no-file")]


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    """The store holds text alone."""
    root = made(tmp_path, "a.md")
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text("Q: a\nA: b\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8")

    assert paths(root) == ["a.md"]
    assert [code for _, code in told(root)] == ["file-name"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission_is_reported(tmp_path: Path) -> None:
    """The others are read."""
    root = made(tmp_path, "a.md", "closed/b.md")
    (root / "closed").chmod(0)

    assert paths(root) == ["a.md"]
    assert told(root) == [("closed/", "unreadable")]
    (root / "closed").chmod(0o700)


def test_a_vault_is_known_by_its_folder(tmp_path: Path) -> None:
    """It concerns the files beneath, not those beside."""
    root = made(tmp_path, "a.md", "notes/b.md", "notes/deep/c.md")
    (root / "notes" / ".obsidian").mkdir()

    walked = walk(root)

    assert [in_vault(walked, it.path) for it in walked.files] == [False, True, True]
