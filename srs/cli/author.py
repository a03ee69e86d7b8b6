"""The commands of an author: scan, new and add."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.errors import InputError, UsageError
from srs.core.text import safe_json, safe_line
from srs.study.words import number

if TYPE_CHECKING:
    from srs.study.adding import Added

KINDS = ("basic", "term", "cloze", "idea")

NOTE = "<!-- srs:"
"""What begins the remark beneath a template; it and all behind it are cut off."""

_REMARK = """
{note} A card for {deck}. Save and leave: it is added. Leave it empty: nothing is.
T: and D: ask a term both ways; C: hides [gaps]; I: is an idea; S: a source. -->
"""


# -- scan -----------------------------------------------------------------------


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON: srs help json.")
@click.pass_obj
def scan(door: Door, *, as_json: bool) -> int:
    """Read the decks now and say what is new, edited, moved, gone or doubtful.

    Every problem is told with file, line and column. The exit code is 1 when one of
    them is an error: a card that cannot be read.
    """
    from srs.study.scan import scan as read_decks

    with closing(door.open()) as collection:
        report = read_decks(collection, force=True)
    if as_json:
        click.echo(safe_json(report.to_json()))
    else:
        for slip in report.problems:
            click.echo(safe_line(f"{slip.severity}: {slip} [{slip.code}]"))
        totals = ", ".join(
            (
                number(report.decks, "deck"),
                number(report.notes, "note"),
                number(report.cards, "card"),
            )
        )
        click.echo(f"{totals}: {report.sentence()}.")
        if report.doubtful:
            click.echo("Doubtful matches wait for you: srs identity")
    return int(any(slip.severity == "error" for slip in report.problems))


# -- new ------------------------------------------------------------------------


@click.command()
@click.argument("deck")
@click.option("--title", default="", help="Its heading; made of DECK by default.")
@click.option("-e", "--edit", is_flag=True, help="Open it in your editor.")
@click.pass_obj
def new(door: Door, deck: str, *, title: str, edit: bool) -> None:
    """Begin a deck: DECK is its path in the collection, such as history/rome.

    The file gets a heading, what the front matter could say, and a draft to start
    with. A deck that is there is left as it is.
    """
    from srs.study.editor import editor_words
    from srs.study.new_deck import begin_deck, example_line
    from srs.study.scan import scan_if_changed

    words = editor_words() if edit else None
    if edit and words is None:
        raise _no_editor("or leave --edit out.")
    with closing(door.open()) as collection:
        scan_if_changed(collection)
        file = begin_deck(collection, deck, title=title)
        scan_if_changed(collection)
        path = file.relative_to(collection.root.resolve()).as_posix()
        is_deck = any(it.deck.path == path for it in collection.decks.values())
    line = example_line(file.read_text(encoding="utf-8"))
    click.echo(f"{_shown_path(file)}:{line}")
    if not is_deck:
        click.echo("The file is taken for no deck: an ignore file names it.")
    if words is not None:
        _edited(words, file, line)


def _edited(words: list[str], file: Path, line: int) -> int:
    """Wait until a file was edited; return the editor's code."""
    from srs.study.editor import editor_command, way_back

    if hint := way_back(words):
        click.echo(hint, err=True)
    return subprocess.run(editor_command(words, file, line), check=False).returncode


def _no_editor(otherwise: str) -> UsageError:
    return UsageError(
        "There is no editor to be found.", next_step=f"Set $EDITOR, {otherwise}"
    )


# -- add ------------------------------------------------------------------------


@click.command()
@click.argument("question", required=False)
@click.argument("answer", required=False)
@click.option("--deck", default="", help="The deck's name or file; inbox by default.")
@click.option(
    "--under", "--concept", "concept", default="", help="The heading it belongs under."
)
@click.option("--kind", type=click.Choice(KINDS), help="Seen from the text by default.")
@click.option(
    "--source", default="", help="Where it comes from: a key, a title, a URL."
)
@click.pass_obj
def add(
    door: Door,
    question: str | None,
    answer: str | None,
    deck: str,
    concept: str,
    kind: str | None,
    source: str,
) -> None:
    """Write one card into a deck.

    The card is QUESTION and ANSWER; without them, what stands on standard input, or
    what you write in your editor.
    """
    from srs.study.adding import add as add_to

    with closing(door.open()) as collection:
        kept: Path | None = None
        if question is not None and question != "-":
            block = _block(question, answer or "", kind, source)
        elif question == "-" or not sys.stdin.isatty():
            block = _meant(_standard_input(), kind, source)
        else:
            written, kept = _from_editor(deck, kind or "basic", source)
            if not written:
                click.echo("Nothing was added.")
                return
            block = written
        try:
            added = add_to(collection, block, deck=deck, concept=concept)
        except InputError as error:
            if kept is None:
                raise
            raise InputError(
                str(error), next_step=f"Your text is kept: {safe_line(str(kept))}"
            ) from error
        if kept is not None:
            kept.unlink(missing_ok=True)
        for line in _told(added, collection.root):
            click.echo(line)


def _block(asked: str, answered: str, kind: str | None, source: str) -> str:
    from srs.study.author import Draft, guessed_kind

    chosen = kind or guessed_kind(asked, answered)
    return Draft(kind=chosen, asked=asked, answered=answered, source=source).block()


def _meant(text: str, kind: str | None, source: str) -> str:
    """Return the blocks that a text without a card's options or with them means."""
    from srs.study.author import read_draft

    if kind is None and not source:
        return read_draft(text)
    asked, _, answered = text.strip().partition("\n")
    if kind in ("cloze", "idea"):
        asked, answered = text, ""
    return _block(asked, answered, kind, source)


def _standard_input() -> str:
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"Standard input is not UTF-8 (byte {error.start}).",
            next_step="Nothing was added.",
        ) from error


def _from_editor(deck: str, kind: str, source: str) -> tuple[str, Path | None]:
    """Return the blocks written in the editor, and the file that holds them.

    Nothing written gives an empty text and no file.
    """
    from srs.study.author import INBOX, MARKERS, read_draft
    from srs.study.editor import editor_words

    words = editor_words()
    if words is None:
        raise _no_editor('or type: srs add "Question" "Answer"')
    markers = [f"{marker}: " for marker in MARKERS[kind] if marker]
    lines = [*markers, f"S: {source}"] if source else markers
    remark = _REMARK.format(note=NOTE, deck=safe_line(deck or INBOX))
    template = "\n".join(lines) + "\n" + remark
    file = _temporary(template)
    code = _edited(words, file, 1)
    text = file.read_text(encoding="utf-8", errors="replace")
    if code:
        raise InputError(
            f"The editor ended with code {code}: nothing was added.",
            next_step=f"Your text is kept: {safe_line(str(file))}",
        )
    text = text.partition(NOTE)[0].strip()
    if text in ("", template.partition(NOTE)[0].strip()):
        file.unlink(missing_ok=True)
        return "", None
    return read_draft(text), file


def _temporary(text: str) -> Path:
    import os
    import tempfile

    handle, name = tempfile.mkstemp(prefix="srs-card-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def _told(added: "Added", root: Path) -> Iterator[str]:
    """Return where each card stands, and what to do next."""
    path = _shown_path(root / added.path)
    for note in added.notes:
        yield f"{path}:{note.span.line}"
    drafts = sum(note.draft for note in added.notes)
    if drafts:
        yield f"{number(drafts, 'draft')}: asked once the answer is written."
    entry = added.entry
    if entry is None:
        yield "The file is taken for no deck: it is ignored, or says srs = false."
        return
    name = safe_line(entry.deck.name)
    if added.new_deck:
        yield f"It is a new deck: {name}."
    if not entry.started:
        yield f'The deck waits. Begin it: srs start "{name}"'
    elif drafts < len(added.notes):
        yield f'Next: srs review "{name}"'


def _shown_path(path: Path) -> str:
    """Return a path as one would type it here."""
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return safe_line(str(path))
