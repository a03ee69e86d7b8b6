"""How are notes found by their words?

An index of the pieces of three characters in the notes' texts, so that scripts which
write no spaces between words are found as well as others. It is made at the first
search, at once or piece by piece. Where schemas are not trusted, older SQLites (up to
3.40) let no trigger write into such an index, so triggers only keep a list of what
has changed, and the next search brings the index up to date. A scan thus never waits
for it.

Words of one or two characters are found as the begin of pieces. So that a text's end
begins pieces too, two line feeds stand behind each text in the index; the index keeps
no texts of its own, and nothing is ever read from its columns.
"""

from srs.store.engine import Connection

_COLUMNS = "body, breadcrumb, tags"
_ENDED = ", ".join(f"{name} || char(10, 10)" for name in _COLUMNS.split(", "))
_OLD = "select old.id, 1, old.body, old.breadcrumb, old.tags"
_UNLISTED = "where not exists (select 1 from note_changed where note = {}.id)"

# What the index holds of a note can only be taken out by the text it was made from,
# so the first change keeps the old text, and later ones change nothing.
_TRIGGERS = {
    "note_words_new": "after insert on note begin insert into note_changed"
    f" select new.id, 0, null, null, null {_UNLISTED.format('new')}; end",
    "note_words_edited": f"after update of {_COLUMNS} on note"
    " when old.body <> new.body or old.breadcrumb <> new.breadcrumb"
    f" or old.tags <> new.tags begin insert into note_changed {_OLD}"
    f" {_UNLISTED.format('old')}; end",
    "note_words_gone": "after delete on note begin insert into note_changed"
    f" {_OLD} {_UNLISTED.format('old')}; end",
}


def make(connection: Connection) -> None:
    """Make an index that is behind by all notes; inside a transaction."""
    drop(connection)  # what another version of this program may have left
    connection.execute(
        f"create virtual table note_words using fts5"
        f" ({_COLUMNS}, tokenize = 'trigram', content = '')"
    )
    connection.execute(
        "create virtual table note_pieces using fts5vocab(note_words, row)"
    )
    connection.execute(
        "create table note_changed (note integer primary key,"
        " indexed integer not null, body text, breadcrumb text, tags text) strict"
    )
    connection.execute("insert into note_changed(note, indexed) select id, 0 from note")
    for name, action in _TRIGGERS.items():
        connection.execute(f"create trigger {name} {action}")


def is_behind(connection: Connection) -> bool:
    """Return whether a note has changed since the index was brought up to date."""
    row = connection.execute("select exists(select 1 from note_changed)").fetchone()
    return bool(row[0])


def catch_up(connection: Connection, most: int = -1) -> None:
    """Bring the index up to date; inside a transaction.

    Args:
        connection: To the store.
        most: How many changed notes to take up; -1 for all.
    """
    some = "(select note from note_changed order by note limit ?)"
    connection.execute(
        f"insert into note_words(note_words, rowid, {_COLUMNS})"
        f" select 'delete', note, {_ENDED} from note_changed where indexed"
        f" and note in {some}",
        (most,),
    )
    connection.execute(
        f"insert into note_words(rowid, {_COLUMNS}) select id, {_ENDED} from note"
        f" where id in {some}",
        (most,),
    )
    connection.execute(f"delete from note_changed where note in {some}", (most,))


def drop(connection: Connection) -> None:
    """Forget the index and its list; inside a transaction."""
    for name in _TRIGGERS:
        connection.execute(f"drop trigger if exists {name}")
    for table in ("note_changed", "note_pieces", "note_words", "note_fts"):
        connection.execute(f"drop table if exists {table}")


def pieces(connection: Connection, word: str, most: int) -> list[str] | None:
    """Return the pieces that a short word begins; None where many notes hold them.

    Args:
        connection: To the store, whose index is up to date.
        word: Of one or two characters.
        most: How many notes are many.
    """
    begun: list[str] = []
    notes = 0
    forms = {word, word.lower(), word.upper()}
    for form in sorted(forms | {each.lower() for each in forms}):
        rows = connection.execute(
            "select term, doc from note_pieces where term >= ? and term < ?",
            (form, f"{form}\U0010ffff"),
        )
        for piece, count in rows:
            begun.append(piece)
            notes += count
            if notes > most:
                return None
    return list(dict.fromkeys(begun))
