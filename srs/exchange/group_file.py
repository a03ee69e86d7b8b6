"""How is a week of a study group's member written, and read from a stranger's hand?"""

import json
import re
from typing import Any

from srs.core.group import STATES, Shared, Week
from srs.core.text import safe_json, safe_line

SCHEMA = "srs/group/1"
MOST_BYTES = 4_000_000
MOST_CONCEPTS = 20_000
LONGEST = 200
"""Characters of a name."""
_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")


def written(week: Week) -> bytes:
    """Return a week as bytes."""
    concepts = {name: one._asdict() for name, one in sorted(week.concepts.items())}
    said = {"schema": SCHEMA, "week": week.week, "member": week.member}
    return safe_json(said | {"concepts": concepts}).encode() + b"\n"


def read(raw: bytes) -> Week:
    """Return the week that some bytes hold.

    Raises:
        ValueError: They hold none; the text says why.
    """
    if len(raw) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ValueError(f"it does not say schema {SCHEMA}")
    week, concepts = found.get("week"), found.get("concepts")
    if not isinstance(week, str) or not _WEEK.fullmatch(week):
        raise ValueError("its week is none, such as 2026-W48")
    if not isinstance(concepts, dict) or len(concepts) > MOST_CONCEPTS:
        raise ValueError("its concepts are no object, or too many")
    return Week(
        member=_name(found.get("member")),
        week=week,
        concepts={_name(name): _shared(name, one) for name, one in concepts.items()},
    )


def _name(text: Any) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise ValueError(f"a name is none of 1 to {LONGEST} characters")
    if safe_line(text) != text:
        raise ValueError(f"the name {safe_line(text)} has control characters")
    return text


def _shared(name: str, one: Any) -> Shared:
    if isinstance(one, dict):
        cards, seen, state = one.get("cards"), one.get("seen"), one.get("state")
        # A truth value counts as a whole number elsewhere.
        if type(cards) is not int or type(seen) is not int:
            raise ValueError(f"the concept {safe_line(name)} has no whole numbers")
        if 0 <= seen <= cards and isinstance(state, str) and state in STATES:
            return Shared(cards, seen, state)
    raise ValueError(f"the concept {safe_line(name)} has no cards, seen and state")
