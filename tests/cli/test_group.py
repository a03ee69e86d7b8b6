"""`srs group` and `srs feedback` as they are typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from srs.cli.group import group
from srs.core.errors import InputError
from srs.study.feedback import told
from tests.conftest import Open


def test_numbers_of_a_supposition_are_typed_as_words() -> None:
    """What is supposed needs no quotes, and no folder."""
    words = ["--what-if", "mean=0.25", "spread=0.10", "forgetting=0.02"]
    one = CliRunner().invoke(group, words)
    quoted = CliRunner().invoke(group, [words[0], " ".join(words[1:])])
    assert one.exit_code == 0
    assert "measured on nobody" in one.output
    assert quoted.output == one.output


def test_two_folders_are_refused(tmp_path: Path) -> None:
    """A group has one folder."""
    found = CliRunner().invoke(group, [str(tmp_path), str(tmp_path)])
    assert found.exception is not None
    assert "one: srs group FOLDER" in str(found.exception)


def test_feedback_names_a_deck_that_is_none(collect: Open) -> None:
    """A deck that does not exist is an error, not silence."""
    collection = collect({"knots.md": "Q: a?\nA: b\n"})
    assert told(collection, ("knots",)) == []
    with pytest.raises(InputError, match="Did you mean knots"):
        told(collection, ("knits",))
