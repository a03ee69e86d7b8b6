"""Which new text continues which vanished one?

Texts that stand unchanged somewhere are not asked about here. The rules go from
sure to less sure: equal but for punctuation, the only one with that question, the
only one with that answer, and likeness, which in general counts only in the place
where the old text stood. What is not sure enough is doubtful: the learner says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from srs.core.card import Fingerprint
from srs.deck.identity.align import FileChange, Gap, best_pairs, gaps, lineage
from srs.deck.identity.alike import Shape, Text, likeness, most_alike, shape

Reason = Literal["punctuation", "question", "answer", "place", "likeness"]

IN_PLACE, IN_PLACE_DOUBTFUL = 0.80, 0.60
ELSEWHERE, ELSEWHERE_DOUBTFUL = 0.97, 0.80
RIVAL = 0.05
"""A second candidate so near the first makes a match doubtful."""
SMALL_FILE = 8
"""A file with fewer notes may change by more than half and still be the same."""
NEIGHBOURS = 30
"""How many notes on either side show whether texts here are alike by pattern."""
WIDEST_GAP = 250_000
"""Pairs of texts in one gap above which only equal ranks are compared."""
MOST_COMPARISONS = 5_000_000
"""Pairs of texts above which likeness outside of the place is not looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A new text that continues an old one."""

    origin: Fingerprint
    """The old handle."""
    handle: Fingerprint
    """The new one."""
    reason: Reason
    likeness: float
    """From 0 to 1."""
    sure: bool


class Standing(Protocol):
    """Texts that are as they were; there are many, so they are only asked for."""

    def text(self, name: Fingerprint) -> Text | None:
        """Return an unchanged text, or None for one that is not."""

    def saying(self, names: Collection[Fingerprint], text: Text) -> list[Fingerprint]:
        """Return which of the texts have the same question or answer as another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that the rules look at."""

    changes: Sequence[FileChange]
    """Every file that changed, came or went."""
    vanished: Mapping[Fingerprint, Text]
    """Texts that stood in these files and stand nowhere now."""
    appeared: Mapping[Fingerprint, Text]
    """Texts that stand in these files and were not known."""
    standing: Standing
    """Texts of these files that are as they were."""
    gone: Mapping[Fingerprint, Text] = field(default_factory=dict)
    """Texts that vanished in earlier scans, of cards with a history."""
    barred: Collection[tuple[Fingerprint, Fingerprint]] = ()
    """Pairs that the learner has told apart."""
    anywhere: bool = False
    """Whether places are unknown: then likeness anywhere is worth a question."""


def match(scene: Scene) -> list[Match]:
    """Return for each new text the old one that it continues, where there is one.

    Each text has at most one match. The outcome is a function of the scene alone,
    so that two machines that see the same edit come to the same matches.
    """
    if not scene.appeared or not (scene.vanished or scene.gone):
        return []
    return _Matching(scene).run()


class _Matching:
    """Goes through the rules; what is matched leaves the open texts."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._files = lineage(scene.changes)
        self._old = {name: shape(text) for name, text in scene.vanished.items()}
        self._new = {name: shape(text) for name, text in scene.appeared.items()}
        known = {*scene.vanished, *scene.appeared}
        self._file_before = _places((it.before for it in self._files), known)
        self._file_after = _places((it.after for it in self._files), known)
        self._rewritten: set[int] = set()
        self._found: dict[Fingerprint, Match] = {}
        self._matched: set[Fingerprint] = set()
        self._shapes: dict[Fingerprint, Shape | None] = {}
        self._crowd = self._gathered()

    def run(self) -> list[Match]:
        """Return all matches in the order of their handles."""
        self._equal("punctuation")
        self._rewritten = self._mostly_changed()
        self._equal("question")
        self._equal("answer")
        for index in sorted({self._file_after[name] for name in self._open_new()}):
            self._in_places(index, self._files[index])
        gone = self._scene.gone.items()
        self._old |= {name: shape(text) for name, text in gone if name not in self._old}
        if gone:
            self._equal("punctuation")
            self._equal("question")
            self._equal("answer")
        self._elsewhere()
        return sorted(self._found.values(), key=lambda it: it.handle)

    def _open_old(self) -> dict[Fingerprint, Shape]:
        return {n: s for n, s in self._old.items() if n not in self._matched}

    def _open_new(self) -> dict[Fingerprint, Shape]:
        return {n: s for n, s in self._new.items() if n not in self._found}

    def _mostly_changed(self) -> set[int]:
        """Return the files of which so much changed that no likeness is sure."""
        still_open = self._open_old()
        return {
            index
            for index, change in enumerate(self._files)
            if len(change.before) >= SMALL_FILE
            and 2 * sum(text in still_open for text in change.before)
            > len(change.before)
        }

    # -- equal in part ----------------------------------------------------------

    def _equal(self, reason: Literal["punctuation", "question", "answer"]) -> None:
        """Match texts of which exactly one old and one new say the same.

        First within each file, for the same words may stand in many.
        """
        for within in (True, False):
            old = self._grouped(self._open_old(), reason, self._file_before, within)
            new = self._grouped(self._open_new(), reason, self._file_after, within)
            crowd = self._crowded(reason, within)
            for said, names in new.items():
                others = old.get(said, ())
                if len(names) == len(others) == 1 and said not in crowd:
                    self._take(others[0], names[0], reason, 1.0)

    def _grouped(
        self,
        shapes: Mapping[Fingerprint, Shape],
        reason: str,
        file_of: Mapping[Fingerprint, int],
        within: bool,
    ) -> dict[tuple[str, str, int], list[Fingerprint]]:
        groups: dict[tuple[str, str, int], list[Fingerprint]] = {}
        for name, it in shapes.items():
            said = _said(it, reason)
            if said:
                place = file_of.get(name, -1) if within else 0
                groups.setdefault((it.family, said, place), []).append(name)
        return groups

    def _crowded(self, reason: str, within: bool) -> set[tuple[str, str, int]]:
        """Return what unchanged texts say too, so that it tells nothing apart."""
        if reason == "punctuation":
            return set()
        found = set()
        for name, index in self._crowd.items():
            it = self._shape(name)
            if it is not None and (said := _said(it, reason)):
                found.add((it.family, said, index if within else 0))
        return found

    def _gathered(self) -> dict[Fingerprint, int]:
        """Return unchanged texts near a new one that say the same, with their file."""
        crowd: dict[Fingerprint, int] = {}
        for name, text in self._scene.appeared.items():
            index = self._file_after[name]
            near = self._around(index, name)
            for other in self._scene.standing.saying(near, text):
                crowd[other] = index
        return crowd

    def _around(self, index: int, name: Fingerprint) -> list[Fingerprint]:
        """Return the other texts of a file that stand near one."""
        after = self._files[index].after
        here = after.index(name)
        near = after[max(0, here - NEIGHBOURS) : here + NEIGHBOURS + 1]
        return [it for it in near if it not in self._new]

    # -- alike in the same place --------------------------------------------------

    def _in_places(self, index: int, change: FileChange) -> None:
        same = {new: it.origin for new, it in self._found.items()}
        for gap in gaps(change, same, self._open_old(), self._open_new()):
            for old, new, alike, rival in self._pairs(gap):
                sure = (
                    alike >= IN_PLACE
                    and not rival
                    and not self._patterned(index, new, alike)
                )
                self._take(old, new, "place", alike, sure=sure)

    def _pairs(self, gap: Gap) -> list[tuple[Fingerprint, Fingerprint, float, bool]]:
        """Return the pairs of a gap with their likeness, and whether it has a rival."""
        if len(gap.before) * len(gap.after) > WIDEST_GAP:
            same_rank = zip(gap.before, gap.after, strict=False)
            ranked = [(old, new, self._alike(old, new)) for old, new in same_rank]
            return [(*pair, False) for pair in ranked if pair[2]]
        table = [[self._alike(old, new) for new in gap.after] for old in gap.before]
        columns = list(zip(*table, strict=True))
        return [
            (
                gap.before[i],
                gap.after[j],
                table[i][j],
                _near(table[i], j) or _near(columns[j], i),
            )
            for i, j in best_pairs(table)
        ]

    def _alike(self, old: Fingerprint, new: Fingerprint) -> float:
        """Return how alike two texts in one place are; 0 where they are not."""
        before, after = self._old[old], self._new[new]
        if before.family != after.family or (old, new) in self._scene.barred:
            return 0.0
        return likeness(before.words, after.words, least=IN_PLACE_DOUBTFUL)

    def _patterned(self, index: int, new: Fingerprint, alike: float) -> bool:
        """Return whether notes around are as alike: then likeness is the pattern's."""
        shapes = map(self._shape, self._around(index, new))
        words = [it.words for it in shapes if it is not None]
        return bool(
            most_alike(self._new[new].words, words, least=alike - RIVAL, most=1)
        )

    def _shape(self, name: Fingerprint) -> Shape | None:
        if name not in self._shapes:
            text = self._scene.standing.text(name)
            self._shapes[name] = None if text is None else shape(text)
        return self._shapes[name]

    # -- alike anywhere -------------------------------------------------------------

    def _elsewhere(self) -> None:
        old, new = self._open_old(), self._open_new()
        if not old or len(old) * len(new) > MOST_COMPARISONS:
            return
        least = IN_PLACE_DOUBTFUL if self._scene.anywhere else ELSEWHERE_DOUBTFUL
        names = sorted(old)
        words = [old[name].words for name in names]
        hits = []
        for name in sorted(new):
            near = most_alike(new[name].words, words, least=least - RIVAL, most=3)
            fit = [(alike, names[i]) for i, alike in near if self._may(names[i], name)]
            if fit and fit[0][0] >= least:
                rival = len(fit) > 1 and fit[1][0] >= fit[0][0] - RIVAL
                hits.append((-fit[0][0], name, fit[0][1], rival))
        for negative, name, other, rival in sorted(hits):
            alike = -negative
            if self._patterned(self._file_after[name], name, alike):
                continue
            self._take(
                other, name, "likeness", alike, sure=alike >= ELSEWHERE and not rival
            )

    def _may(self, old: Fingerprint, new: Fingerprint) -> bool:
        same = self._old[old].family == self._new[new].family
        return same and (old, new) not in self._scene.barred

    def _take(
        self,
        old: Fingerprint,
        new: Fingerprint,
        reason: Reason,
        alike: float,
        *,
        sure: bool = True,
    ) -> None:
        if (
            old in self._matched
            or new in self._found
            or (old, new) in self._scene.barred
        ):
            return
        if reason != "punctuation" and self._file_before.get(old) in self._rewritten:
            sure = False
        self._matched.add(old)
        self._found[new] = Match(
            origin=old, handle=new, reason=reason, likeness=alike, sure=sure
        )


def _near(row: Sequence[float], chosen: int) -> bool:
    """Return whether another in the row is nearly as alike as the chosen one."""
    least = row[chosen] - RIVAL
    return any(value and value >= least for at, value in enumerate(row) if at != chosen)


def _places(
    files: Iterable[Sequence[Fingerprint]], known: Collection[Fingerprint]
) -> dict[Fingerprint, int]:
    return {
        name: index
        for index, texts in enumerate(files)
        for name in texts
        if name in known
    }


def _said(it: Shape, reason: str) -> str:
    if reason == "punctuation":
        return it.whole
    return it.question if reason == "question" else it.answer
