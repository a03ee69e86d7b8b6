"""What do the rules of identity look at in a scan?"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from srs.core.card import Fingerprint
from srs.deck.identity.align import FileChange
from srs.deck.identity.alike import Text
from srs.deck.identity.match import Scene
from srs.store.card_rows import GoneRow
from srs.store.database import Store
from srs.study.scan_entries import Entry, Old, row_handle
from srs.study.scan_partial import Partial
from srs.study.scan_texts import Standing, text_of


def read_texts(
    store: Store, fingerprints: Collection[Fingerprint]
) -> dict[Fingerprint, Text]:
    """Return the texts that the store knows of some fingerprints."""
    known = store.log.texts(fingerprints)
    return {name: Text(*json.loads(text)) for name, text in known.items()}


class SceneMaker:
    """Puts the texts that came and went in their places."""

    def __init__(
        self,
        store: Store,
        entries: Mapping[str, Sequence[Entry]],
        listed: Iterable[Old],
        *,
        partly: Mapping[str, Partial],
    ) -> None:
        self._store = store
        self._entries = entries
        self._now = {entry.handle: entry for own in entries.values() for entry in own}
        self._listed = listed
        self._partly = partly

    def scene(
        self,
        new: Sequence[Entry],
        vanished: Mapping[Fingerprint, Old],
        gone: Mapping[Fingerprint, GoneRow],
        *,
        barred: Collection[tuple[Fingerprint, Fingerprint]],
        anywhere: bool = False,
    ) -> Scene:
        """Return all that the rules look at.

        Args:
            new: Notes that were not known.
            vanished: Cached notes that stand nowhere now.
            gone: Texts that vanished in earlier scans.
            barred: Old and new handles that the learner has told apart.
            anywhere: Whether nobody knows any more where the old texts stood.
        """
        replaced = _behind_doubts(vanished, gone)
        texts = read_texts(
            self._store,
            [it.row.fingerprint for it in vanished.values()]
            + [it.fingerprint for it in gone.values()],
        )
        earlier = {
            name: texts[it.fingerprint]
            for name, it in gone.items()
            if it.fingerprint in texts and name not in self._now
        }
        before: dict[str, list[Fingerprint]] = {}
        for it in self._listed:
            name = row_handle(it.row)
            before.setdefault(it.path, []).append(replaced.get(name, name))
        old_texts = {
            name: texts[it.row.fingerprint]
            for name, it in vanished.items()
            if name not in replaced and it.row.fingerprint in texts
        }
        old_texts |= {
            name: earlier.pop(name) for name in replaced.values() if name in earlier
        }
        fresh = {entry.handle: text_of(entry.note) for entry in new}
        return Scene(
            changes=[
                self._change(path, before.get(path, ()), replaced)
                for path in sorted(before.keys() | self._entries.keys())
            ],
            vanished=old_texts,
            appeared=fresh,
            standing=Standing(self._store, self._now, fresh, self._partly.values()),
            gone=earlier,
            barred=barred,
            anywhere=anywhere,
        )

    def _change(
        self,
        path: str,
        before: Sequence[Fingerprint],
        replaced: Mapping[Fingerprint, Fingerprint],
    ) -> FileChange:
        """Return the order of a file's notes, as last scanned and now."""
        own = self._entries.get(path, ())
        partly = self._partly.get(path)
        if partly is None:
            after = [entry.handle for entry in own]
            return FileChange(path=path, before=before, after=after)
        now = {entry.note.span.line: entry.handle for entry in own}
        names = [row_handle(row) for row in partly.names]
        places = enumerate(names)
        after = [
            name if note is None else now[note.span.line]
            for place, name in places
            if (note := partly.notes.get(place)) is None or note.span.line in now
        ]
        return FileChange(
            path=path, before=[replaced.get(name, name) for name in names], after=after
        )


def _behind_doubts(
    vanished: Mapping[Fingerprint, Old],
    gone: Mapping[Fingerprint, GoneRow],
) -> dict[Fingerprint, Fingerprint]:
    """Return for doubtful notes that vanished the text that they may continue.

    Nobody has learnt the doubtful text: what replaces it is held against the
    text behind it, in its place.
    """
    by_text = {it.fingerprint: name for name, it in gone.items()}
    return {
        name: by_text[it.row.changed_from]
        for name, it in vanished.items()
        if it.row.doubtful and it.row.changed_from in by_text
    }
