"""What does a comment line say about the block above it? An id, or waivers.

<!-- id: k7f3 -->
<!-- lint: allow R07 (a proof needs its words) -->
"""

import re

from srs.core.card import Waiver

METADATA = re.compile(r"<!--[ \t]*(id|lint)[ \t]*:([^\n]*?)-->[ \t]*(?=\n|\Z)")
"""A whole line that speaks about the block above it."""

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")
_ALLOW = re.compile(
    r"allow[ \t]+([A-Za-z]\w*(?:[ \t,]+[A-Za-z]\w*)*)[ \t]*(?:\((.*)\))?"
)
_BETWEEN_RULES = re.compile(r"[ \t,]+")


def read_id(value: str) -> str | None:
    """Return the id that a comment gives, or None where it is none."""
    found = _ID.fullmatch(value.strip())
    return found[0] if found else None


def read_waivers(value: str) -> tuple[Waiver, ...]:
    """Return the waivers that a comment holds: one a rule; empty where it is none."""
    found = _ALLOW.fullmatch(value.strip())
    if not found:
        return ()
    reason = (found[2] or "").strip()
    rules = _BETWEEN_RULES.split(found[1])
    return tuple(Waiver(rule=rule.upper(), reason=reason) for rule in rules)


def write_id(explicit_id: str) -> str:
    """Return the comment line that gives an id."""
    return f"<!-- id: {explicit_id} -->"


def write_waiver(waiver: Waiver) -> str:
    """Return the comment line that makes a waiver."""
    reason = f" ({waiver.reason})" if waiver.reason else ""
    return f"<!-- lint: allow {waiver.rule}{reason} -->"
