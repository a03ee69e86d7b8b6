"""The commands of every morning: the app, review, start, undo."""

import gc
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.cli.door import Door
from srs.core.errors import InputError, NothingDue, SrsError, UsageError
from srs.core.text import safe, safe_line

if TYPE_CHECKING:
    from srs.study.agenda import Scope
    from srs.study.collection import Collection

SPLASH = "\x1b[?1049h\x1b[H srs"
"""Shown on the alternate screen while Textual is imported: the first sign of life."""
LEAVE_SPLASH = "\x1b[?1049l"
"""Back to the usual screen, where an error is to be read."""


def start_app(door: Door) -> None:
    """Start the app; on the very first run ask where the decks go."""
    _need_terminal()
    root = door.find()
    with _splash():
        if root is not None:
            _run_app(door, root)
            return
        from srs.tui.welcome import WelcomeApp

        root = WelcomeApp(door.clock).run(mouse=True)
        if root is not None:
            _run_app(door, root, first=True)


def _run_app(
    door: Door, root: Path, *, begin: "Scope | None" = None, first: bool = False
) -> None:
    gc.disable()  # what is loaded now stays; the app enables it at its first screen
    from srs.study.collection import open_collection
    from srs.study.directory import check_collection, mark
    from srs.tui.app import SrsApp

    check_collection(root)
    marked = mark(root)
    collection = open_collection(root, clock=door.clock)
    try:
        app = SrsApp(collection, begin=begin, first_run=first, marked=marked)
        app.prepare()
        app.run()
        line = app.crash_line() or farewell(collection)
    finally:
        collection.close()
    click.echo(line, err=bool(app.crash_line()))
    if app.crash_line():
        sys.exit(1)


def farewell(collection: "Collection") -> str:
    """Return the line after the app: what is left or comes next, and how to go on."""
    from srs.study.overview import next_words, overview
    from srs.study.words import minutes, number

    found = overview(collection, charts=False)
    if found.counts.due + found.counts.new:
        cards = number(found.left, "card")
        return f"Left today: {cards}, about {minutes(found.minutes)}. Type: srs"
    words = next_words(collection)
    return f"Next: {words[0].lower()}{words[1:]} Type: srs"


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The app needs a terminal.", next_step="In a pipe or a script: srs due"
        )


@contextmanager
def _splash() -> Iterator[None]:
    """Show a sign of life until the app draws; leave it when the app cannot."""
    _write(SPLASH)
    try:
        yield
    except SrsError:
        _write(LEAVE_SPLASH)
        raise


def _write(sequence: str) -> None:
    sys.stdout.write(sequence)
    sys.stdout.flush()


@click.command()
@click.argument("decks", nargs=-1)
@click.option("--tag", "tags", multiple=True, help="Only cards with this tag.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many answers.")
@click.option(
    "--new", type=click.IntRange(min=0), help="So many new cards, over the limits."
)
@click.option(
    "--minutes", type=click.IntRange(min=1), help="Stop after so many minutes."
)
@click.option("--query", help="Only what a query or a saved search finds.")
@click.option(
    "--ahead", type=click.IntRange(1, 365), help="Also what is due in so many days."
)
@click.option("--cram", is_flag=True, help="Without touching the schedule.")
@click.option("--forgotten", is_flag=True, help="Cram what was forgotten today.")
@click.pass_obj
def review(
    door: Door,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    limit: int | None,
    new: int | None,
    minutes: int | None,
    query: str | None,
    ahead: int | None,
    cram: bool,
    forgotten: bool,
) -> None:
    """Review what is due, straight away.

    DECKS are names of decks or of folders of decks; without one, all are reviewed.
    """
    from srs.study.agenda import Scope
    from srs.study.scan import scan_if_changed

    if ahead and (cram or forgotten):
        raise UsageError(
            "--ahead writes answers, and --cram and --forgotten write none.",
            next_step="Take one of them.",
        )
    _need_terminal()
    collection = door.open()
    try:
        scan_if_changed(collection)
        scope = Scope(
            decks=decks, tags=tags, limit=limit, new=new, minutes=minutes,
            ahead=ahead or 0, cram=cram or forgotten,
        )  # fmt: skip
        if query or scope.cram:
            from srs.study.queues import FORGOTTEN_TODAY, narrowed

            scope = narrowed(
                collection, scope, query, also=FORGOTTEN_TODAY if forgotten else ""
            )
        _must_hold_cards(collection, scope)
        root = collection.root
    finally:
        collection.close()
    with _splash():
        _run_app(door, root, begin=scope)


def _must_hold_cards(collection: "Collection", scope: "Scope") -> None:
    from srs.study.agenda import build_queue

    if scope.cram:
        if not scope.cards:
            raise NothingDue("No card is found to go through.")
    elif not len(build_queue(collection, scope, collection.today())):
        from srs.study.overview import next_words

        raise NothingDue(f"Nothing is due. {next_words(collection)}")


@click.command()
@click.argument("deck", required=False)
@click.pass_obj
def start(door: Door, deck: str | None) -> None:
    """Begin DECK, which waits: its new cards come from now on.

    Without DECK, the decks that wait are listed.
    """
    from srs.study.agenda import start_deck
    from srs.study.scan import scan_if_changed

    collection = door.open()
    try:
        scan_if_changed(collection)
        if deck is None:
            _list_waiting(collection)
            return
        for name in start_deck(collection, deck):
            click.echo(f"Started {safe_line(name)}. Type: srs review")
    finally:
        collection.close()


def _list_waiting(collection: "Collection") -> None:
    from srs.study.overview import overview, waiting
    from srs.study.words import number

    found = waiting(overview(collection, charts=False).decks)
    if not found:
        click.echo("No deck waits to be started.")
        return
    width = max(len(row.name) for row in found)
    for row in found:
        name = safe_line(row.name)
        click.echo(f"{name:{width}}  {number(row.cards, 'card')}")
    click.echo("Begin one: srs start DECK")


@click.command()
@click.pass_obj
def undo(door: Door) -> None:
    """Take back the last thing done: a rating, a flag, a plan."""
    from srs.study.cards import place_of
    from srs.study.outcome import cards_of, undo_last
    from srs.study.told import undone_words

    collection = door.open()
    try:
        taken = undo_last(collection)
        click.echo(undone_words(taken, collection.today()))
        for card in cards_of(taken)[:5]:
            try:
                place = place_of(collection, card)
            except InputError:
                continue
            first = safe(place.note.asked).splitlines()[0]
            click.echo(f"  {place.deck.path}:{place.line}  {first}")
    finally:
        collection.close()


@click.command(
    # A term such as -is:leech is no option, and its h asks for no help.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.pass_obj
def unsuspend(door: Door, query: tuple[str, ...]) -> None:
    """Call the suspended cards back that QUERY finds; see srs help search."""
    from srs.study.outcome import call_back
    from srs.study.scan import scan_if_changed
    from srs.study.search import card_ids
    from srs.study.words import number

    with closing(door.open()) as collection:
        scan_if_changed(collection)
        found = sorted(card_ids(collection, " ".join(query)))
        back = call_back(collection, found)
    if not back:
        raise InputError(
            "No suspended card is found.",
            next_step="All of them: srs list is:suspended",
        )
    click.echo(f"{number(len(back), 'card')} called back. srs undo takes it back.")
