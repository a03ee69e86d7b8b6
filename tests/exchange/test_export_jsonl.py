"""Lines of JSON: each line is one row."""

import json

from srs.exchange.export_jsonl import write
from tests.exchange.conftest import FIELDS, ROWS, Sheeted


def test_rows_are_read_back(sheeted: Sheeted) -> None:
    """Numbers stay numbers, ids of cards stay whole, nothing is null."""
    lines = b"".join(write(sheeted(ROWS))).decode().split("\n")

    assert lines.pop() == ""
    assert [list(json.loads(line)) for line in lines] == [
        [field.name for field in FIELDS]
    ] * 2
    assert json.loads(lines[0]) == {
        "card_id": "4611686018427387905",
        "deck": 'é, "q"\nnew',
        "rating": 3,
        "seconds": 60,
        "at_ms": 2**53 + 1,
        "recall": 0.1,
        "is_test": True,
        "day": "2026-03-01",
        "at": "2026-03-01T23:30:00.007Z",
        "blocked_by": ["a", "b"],
    }
    assert json.loads(lines[1])["recall"] is None


def test_no_rows_are_no_lines(sheeted: Sheeted) -> None:
    """An empty sheet is an empty file."""
    assert b"".join(write(sheeted([]))) == b""
