"""What stands on the home screen: what is left today, deck by deck, and after?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from srs.core.day import day_number, instant
from srs.core.order import LATE_DAYS, is_backlog
from srs.core.preset import Preset
from srs.core.queue import Counts, Spent, build, estimate_minutes
from srs.store.schedule_rows import candidates
from srs.store.tallies import DayCounts
from srs.study.agenda import (
    Scope,
    deck_limits,
    first_fresh,
    presets_for,
    seconds,
    spent_by_preset,
)
from srs.study.collection import Collection, DeckEntry
from srs.study.words import days, minutes, pause

NOTHING = Counts(0, 0, 0)

MOST_WAITING = 1000
"""So many new cards that wait are counted, and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckDue:
    """A row of the home screen: a deck, a folder of decks, or all of them."""

    name: str
    label: str
    depth: int
    started: bool
    new: int
    learning: int
    due: int
    cards: int
    """How many cards it holds."""
    waiting: int = 0
    """New cards of it, if it is started, that are left for another day."""
    met: int = 0
    """New cards of it that were met today."""
    is_all: bool = False
    is_folder: bool = False

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What stands on the home screen."""

    decks: list[DeckDue]
    counts: Counts
    minutes: int
    """About how long today's rest takes; 0 when nothing is left."""
    overdue: int
    """How many of the due cards have waited for two days or more."""
    behind: bool
    """Whether so much is late that spreading it is worth an offer."""
    doubtful: int
    problems: int
    days: list[DayCounts] = field(default_factory=list)
    """The last year's study days."""
    days_since_first: int = 0
    """Study days from the first review to today, both included; 0 before it."""
    streak: int | None = None
    """Days in a row with reviews; None where the learner does not count them."""
    tomorrow: Counts = NOTHING
    tomorrow_minutes: int = 0
    used_up: int = 0
    """How many decks wait to be started, where the others have no new card left."""

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return sum(self.counts)


def overview(collection: Collection, *, charts: bool = True) -> Overview:
    """Return what there is to do today, deck by deck, from counts in the cache.

    Args:
        collection: The collection.
        charts: Whether the last year's days are wanted too.
    """
    day = collection.today()
    schedules = collection.store.schedules
    unmet = _unmet(collection)
    per_deck = _counts(collection, day, unmet)
    total = _sum(per_deck.values())
    pace = seconds(collection)
    late_by = day - timedelta(days=LATE_DAYS)
    overdue = sum(it.due for it in _due(collection, day, late_by).values())
    first = schedules.first_study_day()
    year = schedules.days(day - timedelta(days=370), day) if charts and first else []
    tomorrow = _tomorrow(collection, day, unmet)
    decks = _rows(collection, per_deck, unmet, schedules.introduced(day))
    return Overview(
        decks=decks,
        counts=total,
        minutes=estimate_minutes(total, pace),
        overdue=overdue,
        behind=is_backlog(overdue, total.due),
        doubtful=collection.store.cards.doubtful_count(),
        problems=collection.store.cards.problem_count(),
        days=year,
        days_since_first=(day - first).days + 1 if first else 0,
        streak=_streak(year, day) if collection.settings.streak else None,
        tomorrow=tomorrow,
        tomorrow_minutes=estimate_minutes(tomorrow, pace),
        used_up=0 if any(unmet.values()) else len(waiting(decks)),
    )


def waiting(decks: Iterable[DeckDue]) -> list[DeckDue]:
    """Return the decks with cards that wait to be started."""
    return [it for it in decks if not (it.started or it.is_folder) and it.cards]


def _counts(
    collection: Collection, day: date, unmet: Mapping[int, int]
) -> dict[int, Counts]:
    """Return what each deck has left today, as the queue would give it."""
    entries = collection.decks
    spent = spent_by_preset(collection, entries, day)
    presets = presets_for(entries, Scope(), spent)
    found = _due(collection, day)
    _cap_reviews(entries, presets, spent, found)
    pace = seconds(collection)
    for name, done in spent.items():
        waiting = sum(
            found[number].due
            for number in entries
            if entries[number].preset.name == name
        )
        # New cards are throttled by the time that is left after the reviews.
        spent[name] = replace(done, seconds=done.seconds + pace * waiting)
    names = {number: entry.preset.name for number, entry in entries.items()}
    fresh = candidates(first_fresh(collection, entries, day, presets, unmet), names)
    deck_of = {one.card: one.deck for one in fresh}
    news = build(
        [],
        [],
        fresh,
        today=day,
        presets=presets,
        spent=spent,
        seconds=pace,
        new_of_deck=deck_limits(collection, entries, Scope(), day),
    )
    for card in news.cards():
        deck = deck_of[card]
        found[deck] = found[deck]._replace(new=found[deck].new + 1)
    return found


def _due(
    collection: Collection, day: date, by: date | None = None
) -> dict[int, Counts]:
    """Return what each deck has due or in steps today, before limits.

    Args:
        collection: The collection.
        day: The study day.
        by: Count as due only what was due by an earlier day; None for all.
    """
    entries = collection.decks
    found: dict[int, Counts] = {}
    for apart in {entry.preset.bury_siblings for entry in entries.values()}:
        counted = collection.store.schedules.counts(
            day, siblings_apart=apart, due_by=by
        )
        for number, entry in entries.items():
            if entry.preset.bury_siblings == apart:
                learning, due = counted.get(number, (0, 0))
                found[number] = Counts(0, learning, due)
    return found


def _cap_reviews(
    entries: Mapping[int, DeckEntry],
    presets: Mapping[str, Preset],
    spent: Mapping[str, Spent],
    found: dict[int, Counts],
) -> None:
    """Cut the reviews of presets that allow only so many a day, deck by deck."""
    for name, preset in presets.items():
        if preset.reviews_per_day is None:
            continue
        left = max(0, preset.reviews_per_day - spent[name].reviews)
        for number, entry in entries.items():
            if entry.preset.name == name:
                given = min(left, found[number].due)
                found[number] = found[number]._replace(due=given)
                left -= given


def _unmet(collection: Collection) -> dict[int, int]:
    """Return how many cards of each started deck were never asked."""
    unmet = collection.store.schedules.unmet()
    return {
        number: min(unmet.get(number, 0), MOST_WAITING)
        for number, entry in collection.decks.items()
        if entry.started
    }


def _tomorrow(collection: Collection, day: date, unmet: Mapping[int, int]) -> Counts:
    """Return what comes tomorrow, if today's rest is done today."""
    schedules = collection.store.schedules
    due = schedules.load_between(day + timedelta(days=1), day + timedelta(days=1))
    presets = {entry.preset.name: entry.preset for entry in collection.decks.values()}
    new = 0
    for name, preset in presets.items():
        left = preset.new_per_day
        for number, entry in collection.decks.items():
            if entry.started and entry.preset.name == name and left > 0:
                given = min(left, unmet[number])
                new += given
                left -= given
    return Counts(new=new, learning=0, due=sum(due.values()))


def _sum(counts: Iterable[Counts]) -> Counts:
    total = NOTHING
    for one in counts:
        total = Counts(*map(sum, zip(total, one, strict=True)))
    return total


def _rows(
    collection: Collection,
    per_deck: Mapping[int, Counts],
    unmet: Mapping[int, int],
    met: Mapping[int, int],
) -> list[DeckDue]:
    """Return the decks as a tree: folders before what they hold."""
    sizes = collection.store.cards.sizes()
    entries = sorted(
        collection.decks.values(),
        key=lambda entry: (not entry.started, _path_key(entry.deck.path)),
    )
    found: list[DeckDue] = []
    for entry in entries:
        *above, leaf = entry.deck.name.split("/")
        counts = per_deck[entry.number]
        found.append(
            DeckDue(
                name=entry.deck.name,
                label=leaf,
                depth=len(above),
                started=entry.started,
                new=counts.new,
                learning=counts.learning,
                due=counts.due,
                cards=sizes.get(entry.number, 0),
                waiting=max(0, unmet.get(entry.number, 0) - counts.new),
                met=met.get(entry.number, 0),
            )
        )
    rows = list(_with_folders(found))
    if sum(row.started for row in found) > 1:
        every = _together(found, name="", label="All decks", depth=0)
        rows.insert(0, replace(every, is_all=True))
    return rows


def _with_folders(decks: Sequence[DeckDue]) -> Iterator[DeckDue]:
    """Give the decks, each folder before the first deck in it."""
    folders: set[str] = set()
    for deck in decks:
        above = deck.name.split("/")[:-1]
        for depth in range(len(above)):
            folder = "/".join(above[: depth + 1])
            if folder not in folders:
                folders.add(folder)
                inside = [it for it in decks if it.name.startswith(f"{folder}/")]
                row = _together(inside, name=folder, label=above[depth], depth=depth)
                yield replace(row, is_folder=True)
        yield deck


def _path_key(path: str) -> tuple[tuple[int, str], ...]:
    """Return a key under which a folder's decks follow it, after its own files."""
    *folders, name = path.split("/")
    return (*((1, folder) for folder in folders), (0, name))


def _together(
    decks: Sequence[DeckDue], *, name: str, label: str, depth: int
) -> DeckDue:
    """Return one row for some decks."""
    return DeckDue(
        name=name,
        label=label,
        depth=depth,
        started=any(it.started for it in decks),
        new=sum(it.new for it in decks),
        learning=sum(it.learning for it in decks),
        due=sum(it.due for it in decks),
        cards=sum(it.cards for it in decks),
        waiting=sum(it.waiting for it in decks),
        met=sum(it.met for it in decks),
    )


def _streak(days: Iterable[DayCounts], today: date) -> int:
    """Return the days in a row with reviews, up to today or to yesterday."""
    lived = {day_number(row.day) for row in days}
    number = day_number(today)
    if number not in lived:
        number -= 1
    count = 0
    while number in lived:
        count += 1
        number -= 1
    return count


def next_words(collection: Collection) -> str:
    """Return when the next cards come and how long they take, in one sentence."""
    day = collection.today()
    now = collection.clock()
    for entry_at in collection.store.schedules.next_step_ms(day):
        wait = instant(entry_at) - now
        if timedelta() < wait and collection.calendar.day(instant(entry_at)) == day:
            return f"A card in steps comes back in {pause(wait)}."
    tomorrow = _tomorrow(collection, day, _unmet(collection))
    if sum(tomorrow):
        spent = minutes(estimate_minutes(tomorrow, seconds(collection)))
        return f"After {collection.calendar.rollover:02}:00, about {spent}."
    ahead = collection.store.schedules.load_between(day, day + timedelta(days=36500))
    later = [due for due in ahead if due > day]
    if later:
        return f"The next card comes in {days((min(later) - day).days)}."
    if any(not entry.started for entry in collection.decks.values()):
        return "Decks wait: srs start DECK begins one."
    return "a in the app, or srs add, writes a card."
