"""iCalendar: read back by icalendar, folded and escaped as RFC 5545 asks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from srs.exchange.export_ical import write
from srs.exchange.sheet import Export, Head, Row, Sheet
from tests.exchange.conftest import HEAD

icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")


def _bytes(*rows: Row, head: Head = HEAD) -> bytes:
    sheet = Sheet(name="calendar", fields=(), rows=rows)
    return b"".join(write(Export(head=head, sheets=(sheet,))))


def test_days_are_read_back() -> None:
    """Each day is an event of its own that takes no time of the day."""
    raw = _bytes((date(2026, 3, 2), 34, 9), (date(2026, 3, 3), 0, 0))
    calendar = icalendar.Calendar.from_ical(raw)
    first, second = calendar.walk("VEVENT")

    assert str(first["uid"]) == "2026-03-02@abc"
    assert first["dtstart"].dt == date(2026, 3, 2)
    assert first["dtstamp"].dt == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert str(first["summary"]) == "34 reviews due (about 9 min)"
    assert str(first["transp"]) == "TRANSPARENT"
    assert str(second["summary"]) == "No reviews due"
    assert str(calendar["x-srs-schema"]) == "srs/some/1"


def test_lines_end_as_they_must_and_stay_short() -> None:
    """CRLF everywhere; no line is over 75 octets, whatever the name holds."""
    for length in range(60):
        name = "x" * length + "日本語é, ; \\ " * 8
        raw = _bytes(head=replace(HEAD, title=name))
        lines = raw.split(b"\r\n")

        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert max(map(len, lines)) <= 75
        assert "".join(line.decode() for line in lines)
        assert str(icalendar.Calendar.from_ical(raw)["name"]) == name


def test_no_name_begins_a_line_of_its_own() -> None:
    """A line feed in a name is written as two characters."""
    raw = _bytes(head=replace(HEAD, title="a\r\nBEGIN:VEVENT\nb\rc"))

    assert len(icalendar.Calendar.from_ical(raw).walk("VEVENT")) == 0
    assert b"X-WR-CALNAME;VALUE=TEXT:a\\nBEGIN:VEVENT\\nb\\nc\r\n" in raw
