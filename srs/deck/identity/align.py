"""Which places of two versions of a file belong together?

A file is a sequence of handles. Texts that stand in both versions are anchors;
between two anchors lie gaps, and what changed within a gap may belong together.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from srs.core.card import Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file, as last scanned and as it is now."""

    path: str
    before: Sequence[Fingerprint] = ()
    """Handles in the order of their lines; empty for a file that was not there."""
    after: Sequence[Fingerprint] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """What stood, and what stands, between two anchors."""

    before: tuple[Fingerprint, ...]
    after: tuple[Fingerprint, ...]


def lineage(changes: Sequence[FileChange]) -> list[FileChange]:
    """Return the changes with each file set against the one that it continues.

    A renamed file continues the one with which it shares most texts, two swapped
    files each the other's. A file that shares none continues its own path.
    """
    settled = [change for change in changes if _is_itself(change)]
    changes = [change for change in changes if not _is_itself(change)]
    before = {change.path: change.before for change in changes if change.before}
    after = {change.path: change.after for change in changes if change.after}
    parent = _parents(before, after)
    return sorted(
        [
            *settled,
            *(
                FileChange(
                    path=path, before=before.get(parent.get(path, ""), ()), after=texts
                )
                for path, texts in after.items()
            ),
            *(
                FileChange(path=path, before=texts)
                for path, texts in before.items()
                if path not in parent.values()
            ),
        ],
        key=lambda change: (change.path, not change.after),
    )


def _is_itself(change: FileChange) -> bool:
    """Return whether a file surely continues its own path: it kept at least half."""
    shared = 2 * len(set(change.before).intersection(change.after))
    return shared >= max(len(change.before), len(change.after), 1)


def _parents(
    before: Mapping[str, Sequence[Fingerprint]],
    after: Mapping[str, Sequence[Fingerprint]],
) -> dict[str, str]:
    """Return for each file of which much changed the one that it continues."""
    home = {text: path for path, texts in before.items() for text in texts}
    shared = [
        (-count, old != new, new, old)
        for new, texts in after.items()
        for old, count in Counter(home[t] for t in texts if t in home).items()
    ]
    parent: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, new, old in sorted(shared):
        if new not in parent and old not in taken:
            parent[new] = old
            taken.add(old)
    for path in after:
        if path not in parent and path in before and path not in taken:
            parent[path] = path
            taken.add(path)
    return parent


def gaps(
    change: FileChange,
    same: Mapping[Fingerprint, Fingerprint],
    open_before: Collection[Fingerprint],
    open_after: Collection[Fingerprint],
) -> list[Gap]:
    """Return the gaps of a file in which both sides hold something open.

    Args:
        change: The two versions.
        same: New handle to old one, for texts that are already matched.
        open_before: Handles that have vanished and are not matched.
        open_after: Handles that have appeared and are not matched.
    """
    found = []
    low_before = low_after = 0
    ends = [*_anchors(change, same), (len(change.before), len(change.after))]
    for high_before, high_after in ends:
        gap = Gap(
            tuple(t for t in change.before[low_before:high_before] if t in open_before),
            tuple(t for t in change.after[low_after:high_after] if t in open_after),
        )
        if gap.before and gap.after:
            found.append(gap)
        low_before, low_after = high_before + 1, high_after + 1
    return found


def _anchors(
    change: FileChange, same: Mapping[Fingerprint, Fingerprint]
) -> list[tuple[int, int]]:
    """Return the positions of the longest run of texts that kept their order."""
    place = {text: index for index, text in enumerate(change.before)}
    common = [
        (place[old], index)
        for index, text in enumerate(change.after)
        if (old := same.get(text, text)) in place
    ]
    return _rising(common)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest subsequence whose first numbers rise."""
    tails: list[int] = []
    last: list[int] = []
    back: list[int] = []
    for index, (value, _) in enumerate(pairs):
        at = bisect_left(tails, value)
        back.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            last.append(index)
        else:
            tails[at] = value
            last[at] = index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = back[index]
    return chain[::-1]


def best_pairs(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, that are most alike in total.

    Args:
        likeness: For each text before, its likeness to each text after; 0 for
            texts that cannot belong together.
    """
    rows, columns = len(likeness), len(likeness[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
