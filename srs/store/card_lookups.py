"""What does a scan ask about the decks as last scanned?"""

import json
from collections.abc import Collection, Sequence

from srs.core.card import CardId, Fingerprint
from srs.store.card_rows import (
    CardRow,
    DeckRow,
    FileRow,
    GoneRow,
    NameRow,
    NoteRow,
)
from srs.store.stamps import Stamps

LISTED = "(select value from json_each(?))"
NOTE_COLUMNS = (
    "id, deck, line, end_line, kind, fingerprint, concept, breadcrumb, tags,"
    " explicit_id, draft, doubtful, changed_from, body"
)


class CardLookups(Stamps):
    """What `srs.study.scan` reads, beyond what everybody may ask."""

    def files(self) -> dict[str, FileRow]:
        """Return every file that was read, by its path."""
        rows = self._connection.execute(
            "select id, path, size, mtime_ns, digest, problems from deck_file"
            " union all select null, path, size, mtime_ns, digest, problems from page"
            " order by path"
        ).fetchall()
        return {row[1]: FileRow(*row) for row in rows}

    def deck_paths(self) -> dict[int, str]:
        """Return the paths of the decks by their numbers."""
        return dict(self._connection.execute("select id, path from deck_file"))

    def deck_bases(self) -> list[tuple[int, str, int]]:
        """Return number, path and first rank of each deck."""
        rows = self._connection.execute("select id, path, rank_base from deck_file")
        return list(rows.fetchall())

    def base_and_concepts(self, deck: int) -> tuple[int, str]:
        """Return a deck's first rank, and its concepts as JSON."""
        row = self._connection.execute(
            "select rank_base, concepts from deck_file where id = ?", (deck,)
        ).fetchone()
        return row[0], row[1]

    def names_of(self, deck: int) -> list[NameRow]:
        """Return what the notes of a deck are known by, in the order of lines."""
        rows = self._connection.execute(
            "select id, fingerprint, explicit_id, line, end_line from note"
            " where deck = ? order by line",
            (deck,),
        )
        return list(map(NameRow._make, rows.fetchall()))

    def plain_lines(self, deck: int) -> tuple[bytes, str] | None:
        """Return a deck's checksums of lines and its head, if all is well with it.

        None for a deck with problems, links, or notes that stand elsewhere too.
        """
        row = self._connection.execute(
            "select lines, head from deck_file where id = ? and problems = '[]'"
            " and links = '[]' and twins = '[]'",
            (deck,),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def notes_by_id(self, notes: Collection[int]) -> list[NoteRow]:
        """Return some notes, in the order of decks and lines."""
        rows = self._connection.execute(
            f"select {NOTE_COLUMNS} from note where id in {LISTED} order by deck, line",
            (json.dumps(list(notes)),),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def bodies_holding(
        self, notes: Collection[int], parts: Sequence[str]
    ) -> list[Fingerprint]:
        """Return the texts of those notes whose raw block holds one of two parts."""
        one, other = parts
        rows = self._connection.execute(
            f"select fingerprint from note where id in {LISTED}"
            " and (instr(body, ?) or instr(body, ?))",
            (json.dumps(list(notes)), one, other),
        )
        return [row[0] for row in rows.fetchall()]

    def twins(self) -> dict[int, list[Fingerprint]]:
        """Return the notes of each deck that stand in another place before."""
        rows = self._connection.execute(
            "select id, twins from deck_file where twins <> '[]'"
        ).fetchall()
        return {deck: json.loads(names) for deck, names in rows}

    def problems(self) -> list[str]:
        """Return the problems of all files, each file's as JSON."""
        rows = self._connection.execute(
            "select problems from deck_file where problems <> '[]'"
            " union all select problems from page where problems <> '[]'"
        )
        return [row[0] for row in rows.fetchall()]

    def review_count(self, cards: Collection[CardId]) -> int:
        """Return how often the cards were reviewed."""
        row = self._connection.execute(
            f"select count(*) from event where card in {LISTED} and kind = 'reviewed'",
            (json.dumps(list(cards)),),
        ).fetchone()
        return int(row[0])

    def deck_rows(self) -> list[DeckRow]:
        """Return all that is kept of the decks' files, in the order of paths."""
        rows = self._connection.execute(
            "select id, path, size, mtime_ns, digest, name, head, concepts, problems,"
            " links, twins, rank_base from deck_file order by path"
        ).fetchall()
        return [DeckRow(*row) for row in rows]

    def notes_of(self, deck: int) -> list[NoteRow]:
        """Return the notes of a deck in the order of their lines."""
        rows = self._connection.execute(
            f"select {NOTE_COLUMNS} from note where deck = ? order by line",
            (deck,),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def cards_of(self, deck: int) -> list[CardRow]:
        """Return the cards of a deck."""
        rows = self._connection.execute(
            "select id, note, deck, ordinal, key, rank, active from card"
            " where deck = ? order by note, ordinal",
            (deck,),
        )
        return list(map(CardRow._make, rows.fetchall()))

    def cards_of_notes(self, notes: Collection[int]) -> list[CardRow]:
        """Return the cards of some notes."""
        rows = self._connection.execute(
            "select id, note, deck, ordinal, key, rank, active from card"
            f" where note in {LISTED} order by note, ordinal",
            (json.dumps(list(notes)),),
        )
        return list(map(CardRow._make, rows.fetchall()))

    def notes_with(
        self, fingerprints: Collection[Fingerprint], explicit_ids: Collection[str] = ()
    ) -> list[NoteRow]:
        """Return the notes that have one of the fingerprints or explicit ids."""
        rows = self._connection.execute(
            f"select {NOTE_COLUMNS} from note where fingerprint in {LISTED}"
            " union"
            f" select {NOTE_COLUMNS} from note where explicit_id <> ''"
            f" and explicit_id in {LISTED} order by id",
            (json.dumps(list(fingerprints)), json.dumps(list(explicit_ids))),
        )
        return list(map(NoteRow._make, rows.fetchall()))

    def explicit_ids(self) -> list[str]:
        """Return every explicit id in use."""
        rows = self._connection.execute(
            "select explicit_id from note where explicit_id <> ''"
        )
        return [row[0] for row in rows.fetchall()]

    def owners(self, cards: Collection[CardId]) -> dict[CardId, int]:
        """Return the note of each of the cards that a deck holds."""
        rows = self._connection.execute(
            f"select id, note from card where id in {LISTED}",
            (json.dumps(list(cards)),),
        )
        return dict(rows.fetchall())

    def with_history(self, cards: Collection[CardId]) -> set[CardId]:
        """Return those of the cards to which something happened but links."""
        rows = self._connection.execute(
            "select distinct card from event"
            f" where card in {LISTED} and kind not in ('linked', 'link_rejected')",
            (json.dumps(list(cards)),),
        )
        return {CardId(row[0]) for row in rows.fetchall()}

    def has_links(self) -> bool:
        """Return whether any text was ever linked to a card."""
        row = self._connection.execute(
            "select exists(select 1 from event where kind <> 'reviewed'"
            " and kind in ('linked', 'link_rejected'))"
        ).fetchone()
        return bool(row[0])

    def gone(self) -> list[GoneRow]:
        """Return the texts that have vanished while their cards have a history."""
        rows = self._connection.execute("select * from gone order by handle")
        return list(map(GoneRow._make, rows.fetchall()))

    def is_empty(self) -> bool:
        """Return whether there is no note."""
        row = self._connection.execute("select exists(select 1 from note)").fetchone()
        return not row[0]

    def is_untold(self) -> bool:
        """Return whether no text was ever met."""
        row = self._connection.execute(
            "select exists(select 1 from note_text)"
        ).fetchone()
        return not row[0]

    def last_note(self) -> int:
        """Return the highest number of a note, or 0."""
        row = self._connection.execute("select max(id) from note").fetchone()
        return int(row[0] or 0)
