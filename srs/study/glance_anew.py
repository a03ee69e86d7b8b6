"""What is due, worked out from the decks and the store, and kept for the next look?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from srs.study import glance
from srs.study.collection import Collection, open_collection
from srs.study.glance import DeckGlance, Glance, Grounds, Kept
from srs.study.overview import Overview, next_words, overview
from srs.study.scan import scan_if_changed


def work_out(
    root: Path, *, clock: Callable[[], datetime], grounds: Grounds | None
) -> Glance:
    """Return what is due, after reading what has changed in the decks.

    Args:
        root: The collection's directory.
        clock: Gives the time.
        grounds: What the settings and the zone were before; the glance is kept for
            them. None keeps none.

    Raises:
        SrsError: If settings or store cannot be used; the sentence says what to do.
    """
    collection = open_collection(root, clock=clock)
    try:
        scan_if_changed(collection)
        collection.store.only_look()
        state, day = collection.store.cards.state(), collection.today()
        found = _glance(collection)
        unmoved = (collection.store.cards.state(), collection.today()) == (state, day)
        if grounds is not None and collection.store.writable and unmoved:
            _keep(collection, grounds, found, state, day)
        return found
    finally:
        collection.close()


def _glance(collection: Collection) -> Glance:
    found = overview(collection, charts=False)
    return Glance(
        due=found.counts.due,
        new=found.counts.new,
        learning=found.counts.learning,
        minutes=found.minutes,
        doubtful=found.doubtful,
        problems=found.problems,
        decks=_decks(found),
        next_words=None if found.left else next_words(collection),
    )


def _decks(found: Overview) -> tuple[DeckGlance, ...]:
    return tuple(
        DeckGlance(
            name=row.name,
            started=row.started,
            cards=row.cards,
            due=row.due,
            new=row.new,
            learning=row.learning,
        )
        for row in found.decks
        if not row.is_all and not row.is_folder
    )


def _keep(
    collection: Collection,
    grounds: Grounds,
    found: Glance,
    state: tuple[str | None, str | None],
    day: date,
) -> None:
    """Keep a glance for the rest of the study day."""
    store = collection.store
    if store.path != grounds.store:
        return
    if store.schedules.next_step_ms(day):
        # A pause of minutes is soon another; the numbers stay.
        found = found._replace(next_words=None)
    try:
        ends = collection.calendar.begins(day + timedelta(days=1))
    except OverflowError:  # the calendar itself ends
        return
    begins = collection.calendar.begins(day)
    glance.write(
        grounds,
        Kept(
            grounds=grounds.said,
            state=list(state),
            begins=begins.isoformat(),
            ends=ends.isoformat(),
            glance=found,
        ),
    )
