"""What may a setting be?

A kind of value reads what TOML gives, or refuses it, and says its bounds in the
words that the manual and the errors use.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

_UNITS = {"s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?([smh])")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value."""

    bounds: str
    """Such as `0 to 23`: it completes "must be …"."""
    read: Callable[[Any], Any]
    """Return the value; raise ValueError or TypeError for one out of bounds."""
    write: Callable[[Any], Any] = lambda value: value
    """Return a value as TOML has it."""


def whole(least: int, most: int, *, off: bool = False) -> Kind:
    """Return the kind of whole numbers within bounds, or `"off"` for None."""

    def read(value: Any) -> int | None:
        if off and value == "off":
            return None
        if type(value) is not int or not least <= value <= most:
            raise ValueError(value)
        return value

    bounds = f"{least} to {most}" + (' or "off"' if off else "")
    return Kind(
        bounds=bounds, read=read, write=lambda value: "off" if value is None else value
    )


def share(least: float, most: float) -> Kind:
    """Return the kind of fractions within bounds."""

    def read(value: Any) -> float:
        if type(value) not in (int, float) or not least <= value <= most:
            raise ValueError(value)
        return float(value)

    return Kind(bounds=f"{least:.2f} to {most:.2f}", read=read)


def yes_no() -> Kind:
    """Return the kind of `true` and `false`."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise TypeError(value)
        return value

    return Kind(bounds="true or false", read=read)


def one_of(*words: str) -> Kind:
    """Return the kind of some words."""

    def read(value: Any) -> str:
        if value not in words:
            raise ValueError(value)
        return str(value)

    return Kind(bounds=", ".join(f'"{word}"' for word in words), read=read)


def text(bounds: str) -> Kind:
    """Return the kind of any text that is not empty."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(value)
        return value

    return Kind(bounds=bounds, read=read)


def zone() -> Kind:
    """Return the kind of names of time zones."""

    def read(value: Any) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, OSError, AttributeError) as error:
            raise ValueError(value) from error

    return Kind(bounds='a time zone such as "Europe/Berlin"', read=read)


def duration(value: Any) -> timedelta:
    """Return the pause that a text such as `30s`, `10m` or `2h` names."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"no pause: {value!r}")
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]])


def spelt(pause: timedelta) -> str:
    """Return a pause as `duration` reads it, in the largest unit that fits."""
    seconds = pause.total_seconds()
    for unit in ("h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds / _UNITS[unit]:.0f}{unit}"
    return f"{seconds:g}s"


def pause(most: timedelta) -> Kind:
    """Return the kind of one pause, none included."""

    def read(value: Any) -> timedelta:
        if (found := duration(value)) > most:
            raise ValueError(value)
        return found

    return Kind(bounds=f'"0m" to "{spelt(most)}"', read=read, write=spelt)


def steps() -> Kind:
    """Return the kind of lists of pauses, each shorter than a day."""

    def read(value: Any) -> tuple[timedelta, ...]:
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list):
            raise TypeError(value)
        found = tuple(duration(word) for word in words)
        if any(not timedelta() < each < _DAY for each in found):
            raise ValueError(value)
        return found

    return Kind(
        bounds='pauses shorter than a day such as ["1m", "10m"]',
        read=read,
        write=lambda value: [spelt(each) for each in value],
    )


def some_of(*words: str) -> Kind:
    """Return the kind of lists of some words, in the order of these."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not set(value) <= set(words):
            raise ValueError(value)
        return tuple(word for word in words if word in value)

    return Kind(
        bounds="some of " + ", ".join(f'"{word}"' for word in words),
        read=read,
        write=list,
    )
