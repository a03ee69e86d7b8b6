"""How does an event look as a row, and as a line of JSON?

Both forms are for ever: rows stand in every learner's store, lines in exports.
What comes from outside is checked here, once, and refused with a ValueError.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_never

from srs.core.day import day_number, instant, milliseconds
from srs.core.log import (
    Bet,
    BreakSet,
    Buried,
    Decision,
    DeckStarted,
    DueSet,
    Event,
    EventId,
    Flagged,
    IdeaJudged,
    Imported,
    Linked,
    LinkRejected,
    Logged,
    ParametersChanged,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
)
from srs.core.text import safe
from srs.store.fields import (
    MOST_MS,
    build,
    day_in,
    decision_of,
    integer_in,
    known_day,
    known_instant,
    text_in,
)

Row = tuple[
    bytes,
    str,
    str,
    int | None,
    int,
    int,
    int,
    int | None,
    int | None,
    str | None,
    str | None,
]

COLUMNS = (
    "id, device, kind, card, at_ms, offset_min, day, rating, duration_ms, target, data"
)

KINDS: dict[type[Event], str] = {
    Reviewed: "reviewed",
    Undone: "undone",
    Suspended: "suspended",
    Unsuspended: "unsuspended",
    Reset: "reset",
    Buried: "buried",
    Flagged: "flagged",
    DueSet: "due_set",
    Linked: "linked",
    LinkRejected: "link_rejected",
    DeckStarted: "deck_started",
    ParametersChanged: "parameters_changed",
    BreakSet: "break_set",
    IdeaJudged: "idea",
    Imported: "imported",
}
"""The word in the log for each event."""

_ENCODE = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_ID = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{8}")
_LONGEST_TEXT = 10_000

Data = dict[str, Any]


def event_id(at_ms: int, device: str, tail: bytes) -> EventId:
    """Return the id of an event: its milliseconds, its device, 48 bits of chance.

    Raises:
        ValueError: If a part does not fit.
    """
    if not 0 <= at_ms <= MOST_MS or not _DEVICE.fullmatch(device) or len(tail) != 6:
        raise ValueError(f"no such event id: {at_ms=} {device=} {tail=}")
    return EventId(f"{at_ms:012x}{device}{tail.hex()}")


def is_event_id(name: str) -> bool:
    """Return whether a text has the form of an event's id."""
    return _ID.fullmatch(name) is not None


def to_row(entry: Logged) -> Row:
    """Return the event as the row of the table `event`.

    Raises:
        ValueError: If the event could not be read back as it is: its id does not
            begin with the time and the device, or a field is out of bounds.
    """
    at_ms = milliseconds(entry.at)
    row = (
        bytes.fromhex(entry.id),
        entry.device,
        KINDS[type(entry.event)],
        getattr(entry.event, "card", None),
        at_ms,
        entry.offset_min,
        day_number(entry.day),
        int(entry.event.rating) if isinstance(entry.event, Reviewed) else None,
        getattr(entry.event, "duration_ms", None),
        getattr(entry.event, "target", None),
        _packed(_data(entry.event)),
    )
    if from_row(row) != entry:
        raise ValueError(f"an event that could not be read back: {entry}")
    return row


def from_row(row: Row) -> Logged:
    """Return the event that a row holds.

    Raises:
        ValueError: If the row is no event.
    """
    raw, device, kind, card, at_ms, offset_min, day, rating, duration, target, data = (
        row
    )
    name = EventId(raw.hex())
    _agree(name, at_ms, device)
    fields: Data = json.loads(data) if data else {}
    fields |= {
        "card": card,
        "rating": rating,
        "duration_ms": duration,
        "target": target,
    }
    return Logged(
        id=name,
        device=device,
        at=known_instant(at_ms),
        offset_min=offset_min,
        day=known_day(day),
        event=build(kind, fields),
    )


def to_json(entry: Logged) -> Data:
    """Return the event as an object for JSON.

    A card's id is text, for many readers of JSON round numbers of 63 bits.
    """
    event = entry.event
    line: Data = {
        "id": entry.id,
        "device": entry.device,
        "kind": KINDS[type(event)],
        "at": entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "offset_min": entry.offset_min,
        "day": entry.day.isoformat(),
    }
    if (card := getattr(event, "card", None)) is not None:
        line["card"] = str(card)
    for name in ("rating", "duration_ms", "target"):
        if (value := getattr(event, name, None)) is not None:
            line[name] = int(value) if name == "rating" else value
    return line | (_data(event) or {})


def from_json(line: Mapping[str, Any]) -> Logged:
    """Return the event that an object from elsewhere describes; texts are made safe.

    Raises:
        ValueError: If it is no event.
    """
    fields = {
        key: safe(value)[:_LONGEST_TEXT] if isinstance(value, str) else value
        for key, value in line.items()
    }
    at = datetime.fromisoformat(text_in(fields, "at"))
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {fields['at']}")
    if isinstance(fields.get("card"), str):
        fields["card"] = int(fields["card"])
    name, device = EventId(text_in(fields, "id")), text_in(fields, "device")
    at_ms = milliseconds(at)
    _agree(name, at_ms, device)
    event = build(text_in(fields, "kind"), fields)
    if isinstance(event, Linked | LinkRejected):
        _check_fingerprints(event.fingerprint, event.origin)
    return Logged(
        id=name,
        device=device,
        at=instant(at_ms),
        offset_min=integer_in(fields, "offset_min", -1440, 1440),
        day=day_in(fields, "day"),
        event=event,
    )


def decision(data: str | None) -> Decision | None:
    """Return what a review decided, from the column `data` of its row."""
    return decision_of(json.loads(data)) if data else None


def _data(event: Event) -> Data | None:  # one case a kind of event
    match event:
        case Reviewed(decision=made, bet=bet):
            fields = ({} if made is None else _decided(made)) | _laid(bet)
            return fields or None
        case Buried(until=until):
            return {"until": until.isoformat()} | _present({"batch": event.batch})
        case Flagged(flag=flag, note=note):
            words = _present({"note": note or None, "batch": event.batch})
            return {"flag": flag, **words}
        case DueSet(due=due, batch=batch):
            return {"due": due.isoformat(), "batch": batch}
        case Linked() | LinkRejected():
            link = {"fingerprint": event.fingerprint, "key": event.key}
            return link | _present({"from": event.origin, "batch": event.batch})
        case Suspended() | Unsuspended() | Reset():
            return _present({"batch": event.batch}) or None
        case DeckStarted(deck=deck):
            return {"deck": deck}
        case ParametersChanged(preset=preset, algorithm=algorithm, w=w):
            return {"preset": preset, "algorithm": algorithm, "w": list(w)}
        case BreakSet(first=first, last=last, batch=batch):
            span = {"from": first.isoformat(), "to": last.isoformat()}
            return {**span, "batch": batch}
        case IdeaJudged(verdict=verdict):
            return {"verdict": verdict}
        case Imported(source=source, sha256=sha256):
            return {"source": source, "sha256": sha256}
        case Undone():
            return None
        case _:
            assert_never(event)


def _decided(made: Decision) -> Data:
    # The phase stands first: bulk replay reads it by its place (store/log.py).
    fields: Data = {"phase": made.phase, "step": made.step}
    fields["due"] = made.due_day.isoformat()
    if made.due_at is not None:
        fields["due_ms"] = milliseconds(made.due_at)
    return fields


def _laid(bet: Bet | None) -> Data:
    return {} if bet is None else {"sure": bet.sure} | _present({"said": bet.said})


def _packed(data: Data | None) -> str | None:
    if data is None:
        return None
    return _ENCODE(data)


def _present(fields: Data) -> Data:
    return {key: value for key, value in fields.items() if value is not None}


def _agree(name: str, at_ms: int, device: str) -> None:
    """Refuse an id that does not begin with its time and its device.

    The order of ids is then the order of time, everywhere.
    """
    if not _ID.fullmatch(name) or name[:20] != f"{at_ms:012x}{device}":
        raise ValueError(f"event {name!r} does not fit {at_ms=} {device=}")


def _check_fingerprints(*values: str | None) -> None:
    for value in values:
        if value is not None and not _ID.fullmatch(value):
            raise ValueError(f"no fingerprint: {value!r}")
