"""How do days with reviews become a calendar? iCalendar, one all-day event each.

A row is a study day, the reviews due on it and the minutes they take. Ids stay the
same from one export to the next, so that a calendar that reads it again changes its
events and adds none.

Source:
    RFC 5545: lines end with CRLF and are folded at 75 octets; texts are escaped.
    RFC 7986: a calendar's name; most programs read X-WR-CALNAME instead.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from srs.exchange.sheet import Export, Head

OCTETS = 75


def write(export: Export) -> Iterator[bytes]:
    """Give the export's one sheet as a calendar, an event at a time."""
    (sheet,) = export.sheets
    head = export.head
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//srs//srs export//EN",
        "METHOD:PUBLISH",
        f"NAME;VALUE=TEXT:{_text(head.title)}",
        f"X-WR-CALNAME;VALUE=TEXT:{_text(head.title)}",
        f"X-SRS-SCHEMA:{_text(head.schema)}",
        f"X-SRS-TZ:{_text(head.tz)}",
        f"X-SRS-ROLLOVER-HOUR:{head.rollover_hour}",
    )
    for day, due, minutes in sheet.rows:
        yield _event(head, day, due, minutes)
    yield _lines("END:VCALENDAR")


def _event(head: Head, day: date, due: int, minutes: float) -> bytes:
    made = _instant(head.generated_at)
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{day.isoformat()}@{head.collection}",
        f"DTSTAMP:{made}",
        f"LAST-MODIFIED:{made}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{_text(_summary(due, minutes))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _summary(due: int, minutes: float) -> str:
    if not due:
        return "No reviews due"
    noun = "review" if due == 1 else "reviews"
    return f"{due} {noun} due (about {max(1, round(minutes))} min)"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return a text with what has a meaning escaped."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _lines(*lines: str) -> bytes:
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    """Return a line cut at 75 octets, between characters, with its ends."""
    parts = []
    room = OCTETS
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:  # within a character of UTF-8
            cut -= 1
        parts.append(line[:cut])
        line, room = line[cut:], OCTETS - 1  # the space before it counts
    return b"\r\n ".join([*parts, line]) + b"\r\n"
