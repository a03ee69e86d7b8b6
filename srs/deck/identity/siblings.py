"""Which deletion continues which, within one note?

The note is known to be the same. Its deletions are matched by their text, then by
likeness, then by their order; a new deletion is a new card, and the others keep
theirs.
"""

import re
from collections.abc import Callable, Sequence

from srs.deck.identity.alike import Text, likeness

_OCCURRENCE = re.compile(r"#\d+$")
_LEAST = 0.6


def pair(
    old: Sequence[str], new: Sequence[str], *, before: Text, after: Text
) -> dict[str, str]:
    """Return for each new key the old key that it continues, if any.

    Args:
        old: Keys of the note's cards, in order.
        new: Keys of the note as it is now, in order.
        before: The note's text then.
        after: The note's text now.
    """
    pairs = {key: key for key in new if key in set(old)}
    _match(pairs, old, new, lambda one, other: _said(one) == _said(other))
    if len(pairs) == min(len(old), len(new)):
        return pairs

    def reworded(one: str, other: str) -> bool:
        stayed = _stands(one, after) and _stands(other, before)
        return _within(one, other) or (not stayed and _alike(one, other))

    _match(pairs, old, new, reworded)
    # A deletion whose text still stands there was uncovered, not reworded, and
    # one whose text stood there before was newly covered.
    left = [key for key in _open(old, pairs.values()) if not _stands(key, after)]
    fresh = [key for key in _open(new, pairs) if not _stands(key, before)]
    pairs.update(zip(fresh, left, strict=False))
    return pairs


def _match(
    pairs: dict[str, str],
    old: Sequence[str],
    new: Sequence[str],
    same: Callable[[str, str], bool],
) -> None:
    left = _open(old, pairs.values())
    for key in _open(new, pairs):
        found = next((other for other in left if same(other, key)), None)
        if found is not None:
            pairs[key] = found
            left.remove(found)


def _open(keys: Sequence[str], taken: object) -> list[str]:
    used = set(taken)  # type: ignore[call-overload]
    return [key for key in keys if key not in used]


def _said(key: str) -> str:
    return _OCCURRENCE.sub("", key).casefold().strip(" .,;:!?")


def _within(one: str, other: str) -> bool:
    first, second = _said(one), _said(other)
    return bool(first and second) and (first in second or second in first)


def _alike(one: str, other: str) -> bool:
    return likeness(_said(one), _said(other), least=_LEAST) > 0


def _stands(key: str, text: Text) -> bool:
    said = _OCCURRENCE.sub("", key)
    return text.kind == "cloze" and bool(said) and said in text.asked
