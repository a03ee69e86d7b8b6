"""CSV: what others read back, and what no spreadsheet obeys."""

import csv
import io

import pytest

from srs.core.text import safe
from srs.exchange.export_csv import harmless, write
from tests.exchange.conftest import FIELDS, ROWS, Sheeted


def test_rows_are_read_back(sheeted: Sheeted) -> None:
    """Each value stands in its cell; nothing is an empty one."""
    text = b"".join(write(sheeted(ROWS))).decode()
    head, *rows = csv.reader(io.StringIO(text, newline=""))

    assert head == [field.name for field in FIELDS]
    assert rows == [
        [
            "4611686018427387905",
            'é, "q"\nnew',
            "3",
            "60",
            "9007199254740993",
            "0.1",
            "true",
            "2026-03-01",
            "2026-03-01T23:30:00.007Z",
            "a;b",
        ],
        ["7", "", "1", "", "0", "", "false", "", "", ""],
    ]
    assert "\r" not in text


def test_no_rows_leave_the_header(sheeted: Sheeted) -> None:
    """An empty sheet is still a table."""
    assert b"".join(write(sheeted([]))).count(b"\n") == 1


def test_many_rows_come_in_pieces(sheeted: Sheeted) -> None:
    """No piece holds all of them."""
    pieces = list(write(sheeted([ROWS[1]] * 12_000)))

    assert len(pieces) > 2
    assert b"".join(pieces).count(b"\n") == 12_001


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(sheeted: Sheeted, sign: str) -> None:
    """A text that a spreadsheet would run begins with an apostrophe."""
    name = f"{sign}cmd|' /C calc'!A1"
    row = ("1", name, 1, 1, -1, -0.5, True, None, None, (name,))
    text = b"".join(write(sheeted([row]))).decode()
    _, read = csv.reader(io.StringIO(text, newline=""))

    assert read[1] == read[9] == f"'{safe(name)}"
    assert read[4:6] == ["-1", "-0.5"]
    assert harmless("a=1") == "a=1"
