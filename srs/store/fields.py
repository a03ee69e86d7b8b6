"""Which event do these fields describe?

Rows of the store and lines from elsewhere are both read through here, so that
each field is checked once, in one place, and refused with a ValueError.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

from srs.core.card import CardId, Fingerprint
from srs.core.day import day_of_number, instant
from srs.core.log import (
    BatchId,
    Bet,
    BreakSet,
    Buried,
    Decision,
    DeckStarted,
    DueSet,
    Event,
    Flagged,
    IdeaJudged,
    Imported,
    Linked,
    LinkRejected,
    ParametersChanged,
    PhaseName,
    Rating,
    Reset,
    Reviewed,
    Suspended,
    Undone,
    Unsuspended,
    Verdict,
)

MOST_MS = (1 << 48) - 1
_MOST_INTEGER = (1 << 63) - 1
_HIDING: dict[str, type[Suspended] | type[Unsuspended] | type[Reset]] = {
    "suspended": Suspended,
    "unsuspended": Unsuspended,
    "reset": Reset,
}


def build(kind: str, fields: Mapping[str, Any]) -> Event:  # one case a kind of event
    """Return the event of a kind from its fields, each of them checked.

    Raises:
        ValueError: If the kind is unknown or a field is missing or wrong.
    """
    match kind:
        case "undone":
            return Undone(target=BatchId(text_in(fields, "target")))
        case "deck_started":
            return DeckStarted(deck=text_in(fields, "deck"))
        case "parameters_changed":
            return ParametersChanged(
                preset=text_in(fields, "preset"),
                algorithm=text_in(fields, "algorithm"),
                w=_weights(fields),
            )
        case "break_set":
            first, last = day_in(fields, "from"), day_in(fields, "to")
            return BreakSet(first=first, last=last, batch=_batch(fields))
        case "imported":
            return Imported(
                source=text_in(fields, "source"), sha256=text_in(fields, "sha256")
            )
        case _:
            return _of_card(kind, CardId(integer_in(fields, "card")), fields)


def _of_card(kind: str, card: CardId, fields: Mapping[str, Any]) -> Event:
    match kind:
        case "reviewed":
            return Reviewed(
                card=card,
                rating=Rating(integer_in(fields, "rating", 1, 4)),
                duration_ms=integer_in(fields, "duration_ms"),
                decision=decision_of(fields),
                bet=_bet_of(fields),
            )
        case "buried":
            until = day_in(fields, "until")
            return Buried(card=card, until=until, batch=_maybe_batch(fields))
        case "flagged":
            note = text_in(fields, "note") if "note" in fields else ""
            flag = integer_in(fields, "flag", 0, 7)
            batch = _maybe_batch(fields)
            return Flagged(card=card, flag=flag, note=note, batch=batch)
        case "due_set":
            return DueSet(card=card, due=day_in(fields, "due"), batch=_batch(fields))
        case "idea":
            verdict = _one_of(fields, "verdict", get_args(Verdict))
            return IdeaJudged(card=card, verdict=cast(Verdict, verdict))
        case "linked" | "link_rejected":
            return _link(Linked if kind == "linked" else LinkRejected, card, fields)
        case "suspended" | "unsuspended" | "reset":
            return _HIDING[kind](card=card, batch=_maybe_batch(fields))
        case _:
            raise ValueError(f"no such kind of event: {kind!r}")


def _link(
    made: type[Linked] | type[LinkRejected], card: CardId, fields: Mapping[str, Any]
) -> Linked | LinkRejected:
    origin = fields.get("from")
    return made(
        card=card,
        fingerprint=Fingerprint(text_in(fields, "fingerprint")),
        key=text_in(fields, "key"),
        origin=None if origin is None else Fingerprint(text_in(fields, "from")),
        batch=_maybe_batch(fields),
    )


def decision_of(fields: Mapping[str, Any]) -> Decision | None:
    """Return what a review decided, or None where the fields name no phase."""
    if "phase" not in fields:
        return None
    due_ms = "due_ms" in fields and integer_in(fields, "due_ms", 0, MOST_MS)
    return Decision(
        phase=cast(PhaseName, _one_of(fields, "phase", get_args(PhaseName))),
        step=integer_in(fields, "step", 0, 1000),
        due_day=day_in(fields, "due"),
        due_at=known_instant(due_ms) if "due_ms" in fields else None,
    )


def _bet_of(fields: Mapping[str, Any]) -> Bet | None:
    """Return what was said before the answer, or None where nothing was."""
    if "sure" not in fields:
        return None
    sure, said = fields["sure"], fields.get("said")
    if not isinstance(sure, bool):
        raise ValueError(f"sure is neither true nor false: {sure!r}")  # noqa: TRY004 - it is data
    if said is not None and (type(said) not in (int, float) or not 0 <= said <= 1):
        raise ValueError(f"said is no chance: {said!r}")
    return Bet(sure=sure, said=None if said is None else float(said))


def known_instant(at_ms: int) -> datetime:
    """Return the instant; refuse one beyond the year 9999."""
    try:
        return instant(at_ms)
    except OverflowError as error:
        raise ValueError(f"no such time: {at_ms=}") from error


def known_day(number: int) -> date:
    """Return the day of a number; refuse one beyond the calendar."""
    try:
        return day_of_number(number)
    except OverflowError as error:
        raise ValueError(f"no such day: {number=}") from error


def text_in(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that must be text."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text: {value!r}")  # noqa: TRY004 - it is data
    return value


def integer_in(
    fields: Mapping[str, Any], name: str, least: int = 0, most: int = _MOST_INTEGER
) -> int:
    """Return a field that must be a whole number within bounds."""
    value = fields.get(name)
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} is no whole number in its bounds: {value!r}")
    return value


def day_in(fields: Mapping[str, Any], name: str) -> date:
    """Return a field that must be a day such as `2026-11-25`."""
    return date.fromisoformat(text_in(fields, name))


def _one_of(fields: Mapping[str, Any], name: str, words: tuple[str, ...]) -> str:
    value = text_in(fields, name)
    if value not in words:
        raise ValueError(f"{name} is none of {words}: {value!r}")
    return value


def _batch(fields: Mapping[str, Any]) -> BatchId:
    return BatchId(text_in(fields, "batch"))


def _maybe_batch(fields: Mapping[str, Any]) -> BatchId | None:
    return _batch(fields) if fields.get("batch") is not None else None


def _weights(fields: Mapping[str, Any]) -> tuple[float, ...]:
    value = fields.get("w")
    if not isinstance(value, list) or not all(type(w) in (int, float) for w in value):
        raise ValueError(f"w is no list of numbers: {value!r}")
    return tuple(float(w) for w in value)
